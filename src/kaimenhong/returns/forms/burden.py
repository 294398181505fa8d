"""The reporter's burden: how many cells a campaign asks for, how many it fills in itself, and how
often the same figure is asked a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterable

from kaimenhong.records import record


@record(frozen=True, slots=True)
class AskedFor:
    """One cell that one office is asked for: who, which figure (with its period), and since when.

    `figure` is what tells the figure from all others; two offices asked for the same one, or one
    office on two forms, are asked twice.
    """

    office: Hashable
    figure: Hashable


@record(frozen=True, slots=True)
class Burden:
    """Counts of cells; `twice` are those beyond the first that ask for the same figure."""

    offices: int
    asked: int
    prefilled: int
    twice: int

    @property
    def to_write(self) -> int:
        """How many cells are left for a person to write."""
        return self.asked - self.prefilled

    @property
    def share_prefilled(self) -> float | None:
        """The share of cells that are filled in already, in percent; None where nothing is asked.

        >>> Burden(2, 40, 30, 0).share_prefilled
        75.0
        """
        return self.prefilled / self.asked * 100 if self.asked else None


def burden(cells: Iterable[AskedFor], known: Container[Hashable]) -> Burden:
    """Count the cells; `known` has the figures that the ledger had before the office was asked.

    >>> cells = [AskedFor("a", "REV"), AskedFor("b", "REV"), AskedFor("a", "ELEC")]
    >>> burden(cells, known={"ELEC"})
    Burden(offices=2, asked=3, prefilled=1, twice=1)
    """
    cells = list(cells)
    times = Counter(cell.figure for cell in cells)
    return Burden(
        offices=len({cell.office for cell in cells}),
        asked=len(cells),
        prefilled=sum(cell.figure in known for cell in cells),
        twice=sum(times.values()) - len(times),
    )
