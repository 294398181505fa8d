"""Figures that look as if they stood in another unit: 万元 among 亿元, an index under 增速."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.table import Table, Warned
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


def scales(table: Table) -> Iterator[Warned]:
    """Give what looks wrong by a factor, column by column and row by row."""
    columns: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in table.seen:
        # Members of a closed list are single objects, and their identity is quicker to look up.
        columns[one.spot[1], one.indicator, id(one.measure), id(one.role), one.unit].append(one)
    for group in columns.values():
        if group[0].measure is Measure.LEVEL:
            yield from _odd(group)
        elif group[0].measure is Measure.GROWTH:
            yield from _indices(group)
            yield from _one_off(group)
    growths = Counter((key[1], key[3]) for key, group in columns.items() if _grows(group))
    if max(growths.values(), default=0) > FEWEST:
        yield from _rows_of_growth(table.seen)
    yield from _beside(table.seen)
    yield from _too_large(table.seen)


def _grows(group: Sequence[Seen]) -> bool:
    return group[0].measure is Measure.GROWTH


def _rows_of_growth(seen: Sequence[Seen]) -> Iterator[Warned]:
    """One growth among those of other times in its row."""
    rows: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in seen:
        if one.measure is Measure.GROWTH:
            rows[one.spot[0], one.indicator, id(one.role)].append(one)
    for group in rows.values():
        yield from _one_off(group)


def _odd(group: Sequence[Seen]) -> Iterator[Warned]:
    sizes = [abs(one.value) for one in group if abs(one.value) > NEAR_ZERO]
    if len(sizes) < FEWEST:
        return
    middle = median(sizes)
    cells = tuple(
        one.spot
        for one in group
        if abs(one.value) > NEAR_ZERO
        and (abs(one.value) > middle * FACTOR or abs(one.value) * FACTOR < middle)
    )
    if cells:
        yield Warned("unit", cells, "与同列其他数相差近千倍以上，单位可能不同")


def _indices(group: Sequence[Seen]) -> Iterator[Warned]:
    values = [one.value for one in group]
    near = [value for value in values if INDEX[0] <= value <= INDEX[1]]
    cells = tuple(one.spot for one in group)
    if (
        len(values) > 1
        and 10 * len(near) >= 9 * len(values)
        and INDEX[0] < median(values) < INDEX[1]
    ):
        yield Warned("unit", cells, "表头写增速，数字像是上年同期=100的指数")
    small = all(abs(value) < 1 for value in values)
    exact = any(value != round(value, 2) for value in values)
    if len(values) >= FEWEST and small and exact:
        yield Warned("unit", cells, "增速都小于1，像是没有乘100的比例")


def _one_off(group: Sequence[Seen]) -> Iterator[Warned]:
    """One growth that is written unlike the others: an index, a fraction, 5.3 shown as 530%."""
    if len(group) <= FEWEST:
        return
    sizes = sorted(abs(one.value) for one in group)
    if sizes[-1] < INDEX[0] and not any(0 < size < SMALL for size in sizes):
        return
    places = sorted(_decimals(one.value) for one in group)
    # Whichever is the odd one, the largest but one is of the others.
    usual, digits = sizes[-2], places[-2]
    for one in group:
        as_index = INDEX[0] <= one.value <= INDEX[1] and 2 * usual < INDEX[0]
        raised = one.value > INDEX[1] and one.value >= HUNDREDFOLD * max(usual, Decimal(1))
        share = 0 < abs(one.value) < SMALL and _decimals(one.value) >= 2 + digits
        if as_index or raised or share:
            yield Warned("unit", (one.spot,), "与同列其他增速写法不同，像是指数、小数或多乘了100")


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _beside(seen: Sequence[Seen]) -> Iterator[Warned]:
    """Target and actual, or this year and the last, of one row that differ a thousandfold."""
    rows: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in seen:
        if one.measure is Measure.LEVEL and one.value > NEAR_ZERO:
            rows[(one.spot[0], one.subject, one.indicator)].append(one)
    for group in rows.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                mine, theirs = find_unit(one.unit), find_unit(other.unit)
                if mine is None or theirs is None or mine.dimension != theirs.dimension:
                    continue
                a, b = one.value * mine.factor, other.value * theirs.factor
                if max(a, b) > FACTOR * min(a, b) and not _grew(one, other):
                    yield Warned("unit", (one.spot, other.spot), "同一指标的两个数相差近千倍以上")


def _grew(one: Seen, other: Seen) -> bool:
    """Whether a small beginning explains it: a month beside a year's target may be tiny."""
    return (
        one.role is not other.role
        and Role.TARGET in (one.role, other.role)
        and (min(one.value, other.value) < 1)
    )


def _too_large(seen: Sequence[Seen]) -> Iterator[Warned]:
    cells = tuple(
        one.spot
        for one in seen
        if one.unit == "亿元"
        and one.value >= LARGE
        and one.subject.endswith(("县", "区", "镇", "乡", "街道"))
    )
    if cells:
        yield Warned("unit", cells, "以亿元计过大，像是万元")
