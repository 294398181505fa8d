"""The cells of a Word table by row and grid column, merged ones told by how far they run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kaimenhong.documents.word_runs import children
from kaimenhong.documents.word_styles import W, child, value

WIDEST = 100


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell that shows: row and column count from 1, `rows` is how many it runs over."""

    element: etree._Element
    row: int
    column: int
    rows: int


def cells_of(table: etree._Element) -> list[WordCell]:
    """Give the cells row by row; `column` counts grid columns, so that merged heads align."""
    rows = [
        dict(_cells(row))
        for row in children(table)
        if row.tag == f"{W}tr" and child(child(row, "trPr"), "del") is None
    ]
    below = _rows_below(rows)
    return [
        WordCell(cell, number, column, 1 + below.get((number, column), 0))
        for number, row in enumerate(rows, 1)
        for column, cell in row.items()
        if _merge(cell, "vMerge") != "continue" and _merge(cell, "hMerge") != "continue"
    ]


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    column = 1 + _span(child(child(row, "trPr"), "gridBefore"), 0)
    for cell in children(row):
        if cell.tag == f"{W}tc":
            yield column, cell
            column += _span(child(child(cell, "tcPr"), "gridSpan"), 1)


def _rows_below(rows: list[dict[int, etree._Element]]) -> dict[tuple[int, int], int]:
    """How many rows go on with the merged cell that begins in this row and column."""
    found: dict[tuple[int, int], int] = {}
    for number in range(len(rows), 0, -1):
        for column, cell in rows[number - 1].items():
            if _merge(cell, "vMerge") == "continue":
                found[number - 1, column] = 1 + found.get((number, column), 0)
    return found


def _merge(cell: etree._Element, way: str) -> str | None:
    """Whether a cell begins a merge, goes on with one (`continue`), or neither."""
    merge = child(child(cell, "tcPr"), way)
    return None if merge is None else value(merge) or "continue"


def _span(element: etree._Element | None, otherwise: int) -> int:
    said = value(element)
    return int(said) if said.isdecimal() and len(said) < 4 and int(said) < WIDEST else otherwise
