"""Why a statement out of a table is what it is: the words of its heads that decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaimenhong.facts import Statement, Why
from kaimenhong.reading import names
from kaimenhong.reading.cell_figures import CellFigure
from kaimenhong.reading.columns import Column, Name
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.scope import Background
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.figure_heads import FigureHead
from kaimenhong.terms.period import Period

type _Span = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands around a figure in a table: its column, what its row said, the caption."""

    column: Column
    name: Name
    row: FigureHead | None
    row_role: Role | None
    row_period: Period | None
    row_area: Name | None
    caption_role: Role | None
    caption_period: Period | None
    background: Background
    section: tuple[int, int] | None = None


def reasons(cell: Paragraph, found: CellFigure, one: Statement, heads: Heads) -> tuple[Why, ...]:
    """Give a reason for each field, in the order of a statement's fields."""
    return (
        _role(cell, found, one, heads),
        _indicator(heads),
        _area(heads),
        _period(heads),
        _measure(cell, found, one, heads),
        *_figure(cell, found),
    )


def _role(cell: Paragraph, found: CellFigure, one: Statement, heads: Heads) -> Why:
    """The first that decides: the cell, its column, its row, a time past, the caption."""
    if found.role is not None:
        return _said("role", "role.cell", _span(cell))
    if heads.column.role is not None:
        return _said("role", "role.head", _head(heads.column))
    if heads.row_role is not None:
        return _said("role", "role.head", _span(heads.name.cell))
    dated = heads.column.period is not None or heads.row_period is not None
    if dated and one.role is Role.ACTUAL and heads.caption_role is not Role.ACTUAL:
        return _said("role", "role.past", _dated(heads))
    if heads.caption_role is not None:
        return _said("role", "role.caption", None)
    if heads.section is not None:
        return _said("role", "role.heading", heads.section)
    return _said("role", f"role.{'plan' if heads.background.plan else 'report'}", None)


def _indicator(heads: Heads) -> Why:
    name = heads.name
    known = names.known(name.words) or names.known(names.standard(name.words))
    rule = "indicator.head" if known else "indicator.written"
    return _said("indicator", rule, name.cell.cleaned.span(name.start, name.end))


def _area(heads: Heads) -> Why:
    if heads.column.area:
        return _said("area", "area.head", _head(heads.column))
    if heads.row_area is not None:
        return _said("area", "area.head", _span(heads.row_area.cell))
    named = heads.background.place.name is not None
    return _said("area", "area.document" if named else "area.word", None)


def _period(heads: Heads) -> Why:
    if heads.column.period is not None or heads.row_period is not None:
        return _said("period", "period.head", _dated(heads))
    if heads.caption_period is not None:
        return _said("period", "period.caption", None)
    whole = heads.background.period
    rule = "period.none" if whole is None else "period.title"
    return _said("period", rule, heads.background.title if whole else None)


def _dated(heads: Heads) -> _Span:
    """Where the time is written: in the head of the column, else in the row's own."""
    return _head(heads.column) if heads.column.period else _span(heads.name.cell)


def _measure(cell: Paragraph, found: CellFigure, one: Statement, heads: Heads) -> Why:
    if heads.column.measure is one.measure:
        return _said("measure", "measure.head", _head(heads.column))
    if heads.row is not None and heads.row.measure is one.measure:
        return _said("measure", "measure.head", _span(heads.name.cell))
    if one.unit is None:
        return _said("measure", "measure.none", None)
    return _said("measure", "measure.unit", cell.cleaned.span(found.figure.start, found.figure.end))


def _figure(cell: Paragraph, found: CellFigure) -> Iterator[Why]:
    source, figure = cell.cleaned, found.figure
    if figure.after:
        yield Why("comparator", "comparator.after", *source.span(figure.end, figure.stop))
    elif found.bound:
        yield Why("comparator", "comparator.before", *source.span(*found.bound))
    else:
        yield Why("comparator", "comparator.none")
    rule = "figure.blank" if figure.placeholder else "figure.cell"
    yield Why("value", rule, *source.span(figure.start, figure.stop))


def _said(field: str, rule: str, span: _Span) -> Why:
    return Why(field, rule, *span) if span else Why(field, rule)


def _head(column: Column) -> _Span:
    return _span(column.cells[-1]) if column.cells else None


def _span(cell: Paragraph) -> tuple[int, int]:
    return cell.cleaned.span(0, len(cell.cleaned.text))
