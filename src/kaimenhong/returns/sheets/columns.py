"""What each column of a table holds: labels of its rows, figures, or what is passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from kaimenhong.returns.sheets import naming
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
_BY_HEAD = (
    (Holds.NOTHING, re.compile(
        r"(?:序号\d*|编号|代码|编码|信用代码|电话|手机|手机号|联系方式|邮编|项次|行次|栏次|户号|表号|排序|NO\.?|ID)$"
    )),
    (Holds.NOTHING, re.compile(
        r"(?:开工|竣工|投产|入库|签约|成立|注册|填报|完成|到期|起止|计划|建设|报送|入统|核准|批复|审批)[^()]{0,4}(?:时间|日期|年限|年月|年份|起止年限|工期)$"
        r"|建设年限|建设起止|^工期$|^(?:日期)$"
    )),
    (Holds.NOTHING, re.compile(
        r"(?:地址|地点|法人|联系人|领导|责任[^()]{0,3}|备注|说明|原因|问题|形象进度|建设内容|建设规模及内容|建设性质|业主|主管[^()]{0,3}|类型|性质|所属[^()]{0,4}|所在[^()]{0,4}|负责人|填报人|产品|主营[^()]{0,4}|规模)$"
    )),
    (Holds.SUBJECT, re.compile(r"^(?:[^()]{0,6}(?:企业|公司|商户|纳税人|用户|合作社|银行|机构|客户)(?:名称|简称|全称)?)$")),
    (Holds.PERIOD, re.compile(r"^(?:年份?|年度|月份?|年月|季度|季|时间|时期|报告期|数据期|统计期|期间|期别|数据时间|PERIOD|DATE|YEAR|MONTH|时间\(.+\))$")),
    (Holds.AREA, re.compile(r"(?:乡镇|县区|街道|镇街|县市区?|市州|区县|县域|园区|辖区|省份|省市|城市|市县|地市|州市|设区市|区市县|市\(?县\)?区?|镇\(?乡\)?)(?:名称|别)?$")),
    (Holds.INDICATOR, re.compile(r"(?:指标|统计项|科目|税种)(?:名称)?$")),
    (Holds.ITEM, re.compile(r"(?:项目|行业|产业|门类|品种|类别|分类|分组|产品|名称|工程|领域|科目名称|收入项目|支出项目)(?:名称)?$")),
    (Holds.MEASURE, re.compile(r"^(?:度量|指标类型|数据类型|统计口径)$")),
)  # fmt: skip


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
    found = [_column(region, number) for number in region.columns]
    return _settled(region, found)


def blocks_of(columns: Sequence[Column]) -> list[Block]:
    """Part columns into blocks: labels after figures begin a new one, as in tables folded in two."""
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
    """Labels that are followed by no figure hold for nothing; a unit on the far side holds before."""
    filled = [block for block in blocks if block.figures]
    for block, after in zip(blocks, blocks[1:], strict=False):
        if block.figures and not after.figures and block.units is None:
            block.units = after.units
    return filled


def head_stack(region: Region, number: int) -> tuple[Spot, ...]:
    """Give the heads over a column from the top; one over several columns holds for each."""
    found: list[Spot] = []
    for at, row in enumerate(region.heads):
        spot = _head_at(region, row, number, last=at == len(region.heads) - 1)
        if spot is not None and spot not in found and region.grid.text(spot):
            found.append(spot)
    return tuple(found)


def _head_at(region: Region, row: int, number: int, *, last: bool) -> Spot | None:
    grid = region.grid
    spot = grid.anchor(row, number)
    if grid.text(spot) or spot != (row, number):
        return spot
    if last or not any(grid.text(grid.anchor(below, number)) for below in region.heads if below > row):
        return None
    left = [column for column in region.columns if column < number]
    for column in reversed(left):
        if grid.text(grid.anchor(row, column)):
            below = [one for one in region.heads if one > row and grid.text((one, column))]
            return grid.anchor(row, column) if below else None
    return None


def _column(region: Region, number: int) -> Column:
    grid = region.grid
    heads = head_stack(region, number)
    facets = tuple(read_facets(_head_text(grid, spot)) for spot in heads)
    return Column(number, _holds(region, number, heads, facets), heads, facets)


def _head_text(grid: Grid, spot: Spot) -> str:
    cell = grid.cell(*spot)
    if isinstance(cell.value, Decimal) and is_year_or_month(cell.value):
        return f"{cell.value}"
    return cell.text if not hasattr(cell.value, "year") else f"{cell.value:%Y-%m}"


def _holds(region: Region, number: int, heads: Sequence[Spot], facets: Sequence[Facets]) -> Holds:
    grid = region.grid
    sorts = [grid.sorts[row][number] for row in region.body]
    count = {sort: sorts.count(sort) for sort in Sort}
    filled = len(sorts) - count[Sort.EMPTY]
    told = _by_heads(grid, heads, facets)
    if not filled:
        return told if told in LABELS else Holds.NOTHING
    figures = count[Sort.FIGURE] + count[Sort.MARK] + count[Sort.ERROR]
    if 2 * figures >= filled and count[Sort.TEXT] + count[Sort.TIME] <= figures:
        return _over_figures(region, number, told, heads)
    return _over_words(region, number, told)


def _by_heads(grid: Grid, heads: Sequence[Spot], facets: Sequence[Facets]) -> Holds | None:
    """Give what the lowest telling head says; None where it speaks of figures or of nothing known."""
    for spot, said in zip(reversed(heads), reversed(facets), strict=True):
        text = dashed(grid.text(spot))
        for holds, pattern in _BY_HEAD:
            if pattern.search(text) and not (said.units and holds is not Holds.AREA):
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
    grid = region.grid
    values = [
        value
        for row in region.body
        if isinstance(value := grid.cell(row, number).value, Decimal)
    ]
    if told is Holds.PERIOD:
        return Holds.PERIOD
    if told is Holds.NOTHING:
        return Holds.NOTHING
    if not heads and number == region.columns[0] and _counts_up(values):
        return Holds.NOTHING
    if told in (Holds.AREA, Holds.INDICATOR) and values and all(map(is_year_or_month, values)):
        return Holds.PERIOD
    if number == region.columns[0] and told is None and values and all(map(is_year_or_month, values)):
        return Holds.PERIOD
    if told in (Holds.AREA, Holds.SUBJECT, Holds.STATUS) and values and _counts_up(values):
        return Holds.NOTHING
    if told is Holds.UNIT:
        return Holds.UNIT
    return Holds.FIGURES


def _counts_up(values: Sequence[Decimal]) -> bool:
    return len(values) > 1 and list(values) == [values[0] + at for at in range(len(values))] and (
        values[0] in (0, 1)
    )


def _over_words(region: Region, number: int, told: Holds | None) -> Holds:
    """Tell a column of words by its cells, and by its heads where the cells do not tell."""
    grid = region.grid
    texts = [dashed(text) for row in region.body if (text := grid.text((row, number)))]
    times = sum(grid.sorts[row][number] is Sort.TIME for row in region.body)
    if told is Holds.NOTHING:
        return Holds.NOTHING
    if 2 * times > len(texts):
        return Holds.PERIOD
    if _mostly(texts, lambda text: find_unit(text) is not None):
        return Holds.UNIT
    named = [text for text in texts if not naming.is_whole(text)] or texts
    if _mostly(named, naming.is_firm):
        return Holds.SUBJECT
    if _mostly(named, naming.is_area):
        return Holds.AREA
    if _mostly(texts, _is_measure):
        return Holds.MEASURE
    if told in (Holds.AREA, Holds.SUBJECT, Holds.STATUS):
        return told
    if told is Holds.UNIT:
        return Holds.UNIT if any(map(find_unit, texts)) else Holds.NOTHING
    if _mostly(texts, _is_indicator):
        return Holds.INDICATOR
    if told is not None:
        return told
    return Holds.ITEM if number <= region.columns[0] + 1 else Holds.NOTHING


def _mostly(texts: Sequence[str], tells: object) -> bool:
    return bool(texts) and callable(tells) and 2 * sum(map(bool, map(tells, texts))) > len(texts)


def _is_measure(text: str) -> bool:
    said = read_facets(text)
    return not said.name and bool(said.measure or said.ranked or said.weak or said.role or said.when.says)


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
