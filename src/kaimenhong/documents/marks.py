"""What a packed workbook says of its cells besides their values: percentages, errors, hidden lines.

The reader of workbooks gives neither: an error comes as an empty cell, a hidden row like any other.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kaimenhong.documents.extent import spot_of
from kaimenhong.documents.formats import (
    Spot,
    decimals_of_styles,
    percent_cells,
    sheet_parts,
)

_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b([^>]*\bhidden\s*=\s*"(?:1|true)"[^>]*)>')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\b([^>]*\bhidden\s*=\s*"(?:1|true)"[^>]*?)/?>')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b([^>]*\bt\s*=\s*"e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,20})<',
    re.DOTALL,
)
_NUMBER = re.compile(rb'\b(r|min|max)\s*=\s*"([A-Za-z]*\d+)"')
# More decimals than anybody types.
_LONG = re.compile(rb"<v>-?\d+\.\d{10,}")
_STYLE = re.compile(rb'\bs\s*=\s*"(\d+)"')
# A sheet has no more columns; what a file says beyond it costs nothing.
MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one sheet, rows and columns counted from 0; an error with its sign (#REF!).

    `percents` tells the decimals that percent cells show, None where it is open; `shown` those of
    other cells which hold many more, as formulas leave them.
    """

    percents: Mapping[Spot, int | None] = field(default_factory=dict)
    errors: Mapping[Spot, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    shown: Mapping[Spot, int] = field(default_factory=dict)


NONE = Marks()


def marks(archive: zipfile.ZipFile) -> Mapping[str, Marks]:
    """Give the marks of each sheet by its name; errors and hidden lines of .xlsx files only.

    Raises what `percent_cells` raises.
    """
    percents = percent_cells(archive)
    found = {name: Marks(percents=spots) for name, spots in percents.items()}
    styles = decimals_of_styles(archive)
    for name, part in sheet_parts(archive):
        found[name] = _of_sheet(archive.read(part), percents.get(name, {}), styles)
    return found


def _of_sheet(xml: bytes, percents: Mapping[Spot, int | None], styles: Mapping[str, int]) -> Marks:
    hides = b"hidden" in xml
    return Marks(
        percents=percents,
        errors=dict(_errors(xml)) if b'"e"' in xml else {},
        hidden_rows=frozenset(_hidden_rows(xml)) if hides else frozenset(),
        hidden_columns=frozenset(_hidden_columns(xml)) if hides else frozenset(),
        shown=dict(_shown(xml, styles)),
    )


def _shown(xml: bytes, styles: Mapping[str, int]) -> Iterator[tuple[Spot, int]]:
    """What a formula left unrounded, and how many decimals its cell shows."""
    for value in _LONG.finditer(xml):
        begin = xml.rfind(b"<c ", 0, value.start())
        told = dict(_NUMBER.findall(xml, begin, value.start())) if begin >= 0 else {}
        style = _STYLE.search(xml, begin, value.start()) if begin >= 0 else None
        decimals = styles.get(style[1].decode() if style else "0")
        if decimals is not None and b"r" in told:
            yield spot_of(told[b"r"].decode()), decimals


def _errors(xml: bytes) -> Iterator[tuple[Spot, str]]:
    for attributes, sign in _ERROR.findall(xml):
        place = dict(_NUMBER.findall(attributes)).get(b"r")
        if place:
            yield spot_of(place.decode()), sign.decode("utf-8", "replace")


def _hidden_rows(xml: bytes) -> Iterator[int]:
    for attributes in _HIDDEN_ROW.findall(xml):
        number = dict(_NUMBER.findall(attributes)).get(b"r")
        if number:
            yield int(number) - 1


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for attributes in _HIDDEN_COLUMNS.findall(xml):
        bounds = dict(_NUMBER.findall(attributes))
        if b"min" in bounds and b"max" in bounds:
            yield from range(int(bounds[b"min"]) - 1, min(int(bounds[b"max"]), MOST_COLUMNS))
