"""Files of sheets: workbooks, and comma-separated values (UTF-8 or GB18030) as ones of one sheet.

What is no table is refused by its content, whatever it is called; a table of text is one under any
name, because programs export it as .xls too.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path, PurePath

from kaimenhong.documents import confined, signatures, text, unreadable
from kaimenhong.documents.extent import spot_of
from kaimenhong.documents.formats import Spot, sheet_parts
from kaimenhong.documents.limits import MOST_CELLS
from kaimenhong.documents.signatures import OLE
from kaimenhong.documents.workbook import (
    Cell,
    Sheet,
    Workbook,
    address,
    file_content,
    open_workbook,
    refuse_secret,
)
from kaimenhong.errors import Mistake, Place

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_MARKS = ("\t", ";", ",")
LARGEST_FIELD = 32_767  # as much as a cell of a spreadsheet holds
# A head and a row, each with a label and something beside it, are the least that a table has.
_LEAST = 2
UNCOMPUTED = "公式没有算出的数"
# A formula, and no value or an empty one after it; of a text (t="str") empty is a value.
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\b([^<>]*)>\s*+<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v>\s*+</(?:\w+:)?v>)?\s*+</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br\s*=\s*"([A-Z]+\d+)"')
_OF_TEXT = re.compile(rb'\bt\s*=\s*"str"')


def open_sheets(source: Path | str, data: bytes | None = None) -> Workbook:
    """Read a workbook or a .csv, told apart by content; raises Mistake as `open_workbook` does.

    A formula that the program which wrote the file did not work out is marked as an error.
    """
    name = Path(source).name
    content = file_content(Path(source)) if data is None else data
    if content.startswith(OLE):
        # A stray cell of an old .xls may abort its reader, and with it the whole program. The same
        # bytes do the same thing twice, so what has been read in a process of its own is safe here.
        confined.read_workbook(name, content)
    if content.startswith((b"PK", OLE)) or not content.strip(b" \t\r\n\x00"):
        return _with_uncomputed(open_workbook(source, content), content)
    try:
        _refuse_other_kinds(content)
        book = Workbook(name, (_sheet(name, text.decode(content)),))
        refuse_secret(book)
    except csv.Error as error:
        raise unreadable.damaged("引号不成对的表格", unreadable.SAVE_AS_SHEET) from error
    except Mistake as mistake:
        if mistake.place:
            raise
        raise mistake.at(Place(file=name)) from mistake
    return book


def _refuse_other_kinds(content: bytes) -> None:
    told = {sign: came for sign, (came, _) in signatures.WITHOUT_TEXT}
    told |= {signatures.PDF: "PDF 文件", signatures.RTF: "RTF 文档"}
    for signature, came in told.items():
        if content.startswith(signature):
            raise unreadable.no_workbook(came)


def _with_uncomputed(book: Workbook, content: bytes) -> Workbook:
    """Mark the formulas without a value: their cells come empty, as if nobody had written there."""
    if not content.startswith(b"PK"):
        return book
    found = dict(_uncomputed(content))
    if not any(found.values()):
        return book
    sheets = (_marked(sheet, found.get(sheet.name, {})) for sheet in book.sheets)
    return replace(book, sheets=tuple(sheets))


def _marked(sheet: Sheet, uncomputed: Mapping[Spot, str]) -> Sheet:
    errors = {**uncomputed, **sheet.marks.errors}
    return replace(sheet, marks=replace(sheet.marks, errors=errors))


def _uncomputed(content: bytes) -> Iterator[tuple[str, Mapping[Spot, str]]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name, part in sheet_parts(archive):
            xml = archive.read(part)
            cells = _WITHOUT_VALUE.findall(xml) if b"f>" in xml or b"<f" in xml else []
            places = [_PLACE.search(one) for one in cells if not _OF_TEXT.search(one)]
            yield name, {spot_of(one[1].decode()): UNCOMPUTED for one in places if one}


def _sheet(file: str, content: str) -> Sheet:
    csv.field_size_limit(LARGEST_FIELD)
    written = content.splitlines()
    lines = list(csv.reader(written, delimiter=_mark(written)))
    width = max((len(line) for line in lines), default=0)
    _refuse_no_table(lines)
    if len(lines) * width > MOST_CELLS:
        raise unreadable.too_large("单元格过多的表格", f"{MOST_CELLS // 10_000} 万个单元格")
    name = PurePath(file).stem
    rows = tuple(
        tuple(
            Cell(
                _value(line[at] if at < len(line) else ""),
                Place(file, sheet=name, cell=address(row, at)),
            )
            for at in range(width)
        )
        for row, line in enumerate(lines)
    )
    return Sheet(name, rows, (), {}, hidden=False)


def _mark(written: Sequence[str]) -> str:
    """Give the mark that parts the most lines: a title above the head has none."""
    return max(_MARKS, key=lambda mark: sum(mark in line for line in written))


def _refuse_no_table(lines: Sequence[Sequence[str]]) -> None:
    beside = [filled for line in lines if len(filled := [one for one in line if one.strip()]) > 1]
    figures = any(character.isdigit() for line in beside for one in line for character in one)
    if len(beside) < _LEAST or not figures:
        raise unreadable.no_workbook("没有行列的文字")


def _value(written: str) -> str | Decimal | None:
    """Give a number as such; 007 and 110,000 stay as they are written."""
    plain = written.strip()
    if not plain:
        return None
    return Decimal(plain) if _NUMBER.fullmatch(plain) else plain
