"""Rows of figures: a cell takes its meaning from the heads of its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kaimenhong.facts import Statement
from kaimenhong.reading import head_reasons, lexicon, names, places
from kaimenhong.reading.cell_figures import CellFigure, cell_figures
from kaimenhong.reading.columns import Column, Name, is_area, is_past, is_total, unit_of
from kaimenhong.reading.grid import Grid
from kaimenhong.reading.head_reasons import Heads
from kaimenhong.reading.outline import Paragraph, Section
from kaimenhong.reading.places import Place
from kaimenhong.reading.scope import Background, heading_period
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.figure_heads import FigureHead, read_figure_head
from kaimenhong.terms.headings import Kind
from kaimenhong.terms.period import Period

_COMPLETED = re.compile("(?:完成率|开工率|复工率|到位率|办结率|竣工率|支出进度|完成进度|序时进度)$")
# 投资完成率 is the name of what is measured; as the head of a column it is a measure only.
_RATE = re.compile("[率度](?=（|$)")
_POINTS = {Measure.GROWTH, Measure.SHARE, Measure.COMPLETION}
_RANKS = {Measure.GROWTH_RANK, Measure.LEVEL_RANK}


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of the figures in it: its indicator, area, time and unit.

    `heading` is what the words beside its name say (其中、增速、亿元). A group above it (一、工业)
    has given what the row itself leaves open.
    """

    name: Name | None = None
    heading: FigureHead | None = None
    area: Name | None = None
    period: Period | None = None
    unit: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What holds for a whole table."""

    grid: Grid
    columns: Mapping[int, Column]
    role: Role | None
    heading: tuple[Role, Section] | None
    units: tuple[str, ...]
    period: Period | None
    background: Background


def named(cell: Paragraph) -> tuple[Name, FigureHead]:
    """The indicator that a cell names, without numbering, unit and 其中."""
    heading = read_figure_head(cell.cleaned.text)
    start, end = heading.start, heading.end
    if heading.measure is Measure.COMPLETION and (rate := _RATE.search(cell.cleaned.text)):
        end = rate.end()
    if start >= end:
        start, end = 0, len(cell.cleaned.text)
    return Name(cell, start, end), heading


def row_of(table: Table, number: int, above: Row) -> Row:
    """Give what a row says, with what merged cells, a blank below a name or a group add to it."""
    cells = table.grid.over(number) | table.grid.rows[number]
    found = above
    for column, cell in sorted(cells.items()):
        kind = table.columns[column].kind
        text = cell.cleaned.text
        if kind is Kind.INDICATOR:
            name, heading = named(cell)
            period = heading_period(heading.time, table.background.clock) if heading.time else None
            found = _with(found, name=name, heading=heading, period=period)
        elif kind is Kind.AREA:
            found = _with(found, area=Name(cell, 0, len(text)))
        elif kind is Kind.PERIOD:
            found = _with(found, period=heading_period(text, table.background.clock))
        elif kind is Kind.UNIT:
            found = _with(found, unit=unit_of(text))
    return found


def _with(
    row: Row,
    *,
    name: Name | None = None,
    heading: FigureHead | None = None,
    area: Name | None = None,
    period: Period | None = None,
    unit: str | None = None,
) -> Row:
    return Row(
        name or row.name, heading or row.heading, area or row.area, period or row.period,
        unit or row.unit, (heading.role if heading else None) or row.role,
    )  # fmt: skip


def read_figure_row(
    table: Table, number: int, row: Row, only: frozenset[int] | None = None
) -> Iterator[Statement]:
    """Give the figures in the cells of a row; `only` limits them to some columns."""
    for place, cell in sorted(table.grid.rows[number].items()):
        column = table.columns[place]
        if column.kind is not None or (only is not None and place not in only):
            continue
        text = cell.cleaned.text
        if lexicon.words("columns").tags.get(text) == "empty":
            continue
        name = row.name or column.name
        if name is None or (row.name and is_total(row.name.words)):
            continue
        cell_unit = _unit(table, column, row)
        for found in cell_figures(text, cell_unit, rank=column.measure in _RANKS):
            yield _statement(table, cell, found, column, row, name)


def _statement(
    table: Table, cell: Paragraph, found: CellFigure, column: Column, row: Row, name: Name
) -> Statement:
    source, figure = cell.cleaned, found.figure
    step = found.comparator is Comparator.IN_STEP_WITH
    measure = _measure(column, row, found, name.words)
    start, end = source.span(0, len(source.text))
    one = Statement(
        role=_role(table, column, row, found),
        indicator=names.standard(name.words),
        raw=name.written(),
        area=_area(column, row, table.background.place),
        period=column.period or row.period or table.period or table.background.period,
        measure=measure,
        comparator=found.comparator,
        value=figure.value,
        value_high=figure.high,
        unit=None if step else "位" if measure in _RANKS else figure.unit,
        reference=(figure.words if step else column.among) or None,
        placeholder=figure.placeholder,
        start=start,
        end=end,
        text=source.source[start:end],
    )
    return replace(
        one, why=head_reasons.reasons(cell, found, one, _heads(table, column, row, name))
    )


def _heads(table: Table, column: Column, row: Row, name: Name) -> Heads:
    return Heads(
        column, name, row.heading, row.role, row.period, row.area, table.role, table.period,
        table.background, table.heading[1].head if table.heading else None,
    )  # fmt: skip


def _role(table: Table, column: Column, row: Row, found: CellFigure) -> Role:
    stated = found.role or column.role or row.role
    if stated is not None:
        return stated
    period = column.period or row.period
    if period is not None and is_past(period, table.background):
        return Role.ACTUAL
    told = table.heading[0] if table.heading else table.background.role
    return table.role or told


def _area(column: Column, row: Row, place: Place) -> str | None:
    """Whose figure it is: the row's, the column's, else the document's own; 合计 is its own too."""
    words = column.area or (row.area.words if row.area else None)
    if words is None or is_total(words):
        own = words is not None and places.SELF.fullmatch(words)
        return place.resolve(words) if own and words else place.name or place.word
    return words


def _unit(table: Table, column: Column, row: Row) -> str | None:
    """The unit of a bare number: its column's, its row's, the caption's; growth is in %."""
    if column.measure in _RANKS:
        return "位"
    if column.unit:
        return column.unit
    if column.measure in _POINTS:
        return "%"
    if row.unit or (row.heading and row.heading.unit):
        return row.unit or (row.heading.unit if row.heading else None)
    if row.heading and row.heading.measure in _POINTS:
        return "%"
    money = [unit for unit in table.units if unit != "%"]
    return money[0] if len(money) == 1 else None


def _measure(column: Column, row: Row, found: CellFigure, name: str) -> Measure:
    figure = found.figure
    said = column.measure or (row.heading.measure if row.heading else None)
    if figure.kind == "rank" or said in _RANKS:
        return _rank(column, row, name)
    if figure.kind == "step":
        return said or (Measure.LEVEL if names.is_rate(name) else Measure.GROWTH)
    if figure.unit == "个百分点":
        return Measure.CHANGE_PP
    if figure.unit != "%":
        return Measure.LEVEL
    if said in {Measure.SHARE, Measure.COMPLETION}:
        return said
    return _percent(column, name)


def _percent(column: Column, name: str) -> Measure:
    """What a percentage says: of what is itself a rate its level, else growth."""
    if _COMPLETED.search(name):
        return Measure.COMPLETION
    rate = names.is_rate(name) and column.measure is not Measure.GROWTH
    return Measure.LEVEL if rate else Measure.GROWTH


def _rank(column: Column, row: Row, name: str) -> Measure:
    """A rank is of the growth where its head, the column beside it or the row speaks of growth."""
    beside = column.left
    grows = (
        column.measure is Measure.GROWTH_RANK
        or (row.heading is not None and row.heading.measure is Measure.GROWTH)
        or (beside is not None and beside.measure is Measure.GROWTH)
        or (beside is not None and beside.unit == "%" and not names.is_rate(name))
    )
    return Measure.GROWTH_RANK if grows else Measure.LEVEL_RANK


def group_of(table: Table, number: int) -> Row | None:
    """What a row heads that groups those below it: 一、工业, 青岚县, 全年目标; else None."""
    cells = table.grid.rows[number]
    words = [c for at, c in sorted(cells.items()) if table.columns[at].kind is not Kind.NUMBER]
    words = words or list(cells.values())
    if len(words) != 1 or len(table.columns) < 3 or table.grid.over(number):
        return None
    text = words[0].cleaned.text
    name, heading = named(words[0])
    if cell_figures(text, None, rank=False) or names.known(name.words):
        return None
    area = Name(words[0], 0, len(text)) if is_area(text) else None
    period = heading_period(heading.time, table.background.clock) if heading.time else None
    return Row(area=area, period=period, role=heading.role)
