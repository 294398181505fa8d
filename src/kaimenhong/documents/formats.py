"""How cells of a packed workbook are shown: 0.065 as 6.5%, 3.1961105580134914 as 3.2.

The reader of workbooks gives the stored number alone, so the formats are read from the XML.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO, cast

from lxml import etree

from kaimenhong.documents.extent import VALUE_TYPE, ods_rows, repeated, spot_of

type Spot = tuple[int, int]
# How many decimals each percent cell shows, None where its format does not fix them.
type Percents = Mapping[str, Mapping[Spot, int | None]]

BUILT_IN = {"9", "10"}
# Of the formats that every workbook has, those with a fixed number of decimals.
BUILT_IN_DECIMALS: Mapping[str, int | None] = {
    "1": 0, "2": 2, "3": 0, "4": 2, "9": 0, "10": 2, "37": 0, "38": 0, "39": 2, "40": 2,
}  # fmt: skip
_FIXED = re.compile(r"[#0,]*0(?:\.(0+))?%?")
# What a format code says about text, width, colour or locale; a % in there scales nothing.
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
CHUNK = 1024 * 1024


def percent_cells(archive: zipfile.ZipFile) -> Percents:
    """Give the filled percent cells of each sheet by its name, with the decimals that they show.

    Rows and columns are counted from 0; .ods files do not tell the decimals.

    The sheets of an .xlsx are gone through only where its styles have a percentage at all. Raises
    lxml's error where the XML is broken and ValueError where a number in it is none.
    """
    names = {name.lower(): name for name in archive.namelist()}
    if "content.xml" in names:
        return _ods_percents(archive.read(names["content.xml"]))
    styles = _percent_styles(archive, names.get("xl/styles.xml"))
    if not styles:
        return {}
    shown = decimals_of_styles(archive)
    told = {style: shown.get(style) for style in styles}
    return {
        sheet: _xlsx_percents(archive, names[path.lower()], told)
        for sheet, path in _sheets(archive, names)
        if path.lower() in names
    }


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet of an .xlsx with the part of the archive that holds it."""
    names = {name.lower(): name for name in archive.namelist()}
    for sheet, path in _sheets(archive, names):
        if path.lower() in names:
            yield sheet, names[path.lower()]


def is_percent(code: str) -> bool:
    r"""Tell whether a format code multiplies by a hundred.

    >>> is_percent("0.0%"), is_percent('0.0"%"'), is_percent(r"0.0\%"), is_percent("0.00")
    (True, False, False, False)
    """
    return "%" in LITERAL.sub("", code)


def decimals_of_styles(archive: zipfile.ZipFile) -> Mapping[str, int]:
    """Give how many decimals the styles of an .xlsx show, by their number as cells quote it.

    A style without a fixed number of them, as the general one, is left out.
    """
    names = {name.lower(): name for name in archive.namelist()}
    told = _of_styles(archive, names.get("xl/styles.xml"), decimals, BUILT_IN_DECIMALS)
    return {number: shown for number, shown in told if shown is not None}


def _of_styles[T](
    archive: zipfile.ZipFile,
    path: str | None,
    tell: Callable[[str], T],
    built_in: Mapping[str, T],
) -> Iterator[tuple[str, T | None]]:
    """Yield each style's number, as cells quote it, with what its format's code tells."""
    if path is None:
        return
    styles = _parsed(archive.read(path))
    own = {
        str(one.get("numFmtId")): tell(str(one.get("formatCode", "")))
        for one in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    for number, one in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        code = str(one.get("numFmtId"))
        yield str(number), own[code] if code in own else built_in.get(code)


def decimals(code: str) -> int | None:
    """Give how many decimals a format code shows; None where it does not fix them.

    >>> decimals("#,##0.0_ "), decimals("0.00%"), decimals("0"), decimals("General")
    (1, 2, 0, None)
    """
    fixed = _FIXED.fullmatch(LITERAL.sub("", code.split(";")[0]).strip())
    return len(fixed[1] or "") if fixed else None


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, _parser())


def _parser(target: _Cells | None = None) -> etree.XMLParser:
    # The stubs ask a target for methods that lxml itself does without.
    return etree.XMLParser(
        target=cast("etree.ParserTarget | None", target),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _percent_styles(archive: zipfile.ZipFile, path: str | None) -> frozenset[str]:
    """Give the style numbers, as cells quote them, whose number format is a percentage."""
    told = _of_styles(archive, path, is_percent, dict.fromkeys(BUILT_IN, True))
    return frozenset(number for number, percent in told if percent)


def _sheets(archive: zipfile.ZipFile, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet with the path of its part."""
    relations = names.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        return
    paths = {
        one.get("Id"): posixpath.normpath(posixpath.join("/xl", str(one.get("Target"))))
        for one in _parsed(archive.read(relations)).iterfind("{*}Relationship")
    }
    for sheet in _parsed(archive.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet"):
        key = next((sheet.get(name) for name in map(str, sheet.keys()) if name.endswith("}id")), "")
        yield str(sheet.get("name")), paths.get(key, "").lstrip("/")


def _xlsx_percents(
    archive: zipfile.ZipFile, path: str, styles: Mapping[str, int | None]
) -> Mapping[Spot, int | None]:
    cells = _Cells(styles)
    parser = _parser(cells)
    with archive.open(path) as part:
        for chunk in _chunks(part):
            parser.feed(chunk)
    parser.close()
    return cells.found


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(CHUNK):
        yield chunk


class _Cells:
    """Hears the XML of a sheet go by, so that no tree of a huge one is ever built."""

    def __init__(self, styles: Mapping[str, int | None]) -> None:
        self.found: dict[Spot, int | None] = {}
        self._styles = styles
        self._row, self._column = -1, -1
        self._is_percent = False
        self._shown: int | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag.rpartition("}")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 2)) - 1
                self._column = -1
            case "c":
                self._begin_cell(attributes)
            case "v" if self._is_percent:
                self.found[self._row, self._column] = self._shown

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        if "r" in attributes:
            self._row, self._column = spot_of(attributes["r"])
        number = attributes.get("t", "n") == "n"
        style = attributes.get("s", "0")
        self._is_percent = number and style in self._styles
        self._shown = self._styles.get(style)

    def end(self, tag: str) -> None:
        if tag.endswith("}c"):
            self._is_percent = False

    def close(self) -> None:
        """Nothing is left to be done; lxml asks for it."""


def _ods_percents(xml: bytes) -> Percents:
    found: dict[str, set[Spot]] = {}
    for table, top, row in ods_rows(xml):
        found.setdefault(table, set()).update(_percents_of_row(row, top))
    return {table: dict.fromkeys(spots) for table, spots in found.items()}


def _percents_of_row(row: etree._Element, top: int) -> Iterator[Spot]:
    column = 0
    for cell in row:
        width = repeated(cell, "columns")
        if cell.get(VALUE_TYPE) == "percentage":
            for down in range(repeated(row, "rows")):
                yield from ((top + down, column + right) for right in range(width))
        column += width
