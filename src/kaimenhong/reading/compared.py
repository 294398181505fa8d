"""The base of a comparison as a figure of its own: 比上年的8.95亿元增长8.5%."""

from __future__ import annotations

import re

from kaimenhong.reading import emitting
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure, Role

_BASE = re.compile(
    "(?:(?:比|较|而)(?P<when>上年|去年|上年度)(?:同期)?(?:的|为|是)"
    "|(?<=[（，])(?P<then>上年同期|去年同期)(?:为|是|完成|增长|下降)?)$"
)


def read_base(here: Here, figure: Figure, peeled: Peeled) -> bool:
    """Read what was reached in the period before, of what was just stated. Tells whether it is one.

    What follows, 增长8.5%, is about the same indicator in its own period.
    """
    subject = here.memory.subject
    match = _BASE.search(here.text, max(0, figure.start - 12), figure.start)
    if match is None or subject is None or subject.period is None:
        return False
    when = "when" if match["when"] else "then"
    here.because("period", "period.own", match.start(when), match.end(when))
    here.because("role", "role.from", *match.span())
    before = replace(subject, role=Role.ACTUAL, period=subject.period.year_before())
    start = (
        subject.start - here.offset if subject.sentence == here.memory.sentences else match.start()
    )
    if figure.unit != "%" and before.measure is Measure.GROWTH:
        before = replace(before, measure=Measure.LEVEL)  # 增长6.5%，上年同期为40.9亿元
    emitting.emit(here, figure, peeled, Measured(before.measure), before, start, ())
    return True
