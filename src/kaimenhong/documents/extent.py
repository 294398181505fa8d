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

# What `r` says in a cell and in a row; a reader takes small letters and blanks as well.
XLSX_SPOT = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)([0-9]+)""")
CELL_NAME = re.compile("([A-Za-z]+)([0-9]+)")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"


def widest(archive: zipfile.ZipFile) -> int:
    """Give the number of cells of the largest sheet's bounding box; .xlsx and .ods alike.

    Raises ValueError where a part is in an encoding that is not UTF-8, and lxml's error where the
    XML is broken.
    """
    names = archive.namelist()
    if "content.xml" in names:
        return _ods_size(archive.read("content.xml"))
    return max((_xlsx_size(archive.read(name)) for name in names), default=0)


def _xlsx_size(xml: bytes) -> int:
    if b"\x00" in xml[:4]:
        raise ValueError("a part of the workbook is not UTF-8")
    spots = XLSX_SPOT.findall(xml)
    rows = max(map(int, {digits for _, digits in spots}), default=0)
    columns = max((column_number(one.decode()) for one in {one for one, _ in spots}), default=1)
    return rows * columns


def column_number(letters: str) -> int:
    """Give the number of a column from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def spot_of(name: str) -> tuple[int, int]:
    """Give row and column of a cell, counted from 0; raises ValueError for what names none.

    >>> spot_of("C7")
    (6, 2)
    """
    match = CELL_NAME.fullmatch(name)
    if match is None:
        raise ValueError("no name of a cell")
    return int(match[2]) - 1, column_number(match[1]) - 1


def ods_rows(xml: bytes) -> Iterator[tuple[str, int, etree._Element]]:
    """Yield each row with the name of its table and its number from 0; it may stand for several."""
    table, top = "", 0
    for event, element in etree.iterparse(
        BytesIO(xml),
        events=("start", "end"),
        tag=(f"{TABLE}table-row", f"{TABLE}table"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    ):
        if element.tag == f"{TABLE}table":
            table, top = str(element.get(f"{TABLE}name", "")), 0
        elif event == "end":
            yield table, top, element
            top += repeated(element, "rows")
            element.clear()


def _ods_size(xml: bytes) -> int:
    """Give rows × columns up to the last filled cell; empty tails do not count."""
    sizes: dict[str, tuple[int, int]] = {}
    for table, top, row in ods_rows(xml):
        if filled := _filled_columns(row):
            rows, columns = sizes.get(table, (0, 0))
            sizes[table] = (max(rows, top + repeated(row, "rows")), max(columns, filled))
    return max((rows * columns for rows, columns in sizes.values()), default=0)


def _filled_columns(row: etree._Element) -> int:
    column, filled = 0, 0
    for cell in row:
        column += repeated(cell, "columns")
        if len(cell) or cell.get(VALUE_TYPE):
            filled = column
    return filled


def repeated(element: etree._Element, of: str) -> int:
    """Give how many `rows` or `columns` in sequence the element stands for."""
    return int(element.get(f"{TABLE}number-{of}-repeated", "1"))
