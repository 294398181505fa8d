"""The way in: a workbook into the tables found in it, figure by figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kaimenhong.documents.workbook import Sheet, Workbook
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.axes import Axis, axis_of, beside
from kaimenhong.returns.sheets.checks import warned
from kaimenhong.returns.sheets.columns import Block, Holds, blocks_of, columns_of
from kaimenhong.returns.sheets.grid import Grid
from kaimenhong.returns.sheets.mapping import Mapper, Missed, Seen
from kaimenhong.returns.sheets.mending import (
    Mending,
    head_key,
    layout_of,
    mended_axis,
    mended_table,
)
from kaimenhong.returns.sheets.regions import Region, regions
from kaimenhong.returns.sheets.rows import Labels, rows_of
from kaimenhong.returns.sheets.surroundings import Surroundings, surroundings_of
from kaimenhong.returns.sheets.table import Table
from kaimenhong.returns.sheets.words import Sort
from kaimenhong.terms import indicator
from kaimenhong.terms.facets import read_facets
from kaimenhong.terms.period import Period

LONGEST_AREA = 14
NO_MENDINGS: Mapping[str, Sequence[Mending]] = {}


@dataclass(frozen=True, slots=True)
class SheetReading:
    """All tables of a workbook, in the order of its sheets."""

    name: str
    tables: tuple[Table, ...]


def read_workbook(
    workbook: Workbook,
    *,
    subject: str | None = None,
    period: Period | None = None,
    mendings: Mapping[str, Sequence[Mending]] = NO_MENDINGS,
) -> SheetReading:
    """Read every sheet; `subject` and `period` hold where the sheet itself names none.

    `mendings` are a person's corrections by the layout they were made for (`mending.layout_of`);
    they come before what heads and title say.
    Raises Mistake FILE_EMPTY where no sheet holds anything.
    """
    filled = [sheet for sheet in workbook.sheets if not sheet.empty]
    if not filled:
        raise Mistake(
            Code.FILE_EMPTY,
            expected="有数据的表格",
            came="",
            remedy="请检查是否选错了文件，或数据没有保存",
            place=Place(file=workbook.name),
        )
    names, options = _areas_named(filled), (subject, period)
    tables = [table for sheet in filled for table in _tables(sheet, names, options, mendings)]
    return SheetReading(workbook.name, tuple(tables))


def _areas_named(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Give the full names of areas anywhere in the workbook, by which short ones are completed."""
    texts = {
        cell.value for sheet in sheets for row in sheet.rows for cell in row
        if isinstance(cell.value, str) and len(cell.value) <= LONGEST_AREA
    }  # fmt: skip
    return frozenset(filter(naming.is_area, texts))


def _tables(
    sheet: Sheet,
    names: frozenset[str],
    options: tuple[str | None, Period | None],
    mendings: Mapping[str, Sequence[Mending]],
) -> Iterator[Table]:
    grid = Grid(sheet)
    subject, period = options
    earlier: list[Surroundings] = []
    for region in regions(grid):
        around = surroundings_of(region, earlier=earlier, subject=subject, period=period)
        own = mendings.get(layout_of(region), ()) if mendings else ()
        whole = mendings.get(layout_of(region, titled=True), ()) if mendings else ()
        around = mended_table(around, whole)
        earlier.append(around)
        yield _read(region, around, names, own)


def _read(
    region: Region, around: Surroundings, names: frozenset[str], mendings: Sequence[Mending]
) -> Table:
    columns = columns_of(region)
    table = Table(region.grid.sheet.name, region, around, columns)
    read: list[tuple[Block, dict[int, Axis], dict[int, Labels]]] = []
    for block in blocks_of(columns):
        axes = _column_axes(region, block, mendings, names)
        subjects = _items_are_subjects(region, block, axes)
        read.append((block, axes, rows_of(region, block, items_are_subjects=subjects)))
    mapper = Mapper(around, _full_names(read, around, names))
    for block, axes, rows in read:
        for row, labels in rows.items():
            _read_row(table, mapper, block, axes, row, labels)
    warned(table)
    return table


def _read_row(
    table: Table, mapper: Mapper, block: Block, axes: dict[int, Axis], row: int, labels: Labels
) -> None:
    grid = table.region.grid
    sorts = grid.sorts[row]
    for column in block.figures:
        number = column.number
        if sorts[number] is not Sort.FIGURE:
            continue
        words = grid.words(row, number)
        raw = grid.raw(row, number)
        if grid.hidden(row, number):
            table.missed.append(Missed((row, number), raw, "在隐藏的行、列或工作表里"))
            continue
        found = mapper.observe((row, number), raw, words, axes[number], labels)
        if isinstance(found, Seen):
            table.seen.append(found)
        else:
            table.missed.append(found)


def _column_axes(
    region: Region, block: Block, mendings: Sequence[Mending], areas: frozenset[str]
) -> dict[int, Axis]:
    stacks = [
        mended_axis(
            axis_of(list(zip(column.heads, column.facets, strict=True))),
            head_key(region, column.heads),
            mendings,
        )
        for column in block.figures
    ]
    axes = beside(_short_areas(stacks, areas))
    return {column.number: axis for column, axis in zip(block.figures, axes, strict=True)}


def _short_areas(stacks: Sequence[Axis], areas: frozenset[str]) -> list[Axis]:
    """锦衣, 枫林 at the heads where the workbook has 锦衣街道 and 枫林街道 elsewhere."""
    named = [axis.name if not (axis.area or axis.above) else "" for axis in stacks]
    full = [naming.completed(name, areas, None) if len(name) > 1 else name for name in named]
    short = [
        whole != name and indicator.find(name) is None
        for name, whole in zip(named, full, strict=True)
    ]
    if sum(short) < FEWEST_SHORT:
        return list(stacks)
    return [
        replace(axis, area=whole, name="", named=None) if is_short else axis
        for axis, whole, is_short in zip(stacks, full, short, strict=True)
    ]


FEWEST_SHORT = 2


def _items_are_subjects(region: Region, block: Block, axes: dict[int, Axis]) -> bool:
    """Whether 项目名称 names projects: where the heads themselves say what is measured."""
    if any(one.holds is Holds.INDICATOR for one in block.labels):
        return True
    if any(one.holds in (Holds.AREA, Holds.SUBJECT) for one in block.labels):
        return False
    items = [one for one in block.labels if one.holds is Holds.ITEM]
    grid = region.grid
    if any(_KINDS_OF_THINGS.search(grid.text(spot)) for one in items for spot in one.heads):
        return False
    texts = [grid.text(grid.anchor(row, one.number)) for one in items for row in region.body]
    if any(indicator.find(read_facets(text).name) for text in texts if text):
        return False
    named = sum(bool(axis.name) for axis in axes.values())
    return 2 * named > len(axes)


# What is made or sold is no one who reports: 产品名称.
_KINDS_OF_THINGS = re.compile("产品|品种|商品|货物|行业|产业|类别|税种|科目|用途")


def _full_names(
    read: Sequence[tuple[Block, dict[int, Axis], dict[int, Labels]]],
    around: Surroundings,
    known: frozenset[str],
) -> dict[str, str]:
    """Give the full name of each subject: short ones completed, 市本级 with its city."""
    names = {labels.subject for _, _, rows in read for labels in rows.values() if labels.subject}
    names |= {axis.area for _, axes, _ in read for axis in axes.values() if axis.area}
    full = {*filter(naming.is_area, names), *known, *([around.area] if around.area else [])}
    found = {name: naming.completed(name, full, around.area or None) for name in names}
    for name in names:
        if naming.is_own_level(name) and around.area:
            found[name] = (
                f"{around.area}本级" if name.endswith("本级") else f"{around.area}{name[1:]}"
            )
    return found
