"""What every file becomes: one text, and the blocks it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kaimenhong.errors import Place

Kind = Literal["heading", "paragraph", "cell"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table cell; `start` and `end` count code points in the text.

    `level` is the outline level of a heading, where the file states one. `table`, `row` and
    `column` count from 1 and are set for cells only; `rows` is how many a merged cell runs over.
    """

    kind: Kind
    text: str
    start: int
    end: int
    place: Place
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file that has been read: `text` is what all offsets count in."""

    name: str
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before its offsets are known: what a reader of one file kind yields."""

    text: str
    kind: Kind = "paragraph"
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1


def join(name: str, pieces: Iterable[Piece]) -> Document:
    """Make the document of pieces, one line each; empty pieces are left out.

    >>> document = join("方案.docx", [Piece("一、目标", "heading"), Piece(""), Piece("增长6%")])
    >>> document.text
    '一、目标\\n增长6%'
    >>> document.blocks[1].start
    5
    """
    kept = [piece for piece in pieces if piece.text.strip()]
    blocks: list[Block] = []
    start = 0
    for number, piece in enumerate(kept, 1):
        end = start + len(piece.text)
        blocks.append(
            Block(
                kind=piece.kind,
                text=piece.text,
                start=start,
                end=end,
                place=Place(file=name, paragraph=number, start=start, end=end),
                level=piece.level,
                table=piece.table,
                row=piece.row,
                column=piece.column,
                rows=piece.rows,
            )
        )
        start = end + 1
    return Document(name, "\n".join(piece.text for piece in kept), tuple(blocks))
