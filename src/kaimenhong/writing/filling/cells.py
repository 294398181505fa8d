"""Empty cells of a template's tables as blanks: a mark is put into each for the reading to see.

A cell counts where a head stands over it and a label beside it; whether it asks for a figure is for
the binding to say. What is not filled is empty again in the copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kaimenhong.documents import word
from kaimenhong.documents.document import Document
from kaimenhong.documents.open import open_bytes
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.signatures import PACKED
from kaimenhong.documents.word_styles import W
from kaimenhong.writing.commenting import MAIN, rewritten

# What the reading takes for a blank in a table: the first that the template does not use itself.
_MARKS = ("XXXX", "××××", "XXX")
_NO_TEXT = ("drawing", "pict", "object", "fldChar", "fldSimple", "sdt", "tbl")


@dataclass(frozen=True, slots=True)
class Template:
    """A template to fill: its bytes and text with `mark` in the empty cells, "" without any."""

    data: bytes
    document: Document
    mark: str = ""


def opened(name: str, data: bytes) -> Template:
    """Open a template; raises what `open_bytes` raises."""
    document = open_bytes(name, data)
    mark = next((one for one in _MARKS if one not in document.text), "")
    if not mark or not data.startswith(PACKED) or word.MAIN not in Parts(data).names:
        return Template(data, document)
    main = Parts(data).xml(MAIN)
    cells = [cell for table in main.iter(f"{W}tbl") for cell in _empty(table)]
    if not cells:
        return Template(data, document)
    for cell in cells:
        _put(cell, mark)
    marked = rewritten(data, {MAIN: main})
    return Template(marked, open_bytes(name, marked), mark)


def _empty(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the empty cells under a head and beside a label; tables of one row have neither."""
    rows = [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
    heads = {at for at, cell in _columns(rows[0]) if _text(cell)} if rows else set()
    for row in rows[1:]:
        if row and _text(row[0]):
            for at, cell in list(_columns(row))[1:]:
                if at in heads and not _text(cell) and not _holds_more(cell):
                    yield cell


def _columns(row: list[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells of a row with the grid column that each begins in."""
    at = 0
    for cell in row:
        yield at, cell
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        at += int(span.get(f"{W}val", "1")) if span is not None else 1


def _text(cell: etree._Element) -> str:
    return "".join(node.text or "" for node in cell.iter(f"{W}t")).strip()


def _holds_more(cell: etree._Element) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    goes_on = merged is not None and merged.get(f"{W}val") != "restart"
    return goes_on or any(cell.find(f".//{W}{name}") is not None for name in _NO_TEXT)


def _put(cell: etree._Element, mark: str) -> None:
    """Write the mark in the format that the cell's paragraph has for its words."""
    paragraph = cell.find(f"{W}p")
    if paragraph is None:
        paragraph = etree.SubElement(cell, f"{W}p")
    run = etree.SubElement(paragraph, f"{W}r")
    meant = paragraph.find(f"{W}pPr/{W}rPr")
    if meant is not None:
        properties = etree.SubElement(run, f"{W}rPr")
        properties.extend([_copied(one) for one in meant])
    etree.SubElement(run, f"{W}t").text = mark


def _copied(one: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(one))
