"""Totals against their parts: 合计 under the rows, 全市 over them, 三次产业 beside 生产总值."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.columns import Block, blocks_of
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.groups import Group, gathered, joined
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


def sums(table: Table, groups: Sequence[Group]) -> Iterator[Warned]:
    """Give the totals that are not the sum of their parts, beyond what rounding explains."""
    levels = [group for group in groups if group[0].measure is Measure.LEVEL]
    yield from _of_areas(table.around.area, levels)
    yield from _of_indicators(levels)
    yield from _of_numbered(table, levels)


def _of_areas(whole: str, levels: Sequence[Group]) -> Iterator[Warned]:
    for alike in gathered(
        [group for group in levels if _adds_up(group[0])],
        lambda one: (one.indicator, one.period, one.accumulation, one.role, one.unit, one.status),
    ):
        group = joined(alike)
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


def _code(one: Seen) -> str | None:
    return one.code or _BESIDE_GDP.get(one.indicator)


def _of_indicators(levels: Sequence[Group]) -> Iterator[Warned]:
    figures: defaultdict[tuple[object, ...], dict[str, Seen]] = defaultdict(dict)
    for one in joined([group for group in levels if _code(group[0])]):
        key = (one.subject, one.period, one.accumulation, one.role, one.unit)
        figures[key][_code(one) or ""] = one
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


def _of_numbered(table: Table, levels: Sequence[Group]) -> Iterator[Warned]:
    """Rows below 一、 are its parts where they add up in one column; in another they should too."""
    numbered = [(block, _numbered(table, block)) for block in blocks_of(table.columns)]
    if not any(wholes for _, wholes in numbered):
        return
    figures = {one.spot: one for group in levels for one in group}
    for block, wholes in numbered:
        for whole, parts in wholes.items():
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
