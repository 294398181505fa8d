"""A whole and its parts said in one breath, and shares that should come to a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading import lexicon
from kaimenhong.reading.breaths import MOST_PARTS, adds, between, breaths, same_kind
from kaimenhong.reading.printed import Bounds, bounds, summed, total, written
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure

LONGEST_LIST = 200
_STOPS = re.compile("[。！\n]")
_TOTAL = re.compile("[，；：\\s*]*(?:合计|总计|共计)(?:为|达|达到)?[\\s*]*[0-9]")
_INDUSTRIES = ("第一产业增加值", "第二产业增加值", "第三产业增加值")
# What one part gains another may lose, so that a part may be more than the whole.
_NET = re.compile("利润|净|盈余|[存贷]款[^余]*(?:新增|增加)|(?:新增|增加).*[存贷]款")
FEWEST = 2
NEAR = 10
_HUNDRED = Decimal(100)


def sums(statements: Sequence[Statement], text: str) -> Iterator[Conflict]:
    """Give wholes that their parts exceed: one part alone, or parts that exclude one another."""
    for breath in breaths(statements, text):
        whole = statements[breath.whole]
        parts = [statements[at] for at in breath.parts]
        limit, one = bounds(whole), parts[0]
        if limit is None or _NET.search(whole.indicator):
            continue
        if limit.below(bounds(one) or Bounds(None, None)):
            told = f"分项{written(one)}，多于总数{written(whole)}"
        elif len(parts) > 1 and _exclusive(parts, whole.area) and limit.below(summed(parts)):
            said = "、".join(map(written, parts))
            told = f"分项{said}，合计{total(parts)}，多于总数{written(whole)}"
        else:
            continue
        yield Conflict("arithmetic", breath.whole, breath.parts[0], told)


def totals(statements: Sequence[Statement], text: str) -> Iterator[Conflict]:
    """Give totals that close a list, A县12家、B县9家，合计33家, and are not its sum."""
    for at in range(FEWEST, len(statements)):
        whole = statements[at]
        if not adds(whole) or not _TOTAL.match(between(statements, at, text)):
            continue
        listed = list(_listed(statements, at, text))
        parts = [statements[index] for index in listed]
        limit = bounds(whole)
        if limit is None or len(parts) < FEWEST or not _exclusive(parts, None):
            continue
        if limit.apart(summed(parts)):
            said = "、".join(map(written, parts))
            told = f"{said}，相加为{total(parts)}，合计却写{written(whole)}"
            yield Conflict("arithmetic", listed[0], at, told)


def _listed(statements: Sequence[Statement], at: int, text: str) -> Iterator[int]:
    """The figures of the sentence before its total, all of one indicator and unit."""
    whole = statements[at]
    opens = max(whole.end - LONGEST_LIST, 0)
    stop = max((found.end() for found in _STOPS.finditer(text, opens, whole.end)), default=opens)
    for index in range(max(0, at - MOST_PARTS), at):
        one = statements[index]
        if one.end > stop and adds(one) and same_kind(whole, one):
            yield index


def _exclusive(parts: Sequence[Statement], around: str | None) -> bool:
    """Whether nothing can be counted in two of the parts: areas, or words of one partition.

    `around` is the area of the whole: a part that is of all of it overlaps with every other.
    """
    areas = [one.area for one in parts]
    if len(set(areas)) == len(parts) > 1:
        known = terms_indicator.find(parts[0].indicator)
        zones = any("区" in area and area.endswith(("开发区", "新区")) for area in areas if area)
        return not zones and around not in areas and (known is None or known.aggregation != "none")
    if len(set(areas)) > 1:
        return False
    return any(
        None not in cells and len(set(cells)) == len(cells)
        for cells in ([_cell(one, words) for one in parts] for words in _partitions().values())
    )


def _cell(one: Statement, words: Sequence[tuple[str, str]]) -> str | None:
    """Which cell of a partition the part belongs to: none, or the first of the longest word."""
    return next((cell for word, cell in words if word in one.indicator), None)


@cache
def _partitions() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(lexicon.rows("partitions"), key=lambda row: -len(row["word"])):
        found.setdefault(row["partition"], []).append((row["word"], row["cell"]))
    return {name: tuple(words) for name, words in found.items()}


def hundreds(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give shares said together that come to more than 100%, or of all industries not to it."""
    shares = ((at, one) for at, one in enumerate(statements) if one.measure is Measure.SHARE)
    for _, group in groupby(shares, key=lambda pair: _said_of(pair[1])):
        listed = list(group)
        parts = [one for _, one in listed]
        come, whole = summed(parts), Bounds(_HUNDRED, _HUNDRED)
        more = whole.below(come) and _exclusive(parts, None) and _near_hundred(parts)
        less = come.below(whole) and _all_industries(parts) and _near_hundred(parts)
        if len(parts) >= FEWEST and (more or less):
            told = f"{'、'.join(map(written, parts))}，合计{total(parts)}，不是100%"
            yield Conflict("arithmetic", listed[0][0], listed[-1][0], told)


def _said_of(one: Statement) -> tuple[object, ...]:
    return one.start, one.role, one.area, one.period, one.reference


def _all_industries(parts: Sequence[Statement]) -> bool:
    return tuple(one.indicator for one in parts) == _INDUSTRIES


def _near_hundred(parts: Sequence[Statement]) -> bool:
    """A ratio such as 1:2:3 is none of shares; one that comes near a hundred is meant as such."""
    return abs(sum((one.value or Decimal(0) for one in parts), Decimal(0)) - _HUNDRED) <= NEAR
