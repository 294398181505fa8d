"""Tables as grids: which rows are titles, which are heads, which are the body."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kaimenhong.reading.outline import Paragraph
from kaimenhong.terms import headings
from kaimenhong.terms.figure_heads import read_figure_head
from kaimenhong.terms.headings import Kind

# A cell that is nothing but a figure, with or without its unit.
PLAIN = re.compile(
    r"(?:[≥≤><]|约|不低于|不少于|不超过|超过|突破)?-?(?:[0-9]+(?:\.[0-9]+)?|[Xx]{1,5})(?:%|亿元|万元|家|个|位)?"
    r"(?:以上|左右|以内|以下)?"
)
HEAD_ROWS = 3
TITLE_ROWS = 4
LONGEST_CAPTION = 60
LONGEST_HEAD = 24
# The line under the heads of a table that is drawn with bars.
_RULE = re.compile(":?-{2,}:?|：?-{2,}：?")
_UNIT_NOTE = re.compile("^（?(?:计量)?单位：|单位：[^，。；]{1,12}）?$")


@dataclass(slots=True)
class Grid:
    """The cells of one table by row and column; `captions` are the short lines right above it."""

    rows: dict[int, dict[int, Paragraph]] = field(default_factory=dict)
    captions: tuple[Paragraph, ...] = ()
    # The rows of each column that have a cell of their own, made when first asked for.
    stacks: dict[int, list[int]] = field(default_factory=dict)
    # The columns of each row that have a cell of their own, from the left, made alike.
    lines: dict[int, list[int]] = field(default_factory=dict)

    def over(self, row: int) -> dict[int, Paragraph]:
        """The cells of rows above that are merged down over this row, by column."""
        covering = ((column, self.above(row, column)) for column in self.columns())
        return {column: cell for column, cell in covering if cell is not None}

    def above(self, row: int, column: int) -> Paragraph | None:
        """The cell that is merged down over this row in one column, None where none is."""
        self._stack()
        rows = self.stacks[column]
        above = rows[max(0, bisect_left(rows, row) - 1)]
        merged = self.rows[above][column]
        reaches = merged.cell is not None and above < row < above + merged.cell.rows
        return merged if reaches else None

    def columns(self) -> list[int]:
        """The numbers of all columns, from the left."""
        self._stack()
        return list(self.stacks)

    def last_column(self, row: int, first: int, last: int) -> int | None:
        """The number of the last column from `first` to `last` in which a row has a cell."""
        self._stack()
        line = self.lines[row]
        at = bisect_right(line, last) - 1
        return line[at] if at >= 0 and line[at] >= first else None

    def _stack(self) -> None:
        if not self.stacks:
            for number in sorted(self.rows):
                for column in self.rows[number]:
                    self.stacks.setdefault(column, []).append(number)
            self.stacks = dict(sorted(self.stacks.items()))
            self.lines = {number: sorted(row) for number, row in self.rows.items()}

    def texts(self, row: int) -> list[str]:
        """What the cells of a row say, from left to right."""
        return [cell.cleaned.text for _, cell in sorted(self.rows[row].items())]


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of a table by what they are."""

    titles: tuple[int, ...]
    heads: tuple[int, ...]
    body: tuple[int, ...]


def grids(paragraphs: Sequence[Paragraph]) -> list[Grid]:
    """Gather the cells of the document into tables; each knows the two lines before it."""
    found: dict[int, Grid] = {}
    before: list[Paragraph] = []
    for paragraph in paragraphs:
        cell = paragraph.cell
        if cell is None:
            before = [*before[-1:], paragraph]
            continue
        table = cell.table or 0
        if table not in found:
            found[table] = Grid(captions=_captions(before))
        before = []
        found[table].rows.setdefault(cell.row or 0, {})[cell.column or 0] = paragraph
    return list(found.values())


def _captions(before: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The line above a table; where that only says 单位：亿元, the one above it too."""
    if before and _UNIT_NOTE.search(before[-1].cleaned.text):
        return tuple(p for p in before if len(p.cleaned.text) <= LONGEST_CAPTION)
    return tuple(p for p in before[-1:] if len(p.cleaned.text) <= LONGEST_CAPTION)


def split(grid: Grid) -> Split:
    """Split a table into titles, heads and body; without a row of heads all is body.

    A row that says the heads once more, as on each page, is a head too.
    """
    order = sorted(grid.rows)
    titles = _titles(grid, order)
    rest = order[len(titles) :]
    if not rest or len(grid.rows[rest[0]]) < 2 or _has_figure(grid, rest[0]):
        return Split((), (), tuple(order))
    heads = [rest[0]]
    for row in rest[1:HEAD_ROWS]:
        if not _goes_on(grid, heads, row):
            break
        heads.append(row)
    said = {tuple(grid.texts(row)) for row in heads}
    below = (row for row in rest[len(heads) :] if tuple(grid.texts(row)) not in said)
    body = (row for row in below if not all(map(_RULE.fullmatch, grid.texts(row))))
    return Split(tuple(titles), tuple(heads), tuple(body))


def _titles(grid: Grid, order: Sequence[int]) -> list[int]:
    """Rows above the heads: a name over the whole width, 单位：亿元 at an edge."""
    found: list[int] = []
    for row in order[:TITLE_ROWS]:
        texts = grid.texts(row)
        if len(texts) > 1 and not any(map(_UNIT_NOTE.search, texts)):
            break
        found.append(row)
    return found if len(found) < len(order) and len(grid.columns()) > 1 else []


def _goes_on(grid: Grid, heads: Sequence[int], row: int) -> bool:
    """Whether a row is one more row of heads: below groups, without a figure, each cell short."""
    cells = grid.rows[row]
    texts = grid.texts(row)
    if _has_figure(grid, row) or any(len(text) > LONGEST_HEAD for text in texts):
        return False
    above = grid.rows[heads[-1]]
    first = grid.columns()[0]
    if first in cells and headings.kind_of(cells[first].cleaned.text) is Kind.UNIT:
        return all(read_figure_head(text).unit for text in texts[1:])
    if first in cells and not _repeats(cells[first], above.get(first)):
        return False
    if any(column not in above for column in cells) and len(cells) > 1:
        return True
    return all(headings.kind_of(text) or read_figure_head(text).says for text in texts)


def _repeats(cell: Paragraph, above: Paragraph | None) -> bool:
    """Whether a cell says what the one above it says, as where a file unmerges its cells."""
    return above is not None and cell.cleaned.text == above.cleaned.text


def _has_figure(grid: Grid, row: int) -> bool:
    return any(PLAIN.fullmatch(text) for text in grid.texts(row))
