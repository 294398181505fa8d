"""What each column of a table holds: labels of its rows, figures, or what is passed over."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise

from kaimenhong.returns.headers import is_blank
from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.days import are_days, day_of
from kaimenhong.returns.sheets.grid import Grid, Spot
from kaimenhong.returns.sheets.regions import Region, is_year_or_month
from kaimenhong.returns.sheets.words import Sort
from kaimenhong.terms import indicator
from kaimenhong.terms.facets import Facets, read_facets
from kaimenhong.terms.headings import Kind, kind_by_end
from kaimenhong.terms.quantity import find_unit
from kaimenhong.terms.wording import dashed


class Holds(StrEnum):
    """What stands in a column."""

    FIGURES = "figures"
    AREA = "area"
    SUBJECT = "subject"
    INDICATOR = "indicator"
    ITEM = "item"
    PERIOD = "period"
    UNIT = "unit"
    STATUS = "status"
    MEASURE = "measure"
    NOTHING = "nothing"


LABELS = frozenset({
    Holds.AREA, Holds.SUBJECT, Holds.INDICATOR, Holds.ITEM, Holds.PERIOD, Holds.MEASURE,
})  # fmt: skip
_BY_KIND = {
    Kind.AREA: Holds.AREA,
    Kind.INDICATOR: Holds.INDICATOR,
    Kind.ITEM: Holds.ITEM,
    Kind.PERIOD: Holds.PERIOD,
    Kind.UNIT: Holds.UNIT,
    Kind.STATUS: Holds.STATUS,
    Kind.TASK: Holds.ITEM,
}


@cache
def _words() -> tuple[tuple[str, bool, Holds], ...]:
    """Give the words of `data/column_words.csv`, the longest first, and whether it stands alone."""
    text = resources.files("kaimenhong.returns").joinpath("data", "column_words.csv")
    lines = (line for line in text.read_text("utf-8").splitlines() if not line.startswith("#"))
    found = [
        (row["word"], row["place"] == "whole", Holds(row["holds"])) for row in csv.DictReader(lines)
    ]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def _by_words(text: str) -> Holds | None:
    for word, alone, holds in _words():
        if text == word or (not alone and text.endswith(word)):
            return holds
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the heads over it from the top, each once, and what they say."""

    number: int
    holds: Holds
    heads: tuple[Spot, ...] = ()
    facets: tuple[Facets, ...] = ()


@dataclass(slots=True)
class Block:
    """Columns of figures with the columns that label their rows."""

    labels: list[Column] = field(default_factory=list)
    figures: list[Column] = field(default_factory=list)
    units: Column | None = None
    statuses: Column | None = None


def columns_of(region: Region) -> list[Column]:
    """Give the columns of a table from the left."""
    grid = region.grid
    daily = {
        row: are_days(grid.cell(*grid.anchor(row, column)) for column in region.columns)
        for row in region.heads
    }
    found = [_column(region, number, daily) for number in region.columns]
    return _settled(region, found)


def blocks_of(columns: Sequence[Column]) -> list[Block]:
    """Part columns into blocks: labels after figures begin one, as in a table folded in two."""
    blocks = [Block()]
    for column in columns:
        now = blocks[-1]
        if column.holds in LABELS:
            if now.figures:
                blocks.append(now := Block())
            now.labels.append(column)
        elif column.holds is Holds.FIGURES:
            now.figures.append(column)
        elif column.holds is Holds.UNIT:
            now.units = now.units or column
        elif column.holds is Holds.STATUS:
            now.statuses = now.statuses or column
    return _with_shared(blocks)


def _with_shared(blocks: Sequence[Block]) -> list[Block]:
    """Labels before no figure hold for nothing; a unit beyond the figures holds for them."""
    filled = [block for block in blocks if block.figures]
    for block, after in pairwise(blocks):
        if block.figures and not after.figures and block.units is None:
            block.units = after.units
    return filled


def head_stack(region: Region, number: int) -> tuple[Spot, ...]:
    """Give the heads over a column from the top; one over several columns holds for each."""
    found: list[Spot] = []
    for at, row in enumerate(region.heads):
        if _of_export(region, row):
            continue
        spot = _head_at(region, row, number, last=at == len(region.heads) - 1)
        if spot is not None and spot not in found and region.grid.text(spot):
            found.append(spot)
    return tuple(found)


# What the export of a database says of a series besides its name and unit.
_EXPORTED = re.compile(
    "(?:指标|序列|数据)?(?:ID|代码|编码)|频率|频度|(?:数据)?来源|更新(?:时间|日期)|(?:起始|开始|结束|截止)(?:时间|日期)"
    "|时间(?:区间|范围)|国家|样本数"
)


def _of_export(region: Region, row: int) -> bool:
    """Whether a row of heads tells how its series was exported: 频率 | 月 | 月."""
    first = dashed(region.grid.text((row, region.columns[0])))
    return len(region.heads) > 1 and _EXPORTED.fullmatch(first) is not None


def _head_at(region: Region, row: int, number: int, *, last: bool) -> Spot | None:
    grid = region.grid
    spot = grid.anchor(row, number)
    if grid.text(spot) or spot != (row, number):
        return spot
    if last or not any(
        grid.text(grid.anchor(below, number)) for below in region.heads if below > row
    ):
        return None
    left = [column for column in region.columns if column < number]
    for column in reversed(left):
        if grid.text(grid.anchor(row, column)):
            below = [one for one in region.heads if one > row and grid.text((one, column))]
            return grid.anchor(row, column) if below else None
    return None


def _column(region: Region, number: int, daily: Mapping[int, bool]) -> Column:
    grid = region.grid
    stack = head_stack(region, number)
    parts = [
        (spot, read_facets(text))
        for spot in stack
        for text in _parts(_head_text(grid, spot, daily=daily.get(spot[0], False)))
    ]
    heads, facets = tuple(spot for spot, _ in parts), tuple(said for _, said in parts)
    return Column(number, _holds(region, number, heads, facets), heads, facets)


def _parts(text: str) -> list[str]:
    """Part what an export joins: 某市:社会消费品零售总额:累计值."""
    parts = [part for part in re.split("[:：]", text) if part.strip()]
    joined = len(parts) > 1 and (naming.is_area(dashed(parts[0])) or len(parts) > 2)
    return parts if joined else [text]


def _head_text(grid: Grid, spot: Spot, *, daily: bool) -> str:
    cell = grid.cell(*spot)
    if isinstance(cell.value, Decimal) and is_year_or_month(cell.value):
        return f"{cell.value}"
    if day := day_of(cell):
        return day.isoformat() if daily else f"{day:%Y-%m}"
    return cell.text


def _holds(region: Region, number: int, heads: Sequence[Spot], facets: Sequence[Facets]) -> Holds:
    grid = region.grid
    sorts = [grid.sorts[row][number] for row in region.body]
    count = Counter(sorts)
    filled = len(sorts) - count[Sort.EMPTY]
    told = _by_heads(grid, heads, facets)
    if not filled:
        return told if told in LABELS else Holds.NOTHING
    figures = count[Sort.FIGURE] + count[Sort.MARK] + count[Sort.ERROR]
    if 2 * figures >= filled and count[Sort.TEXT] + count[Sort.TIME] <= figures:
        return _over_figures(region, number, told, heads)
    found = _over_words(region, number, told)
    if not figures or told is not None or found in (Holds.AREA, Holds.SUBJECT, Holds.PERIOD):
        return found
    # Words among a column's figures (停产, a formula as text) make it no column of words.
    says = any(one.says or indicator.find(one.name) for one in facets)
    return Holds.FIGURES if says or found is Holds.NOTHING else found


def _by_heads(grid: Grid, heads: Sequence[Spot], facets: Sequence[Facets]) -> Holds | None:
    """Give what the lowest telling head says; None where it speaks of figures."""
    for spot, said in zip(reversed(heads), reversed(facets), strict=True):
        text = dashed(grid.text(spot))
        holds = _by_words(text)
        if holds is not None and (not said.units or holds is Holds.AREA):
            return holds
        if said.kind is not None:
            return _BY_KIND.get(said.kind, Holds.NOTHING)
        if said.says:
            return None
        kind = kind_by_end(text)
        if kind is not None:
            return _BY_KIND.get(kind)
    return None


def _over_figures(region: Region, number: int, told: Holds | None, heads: Sequence[Spot]) -> Holds:
    if told in (Holds.PERIOD, Holds.NOTHING, Holds.UNIT):
        return told
    first = number == region.columns[0]
    if told is None and not first and not _begins_or_ends(region, heads):
        return Holds.FIGURES
    rows = region.grid.sheet.rows
    values = [value for row in region.body if isinstance(value := rows[row][number].value, Decimal)]
    if not heads and first and _counts_up(values):
        return Holds.NOTHING
    if _begins_or_ends(region, heads) and _are_months(region, number):
        return Holds.NOTHING
    years = bool(values) and all(map(is_year_or_month, values))
    if told in (None, Holds.AREA, Holds.INDICATOR) and years:
        return Holds.PERIOD
    if told in (Holds.AREA, Holds.SUBJECT, Holds.STATUS) and _counts_up(values):
        return Holds.NOTHING
    return Holds.FIGURES


# 开工时间, 计划竣工: 2026.12 below them is a month and no figure.
_BEGINS_OR_ENDS = re.compile("开工|竣工|完工|投产|开始|起止|时间|日期|时限|年月")


def _begins_or_ends(region: Region, heads: Sequence[Spot]) -> bool:
    return any(_BEGINS_OR_ENDS.search(region.grid.text(spot)) for spot in heads)


def _are_months(region: Region, number: int) -> bool:
    texts = [region.grid.text((row, number)) for row in region.body]
    return all(_MONTH_OF_YEAR.fullmatch(text) or is_blank(text) for text in texts)


_MONTH_OF_YEAR = re.compile(r"(?:19|20)\d\d[.年](?:1[0-2]|0?[1-9])月?")


def _counts_up(values: Sequence[Decimal]) -> bool:
    return (
        len(values) > 1
        and list(values) == [values[0] + at for at in range(len(values))]
        and (values[0] in (0, 1))
    )


def _over_words(region: Region, number: int, told: Holds | None) -> Holds:
    """Tell a column of words by its cells, and by its heads where the cells do not tell."""
    grid = region.grid
    texts = [dashed(text) for row in region.body if (text := grid.text((row, number)))]
    times = sum(grid.sorts[row][number] is Sort.TIME for row in region.body)
    # 口径 over 总量（亿元） and 增速（%） tells what is measured.
    passed = told is Holds.NOTHING and not _mostly(texts, _is_measure)
    if passed or 2 * times > len(texts):
        return Holds.NOTHING if passed else Holds.PERIOD
    by_cells = _by_cells(texts)
    if by_cells is not None:
        return by_cells
    if told in (Holds.AREA, Holds.SUBJECT, Holds.STATUS):
        return told
    if told is Holds.UNIT:
        return Holds.UNIT if any(map(find_unit, texts)) else Holds.NOTHING
    if _mostly(texts, _is_indicator):
        return Holds.INDICATOR
    if told is not None:
        return told
    return Holds.ITEM if number <= region.columns[0] + 1 else Holds.NOTHING


def _by_cells(texts: Sequence[str]) -> Holds | None:
    """Tell a column by what most of its cells are, whatever its head says."""
    if _mostly(texts, lambda text: find_unit(text) is not None):
        return Holds.UNIT
    named = [text for text in texts if not naming.is_whole(text)] or texts
    if _mostly(named, naming.is_firm):
        return Holds.SUBJECT
    if _mostly(named, naming.is_area):
        return Holds.AREA
    if _mostly(texts, _is_measure):
        return Holds.MEASURE
    return None


def _mostly(texts: Sequence[str], tells: Callable[[str], bool]) -> bool:
    return bool(texts) and 2 * sum(map(tells, texts)) > len(texts)


def _is_measure(text: str) -> bool:
    said = read_facets(text)
    return not said.name and bool(
        said.measure or said.ranked or said.weak or said.role or said.when.says
    )


def _is_indicator(text: str) -> bool:
    return indicator.find(read_facets(text).name) is not None


def _settled(region: Region, columns: list[Column]) -> list[Column]:
    """Of several columns of words keep those that name: 类别 beside 指标名称 only groups."""
    named = [one for one in columns if one.holds is Holds.INDICATOR]
    subjects = [one for one in columns if one.holds is Holds.SUBJECT]
    settled = []
    for one in columns:
        holds = one.holds
        if holds is Holds.ITEM and named and one.number < named[0].number:
            holds = Holds.NOTHING
        if holds is Holds.AREA and subjects:
            holds = Holds.NOTHING
        settled.append(Column(one.number, holds, one.heads, one.facets))
    return settled
