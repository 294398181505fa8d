"""Tables: rows of tasks, rows of indicators, rows of areas (contract rule 20).

A cell is a clause: its span is the cell. The heads of row and column say what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kaimenhong.facts import Statement, Task
from kaimenhong.reading import apart, names
from kaimenhong.reading.columns import NAMING, Column, Name, columns_of, unit_of
from kaimenhong.reading.figure_rows import Row, Table, group_of, read_figure_row, row_of
from kaimenhong.reading.grid import Grid, Split, split
from kaimenhong.reading.outline import Paragraph, Section
from kaimenhong.reading.scope import Background, Scope, heading_period
from kaimenhong.reading.task_rows import read_tasks
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.headings import ANSWERING, Kind

_ROLES = (
    (Role.EXPECTED, re.compile("预计|预测")),
    (Role.ACTUAL, re.compile("完成情况|运行情况|进展|实绩|情况表?$")),
    (Role.TARGET, re.compile("目标|计划|任务")),
    (Role.ACTUAL, re.compile("完成|实际")),
)
# A table with such a caption stands for itself, under whatever heading it was put.
_CAPTION = re.compile(
    "^附(?:件[0-9一二三四五六七八九十]{0,3})?(?:[：、. ]|$)|^附表|^表[0-9一二三四五六七八九十]"
    "|表(?:（[^）]*）)?$"
)


def read_table(grid: Grid, background: Background) -> Iterator[tuple[Task | None, list[Statement]]]:
    """Give each task of a table with its figures, or the figures of each row that is none.

    A table whose heads name no tasks, indicators or areas gives nothing.
    """
    rows = split(grid)
    if not rows.heads:
        return
    table = _table(grid, rows, background)
    kinds = {column.kind for column in table.columns.values()}
    if Kind.TASK in kinds and kinds & {*ANSWERING, Kind.NUMBER, Kind.DEADLINE}:
        yield from read_tasks(table, rows.body, Kind.TASK)
    elif Kind.INDICATOR in kinds and kinds & ANSWERING:
        yield from read_tasks(table, rows.body, Kind.INDICATOR)
    elif kinds & NAMING:
        yield from ((None, said) for said in _figures(table, rows))


def _table(grid: Grid, rows: Split, background: Background) -> Table:
    titles = [cell for row in rows.titles for cell in grid.rows[row].values()]
    captions = (*grid.captions, *titles)
    columns = columns_of(grid, rows, background)
    periods = (heading_period(one.cleaned.text, background.clock) for one in captions)
    return Table(
        grid=grid,
        columns=apart.told_apart(_captioned(columns, captions), captions, background),
        role=next((role for one in captions if (role := _role(one.cleaned.text))), None),
        heading=None if _own_caption(captions) else _heading(grid, background),
        units=tuple(unit for one in captions for unit in _units(one.cleaned.text)),
        period=next((one for one in periods if one), None),
        background=background,
    )


def _own_caption(captions: tuple[Paragraph, ...]) -> bool:
    """Whether a table is called one by the lines above it: 附表, 表1, 各县情况表."""
    return any(_CAPTION.search(one.cleaned.text) for one in captions)


def _heading(grid: Grid, background: Background) -> tuple[Role, Section] | None:
    """The role that the heading gives which the table stands under: 一、上半年完成情况.

    An annex of a report stands below 四、下一步工作 and still shows what was reached.
    """
    first = next((cell for row in grid.rows.values() for cell in row.values()), None)
    role, section = Scope(background, first.section if first else None).role()
    told = section is not None and (role is Role.ACTUAL or background.plan)
    return (role, section) if section is not None and told else None


def _role(caption: str) -> Role | None:
    """The role that a caption gives its table: 预期目标表, 目标完成情况."""
    return next((role for role, words in _ROLES if words.search(caption)), None)


def _units(text: str) -> Iterator[str]:
    """The units of a line such as 单位：亿元、%."""
    before, mark, after = text.partition("单位：")
    if mark and not before.endswith(("责任", "牵头", "填报", "配合")):
        for word in after.strip("（）。").replace("，", "、").split("、"):
            unit = unit_of(word)
            if unit:
                yield unit


def _captioned(columns: dict[int, Column], captions: tuple[Paragraph, ...]) -> dict[int, Column]:
    """Let the caption name the indicator of a table whose heads name none: 各县区…目标表."""
    kinds = {column.kind for column in columns.values()}
    named = any(column.name for column in columns.values() if column.kind is None)
    if named or Kind.INDICATOR in kinds or Kind.AREA not in kinds:
        return columns
    for caption in reversed(captions):
        text = caption.cleaned.text
        found = names.last_known(text, 0, len(text))
        if found:
            name = Name(caption, *found)
            return {at: replace(column, name=name) for at, column in columns.items()}
    return columns


def _figures(table: Table, rows: Split) -> Iterator[list[Statement]]:
    """The figures of each row; a name or area that a row leaves blank is that of the row above."""
    kinds = {column.kind for column in table.columns.values()}
    both = {Kind.AREA, Kind.INDICATOR} <= kinds
    above = group = Row()
    for number in rows.body:
        headed = group_of(table, number)
        if headed is not None:
            above = group = headed
            continue
        row = row_of(table, number, above if both else group)
        if both:
            above = replace(row, unit=group.unit, period=group.period)
        if row.name or row.area:
            yield list(read_figure_row(table, number, row))
