"""Why a statement out of a table is what it is: the words of its heads that decided."""

from __future__ import annotations

from collections.abc import Iterator

from kaimenhong.facts import Why
from kaimenhong.reading import names
from kaimenhong.reading.cell_figures import CellFigure
from kaimenhong.reading.columns import Column, Name
from kaimenhong.reading.outline import Paragraph


def reasons(
    cell: Paragraph, found: CellFigure, column: Column, name: Name, area: Name | None
) -> tuple[Why, ...]:
    """Give the reasons in the order of a statement's fields; what no head says is left out."""
    return tuple(_reasons(cell, found, column, name, area))


def _reasons(
    cell: Paragraph, found: CellFigure, column: Column, name: Name, area: Name | None
) -> Iterator[Why]:
    head = _span(column.cells[-1]) if column.cells else None
    if column.role and head:
        yield Why("role", "role.head", *head)
    known = names.known(name.words) or names.known(names.standard(name.words))
    rule = "indicator.head" if known else "indicator.written"
    yield Why("indicator", rule, *name.cell.cleaned.span(name.start, name.end))
    if area is not None:
        yield Why("area", "area.head", *_span(area.cell))
    if column.period and head:
        yield Why("period", "period.head", *head)
    yield from _figure(cell, found)


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


def _span(cell: Paragraph) -> tuple[int, int]:
    return cell.cleaned.span(0, len(cell.cleaned.text))
