"""Cells of flattened tables before they have their place, and the heads that tell of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kaimenhong.documents.document import Block
from kaimenhong.reading import names
from kaimenhong.reading.aligning import NUMBER, kind_under
from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.columns import is_area
from kaimenhong.reading.outline import starts_heading
from kaimenhong.terms import headings
from kaimenhong.terms.figure_heads import read_figure_head
from kaimenhong.terms.headings import ANSWERING, Kind

FEWEST_HEADS = 3
LONGEST_HEAD = 14
LONGEST_GROUP = 20
STOPS = re.compile("[。；！？]|^(?:注|备注|说明|附|附[件表][0-9一二三四五六七八九]?)[：:]")
# A single blank is inside a cell, and so is a wide one that sets a name of two characters apart.
_HAN = "[\u4e00-\u9fa5]"
_INSIDE = rf"(?:[ ]|(?<=(?<!{_HAN}){_HAN})\u3000(?={_HAN}(?!{_HAN})))"
_CELL = re.compile(rf"[^\s|]+(?:{_INSIDE}[^\s|]+)*")


@dataclass(frozen=True, slots=True)
class FlatCell:
    """A cell before it has a place in a table: its words as meant, and where they stand."""

    text: str
    block: Block
    start: int
    end: int


def cells_of(block: Block) -> list[FlatCell]:
    """The cells of a line, which tabs, bars or several blanks keep apart."""
    return [
        FlatCell(plain(match[0]), block, block.start + match.start(), block.start + match.end())
        for match in _CELL.finditer(block.text)
    ]


def placed(cell: FlatCell, table: int, row: int, column: int) -> Block:
    """Give a cell its place in a table; row and column count from 1."""
    offset = cell.start - cell.block.start
    return replace(
        cell.block,
        kind="cell",
        text=cell.block.text[offset : offset + cell.end - cell.start],
        start=cell.start,
        end=cell.end,
        place=replace(cell.block.place, start=cell.start, end=cell.end),
        level=None,
        table=table,
        row=row,
        column=column,
    )


def are_heads(texts: Sequence[str]) -> bool:
    """Whether words are the heads of a table: one names its rows, most are heads."""
    kinds = {headings.kind_by_end(text) for text in texts}
    naming = kinds & {Kind.TASK, Kind.INDICATOR, Kind.AREA, Kind.ITEM, Kind.NUMBER, *ANSWERING}
    heads = sum(map(is_head, texts))
    named = bool(naming) or (Kind.UNIT in kinds and _whose(texts))
    return len(texts) >= FEWEST_HEADS and named and 3 * heads >= 2 * len(texts)


def _whose(texts: Sequence[str]) -> bool:
    """Whether 单位 stands before indicators: whose they are, not what they are counted in."""
    first, *rest = texts or [""]
    return headings.kind_by_end(first) is Kind.UNIT and all(
        names.known(read_figure_head(text).name) for text in rest
    )


def is_head(text: str) -> bool:
    """Whether words can be the head of a column: a known one, an indicator or an area."""
    if not text or len(text) > LONGEST_HEAD or starts_heading(text) or NUMBER.fullmatch(text):
        return False
    heading = read_figure_head(text)
    return bool(
        headings.kind_by_end(text) or heading.says or names.known(heading.name) or is_area(text)
    )


@dataclass(frozen=True, slots=True)
class FlatHead:
    """One or two rows of heads: `sizes` tells how many columns each of the upper ones has."""

    cells: Sequence[FlatCell]
    below: Sequence[FlatCell] = ()
    sizes: Sequence[int] = ()

    @property
    def rows(self) -> int:
        """How many rows of heads there are."""
        return 2 if self.below else 1

    @property
    def kinds(self) -> list[Kind | None]:
        """What stands in each column."""
        sizes = self.sizes or [1] * len(self.cells)
        pairs = zip(self.cells, sizes, strict=True)
        return [kind_under(cell.text) for cell, size in pairs for _ in range(size)]

    def blocks(self, table: int) -> list[Block]:
        """Give the heads as the first rows of a table."""
        sizes = self.sizes or [1] * len(self.cells)
        firsts = [1 + sum(sizes[:number]) for number in range(len(sizes))]
        upper = [placed(c, table, 1, at) for c, at in zip(self.cells, firsts, strict=True)]
        grouped = (
            at + step
            for at, size in zip(firsts, sizes, strict=True)
            if size > 1
            for step in range(size)
        )
        lower = zip(self.below, grouped, strict=self.sizes != ())
        return upper + [placed(cell, table, 2, at) for cell, at in lower]


def head_of(cells: Sequence[FlatCell], below: Sequence[FlatCell]) -> FlatHead | None:
    """Put the lower heads under the upper ones that are of figures, evenly; None where they differ.

    一季度目标、全年目标 over 总量、增速、总量、增速 have two columns each.
    """
    groups = [cell for cell in cells if kind_under(cell.text) is None]
    if not groups or len(below) % len(groups) or any(kind_under(c.text) for c in below):
        return None
    size = len(below) // len(groups)
    texts = [cell.text for cell in below]
    if size < 2 or texts != texts[:size] * len(groups):
        return None
    return FlatHead(cells, below, [size if cell in groups else 1 for cell in cells])


def next_table(blocks: Sequence[Block]) -> int:
    """The number of a table to come after those that the blocks have."""
    return 1 + max((block.table or 0 for block in blocks), default=0)


def is_group(texts: Sequence[str]) -> bool:
    """Whether the cells of a row are one that heads what follows: 一、工业."""
    return len(texts) == 1 and len(texts[0]) <= LONGEST_GROUP and not STOPS.search(texts[0])


def in_columns(
    cells: Sequence[FlatCell], columns: Sequence[int | None], table: int, row: int
) -> Iterator[Block]:
    """Place the cells of a row; `columns` count from 0.

    A cell that has no sure column, None, stands in a table of its own, which has no heads: it is
    not read, and no prose either.
    """
    for at, (cell, column) in enumerate(zip(cells, columns, strict=True), 1):
        if column is None:
            yield placed(cell, -table, row, at)
        else:
            yield placed(cell, table, row, column + 1)
