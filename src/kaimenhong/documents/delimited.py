"""Files of comma-separated values as workbooks of one sheet; UTF-8 or GB18030."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path, PurePath

from kaimenhong.documents import confined, text, unreadable
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


def open_sheets(source: Path | str, data: bytes | None = None) -> Workbook:
    """Read a workbook or a .csv, told apart by content; raises Mistake as `open_workbook` does."""
    name = Path(source).name
    content = file_content(Path(source)) if data is None else data
    if content.startswith(OLE):
        # A stray cell of an old .xls may abort its reader, and with it the whole program. The same
        # bytes do the same thing twice, so what has been read in a process of its own is safe here.
        confined.read_workbook(name, content)
    if content.startswith((b"PK", OLE)) or not content.strip(b" \t\r\n\x00"):
        return open_workbook(source, content)
    try:
        book = Workbook(name, (_sheet(name, text.decode(content)),))
        refuse_secret(book)
    except csv.Error as error:
        raise unreadable.damaged("引号不成对的表格", unreadable.SAVE_AS_SHEET) from error
    except Mistake as mistake:
        if mistake.place:
            raise
        raise mistake.at(Place(file=name)) from mistake
    return book


def _sheet(file: str, content: str) -> Sheet:
    csv.field_size_limit(LARGEST_FIELD)
    first = content.split("\n", 1)[0]
    mark = max(_MARKS, key=first.count)
    lines = [line for line in csv.reader(content.splitlines(), delimiter=mark)]
    width = max((len(line) for line in lines), default=0)
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


def _value(written: str) -> str | Decimal | None:
    """Give a number as such; 007 and 110,000 stay as they are written."""
    plain = written.strip()
    if not plain:
        return None
    return Decimal(plain) if _NUMBER.fullmatch(plain) else plain
