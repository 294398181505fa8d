"""What every file becomes: one text, and the blocks it is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from kaimenhong.documents import unreadable
from kaimenhong.documents.limits import MOST_BLOCKS
from kaimenhong.errors import Place
from kaimenhong.records import record

Kind = Literal["heading", "paragraph", "cell"]


@record(frozen=True, slots=True)
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

    def place_of(self, start: int) -> Place:
        """Give the place of the block that holds this offset into the text.

        An offset between two blocks is of the one before it; one before the first block, or in a
        document without blocks, is of the file.

        >>> join("方案.docx", [Piece("一、目标"), Piece("增长6%")]).place_of(7).paragraph
        2
        """
        number = bisect_right(self.blocks, start, key=lambda block: block.start)
        return self.blocks[number - 1].place if number else Place(file=self.name)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before its offsets are known: what a reader of one file kind yields.

    `page`, `sheet` and `cell` say where in the file it stands, as far as the file has such things.
    """

    text: str
    kind: Kind = "paragraph"
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    rows: int = 1
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None


def join(name: str, pieces: Iterable[Piece]) -> Document:
    """Make the document of pieces, one line each; empty pieces are left out.

    Raises `Mistake` where there are more than `MOST_BLOCKS`.

    >>> document = join("方案.docx", [Piece("一、目标", "heading"), Piece(""), Piece("增长6%")])
    >>> document.text
    '一、目标\\n增长6%'
    >>> document.blocks[1].start
    5
    """
    blocks: list[Block] = []
    start = 0
    kept = (piece for piece in pieces if piece.text.strip())
    for number, piece in enumerate(islice(kept, MOST_BLOCKS + 1), 1):
        blocks.append(_block(name, piece, number, start))
        start = blocks[-1].end + 1
    refuse_many(len(blocks))
    return Document(name, "\n".join(block.text for block in blocks), tuple(blocks))


def _block(name: str, piece: Piece, number: int, start: int) -> Block:
    end = start + len(piece.text)
    place = Place(
        file=name,
        sheet=piece.sheet,
        cell=piece.cell,
        page=piece.page,
        paragraph=None if piece.sheet else number,
        start=start,
        end=end,
    )
    return Block(
        kind=piece.kind,
        text=piece.text,
        start=start,
        end=end,
        place=place,
        level=piece.level,
        table=piece.table,
        row=piece.row,
        column=piece.column,
        rows=piece.rows,
    )


def refuse_many(blocks: int) -> None:
    """Raise `Mistake` where a document has more blocks than memory is meant for."""
    if blocks > MOST_BLOCKS:
        raise unreadable.too_large("段落和单元格过多的文件", f"{MOST_BLOCKS // 10_000} 万段")
