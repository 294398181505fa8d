"""Tables copied from a page as one cell a line: a run of heads tells how their rows go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaimenhong.documents.document import Block
from kaimenhong.reading.aligning import NUMBER, aligned, fits, kind_under
from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.flat_cells import (
    FEWEST_HEADS,
    LONGEST_HEAD,
    STOPS,
    FlatCell,
    FlatHead,
    are_heads,
    head_of,
    in_columns,
    is_group,
    is_head,
    next_table,
)
from kaimenhong.reading.outline import starts_heading
from kaimenhong.terms.headings import Kind

LONGEST_RUN = 24
# So many rows show which lines are the heads.
PROBED_ROWS = 3
_NOTE = re.compile("(?:注|备注|说明|附|附[件表][0-9一二三四五六七八九]?)[：:]")


def stacked(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make cells of lines that hold one cell each, under a run of lines that are heads.

    Where the first row looks like heads too, the heads that place the most cells are right. A run
    is tried once, from its first line that names what stands in the rows.
    """
    table = next_table(blocks)
    index = 0
    while index < len(blocks):
        run = _run(blocks, index)
        first = next((at for at, cell in enumerate(run) if kind_under(cell.text)), len(run))
        yield from blocks[index : index + first]
        index, run = index + first, run[first:]
        made, lines = _best(run, blocks, index, table) if _is_table(run) else ([], 0)
        if lines:
            yield from made
            table += 1
        else:
            lines = len(run) or int(not first)
            yield from blocks[index : index + lines]
        index += lines


def _best(
    run: Sequence[FlatCell], blocks: Sequence[Block], index: int, table: int
) -> tuple[list[Block], int]:
    """The cells of the table that a run of heads begins, and how many lines it takes; 0 if none."""
    best: tuple[int, FlatHead, int] | None = None
    for head, count in _heads_in(run):
        first = index + count
        made, lines = _rows(head, blocks[first : first + PROBED_ROWS * len(head.kinds)], table)
        sure = sum(cell.table == table for cell in made)
        if lines and (best is None or sure >= best[0]):
            best = (sure, head, count)
    if best is None:
        return [], 0
    _, head, count = best
    made, lines = _rows(head, blocks[index + count :], table)
    return made, count + lines


def _heads_in(run: Sequence[FlatCell]) -> Iterator[tuple[FlatHead, int]]:
    """Ways to take a run of lines for one or two rows of heads, and how many lines they take."""
    for count in range(len(run), FEWEST_HEADS - 1, -1):
        yield FlatHead(run[:count]), count
        for cut in range(2, count - 1):
            head = head_of(run[:cut], run[cut:count])
            if head is not None:
                yield head, count


def _run(blocks: Sequence[Block], index: int) -> list[FlatCell]:
    """The lines from `index` on that can be heads."""
    run: list[FlatCell] = []
    for block in map(blocks.__getitem__, range(index, len(blocks))):
        text = plain(block.text) if len(block.text) <= 2 * LONGEST_HEAD else ""
        if block.kind == "cell" or not is_head(text):
            break
        run.append(FlatCell(text, block, block.start, block.end))
    return run


def _is_table(run: Sequence[FlatCell]) -> bool:
    """Whether a run of lines may be the heads of a table; a list of names is longer."""
    return len(run) < LONGEST_RUN and are_heads([cell.text for cell in run[:FEWEST_HEADS]])


def _rows(head: FlatHead, blocks: Sequence[Block], table: int) -> tuple[list[Block], int]:
    """The cells of a table under such heads, and how many lines its two rows or more take."""
    made = head.blocks(table)
    lines = [FlatCell(plain(b.text), b, b.start, b.end) for b in _until_table(blocks)]
    said = [cell.text for cell in (*head.cells, *head.below)]
    at, row, rows = 0, head.rows, 0
    while at < len(lines):
        if [line.text for line in lines[at : at + len(said)]] == said:
            at += len(said)
            continue
        groups = _heads_group(head.kinds, lines, at)
        found = (1, [0]) if groups else _row(head, lines, at)
        if found is None:
            break
        size, columns = found
        row, rows = row + 1, rows + (not groups)
        made += in_columns(lines[at : at + size], columns, table, row)
        at += size
    return (made, at) if rows > 1 else ([], 0)


def _until_table(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "cell":
            return
        yield block


def _heads_group(kinds: Sequence[Kind | None], lines: Sequence[FlatCell], at: int) -> bool:
    """Whether a line only groups the rows below it: 一、工业 before a row that begins."""
    if at + 1 >= len(lines) or not starts_heading(lines[at].text):
        return False
    return is_group([lines[at].text]) and fits(kinds[0], lines[at + 1].text)


def _row(
    head: FlatHead, lines: Sequence[FlatCell], at: int
) -> tuple[int, Sequence[int | None]] | None:
    """How many lines the row at `at` takes, and the columns of them: a whole row if that fits."""
    kinds = head.kinds
    if not fits(kinds[0], lines[at].text):
        return None
    # What stands below the last row, a signature, is no row and begins none.
    last = aligned(kinds, [line.text for line in lines[at : at + len(kinds)]])
    whole = (len(kinds), last) if last is not None and len(last) == len(kinds) else None
    for size in range(min(len(kinds), len(lines) - at), 1, -1):
        following = lines[at + size].text if at + size < len(lines) else None
        if following is not None and not _begins(head, lines[at].text, following):
            continue
        if whole is not None and following is not None and _within(kinds[0], following):
            continue
        columns = aligned(kinds, [line.text for line in lines[at : at + size]])
        if columns is not None:
            return size, columns
    return whole


def _within(kind: Kind | None, text: str) -> bool:
    """Whether what looks like a heading may as well be a cell of the row: 二季度新增1500户."""
    return not fits(kind, text) and not _NOTE.match(text)


def _begins(head: FlatHead, first: str, text: str) -> bool:
    """Whether a line may begin the row after the one that begins with `first`, or ends it."""
    kind = head.kinds[0]
    if kind is Kind.NUMBER and NUMBER.fullmatch(text):
        return text.strip(".、") in {_after(first), "1"}
    ends = starts_heading(text) or STOPS.search(text) or text == head.cells[0].text
    return bool(ends) or fits(kind, text)


def _after(number: str) -> str:
    plain_number = number.strip(".、")
    return str(int(plain_number) + 1) if plain_number.isdecimal() else plain_number
