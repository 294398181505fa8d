"""Workbooks (.xlsx, .xls, .ods) as rows of cells, each with its place; the kind is told by content.

Numbers come as Decimal, without the dust of binary fractions; dates as dates; all else as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import product
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kaimenhong.documents import unreadable
from kaimenhong.documents.limits import LARGEST, file_size, megabytes
from kaimenhong.documents.marks import NONE, Marks
from kaimenhong.documents.packed import unpacked
from kaimenhong.documents.secrecy import SECRET
from kaimenhong.documents.signatures import ENCRYPTED, OLE
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.records import record
from kaimenhong.terms.quantity import round_half_up, shifted

HEAD_ROWS = 5

Value = str | Decimal | date | None


@record(frozen=True, slots=True)
class Cell:
    """One cell; `value` None is an empty one.

    `percent` is a number that is shown as a percentage; the value is the one before the sign then,
    6.5 where the file holds 0.065. Files of the kind .xls do not tell, there it is never true.
    `rounded` is a percentage as it is shown where it holds more digits: 47.7 of 47.66.
    """

    value: Value
    place: Place
    percent: bool = False
    rounded: Decimal | None = None

    @property
    def text(self) -> str:
        """The value as a person would type it, trimmed; empty for an empty cell."""
        sign = "%" if self.percent else ""
        return "" if self.value is None else f"{str(self.value).strip()}{sign}"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells lie in it."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield the cells that lie in it."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: all rows from A1 on, equally long.

    `anchors` leads from each cell of a merged range to the one that holds its value; .ods files do
    not tell their merged ranges. `marks` has the errors and the hidden rows and columns.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merge, ...]
    anchors: Mapping[tuple[int, int], tuple[int, int]]
    hidden: bool
    marks: Marks = NONE

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(not cell.text for row in self.rows for cell in row)

    def cell(self, row: int, column: int) -> Cell:
        """Give the cell that shows at this spot: of a merged range, its first."""
        row, column = self.anchors.get((row, column), (row, column))
        return self.rows[row][column]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that has been read; sheets that are charts or macros are left out."""

    name: str
    sheets: tuple[Sheet, ...]


def open_workbook(source: Path | str, data: bytes | None = None) -> Workbook:
    """Read a file, or the bytes of one called `source`; raises `Mistake` with the file's name."""
    name = Path(source).name
    try:
        content = file_content(Path(source)) if data is None else data
        book = Workbook(name, tuple(_sheets(name, *_checked(content))))
        refuse_secret(book)
    except Mistake as mistake:
        if mistake.place:
            raise
        raise mistake.at(Place(file=name)) from mistake
    return book


def file_content(path: Path) -> bytes:
    """Give the bytes of a file; raises Mistake FILE_MISSING, FILE_TOO_LARGE."""
    try:
        _refuse_large(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise Mistake(
            Code.FILE_MISSING,
            expected="一个可以读取的文件",
            came=str(path),
            remedy="请检查路径、文件名和权限",
        ) from error


def _refuse_large(size: int) -> None:
    if size > LARGEST:
        raise unreadable.too_large(file_size(size), megabytes(LARGEST))


def _checked(data: bytes) -> tuple[BytesIO, Mapping[str, Marks]]:
    """Refuse what is no workbook, or one that would exhaust the machine."""
    _refuse_large(len(data))
    if not data.strip(b" \t\r\n\x00"):
        raise unreadable.empty()
    if data.startswith(b"PK"):
        return unpacked(data)
    if not data.startswith(OLE):
        raise unreadable.no_workbook("不是 Excel 生成的文件")
    _check_old(data)
    return BytesIO(data), {}


def _check_old(data: bytes) -> None:
    if ENCRYPTED in data:
        raise unreadable.encrypted()
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise unreadable.no_workbook("旧版 Word 或其他 Office 文件")


def _sheets(name: str, content: BytesIO, marked: Mapping[str, Marks]) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(content)
        for about in book.sheets_metadata:
            if about.typ is SheetTypeEnum.WorkSheet:
                hidden = about.visible is not SheetVisibleEnum.Visible
                of_sheet = marked.get(about.name, NONE)
                yield _sheet(name, book.get_sheet_by_name(about.name), of_sheet, hidden=hidden)
    except CalamineError as error:
        raise unreadable.damaged("内容不完整的文件", unreadable.SAVE_AS_SHEET) from error


def _sheet(file: str, sheet: CalamineSheet, marks: Marks, *, hidden: bool) -> Sheet:
    name, percents, shown = sheet.name, marks.percents, marks.shown
    rows = tuple(
        tuple(
            _cell(
                value,
                Place(file=file, sheet=name, cell=address(row, column)),
                percent=(row, column) in percents,
                shown=percents.get((row, column), shown.get((row, column))),
            )
            for column, value in enumerate(values)
        )
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
    )
    merged = tuple(_merges(sheet, len(rows), len(rows[0]) if rows else 0))
    if rows and sum(merge.size for merge in merged) > len(rows) * len(rows[0]):
        raise unreadable.damaged("合并区域互相重叠的工作表", unreadable.SAVE_AS_SHEET)
    anchors = {cell: (merge.top, merge.left) for merge in merged for cell in merge.cells()}
    return Sheet(sheet.name, rows, merged, anchors, hidden, marks)


def _merges(sheet: CalamineSheet, height: int, width: int) -> Iterator[Merge]:
    """Yield the merged ranges as far as the sheet has cells, so that a huge one costs nothing."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top < height and left < width:
            yield Merge(top, left, min(bottom, height - 1), min(right, width - 1))


LONGEST_TYPED = 14  # signs; what is longer a formula made


def _cell(value: object, place: Place, *, percent: bool, shown: int | None = None) -> Cell:
    if type(value) is float and shown is None and not percent:  # most cells of a large sheet
        return Cell(Decimal(f"{value:.15g}"), place)
    read = _value(value)
    if not isinstance(read, Decimal):
        return Cell(read, place)
    if percent:
        read = shifted(read, 2)
    if shown is not None and len(repr(value)) > LONGEST_TYPED:
        # What people read and sign is what the cell shows of 3.1961105580134914.
        read = round_half_up(read, shown)
    rounded = round_half_up(read, shown) if percent and shown is not None else read
    return Cell(read, place, percent, rounded if rounded != read else None)


def _value(value: object) -> Value:
    match value:
        case "" | None:
            return None
        case bool():
            return str(value).upper()
        case int() | float():
            # Excel keeps 15 digits; what lies beyond is the dust of binary fractions.
            return Decimal(f"{value:.15g}")
        case datetime():
            return value.date() if value.time() == time() else value.isoformat(" ")
        case date():
            return value
        case time() | timedelta():
            return str(value)
    return str(value)


def address(row: int, column: int) -> str:
    """Give the name of a cell from its row and column, counted from 0.

    >>> address(6, 2), address(0, 26)
    ('C7', 'AA1')
    """
    return f"{_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def refuse_secret(book: Workbook) -> None:
    """Raise FILE_SECRET, with the cell, where the head of a sheet is marked 秘密, 机密 or 绝密."""
    for sheet in book.sheets:
        for cell in (cell for row in sheet.rows[:HEAD_ROWS] for cell in row):
            if SECRET.search(cell.text):
                raise Mistake(
                    Code.FILE_SECRET,
                    expected="没有密级的文件",
                    came=cell.text,
                    remedy="涉密文件不得在本系统中存储和处理，请按保密规定办理",
                    place=cell.place,
                )
