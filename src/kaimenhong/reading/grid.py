"""Tables as grids: which rows are heads, what each column holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kaimenhong.reading import lexicon
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.scope import Background, heading_period
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Period

NUMBER = re.compile(
    r"(?P<before>≥|≤|>|<|约|不低于|不超过|超过|突破)?(?P<value>-?[0-9]+(?:\.[0-9]+)?|[Xx]{1,5})(?P<after>以上|左右|以内|以下)?"
)
GROWTH = re.compile("增速|增长|增幅|同比|涨幅|±|升降")
RANK = re.compile("位次|排名|排位|名次")
COMPLETION = re.compile("完成率|完成比例|进度|完成%|开工率|占计划|占任务|完成（%）|完成年度")
_TARGET = re.compile("目标|计划|任务|预期|力争")
_ACTUAL = re.compile("完成|实际|实绩|实现|累计|现状|上年|同期|[0-9]月$|季度$")
_EXPECTED = re.compile("预计|预测")
_GROWTH_ALONE = re.compile("(?:同比)?(?:增速|增长|增幅|增减|涨幅|±)(?:（[^（）]*）|%)*")
HEAD_ROWS = 3


@dataclass(slots=True)
class Grid:
    """The cells of one table by row and column."""

    rows: dict[int, dict[int, Paragraph]] = field(default_factory=dict)
    before: Paragraph | None = None
    # The rows of each column that have a cell of their own, made when first asked for.
    stacks: dict[int, list[int]] = field(default_factory=dict)

    def over(self, row: int) -> dict[int, Paragraph]:
        """The cells of rows above that are merged down over this row, by column."""
        if not self.stacks:
            for number in sorted(self.rows):
                for column in self.rows[number]:
                    self.stacks.setdefault(column, []).append(number)
        found: dict[int, Paragraph] = {}
        for column, rows in self.stacks.items():
            above = rows[max(0, bisect_left(rows, row) - 1)]
            cell = self.rows[above][column].cell
            if cell is not None and above < row < above + cell.rows:
                found[column] = self.rows[above][column]
        return found

    def columns(self) -> list[int]:
        """The numbers of all columns."""
        return sorted({column for row in self.rows.values() for column in row})


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, and what kind of column it makes."""

    words: str
    tag: str | None
    head: Paragraph | None
    role: Role | None = None
    period: Period | None = None
    left: str = ""

    @property
    def meaning(self) -> str:
        """The head's words; one that says only 增速 or 位次 is of the column on its left."""
        alone = RANK.search(self.words) and len(RANK.sub("", self.words)) <= 4
        return (
            self.left + self.words if alone or _GROWTH_ALONE.fullmatch(self.words) else self.words
        )


def grids(paragraphs: Sequence[Paragraph]) -> list[Grid]:
    """Gather the cells of the document into tables; each knows the paragraph before it."""
    found: list[Grid] = []
    number: int | None = None
    before: Paragraph | None = None
    for paragraph in paragraphs:
        cell = paragraph.cell
        if cell is None:
            before, number = paragraph, None
            continue
        if cell.table != number:
            found.append(Grid(before=before))
            number = cell.table
        found[-1].rows.setdefault(cell.row or 0, {})[cell.column or 0] = paragraph
    return found


def split_heads(grid: Grid) -> tuple[list[int], dict[int, Column]]:
    """Split head rows from body rows; a head over several columns holds for each of them."""
    order = sorted(grid.rows)
    heads: list[int] = []
    for row in order[:HEAD_ROWS]:
        cells = grid.rows[row]
        if any(NUMBER.fullmatch(p.cleaned.text) for p in cells.values()) and len(cells) > 1:
            break
        if any(_told(grid, above) for above in heads) and grid.columns()[0] in cells:
            break
        if len(cells) == 1 and not heads:
            heads.append(row)
            continue
        if heads and not any(_tag(p.cleaned.text) or _says(p.cleaned.text) for p in cells.values()):
            break
        heads.append(row)
        if any(_tag(p.cleaned.text) for p in cells.values()) and not _grouped(grid, order, row):
            break
    columns = {c: _column(grid, heads, c) for c in grid.columns()}
    return [row for row in order if row not in heads], columns


def scoped(columns: dict[int, Column], background: Background) -> dict[int, Column]:
    """Let a head that says no time and role, 增速 or 位次, take those of the column on its left."""
    scoped: dict[int, Column] = {}
    role: Role | None = None
    period: Period | None = None
    left = ""
    for number, column in sorted(columns.items()):
        if column.tag is None:
            own_role, own_period = (
                role_of(column.words),
                heading_period(column.words, background.clock),
            )
            if own_role is not None or own_period is not None:
                role, period = own_role, own_period
        scoped[number] = replace(column, role=role, period=period, left=left)
        if column.tag is None and not RANK.search(column.words):
            left = scoped[number].meaning
    return scoped


def _told(grid: Grid, row: int) -> bool:
    """Whether a row of heads already says what its columns hold."""
    cells = grid.rows[row]
    return len(cells) > 1 and any(_tag(p.cleaned.text) for p in cells.values())


def _grouped(grid: Grid, order: list[int], row: int) -> bool:
    """Whether the next row is a second row of heads: shorter, and without a figure."""
    after = order[order.index(row) + 1 :]
    if not after:
        return False
    cells = grid.rows[after[0]]
    first = grid.columns()[0]
    return first not in cells and not any(NUMBER.fullmatch(p.cleaned.text) for p in cells.values())


def _says(words: str) -> bool:
    return len(words) <= 14 and bool(
        _TARGET.search(words) or _ACTUAL.search(words) or GROWTH.search(words) or RANK.search(words)
    )


def _column(grid: Grid, heads: list[int], column: int) -> Column:
    parts: list[Paragraph] = []
    for row in heads:
        cells = grid.rows[row]
        if len(cells) == 1 and len(heads) > 1 and len(grid.columns()) > 1:
            continue
        if column not in cells and column in grid.over(row):
            continue
        over = [c for c in cells if c <= column]
        if over and (max(over) == column or row != heads[-1] or column not in cells):
            parts.append(cells[max(over)])
    words = "".join(dict.fromkeys(p.cleaned.text for p in parts))
    return Column(words, _tag(words), parts[0] if parts else None)


def _tag(words: str) -> str | None:
    plain = re.sub("（[^（）]*）$", "", words)
    if not words or len(words) > 12:
        return None
    table = lexicon.words("columns").tags
    if words in table or plain in table:
        return table.get(words, table.get(plain))
    for word, tag in table.items():
        if words.endswith(word) and tag not in {"unit", "area"}:
            return tag
    return None


def role_of(words: str) -> Role | None:
    """The role that words state; a rate of completion is reached, whatever plan it is of."""
    if _EXPECTED.search(words):
        return Role.EXPECTED
    if _TARGET.search(words) and not COMPLETION.search(words):
        return Role.TARGET
    return Role.ACTUAL if _ACTUAL.search(words) else None
