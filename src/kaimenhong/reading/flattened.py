"""Tables that a copy has flattened: blanks between the cells, or one cell a line.

A row of heads tells that there is a table, and how its rows go on. What cannot be put under a head
for certain is left out of the table, and a table whose rows do not fit its heads stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaimenhong.documents.document import Block, Document
from kaimenhong.reading.aligning import aligned
from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.flat_cells import (
    FEWEST_HEADS,
    LONGEST_GROUP,
    STOPS,
    FlatCell,
    FlatHead,
    are_heads,
    cells_of,
    head_of,
    in_columns,
    is_group,
    is_head,
    next_table,
    placed,
)
from kaimenhong.reading.stacked import stacked

_SEPARATOR = re.compile(r"[\t|]")
_PARTS = re.compile("[ \t|\u3000]")
_LAID_OUT = re.compile(r"\S(?: {2,}|[ ]*[\t|\u3000][ ]*)\S")
_RULE = re.compile(r"[-:=+—─|\s]+")
_PAGE = re.compile(r"[-—–·\s]*[0-9]{1,3}[-—–·\s]*|第\s*[0-9]+\s*页.{0,12}")


def tabled(document: Document) -> Document:
    """Give the document with its flattened tables as cells, and parts of one table joined."""
    blocks = list(_lines(_joined(document.blocks)))
    return replace(document, blocks=tuple(stacked(blocks)))


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make one table of the parts between which stands a short row: 一、工业, a page's number."""
    table = row = offset = last = 0
    joins = False
    head: list[str] = []
    for index, block in enumerate(blocks):
        if block.kind != "cell":
            if not table or not (_drawn(block) or _goes_on(blocks, index, head)):
                table, joins = 0, False
                yield block
            elif not _PAGE.fullmatch(block.text):
                row, joins = row + 1, True
                yield from _short_row(block, table, row)
            else:
                joins = True
            continue
        if block.table != last:
            last, texts = block.table or 0, _row_texts(blocks, index)
            if joins and (texts == head or not are_heads(texts)):
                offset = row
            else:
                table, offset, head = last, 0, texts
            joins = False
        row = offset + (block.row or 0)
        moved = table != block.table or row != block.row
        yield replace(block, table=table, row=row) if moved else block


def _drawn(block: Block) -> bool:
    return _SEPARATOR.search(block.text) is not None


def _short(block: Block) -> bool:
    text = block.text.strip()
    return len(text) <= LONGEST_GROUP and not STOPS.search(text)


def _row_texts(blocks: Sequence[Block], index: int) -> list[str]:
    first = blocks[index]
    same = (b for b in blocks[index : index + 40] if b.table == first.table and b.row == first.row)
    return [plain(block.text) for block in same]


def _goes_on(blocks: Sequence[Block], index: int, head: Sequence[str]) -> bool:
    """Whether a short line stands before a table with the heads of the one before it, or none."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if following is None or following.kind != "cell" or not _short(blocks[index]):
        return False
    texts = _row_texts(blocks, index + 1)
    return texts == list(head) or not are_heads(texts)


def _short_row(block: Block, table: int, row: int) -> Iterator[Block]:
    """The cells of a row that was too short to be told from a line: each in its own column."""
    start = 0
    for column, words in enumerate(_SEPARATOR.split(block.text), 1):
        left = block.start + start + len(words) - len(words.lstrip())
        if words.strip():
            cell = FlatCell(plain(words), block, left, left + len(words.strip()))
            yield placed(cell, table, row, column)
        start += len(words) + 1


def _lines(blocks: Iterator[Block]) -> Iterator[Block]:
    """Make cells of lines that are laid out with blanks under a line of heads."""
    kept = list(blocks)
    table = next_table(kept)
    index = 0
    while index < len(kept):
        drawn = kept[index].kind != "cell" and _is_laid_out(kept[index].text)
        heads = cells_of(kept[index]) if drawn else []
        if not are_heads([cell.text for cell in heads]):
            yield kept[index]
            index += 1
            continue
        made, index = _laid_out(kept, index, heads, table)
        table += 1
        yield from made


def _is_laid_out(line: str) -> bool:
    """Whether blanks or bars inside a line keep cells apart; most lines have none inside."""
    return bool(_PARTS.search(line.strip()) and _LAID_OUT.search(line))


def _laid_out(
    blocks: Sequence[Block], index: int, heads: Sequence[FlatCell], table: int
) -> tuple[list[Block], int]:
    """The cells of one such table, and where what follows begins."""
    below = cells_of(blocks[index + 1]) if index + 1 < len(blocks) else []
    head = head_of(heads, below if all(is_head(cell.text) for cell in below) else [])
    at = index + 2 if head is not None and below else index + 1
    head, at = (head, at) if head is not None else (FlatHead(heads), index + 1)
    made, row, begun = head.blocks(table), head.rows, head.rows
    while at < len(blocks) and blocks[at].kind != "cell":
        cells = cells_of(blocks[at])
        texts = [cell.text for cell in cells]
        again = texts == [cell.text for cell in heads]
        if not (again or _RULE.fullmatch(blocks[at].text) or _PAGE.fullmatch(blocks[at].text)):
            columns = [0] if is_group(texts) else aligned(head.kinds, texts)
            if columns is None and len(cells) < FEWEST_HEADS:
                break
            row += 1
            made += in_columns(cells, columns or [None] * len(cells), table, row)
        at += 1
    return (made, at) if row > begun else (list(blocks[index:at]), at)
