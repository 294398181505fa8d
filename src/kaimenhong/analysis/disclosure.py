"""Disclosure control 防止推断: which cells of sums over units are not shown, and why.

The law forbids to give out aggregates from which a single unit can be inferred. A cell of fewer
units than the bound, or with one dominating unit, is hidden; then further cells, as few as are
found, so that no hidden one can be had by subtraction. The bounds are `data/disclosure.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kaimenhong.analysis.subtraction import Sum, can_differ, cheapest
from kaimenhong.analysis.tables import rows
from kaimenhong.records import record
from kaimenhong.terms.codelists import Labelled

_LEAST = 1e-4  # of the largest cell: how far an attacker must be left from a hidden zero
_SMALL = 36  # cells: a table of five by five with its totals


class Why(Labelled):
    """Why a cell is not shown."""

    FEW = "few", "不足三家"
    DOMINATED = "dominated", "一家独大"
    SUBTRACTION = "subtraction", "防止相减"


@record(frozen=True, slots=True)
class Cell:
    """A sum over units: how much, of how many units, how much the largest has.

    `units` or `largest` None means that nobody counted: the rule that needs it does not hold then.
    """

    key: str
    total: float
    units: int | None = None
    largest: float | None = None


@record(frozen=True, slots=True)
class Disclosure:
    """What of a table is hidden, by cell; `counted` is False where no cell tells of its units.

    Nothing is hidden then, and whoever shows the table must say that it was not examined.
    """

    hidden: Mapping[str, Why]
    counted: bool

    def shown(self, cell: Cell) -> float | None:
        """Give the total of a cell, None where it is hidden: never zero."""
        return None if cell.key in self.hidden else cell.total


def protected(cells: Sequence[Cell], sums: Sequence[Sum]) -> Disclosure:
    """Give the cells that must not be shown, each with the reason.

    `sums` says which cells add up to which; a cell may be a part of several and a whole of others.
    The answer hangs on no order. A cell without units is empty: everybody knows it, it hides
    nothing. Raises KeyError for a sum of cells that are not there.

    >>> table = [Cell("全市", 60, 30, 9), Cell("甲县", 10, 2, 6), Cell("乙县", 20, 9, 5),
    ...          Cell("丙县", 30, 19, 9)]
    >>> found = protected(table, [Sum("全市", ("甲县", "乙县", "丙县"))])
    >>> {key: why.label for key, why in found.hidden.items()}
    {'甲县': '不足三家', '乙县': '防止相减'}
    >>> protected([Cell("全市", 60)], []).counted
    False
    """
    table = _Table(cells, sums)
    first = {key: why for key in sorted(table.cells) if (why := sensitive(table.cells[key]))}
    hidden = table.cheapest(set(first))
    return Disclosure(
        hidden={key: first.get(key, Why.SUBTRACTION) for key in sorted(hidden, key=table.place)},
        counted=any(cell.units is not None for cell in cells),
    )


def sensitive(cell: Cell) -> Why | None:
    """Tell why a cell must not be shown by itself; None where it may be, and where it is empty."""
    if cell.units == 0:
        return None
    if cell.units is not None and cell.units < bounds()["fewest"]:
        return Why.FEW
    if cell.largest is None or not cell.total:
        return None
    part = abs(cell.largest) * 100
    return Why.DOMINATED if part >= bounds()["dominant"] * abs(cell.total) else None


@cache
def bounds() -> Mapping[str, float]:
    """Give the bounds by rule."""
    return {row["rule"]: float(row["bound"]) for row in rows("disclosure")}


class _Table:
    """Cells and their sums, with what hiding each would lose."""

    def __init__(self, cells: Iterable[Cell], sums: Iterable[Sum]) -> None:
        self.order = [cell.key for cell in cells]
        self.cells = {cell.key: cell for cell in sorted(cells, key=lambda one: one.key)}
        self.sums = tuple(sorted(sums, key=lambda one: (one.whole, one.parts)))
        self.totals = {key: cell.total for key, cell in self.cells.items()}
        self.largest = max((abs(total) for total in self.totals.values()), default=0.0) or 1.0
        for one in self.sums:
            for key in one.cells:
                _ = self.cells[key]

    def place(self, key: str) -> int:
        """Give the place of a cell in the table as it came."""
        return self.order.index(key)

    def costs(self, hidden: set[str]) -> dict[str, float]:
        """Give what hiding each cell loses: one cell, and the more the larger it is."""
        return {
            key: 0.0 if key in hidden else 1.0 + abs(cell.total) / self.largest
            for key, cell in self.cells.items()
            if key in hidden or cell.units != 0
        }

    def cheapest(self, first: set[str]) -> set[str]:
        """Give the cells to hide: of several ways that with the fewest, then the smallest."""
        closed = self.closed(first)
        ways = [
            self.without_needless(first, closed, largest_first=True),
            self.without_needless(first, closed, largest_first=False),
        ]
        if len(self.cells) <= _SMALL:  # from everything down to what is needed takes its time
            everything = set(self.costs(set()))
            ways.append(self.without_needless(first, everything, largest_first=True))
        return min(ways, key=lambda way: (len(way), self.lost(way), sorted(way)))

    def lost(self, hidden: set[str]) -> float:
        """Give how much the hidden cells come to."""
        return sum(abs(self.totals[key]) for key in sorted(hidden))

    def closed(self, first: set[str]) -> set[str]:
        """Give the cells to hide so that subtraction tells nothing of the first ones."""
        hidden = set(first)
        while True:
            more = self.more(first, hidden)
            if not more:
                return hidden
            hidden |= more

    def more(self, first: set[str], hidden: set[str]) -> set[str]:
        """Give cells to hide besides; none where enough are hidden."""
        unknown = first | {key for key in hidden - first if self.is_open(key, hidden)}
        for one in self.sums:
            if self.tells(one, unknown) and (found := self.besides(one, hidden)):
                return found
        for key in sorted(first, key=lambda one: (-self.totals[one], one)):
            for by in self.distances(key):
                if not can_differ(key, by, hidden, self.totals, self.sums):
                    return self.way_out(key, by, hidden)
        return set()

    def is_open(self, key: str, hidden: set[str]) -> bool:
        """Tell whether a hidden cell could have another value at all: a zero may show anyway."""
        step = self.largest * _LEAST
        steps = (step, -min(step, self.totals[key])) if self.totals[key] > 0 else (step,)
        return any(can_differ(key, by, hidden, self.totals, self.sums) for by in steps)

    def distances(self, key: str) -> tuple[float, ...]:
        """Give how far from its value a hidden cell must be able to be, up and down."""
        width = abs(self.totals[key]) * bounds()["width"] / 100
        up = max(width, self.largest * _LEAST)
        return (up, -width) if width else (up,)

    def tells(self, one: Sum, hidden: set[str]) -> bool:
        """Tell whether what a shown whole leaves for its hidden parts is itself to be hidden.

        Of two cells with one unit each, either unit would know the other's.
        """
        rest = [self.cells[key] for key in one.parts if key in hidden]
        if one.whole in hidden or not rest:
            return False
        return sensitive(together(rest)) is not None

    def besides(self, one: Sum, hidden: set[str]) -> set[str]:
        """Give the cheapest part of a sum that can be hidden besides, else its whole.

        Where that is hidden and shows all the same, what keeps it from showing.
        """
        costs = self.costs(hidden)
        left = [key for key in one.parts if costs.get(key)] or [one.whole]
        found = {min(left, key=lambda key: (costs.get(key, 0.0), key))} - hidden
        return found or self.way_out(one.whole, self.largest * _LEAST, hidden)

    def way_out(self, key: str, by: float, hidden: set[str]) -> set[str]:
        """Give the cheapest cells that let a hidden one be so much more or less than it is.

        Where there is no way, as in sums that do not fit, everything that can be hidden.
        """
        costs = self.costs(hidden)
        found = cheapest(key, by, costs, self.totals, self.sums)
        return (set(costs) if found is None else set(found)) - hidden

    def without_needless(
        self, first: set[str], hidden: set[str], *, largest_first: bool
    ) -> set[str]:
        """Show again what need not be hidden, the largest cells first or last."""
        sign = -1 if largest_first else 1
        for key in sorted(hidden - first, key=lambda one: (sign * abs(self.totals[one]), one)):
            if not self.more(first, hidden - {key}):
                hidden = hidden - {key}
        return hidden


def together(cells: Sequence[Cell]) -> Cell:
    """Give several cells as one; the largest unit is that of the cell with the largest.

    A unit that is in several cells counts in each: it may have more than is seen here.
    """
    units = [cell.units for cell in cells]
    largest = [abs(cell.largest) for cell in cells if cell.largest is not None]
    return Cell(
        key="",
        total=sum(cell.total for cell in cells),
        units=None if None in units else sum(one or 0 for one in units),
        largest=max(largest, default=None),
    )
