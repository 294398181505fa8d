"""The cells of one sheet by row and column, with what is merged over them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from kaimenhong.documents.workbook import Cell, Merge, Sheet
from kaimenhong.returns.sheets.words import Sort, Words, read_words

type Spot = tuple[int, int]


class Grid:
    """A sheet whose cells have been told apart by what they are; rows and columns from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.sorts = [[_sort(cell) for cell in row] for row in sheet.rows]
        for (row, column), _ in sheet.marks.errors.items():
            if row < self.height and column < self.width:
                self.sorts[row][column] = Sort.ERROR

    @cached_property
    def merges(self) -> dict[Spot, Merge]:
        """The merged ranges by the cell that holds their value."""
        return {(one.top, one.left): one for one in self.sheet.merged}

    def cell(self, row: int, column: int) -> Cell:
        """The cell itself, empty inside a merged range."""
        return self.sheet.rows[row][column]

    def anchor(self, row: int, column: int) -> Spot:
        """Where the value that shows at this spot is held."""
        return self.sheet.anchors.get((row, column), (row, column))

    def text(self, spot: Spot) -> str:
        """What a cell holds, as typed."""
        return self.sheet.rows[spot[0]][spot[1]].text

    def words(self, row: int, column: int) -> Words:
        """What a cell says by itself."""
        cell = self.sheet.rows[row][column]
        if isinstance(cell.value, Decimal):
            # A table says what people see of it: 47.7% where the cell holds 47.66.
            value = cell.value if cell.rounded is None else cell.rounded
            return Words(Sort.FIGURE, value, "%" if cell.percent else "")
        return read_words(cell.text)

    def raw(self, row: int, column: int) -> str:
        """The cell as it is shown."""
        cell = self.sheet.rows[row][column]
        return cell.text if cell.rounded is None else f"{cell.rounded}%"

    def hidden(self, row: int, column: int) -> bool:
        """Whether a person who opens the file does not see the cell."""
        marks = self.sheet.marks
        return self.sheet.hidden or row in marks.hidden_rows or column in marks.hidden_columns


def _sort(cell: Cell) -> Sort:
    value = cell.value
    if value is None:
        return Sort.EMPTY
    if isinstance(value, Decimal):
        return Sort.FIGURE
    if isinstance(value, date):
        return Sort.TIME
    return read_words(value).sort
