"""Tables that are drawn with lines: which cells the lines of a page enclose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kaimenhong.documents.layout import Glyph, Rule, lines_of
from kaimenhong.documents.paragraphs import Measure, joined

# In points: lines as near as this are one line, and gaps as small as this are none.
NEAR = 3.0
# Shorter ones are dots and serifs.
SHORTEST = 4.0
# More lines than any table of text has are a drawing.
MOST_LINES = 400
MOST_CELLS = 5_000


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its row and column from 1, how many it runs over, and its characters."""

    row: int
    column: int
    rows: int
    columns: int
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the cell; a line that ends early ends a line of the text too."""
        lines = lines_of(self.glyphs)
        if not lines:
            return ""
        measure = Measure(min(one.left for one in lines), max(one.right for one in lines))
        text = lines[0].text
        for before, line in pairwise(lines):
            full = measure.is_full(before) and len(before.fields) == len(line.fields) == 1
            text = joined([text, line.text]) if full else f"{text}\n{line.text}"
        return text


@dataclass(frozen=True, slots=True)
class Table:
    """A drawn table: its outline on the page, and its cells row by row."""

    outline: Rule
    width: int
    boxes: list[Box]


def tables_of(rules: Sequence[Rule], glyphs: Iterable[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Give the tables from top to bottom, and the characters that stand in none."""
    long = [one for one in rules if max(one.right - one.left, one.top - one.bottom) >= SHORTEST]
    level = _merged([rule for rule in long if _is_level(rule)])
    upright = [_turned(one) for one in _merged([_turned(r) for r in long if not _is_level(r)])]
    if not level or not upright or len(level) + len(upright) > MOST_LINES:
        return [], list(glyphs)
    grids = [grid for grid in map(_Grid, _touching(level, upright)) if grid.is_table]
    rest = [glyph for glyph in glyphs if not any(grid.take(glyph) for grid in grids)]
    tables = [grid.table() for grid in grids]
    return sorted(tables, key=lambda one: -one.outline.top), rest


def _is_level(rule: Rule) -> bool:
    return rule.right - rule.left >= rule.top - rule.bottom


def _turned(rule: Rule) -> Rule:
    return Rule(rule.bottom, rule.left, rule.top, rule.right)


def _merged(level: Iterable[Rule]) -> list[Rule]:
    """Make one line of pieces that lie end to end or upon each other."""
    found: list[Rule] = []
    rows: list[list[Rule]] = []
    for rule in sorted(level, key=lambda one: one.bottom):
        if rows and rule.bottom - rows[-1][0].bottom < NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        height = row[0].bottom
        for rule in sorted(row, key=lambda one: one.left):
            last = found[-1] if found else None
            if last and last.bottom == height and rule.left < last.right + NEAR:
                found[-1] = Rule(last.left, height, max(last.right, rule.right), height)
            else:
                found.append(Rule(rule.left, height, rule.right, height))
    return found


def _touching(level: list[Rule], upright: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield groups of lines that hang together by their crossings."""
    left = set(range(len(upright)))
    waiting = set(range(len(level)))
    while waiting:
        rows, columns, todo = [waiting.pop()], list[int](), list[Rule]()
        todo.append(level[rows[0]])
        while todo:
            line = todo.pop()
            new_columns = [i for i in left if _cross(line, upright[i])]
            new_rows = [i for i in waiting if _cross(level[i], line)]
            left.difference_update(new_columns)
            waiting.difference_update(new_rows)
            columns.extend(new_columns)
            rows.extend(new_rows)
            todo.extend([upright[i] for i in new_columns] + [level[i] for i in new_rows])
        yield [level[i] for i in rows], [upright[i] for i in columns]


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.left - NEAR < upright.left < level.right + NEAR
        and upright.bottom - NEAR < level.bottom < upright.top + NEAR
    )


class _Grid:
    """The finest grid that the lines of one table make; cells without a line between are one."""

    def __init__(self, lines: tuple[list[Rule], list[Rule]]) -> None:
        self._level, self._upright = lines
        # A table may be open at its sides; it ends where its lines do.
        self._xs = _distinct(
            [one.left for one in self._upright]
            + [edge for one in self._level for edge in (one.left, one.right)]
        )
        ends = [edge for one in self._upright for edge in (one.bottom, one.top)]
        self._ys = _distinct(
            [one.bottom for one in self._level] + list(filter(self._is_reached, ends))
        )[::-1]
        self._owner: dict[tuple[int, int], Box] = {}
        if self._upright and self._size <= MOST_CELLS:
            self._enclose()

    def _is_reached(self, edge: float) -> bool:
        """Whether two lines go so far; one alone, which marks changes in the margin, is no row."""
        reaching = [one.left for one in self._upright if one.bottom - NEAR < edge < one.top + NEAR]
        within = any(one.bottom - NEAR < edge for one in self._level) and any(
            edge < one.bottom + NEAR for one in self._level
        )
        return within or len(_distinct(reaching)) > 1

    @property
    def _size(self) -> int:
        return (len(self._xs) - 1) * (len(self._ys) - 1)

    @property
    def is_table(self) -> bool:
        """Whether there are two cells; one alone is a frame around a text."""
        return len({id(box) for box in self._owner.values()}) > 1

    def _enclose(self) -> None:
        for row in range(len(self._ys) - 1):
            for column in range(len(self._xs) - 1):
                if (row, column) not in self._owner:
                    self._open(row, column)

    def _open(self, row: int, column: int) -> None:
        """Make the cell that begins here as wide, then as high, as no line stops it."""
        right, below = column, row
        while (
            right + 2 < len(self._xs)
            and (row, right + 1) not in self._owner
            and not self._is_upright(right + 1, row)
        ):
            right += 1
        while below + 2 < len(self._ys) and not self._is_level(below + 1, column):
            below += 1
        box = Box(row + 1, column + 1, below - row + 1, right - column + 1)
        for down in range(row, below + 1):
            for across in range(column, right + 1):
                self._owner.setdefault((down, across), box)

    def _is_upright(self, at: int, row: int) -> bool:
        x, y = self._xs[at], (self._ys[row] + self._ys[row + 1]) / 2
        return any(abs(one.left - x) < NEAR and one.bottom < y < one.top for one in self._upright)

    def _is_level(self, at: int, column: int) -> bool:
        y, x = self._ys[at], (self._xs[column] + self._xs[column + 1]) / 2
        return any(abs(one.bottom - y) < NEAR and one.left < x < one.right for one in self._level)

    def take(self, glyph: Glyph) -> bool:
        """Put a character into the cell it stands in, if it stands in one."""
        x, y = (glyph.left + glyph.right) / 2, glyph.middle
        if not (self._xs[0] < x < self._xs[-1] and self._ys[-1] < y < self._ys[0]):
            return False
        column = sum(edge < x for edge in self._xs) - 1
        row = sum(edge > y for edge in self._ys) - 1
        self._owner[row, column].glyphs.append(glyph)
        return True

    def table(self) -> Table:
        """Give the cells in reading order."""
        boxes = {id(box): box for box in self._owner.values()}
        outline = Rule(self._xs[0], self._ys[-1], self._xs[-1], self._ys[0])
        order = sorted(boxes.values(), key=lambda box: (box.row, box.column))
        return Table(outline, len(self._xs) - 1, order)


def _distinct(edges: Iterable[float]) -> list[float]:
    """Give the edges in order, of those that are near each other only the first."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > NEAR:
            found.append(edge)
    return found
