"""How many areas meet a condition: 六县区中4个正增长, 3个高于全市平均, counted out of the facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger.looking import look_up
from kaimenhong.writing.ledger.question import Answer, Question

_CONDITION = re.compile(
    "(?:县市区|县[市区]|市县|区县|[县市区]|乡镇|地区)?(?:的?增[速幅]|指标)?(?:实现|为|呈|保持)?"
    "(?P<what>正增长|负增长|增长(?![0-9])|下降(?![0-9])|(?:高|快)于全[省市州区县](?:平均)?|(?:低|慢)于全[省市州区县](?:平均)?)"
)
_AREAS = re.compile("[县市区镇]")
COUNTS = ("个", "家")
FARTHEST = 6
type Test = Callable[[Decimal, Decimal | None], bool]


def counted_areas(said: Said, context: Context, earlier: Sequence[Judged]) -> Judged | None:
    """Judge a count of areas by the growths of what was spoken of last.

    None where the words count something else, or the facts lack one of the areas or, for 高于全市,
    the area above: a count of some of them says nothing.
    """
    condition = _CONDITION.match(said.after)
    if condition is None or said.unit not in COUNTS or said.digits:
        return None
    if not _AREAS.search(said.sentence[-FARTHEST * 4 :] + condition[0][:2]):
        return None
    topic = _topic(earlier)
    if topic is None:
        return None
    test = _test(condition["what"])
    below, above = _below(context)
    growths = {one: _growth(context, replace(topic, subject=one)) for one in below}
    whole = _growth(context, replace(topic, subject=above)) if above else None
    known = {one: answer for one, answer in growths.items() if answer is not None}
    if len(known) < len(below) or len(below) < 2 or (whole is None and "于全" in condition[0]):
        return None
    meeting = [one for one in below if test(known[one].value, whole.value if whole else None)]
    rows = tuple(row for answer in known.values() for row in answer.sources)
    named = "、".join(name_of(one) for one in meeting) or "没有"
    answer = Answer(Decimal(len(meeting)), said.unit, rows, formula=f"按数据是{named}")
    if said.number == len(meeting):
        return judged(said, Verdict.RIGHT, answer=answer)
    return judged(
        said,
        Verdict.WRONG,
        kind=Kind.VALUE,
        answer=answer,
        shown=f"{len(meeting)}{said.unit}",
        reason=f"按数据{condition['what']}的是{named}",
    )


def _topic(earlier: Sequence[Judged]) -> Question | None:
    """The growth that was spoken of last."""
    for one in reversed(earlier[-FARTHEST:]):
        found = one.question
        if found is not None and found.measure is Measure.GROWTH and found.role is Role.ACTUAL:
            return replace(found, tier=None, caliber=None, unit=None)
    return None


def _below(context: Context) -> tuple[tuple[str, ...], str | None]:
    """The areas that are counted and the one above them: one's own parts, else one's siblings."""
    regions = context.regions
    every = [one for one in regions.ledger.subjects if one.startswith("area:")]
    own = tuple(one for one in every if one != regions.own and regions.over(one) == regions.own)
    return (own, regions.own) if own else (regions.siblings(), regions.parent)


def _growth(context: Context, question: Question) -> Answer | None:
    return look_up(context.regions.ledger, question).one


def _test(what: str) -> Test:
    if what in ("正增长", "增长"):
        return lambda value, whole: value > 0
    if what in ("负增长", "下降"):
        return lambda value, whole: value < 0
    if what.startswith(("高", "快")):
        return lambda value, whole: whole is not None and value > whole
    return lambda value, whole: whole is not None and value < whole
