"""How far the cells of a packed workbook reach, told before it is opened.

One stray cell in the last row and column makes the reader ask for a table of 17 thousand million
cells, and the whole program is aborted; so such a file is refused from its XML alone.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

XLSX_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
ODS_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def widest(archive: zipfile.ZipFile) -> int:
    """Give the number of cells of the largest sheet's bounding box; .xlsx and .ods alike.

    Raises ValueError where a part is in an encoding that is not UTF-8, and lxml's error where the
    XML is broken.
    """
    names = archive.namelist()
    if "content.xml" in names:
        return max(_ods_sizes(archive.read("content.xml")), default=0)
    parts = (name for name in names if name.startswith("xl/") and name.endswith(".xml"))
    return max((_xlsx_size(archive.read(name)) for name in parts), default=0)


def _xlsx_size(xml: bytes) -> int:
    if b"\x00" in xml[:4]:
        raise ValueError("a part of the workbook is not UTF-8")
    rows, columns = 0, 0
    for letters, digits in XLSX_CELL.findall(xml):
        rows, columns = max(rows, int(digits)), max(columns, column_number(letters.decode()))
    return rows * columns


def column_number(letters: str) -> int:
    """Give the number of a column from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _ods_sizes(xml: bytes) -> Iterator[int]:
    """Yield rows × columns up to the last filled cell of each table; empty tails do not count."""
    row, rows, columns = 0, 0, 0
    events = etree.iterparse(
        BytesIO(xml),
        events=("end",),
        tag=(f"{ODS_TABLE}table-row", f"{ODS_TABLE}table"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _, element in events:
        if element.tag == f"{ODS_TABLE}table":
            yield rows * columns
            row, rows, columns = 0, 0, 0
        else:
            row += _repeated(element, "rows")
            filled = _filled_columns(element)
            rows, columns = row if filled else rows, max(columns, filled)
        element.clear()


def _filled_columns(row: etree._Element) -> int:
    column, filled = 0, 0
    for cell in row:
        column += _repeated(cell, "columns")
        if len(cell):
            filled = column
    return filled


def _repeated(element: etree._Element, of: str) -> int:
    return int(element.get(f"{ODS_TABLE}number-{of}-repeated", "1"))
