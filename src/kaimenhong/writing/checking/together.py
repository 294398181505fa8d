"""Several areas told together: 临湖区78亿元，云溪区52亿元，两区合计130亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.numerals import integer
from kaimenhong.writing.checking.agreeing import agrees, in_unit, shown
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger import formulas
from kaimenhong.writing.ledger.question import Answer

_TOGETHER = re.compile(
    "(?P<many>[两二三四五六七八九2-9])个?(?:县区|区县|县市|[县区市镇乡地])(?:共计|合计|共)$"
)


def together(said: Said, near: Sequence[Judged]) -> Judged | None:
    """Hold the sum of the last areas of the sentence against the figure; None where it is none.

    `near` are the figures of the sentence: the levels of one indicator of as many different areas
    as the words say, all of them known to the facts.
    """
    told = _TOGETHER.search(said.before)
    many = _many(told["many"]) if told else 0
    parts = _last(near, many) if many else ()
    if len(parts) != many or not parts:
        return None
    total = formulas.total(parts)
    if in_unit(total, said.unit) is None:
        return None
    if agrees(total, said):
        return judged(said, Verdict.RIGHT, answer=total)
    told_so = shown(total, said)
    wrong = judged(
        said, Verdict.WRONG, kind=Kind.SUM, answer=total, shown=told_so, reason=f"相加是{told_so}"
    )
    return replace(wrong, answer=total)


def _many(word: str) -> int:
    return 2 if word == "两" else int(word) if word.isdigit() else integer(word) or 0


def _last(near: Sequence[Judged], many: int) -> tuple[Answer, ...]:
    """The facts' levels of the last areas, the nearest indicator's alone."""
    levels = [
        (one.question, one.answer)
        for one in near
        if one.question and one.answer and one.question.measure is Measure.LEVEL
    ]
    alike = [pair for pair in levels if pair[0].indicator == levels[-1][0].indicator]
    last = dict((question.subject, answer) for question, answer in alike[-many:])
    units = {answer.unit for answer in last.values()}
    return tuple(last.values()) if len(last) == many and len(units) == 1 else ()
