"""Totals against their parts: 合计 under the rows, 全市 over them, 三次产业 beside 生产总值."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.table import Table, Warned
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Measure

_ADDED = {"sum", "sum_adj", "count", "stock_sum"}
_NO_SUM = re.compile("人均|率|占比|比重|价格|指数|平均|强度|比例|收入比")
_ZONE = re.compile("(?:开发区|新区|高新区|经开区|园区|示范区)$")
FEWEST = 2
# Wholes of the catalogue with all of their parts.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "GDP": ("VA1", "VA2", "VA3"),
    "REV": ("TAX_REV", "NONTAX"),
    "DEPLOAN": ("DEPOSIT", "LOAN"),
}


def sums(table: Table) -> Iterator[Warned]:
    """Give the totals that are not the sum of their parts, beyond what rounding explains."""
    yield from _of_areas(table)
    yield from _of_indicators(table.seen)


def _of_areas(table: Table) -> Iterator[Warned]:
    whole = table.around.area
    groups: defaultdict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in table.seen:
        if one.measure is Measure.LEVEL and _adds_up(one):
            key = (one.indicator, one.period, one.accumulation, one.role, one.unit, one.status)
            groups[key].append(one)
    for group in groups.values():
        totals = [one for one in group if one.subject == whole]
        parts = [one for one in group if one.subject != whole]
        apart = len({one.subject for one in parts}) == len(parts)
        if len(totals) != 1 or len(parts) < FEWEST or not apart:
            continue
        if not _fits(totals[0].value, parts):
            told = f"合计{totals[0].value}不等于各行之和{sum(one.value for one in parts)}"
            yield Warned("total", (totals[0].spot,), told)


def _adds_up(one: Seen) -> bool:
    known = indicator.catalogue().get(one.code)
    if known is not None:
        return known.aggregation in _ADDED
    return not _NO_SUM.search(one.indicator) and one.unit not in ("%", "‰", "分")


def _fits(total: Decimal, parts: Sequence[Seen]) -> bool:
    """Whether the parts come to the total; a zone may be counted in its district's figure too."""
    whole = sum(one.value for one in parts)
    slack = _slack([total, *(one.value for one in parts)])
    if abs(whole - total) <= slack:
        return True
    zones = [one for one in parts if _ZONE.search(one.subject)]
    return any(abs(whole - zone.value - total) <= slack for zone in zones) or (
        len(zones) > 1 and abs(whole - sum(zone.value for zone in zones) - total) <= slack
    )


def _slack(values: Sequence[Decimal]) -> Decimal:
    """Half a unit in the last place of each figure."""
    exponents = [value.as_tuple().exponent for value in values]
    least = min(one for one in exponents if isinstance(one, int))
    return Decimal(5).scaleb(min(least, 0) - 1) * (len(values) + 1)


def _of_indicators(seen: Sequence[Seen]) -> Iterator[Warned]:
    figures: defaultdict[tuple[object, ...], dict[str, Seen]] = defaultdict(dict)
    for one in seen:
        if one.measure is Measure.LEVEL and one.code:
            key = (one.subject, one.period, one.accumulation, one.role, one.unit)
            figures[key][one.code] = one
    for group in figures.values():
        for whole, parts in _PARTS.items():
            if whole in group and all(part in group for part in parts):
                total, found = group[whole], [group[part] for part in parts]
                if abs(sum(one.value for one in found) - total.value) > _slack(
                    [total.value, *(one.value for one in found)]
                ):
                    yield Warned(
                        "total", (total.spot, *(one.spot for one in found)), "总量不等于各部分之和"
                    )
