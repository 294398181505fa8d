"""How far two rates are said to lie apart, where the document states both of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading.printed import Bounds, bounds, written
from kaimenhong.terms.codelists import Comparator, Measure

_RATES = {Measure.GROWTH, Measure.COMPLETION, Measure.LEVEL}
# 高于全省平均: the other side is the same figure of that area; 城镇: of that kind of people.
_AREA = re.compile("(?P<area>全[国省市州区县])(?:平均)?(?:水平|增速|增幅)?")
_KINDS = (("农村居民", "城镇"), ("城镇居民", "农村"))
FARTHEST = 400
Key = tuple[object, ...]
Rates = Mapping[Key, list[int]]


def distances(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give rates whose difference is not the gap in points that is said between them.

    Plain figures near each other, each side stated once. 高于全省平均 is held against 全省.
    """
    rates = _rates(statements)
    for at, gap in enumerate(statements):
        if gap.measure is not Measure.GAP_PP or gap.comparator is not Comparator.EXACTLY:
            continue
        for measure in _RATES:
            own = _once(rates, (gap.indicator, gap.area, gap.period, measure))
            other = _once(rates, (*_other_side(gap), gap.period, measure))
            near = own is not None and other is not None and _near(statements, at, own, other)
            if near and own is not None and other is not None:
                yield from _misfit(statements, own, other, at)


def _rates(statements: Sequence[Statement]) -> Rates:
    found: dict[Key, list[int]] = {}
    for at, one in enumerate(statements):
        plain = one.comparator is Comparator.EXACTLY and one.value is not None and one.unit == "%"
        if plain and one.measure in _RATES:
            found.setdefault((one.indicator, one.area, one.period, one.measure), []).append(at)
    return found


def _once(rates: Rates, key: Key) -> int | None:
    places = rates.get(key, [])
    return places[0] if len(places) == 1 else None


def _other_side(gap: Statement) -> tuple[str, str | None]:
    """Indicator and area that the gap is held against; itself where the words name neither."""
    reference = gap.reference or ""
    area = _AREA.fullmatch(reference)
    if area is not None:
        return gap.indicator, area["area"]
    for kind, other in _KINDS:
        if reference.startswith(other) and kind in gap.indicator:
            return gap.indicator.replace(kind, f"{other}居民"), gap.area
    return "", None


def _near(statements: Sequence[Statement], *places: int) -> bool:
    starts = [statements[at].start for at in places]
    return max(starts) - min(starts) <= FARTHEST


def _misfit(statements: Sequence[Statement], own: int, other: int, gap: int) -> Iterator[Conflict]:
    one, rival, said = (bounds(statements[at]) for at in (own, other, gap))
    if one is None or rival is None or said is None:
        return
    if one.low is None or one.high is None or rival.low is None or rival.high is None:
        return
    if said.apart(Bounds(one.low - rival.high, one.high - rival.low)):
        a, b = sorted((own, gap))
        yield Conflict("arithmetic", a, b, _because(statements, own, other, gap))


def _because(statements: Sequence[Statement], own: int, other: int, gap: int) -> str:
    one, rival, said = (statements[at] for at in (own, other, gap))
    apart = abs((one.value or 0) - (rival.value or 0))
    told = f"不是{abs(said.value or 0):f}个"
    return f"{written(one)}与{written(rival)}相差{apart:f}个百分点，{told}"
