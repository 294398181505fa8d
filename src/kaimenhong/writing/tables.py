"""Tables of a paper: the header row repeats on each page, no row is split, widths are fixed.

A cell is text with a style; a light is its word on a tint, so that it holds in black and white too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell

from kaimenhong.writing import blanks
from kaimenhong.writing.markup import child

TINTS = {"绿": "DDEFD5", "黄": "FFEFB5", "红": "F6C0B5", "灰": "E4E4E4"}
WORD, TEXT, NUMBER = "表中字", "表文", "表中数"
# 小五 for long lists, so that a row is one line.
SMALL_WORD, SMALL_TEXT = "表中小字", "表中小文"
FIGURE = 15.0  # mm; a figure stands in the middle of a wider column, its digits still aligned


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `over` groups neighbours under a common head."""

    head: str
    width: float  # mm
    style: str = TEXT
    over: str = ""


def write_table(
    document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, light: int = -1
) -> Table:
    """Write a table; `light` is the column that holds the word of the light."""
    deep = any(column.over for column in columns)
    table: Table = document.add_table(rows=2 if deep else 1, cols=len(columns), style="公文表格")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, made in zip(columns, table.columns, strict=True):
        made.width = Mm(column.width)
    _write_heads(table, columns, deep=deep)
    for row in rows:
        _write_row(table, columns, row, light=light)
    return table


def write_note(document: Document, table: Table, text: str) -> None:
    """Write a note below a table, never alone on a page."""
    for cell in table.rows[-1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    document.add_paragraph(text, style="表注")


def _write_heads(table: Table, columns: Sequence[Column], *, deep: bool) -> None:
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        child(properties, "w:cantSplit")
        child(properties, "w:tblHeader")
    start = 0
    for end in range(1, len(columns) + 1):
        if end < len(columns) and columns[end].over and columns[end].over == columns[start].over:
            continue
        _write_head(table, columns, start, end, deep=deep)
        start = end


def _write_head(
    table: Table, columns: Sequence[Column], start: int, end: int, *, deep: bool
) -> None:
    if columns[start].over:
        _fill(table.cell(0, start).merge(table.cell(0, end - 1)), columns[start].over, "表头")
        for place in range(start, end):
            _fill(table.cell(1, place), columns[place].head, "表头")
    elif deep:
        _fill(table.cell(0, start).merge(table.cell(1, start)), columns[start].head, "表头")
    else:
        _fill(table.cell(0, start), columns[start].head, "表头")


def _write_row(
    table: Table, columns: Sequence[Column], texts: Sequence[str], *, light: int
) -> None:
    row = table.add_row()
    child(row._tr.get_or_add_trPr(), "w:cantSplit")
    for place, (cell, column, text) in enumerate(zip(row.cells, columns, texts, strict=True)):
        cell.width = Mm(column.width)
        _fill(cell, text, column.style)
        if column.style == NUMBER:
            indent = Mm(max(0.0, (column.width - FIGURE) / 2))
            cell.paragraphs[0].paragraph_format.right_indent = indent
        if place == light:
            _tint(cell, TINTS[text])


def _tint(cell: _Cell, colour: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    shade = child(properties, "w:shd", val="clear", color="auto", fill=colour)
    for later in properties.findall(qn("w:vAlign")):
        later.addprevious(shade)  # the schema wants it before


def _fill(cell: _Cell, text: str, style: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    cell.text = ""
    blanks.write(cell.paragraphs[0], text)
    cell.paragraphs[0].style = style
