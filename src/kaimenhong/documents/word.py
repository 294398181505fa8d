"""Word documents (.docx): paragraphs and table cells in reading order, as Word shows them.

Revisions are read as accepted, hidden text and the table of contents are left out. The texts of
footnotes and endnotes stand at the end, so that none comes between two halves of a sentence and
none changes what the sentences after it speak of.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from kaimenhong.documents import unreadable
from kaimenhong.documents.document import Document, Piece, join
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.secrecy import refuse_marked
from kaimenhong.documents.word_numbering import Numbering
from kaimenhong.documents.word_runs import Words, children, is_mark_gone, words_of
from kaimenhong.documents.word_styles import Style, Styles, W, child, digit, value, vanishes
from kaimenhong.documents.word_tables import WordCell, cells_of

MAIN = "word/document.xml"
MARGINS = re.compile(r"word/(?:header|footer)[0-9]{0,2}\.xml")
# The level from 1 of what is no heading.
OUTLINE_BODY = 9
NOTE_PARTS = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


def read(name: str, data: bytes) -> Document:
    """Read a .docx; `Mistake` where it is damaged, encrypted, a bomb or marked as secret."""
    return read_parts(name, Parts(data))


def read_parts(name: str, parts: Parts) -> Document:
    """Read the parts of a .docx."""
    body = parts.xml(_main(parts)).find(f"{W}body")
    if body is None:
        raise unreadable.damaged("没有正文的文件")
    walk = _Walk(parts)
    _refuse_marked_margins(parts, walk.styles)
    return join(name, walk.pieces(body))


def _main(parts: Parts) -> str:
    """Give the name of the part that holds the body; nearly always it is `MAIN`."""
    if MAIN in parts.names or "_rels/.rels" not in parts.names:
        return MAIN
    for relation in parts.xml("_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    return MAIN


def _refuse_marked_margins(parts: Parts, styles: Styles) -> None:
    """Headers and footers are no text of the document, but a mark of secrecy may stand there."""
    for name in sorted(filter(MARGINS.fullmatch, parts.names)):
        paragraphs = parts.xml(name).iter(f"{W}p")
        refuse_marked("\n".join(words_of(one, styles).text for one in paragraphs))


class _Walk:
    """Goes through the blocks in reading order; numbers and tables are counted on the way."""

    def __init__(self, parts: Parts) -> None:
        folder = posixpath.dirname(MAIN)
        self.styles = Styles(parts.optional(f"{folder}/styles.xml"))
        self._numbering = Numbering(parts.optional(f"{folder}/numbering.xml"))
        self._parts = parts
        self._tables = 0
        self._carried = ""
        self._quoted: dict[tuple[str, str], None] = {}

    def pieces(self, body: etree._Element) -> Iterator[Piece]:
        yield from self._blocks(body)
        notes = _notes(self._parts) if self._quoted else {}
        for note in [notes[one] for one in self._quoted if one in notes]:
            # Before the words stands the mark, and a tab that only sets it off.
            yield from (replace(one, text=one.text.strip()) for one in self._blocks(note))

    def _blocks(self, parent: etree._Element) -> Iterator[Piece]:
        for element in children(parent):
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._rest()
                yield from self._table(element)
        yield from self._rest()

    def _rest(self) -> Iterator[Piece]:
        """Give the words of a paragraph whose end is deleted and that none follows."""
        rest, self._carried = self._carried, ""
        if rest:
            yield Piece(rest)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        words = self._words(paragraph)
        if words is None:
            return
        level = self._level(paragraph)
        for line in words.text.split("\n"):
            yield Piece(line, "paragraph" if level is None else "heading", level)
        for box in words.boxes:
            yield from self._box(box)

    def _box(self, box: etree._Element) -> Iterator[Piece]:
        pieces = list(self._blocks(box))
        # A box floats, so a mark of secrecy may be anchored anywhere.
        refuse_marked("\n".join(piece.text for piece in pieces))
        yield from pieces

    def _words(self, paragraph: etree._Element) -> Words | None:
        """Give what shows of a paragraph with its number, None where nothing does."""
        properties = child(paragraph, "pPr")
        style = self.styles.of(value(child(properties, "pStyle")))
        if style.contents:
            return None
        words = words_of(paragraph, self.styles)
        self._quoted.update(dict.fromkeys(words.notes))
        words.text, self._carried = self._carried + words.text, ""
        if is_mark_gone(paragraph):
            words.text, self._carried = "", words.text
        elif words.text.strip() or not vanishes(child(properties, "rPr")):
            words.text = self._number(properties, style) + words.text
        return words

    def _number(self, properties: etree._Element | None, style: Style) -> str:
        """Give the number that Word shows; the paragraph's own list goes before its style's."""
        own = child(properties, "numPr")
        number = value(child(own, "numId")) or style.number
        if not number:
            return ""
        level = digit(value(child(own, "ilvl")))
        if level is None:
            linked = self._numbering.level_of(number, value(child(properties, "pStyle")))
            level = linked if linked is not None else style.level or 0
        return self._numbering.next(number, level)

    def _level(self, paragraph: etree._Element) -> int | None:
        """Give the outline level from 1 that a paragraph has by itself or by its style."""
        properties = child(paragraph, "pPr")
        own = digit(value(child(properties, "outlineLvl")), 1)
        style = self.styles.of(value(child(properties, "pStyle")))
        level = style.outline if own is None else own
        return None if level is None or level > OUTLINE_BODY else level

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        cells = cells_of(table)
        if len(cells) == 1:
            # One cell is a frame around a text.
            yield from self._blocks(cells[0].element)
            return
        self._tables += 1
        number, nested = self._tables, list[etree._Element]()
        for cell in cells:
            yield self._cell(cell, number, nested)
        for inner in nested:
            yield from self._table(inner)

    def _cell(self, cell: WordCell, table: int, nested: list[etree._Element]) -> Piece:
        lines: list[str] = []
        for element in children(cell.element):
            if element.tag == f"{W}tbl":
                nested.append(element)
            elif element.tag == f"{W}p" and (words := self._words(element)) is not None:
                lines.append(words.text)
                lines.extend(piece.text for box in words.boxes for piece in self._box(box))
        text = "\n".join(line for line in lines if line.strip())
        return Piece(text, "cell", table=table, row=cell.row, column=cell.column, rows=cell.rows)


def _notes(parts: Parts) -> dict[tuple[str, str], etree._Element]:
    """Give the notes of both kinds by kind and number."""
    roots = {kind: parts.optional(name) for kind, name in NOTE_PARTS.items()}
    return {
        (kind, str(note.get(f"{W}id", ""))): note
        for kind, root in roots.items()
        if root is not None
        for note in root.iterfind(f"{W}{kind}")
    }
