"""Figures that look as if they stood in another unit: 万元 among 亿元, an index under 增速."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from statistics import median

from kaimenhong.returns.sheets.groups import Group, gathered, joined
from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.table import Warned
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.quantity import find_unit

# A slip between 万元 and 亿元 is a factor of 10,000; no place is so much larger than its siblings.
FACTOR = 800
FEWEST = 3
# 110.6 under 增速 is the year before = 100; real growth of all rows near 100 % does not occur.
INDEX = (80, 140)
# A growth that is this many times the next is one that was multiplied by 100 once too often.
HUNDREDFOLD, SMALL = 20, Decimal("0.2")
LARGE = Decimal(30_000)
NEAR_ZERO = Decimal("0.001")


def scales(groups: Sequence[Group]) -> Iterator[Warned]:
    """Give what looks wrong by a factor, column by column and row by row."""
    levels = [group for group in groups if group[0].measure is Measure.LEVEL]
    growths = [group for group in groups if group[0].measure is Measure.GROWTH]
    for column in gathered(levels, _columnwise):
        yield from _odd(joined(column))
    columns = gathered(growths, _columnwise)
    for column in columns:
        yield from _indices(joined(column))
        yield from _one_off(joined(column))
    beside = Counter((group[0][0].indicator, id(group[0][0].role)) for group in columns)
    if max(beside.values(), default=0) > FEWEST:
        yield from _rows_of_growth(growths)
    yield from _across(levels)
    yield from _beside(levels)
    yield from _too_large(levels)


def _columnwise(one: Seen) -> Hashable:
    # Members of a closed list are single objects, and their identity is quicker to look up.
    return one.spot[1], one.indicator, id(one.role), one.unit


def _across(levels: Sequence[Group]) -> Iterator[Warned]:
    """One area's figure among those of others that stand beside it in its row."""
    for alike in gathered(levels, lambda one: (one.indicator, id(one.role), one.unit, one.period)):
        rows: defaultdict[int, list[Seen]] = defaultdict(list)
        for one in joined(alike) if len(alike) >= FEWEST else ():
            rows[one.spot[0]].append(one)
        for row in rows.values():
            if len({one.subject for one in row}) == len(row):
                yield from _odd(row)


def _rows_of_growth(growths: Sequence[Group]) -> Iterator[Warned]:
    """One growth among those of other times in its row."""
    for alike in gathered(growths, lambda one: (one.indicator, id(one.role))):
        rows: defaultdict[int, list[Seen]] = defaultdict(list)
        for one in joined(alike) if len(alike) > FEWEST else ():
            rows[one.spot[0]].append(one)
        for row in rows.values():
            yield from _one_off(row)


def _odd(group: Group) -> Iterator[Warned]:
    sizes = sorted(abs(one.value) for one in group)
    sizes = sizes[bisect_right(sizes, NEAR_ZERO) :]
    if len(sizes) < FEWEST:
        return
    middle = median(sizes)
    if sizes[-1] <= middle * FACTOR and sizes[0] * FACTOR >= middle:
        return
    cells = tuple(
        one.spot
        for one in group
        if abs(one.value) > NEAR_ZERO
        and (abs(one.value) > middle * FACTOR or abs(one.value) * FACTOR < middle)
    )
    yield Warned("unit", cells, "与同列其他数相差近千倍以上，单位可能不同")


def _indices(group: Group) -> Iterator[Warned]:
    values = sorted(one.value for one in group)
    near = bisect_right(values, INDEX[1]) - bisect_left(values, INDEX[0])
    cells = tuple(one.spot for one in group)
    if len(values) > 1 and 10 * near >= 9 * len(values):
        yield Warned("unit", cells, "表头写增速，数字像是上年同期=100的指数")
    small = values[0] > -1 and values[-1] < 1
    if len(values) >= FEWEST and small and any(value != round(value, 2) for value in values):
        yield Warned("unit", cells, "增速都小于1，像是没有乘100的比例")


def _one_off(group: Group) -> Iterator[Warned]:
    """One growth that is written unlike the others: an index, a fraction, 5.3 shown as 530%."""
    if len(group) <= FEWEST:
        return
    sizes = sorted(abs(one.value) for one in group)
    # Whichever is the odd one, the largest but one is of the others.
    usual = sizes[-2]
    as_index = 2 * usual < INDEX[0] <= sizes[-1]
    least_raised = max(Decimal(INDEX[1]), HUNDREDFOLD * max(usual, Decimal(1)))
    small = bisect_left(sizes, SMALL) > bisect_right(sizes, 0)
    if not (as_index or sizes[-1] >= least_raised or small):
        return
    digits = sorted(_decimals(one.value) for one in group)[-2]
    for one in group:
        index = as_index and INDEX[0] <= one.value <= INDEX[1]
        raised = INDEX[1] < one.value >= least_raised
        share = 0 < abs(one.value) < SMALL and _decimals(one.value) >= 2 + digits
        if index or raised or share:
            yield Warned("unit", (one.spot,), "与同列其他增速写法不同，像是指数、小数或多乘了100")


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _beside(levels: Sequence[Group]) -> Iterator[Warned]:
    """Target and actual, or this year and the last, of one row that differ a thousandfold."""
    for alike in gathered(levels, lambda one: one.indicator):
        rows: defaultdict[tuple[int, str], list[Seen]] = defaultdict(list)
        for one in joined(alike) if len(alike) > 1 else ():
            if one.value > NEAR_ZERO:
                rows[one.spot[0], one.subject].append(one)
        for row in rows.values():
            for one, other in combinations(row, 2):
                if _far_apart(one, other) and not _grew(one, other):
                    yield Warned("unit", (one.spot, other.spot), "同一指标的两个数相差近千倍以上")


def _far_apart(one: Seen, other: Seen) -> bool:
    mine, theirs = find_unit(one.unit), find_unit(other.unit)
    if mine is None or theirs is None or mine.dimension != theirs.dimension:
        return False
    a, b = one.value * mine.factor, other.value * theirs.factor
    return max(a, b) > FACTOR * min(a, b)


def _grew(one: Seen, other: Seen) -> bool:
    """Whether a small beginning explains it: a month beside a year's target may be tiny."""
    return (
        one.role is not other.role
        and Role.TARGET in (one.role, other.role)
        and (min(one.value, other.value) < 1)
    )


def _too_large(levels: Sequence[Group]) -> Iterator[Warned]:
    cells = [
        one.spot
        for group in levels
        if group[0].unit == "亿元"
        for one in group
        if one.value >= LARGE and one.subject.endswith(("县", "区", "镇", "乡", "街道"))
    ]
    if cells:
        yield Warned("unit", tuple(sorted(cells)), "以亿元计过大，像是万元")
