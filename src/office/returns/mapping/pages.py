"""A sheet as the page shows it: what became of each cell, and what decided the chosen one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from kaimenhong.documents.workbook import address
from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.mending import head_key, layout_of
from kaimenhong.returns.sheets.reader import SheetReading
from kaimenhong.returns.sheets.table import Table
from kaimenhong.returns.sheets.words import Sort
from kaimenhong.terms import indicator as indicators
from office.returns.mapping import remembered, values
from office.returns.models import LayoutMending, Upload

MOST_ROWS, MOST_COLUMNS = 200, 60
HARMLESS = "text-number"

type Spot = tuple[int, int]


class State(models.TextChoices):
    """What became of a cell."""

    READ = "read", "读出"
    DOUBT = "doubt", "须确认"
    UNREAD = "unread", "未读"
    HEAD = "head", "表头"
    TITLE = "title", "标题"
    NOTE = "note", "注"
    LABEL = "label", "项目"
    EMPTY = "empty", "空"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its address, text, state, how far it is merged, and whether it decided."""

    address: str
    text: str
    state: State
    across: int
    down: int
    hidden: bool
    decides: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen cell: what it was read as, or why not, and the head by which it is corrected."""

    address: str
    text: str
    state: State
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    head: str
    head_words: str


@dataclass(frozen=True, slots=True)
class Held:
    """A correction in force as the page lists it, with what takes it back."""

    row: LayoutMending

    @property
    def words(self) -> str:
        """Return what was corrected to what."""
        head = f"“{self.row.head}”" if self.row.head else "整张表"
        value = values.labelled(self.row.facet, self.row.value)
        return f"{head}的{values.FACETS[self.row.facet]} → {value}"


@dataclass(frozen=True)
class Grid:
    """One table of a sheet."""

    number: int
    table: Table
    chosen_spot: Spot | None
    remembered: tuple[Held, ...]

    @cached_property
    def seen(self) -> dict[Spot, Seen]:
        """Return the figures that were read, by their cells."""
        return {one.spot: one for one in self.table.seen}

    @cached_property
    def missed(self) -> dict[Spot, str]:
        """Return why a figure was left unread, by its cell."""
        return {one.spot: one.reason for one in self.table.missed}

    @cached_property
    def doubts(self) -> dict[Spot, tuple[str, ...]]:
        """Return what a person should confirm, by cell."""
        found: dict[Spot, tuple[str, ...]] = {}
        for one in self.table.warnings:
            if one.kind != HARMLESS:
                for spot in one.cells:
                    found[spot] = (*found.get(spot, ()), one.told)
        return found

    @property
    def name(self) -> str:
        """Return where the table stands."""
        return f"{self.table.sheet} {self.table.range}"

    @property
    def left_out(self) -> int:
        """Return how many rows are not shown: none of them has anything to look at."""
        return len(self.rows_of_sheet) - len(self.rows_shown)

    @property
    def columns_left_out(self) -> int:
        """Return how many columns are not shown."""
        return max(len(self.table.region.columns) - MOST_COLUMNS, 0)

    @cached_property
    def rows_shown(self) -> list[int]:
        """Return the first rows, and every row with a cell that is unread or to be confirmed."""
        told = {row for row, _ in (*self.missed, *self.doubts)}
        rows = self.rows_of_sheet
        return [row for at, row in enumerate(rows) if at < MOST_ROWS or row in told]

    @cached_property
    def rows_of_sheet(self) -> list[int]:
        """Return the rows from the title to the notes, in order."""
        region = self.table.region
        spots = [*region.titles, *region.notes, *region.groups.values()]
        return sorted({*region.rows, *(row for row, _ in spots)})

    @property
    def rows(self) -> Iterator[tuple[int, list[GridCell]]]:
        """Yield the rows that are shown, each with its number as the file counts."""
        decided = (
            set(self.seen[self.chosen_spot].decided) if self.chosen_spot in self.seen else set()
        )
        for row in self.rows_shown:
            columns = list(self.table.region.columns)[:MOST_COLUMNS]
            yield (
                row + 1,
                [
                    cell
                    for column in columns
                    if (cell := self.cell(row, column, decided)) is not None
                ],
            )

    def cell(self, row: int, column: int, decided: set[Spot]) -> GridCell | None:
        """Return one cell; None where a merged one covers it."""
        grid, spot = self.table.region.grid, (row, column)
        if grid.anchor(row, column) != spot:
            return None
        merge = grid.merges.get(spot)
        return GridCell(
            address=address(row, column),
            text=grid.text(spot),
            state=self.state(spot),
            across=merge.right - merge.left + 1 if merge else 1,
            down=merge.bottom - merge.top + 1 if merge else 1,
            hidden=grid.hidden(row, column),
            decides=spot in decided,
            chosen=spot == self.chosen_spot,
        )

    def state(self, spot: Spot) -> State:
        """Return what became of a cell."""
        region = self.table.region
        if spot in self.seen:
            return State.DOUBT if spot in self.doubts else State.READ
        if spot in self.missed:
            return State.UNREAD
        if region.grid.sorts[spot[0]][spot[1]] is Sort.EMPTY:
            return State.EMPTY
        if spot in region.titles:
            return State.TITLE
        if spot in region.notes:
            return State.NOTE
        return State.HEAD if spot[0] in region.heads else State.LABEL

    @property
    def chosen(self) -> Chosen | None:
        """Return the chosen cell, None where another table has it."""
        spot = self.chosen_spot
        if spot is None:
            return None
        grid = self.table.region.grid
        column = next((one for one in self.table.columns if one.number == spot[1]), None)
        heads = column.heads if column else ()
        seen = self.seen.get(spot)
        reasons = (
            *self.doubts.get(spot, ()),
            *([self.missed[spot]] if spot in self.missed else []),
        )
        return Chosen(
            address=address(*spot),
            text=grid.text(spot),
            state=self.state(spot),
            facts=tuple(facts(seen)) if seen else (),
            reasons=reasons,
            head=head_key(self.table.region, heads),
            head_words=" / ".join(grid.text(one) for one in heads),
        )


def facts(seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield what a figure was read as, field by field in words."""
    yield (
        "指标",
        indicators.catalogue()[seen.code].name if seen.code else f"{seen.indicator}（目录没有）",
    )
    yield "地区", seen.subject
    yield "时期", f"{seen.period.label}（{seen.accumulation.label}）"
    yield "度量", seen.measure.label
    yield "性质", seen.role.label + (f"，{seen.status.label}" if seen.status else "")
    yield "数值", f"{seen.value}{seen.unit}"
    yield "依据", "、".join(address(*spot) for spot in seen.decided)


def grids(reading: SheetReading, row: Upload, chosen: str) -> list[Grid]:
    """Return the tables of a sheet; `chosen` is `number!B5`, of the table and cell."""
    number, _, cell = chosen.partition("!")
    held = remembered.holding(row.by, row.sha256)
    found = []
    for at, table in enumerate(reading.tables, start=1):
        layouts = (layout_of(table.region), layout_of(table.region, titled=True))
        spot = spot_of(table, cell) if number == str(at) else None
        own = tuple(Held(one) for one in held if one.layout in layouts)
        found.append(Grid(at, table, spot, own))
    return found


def spot_of(table: Table, cell: str) -> Spot | None:
    """Return the row and column of an address, None where the table has no such cell."""
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not letters.isascii() or not letters.isalpha() or not digits or len(cell) > 12:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row, grid = int(digits) - 1, table.region.grid
    inside = 0 <= row < grid.height and 0 < column <= grid.width
    return (row, column - 1) if inside else None
