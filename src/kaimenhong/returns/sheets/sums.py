"""Totals against their parts: 合计 under the rows, 全市 over them, 三次产业 beside 生产总值."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.columns import Block, blocks_of
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.table import Table, Warned
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.wording import dashed

_ADDED = {"sum", "sum_adj", "count", "stock_sum"}
_NO_SUM = re.compile("人均|单产|亩产|均价|率|占比|比重|价格|指数|平均|强度|比例|收入比")
_ZONE = re.compile("(?:开发区|新区|高新区|经开区|园区|示范区)$")
FEWEST = 2
# Wholes of the catalogue with all of their parts.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "GDP": ("VA1", "VA2", "VA3"),
    "REV": ("TAX_REV", "NONTAX"),
    "DEPLOAN": ("DEPOSIT", "LOAN"),
}

# 第一产业 beside 地区生产总值 is its value added.
_BESIDE_GDP = {"第一产业": "VA1", "第二产业": "VA2", "第三产业": "VA3"}


def sums(table: Table) -> Iterator[Warned]:
    """Give the totals that are not the sum of their parts, beyond what rounding explains."""
    yield from _of_areas(table)
    yield from _of_indicators(table.seen)
    yield from _of_numbered(table)


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
    summed = one.unit not in ("%", "‰", "分") and "/" not in one.unit
    return summed and not _NO_SUM.search(one.indicator)


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
        code = one.code or _BESIDE_GDP.get(one.indicator)
        if one.measure is Measure.LEVEL and code:
            key = (one.subject, one.period, one.accumulation, one.role, one.unit)
            figures[key][code] = one
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


# 一、税收收入, and the taxes below it.
_NUMBERED = re.compile("[一二三四五六七八九十]{1,2}、")
_ASIDE = re.compile("附|注|备注|其中|说明")


def _of_numbered(table: Table) -> Iterator[Warned]:
    """Rows below 一、 are its parts where they add up in one column; in another they should too."""
    figures = {one.spot: one for one in table.seen if one.measure is Measure.LEVEL}
    for block in blocks_of(table.columns):
        for whole, parts in _numbered(table, block).items():
            odd: list[Spot] = []
            fitting = 0
            for column in block.figures:
                total = figures.get((whole, column.number))
                found = [figures.get((row, column.number)) for row in parts]
                known = [one for one in found if one is not None]
                if total is None or len(known) != len(parts) or not _adds_up(total):
                    continue
                apart = abs(sum(one.value for one in known) - total.value)
                if apart <= _slack([total.value, *(one.value for one in known)]):
                    fitting += 1
                else:
                    odd.append(total.spot)
            if fitting and odd:
                yield Warned("total", tuple(odd), "不等于下面各项之和，别的列是相等的")


def _numbered(table: Table, block: Block) -> dict[int, list[int]]:
    """Give the rows below each numbered one, where there are several."""
    grid, found = table.region.grid, dict[int, list[int]]()
    whole = None
    for row in table.region.body if block.labels else ():
        text = dashed(grid.text(grid.anchor(row, block.labels[-1].number)))
        if _NUMBERED.match(text):
            whole = row
            found[whole] = []
        elif naming.is_whole(text) or _ASIDE.match(text):
            whole = None
        elif whole is not None and text:
            found[whole].append(row)
    return {row: parts for row, parts in found.items() if len(parts) >= FEWEST}
