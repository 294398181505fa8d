"""One table as it was read: observations, what was left unread, what a person should confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaimenhong.documents.workbook import address
from kaimenhong.returns.sheets.columns import Column
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.mapping import Missed, Seen
from kaimenhong.returns.sheets.regions import Region
from kaimenhong.returns.sheets.surroundings import Surroundings
from kaimenhong.returns.sheets.words import Sort


@dataclass(frozen=True, slots=True)
class Warned:
    """What a person should confirm: `kind` is one of the contract's, `told` says it in words."""

    kind: str
    cells: tuple[Spot, ...]
    told: str


@dataclass(slots=True)
class Table:
    """One table as read. All spots are rows and columns of the sheet from 0."""

    sheet: str
    region: Region
    around: Surroundings
    columns: Sequence[Column]
    seen: list[Seen] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    @property
    def range(self) -> str:
        """The cells from the first head to the last row of figures."""
        columns = [
            one
            for one in self.region.columns
            if any(self.region.grid.sorts[row][one] is not Sort.EMPTY for row in self.region.rows)
        ] or list(self.region.columns)
        rows = self.region.rows
        return f"{address(min(rows), columns[0])}:{address(max(rows), columns[-1])}"
