"""The rows of a sheet under its head: which hold data, and what is missing or left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.documents.workbook import Cell, Sheet
from kaimenhong.errors import Code, Mistake
from kaimenhong.returns import cells
from kaimenhong.returns.headers import FIGURES, NEEDED, Head, is_footer


@dataclass(frozen=True, slots=True)
class Row:
    """One row under its head; label cells of merged ranges show what the range shows."""

    sheet: Sheet
    head: Head
    number: int

    def cell(self, kind: str) -> Cell | None:
        """Give the cell of a column; None where the sheet has no such column."""
        column = self.head.columns.get(kind)
        if column is None:
            return None
        if kind in FIGURES:
            return self.sheet.rows[self.number][column]
        return self.sheet.cell(self.number, column)

    def text(self, kind: str) -> str:
        """Give what the cell of a column says, empty where there is none."""
        cell = self.cell(kind)
        return cell.text if cell else ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells of the row as they stand in the file."""
        return self.sheet.rows[self.number]


def data_rows(sheet: Sheet, head: Head) -> list[Row]:
    """Give the rows that hold data; raises Mistake SHEET_WITHOUT_ROWS where none does."""
    below = (Row(sheet, head, number) for number in range(head.row + 1, len(sheet.rows)))
    rows = [row for row in below if not _is_no_data(row)]
    if rows:
        return rows
    raise Mistake(
        Code.SHEET_WITHOUT_ROWS,
        expected="表头以下至少一行数据",
        came="",
        remedy="请检查是否选错了文件，或数据没有保存",
        place=sheet.rows[head.row][0].place,
    )


def _is_no_data(row: Row) -> bool:
    """Tell whether the row is empty, a note, or the head once more."""
    texts = [cell.text for cell in row.cells if cell.text]
    if not texts or is_footer(texts[0]):
        return True
    return [cell.text for cell in row.cells] == [cell.text for cell in row.sheet.rows[row.head.row]]


def what_is_missing(row: Row) -> Mistake | None:
    """Say which of area, indicator and period the row lacks; None where it lacks none."""
    missing = [kind for kind in NEEDED if not row.text(kind)]
    if not missing:
        return None
    cell = row.cell(missing[0])
    return Mistake(
        Code.ROW_INCOMPLETE,
        expected="每行写明地区、指标、时期",
        came=f"缺少{'、'.join(NEEDED[kind] for kind in missing)}",
        remedy="请补齐后重新导入；说明文字请以“注：”开头",
        place=cell.place if cell else None,
    )


def unknown_columns(sheet: Sheet, head: Head) -> Iterator[Mistake]:
    """Yield the columns that hold numbers under a head that is not known."""
    for column in head.unknown:
        under = [row[column].value for row in sheet.rows[head.row + 1 :]]
        if any(isinstance(value, Decimal) for value in under):
            cell = sheet.rows[head.row][column]
            yield cells.unread(
                cell.place, f"列“{cell.text}”", "如需导入，请改用“总量”“增速”等列名，并另起一行"
            )
