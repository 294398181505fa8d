"""Workbooks as documents: each sheet a table, with sheet and cell as the place of every block.

Rows above and below the table that hold one cell only, a title or a note, are paragraphs; hidden
sheets are left out. Only ever run by `confined`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaimenhong.documents import unreadable
from kaimenhong.documents.document import Piece
from kaimenhong.documents.limits import MOST_CELLS
from kaimenhong.documents.workbook import Cell, Sheet, open_workbook


def read(data: bytes) -> Iterator[Piece]:
    """Yield the cells of all sheets; `Mistake` where the file is no workbook or is too large."""
    table = 0
    for sheet in open_workbook("", data).sheets:
        if sheet.hidden or sheet.empty:
            continue
        if len(sheet.rows) * len(sheet.rows[0]) > MOST_CELLS:
            limit = f"{MOST_CELLS // 10_000} 万个单元格"
            raise unreadable.too_large("单元格过多的工作表", limit)
        table += 1
        yield from _pieces(sheet, table)


def _pieces(sheet: Sheet, table: int) -> Iterator[Piece]:
    filled = [[cell for cell in row if cell.text] for row in sheet.rows]
    wide = [number for number, row in enumerate(filled) if len(row) > 1]
    first, last = (wide[0], wide[-1]) if wide else (len(filled), len(filled))
    heights = {(one.top, one.left): one.bottom - one.top + 1 for one in sheet.merged}
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if cell.text and first <= number <= last:
                rows = heights.get((number, column), 1)
                yield _cell(cell, table, number - first + 1, column + 1, rows)
            elif cell.text:
                yield Piece(cell.text, sheet=cell.place.sheet, cell=cell.place.cell)


def _cell(cell: Cell, table: int, row: int, column: int, rows: int) -> Piece:
    return Piece(
        text=cell.text,
        kind="cell",
        table=table,
        row=row,
        column=column,
        rows=rows,
        sheet=cell.place.sheet,
        cell=cell.place.cell,
    )
