"""One return as its page shows it: each line with its answer, what is known, and what is odd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kaimenhong.returns.checks import Odd
from office.filing import queries
from office.filing.checking import checked
from office.filing.lines import SheetLine, as_line, newest_by_key
from office.people.models import Person
from office.returns.models import Return


@dataclass(frozen=True)
class Sheet:
    """A return with all its lines."""

    row: Return
    lines: tuple[SheetLine, ...]

    @property
    def findings(self) -> tuple[Odd, ...]:
        """Return all that is odd, in the order of the lines."""
        return tuple(one for line in self.lines for one in line.odd)

    @property
    def in_the_way(self) -> tuple[SheetLine, ...]:
        """Return the lines that keep the return from being filed."""
        return tuple(line for line in self.lines if line.stands_in_the_way)

    @property
    def answered(self) -> int:
        """Return how many lines have a figure, or a reason why it is missing."""
        return sum(not line.is_open for line in self.lines)

    @property
    def prefilled(self) -> int:
        """Return how many figures the ledger has already."""
        return sum(line.prefilled for line in self.lines)


def sheet(person: Person, row: Return, at: datetime) -> Sheet:
    """Return the return with its lines, as the answers and the ledger stand at a moment.

    Known figures that are under embargo for the person are left out.
    """
    return Sheet(row, tuple(checked(person, row, draft(person, row).lines, at)))


def draft(person: Person, row: Return) -> Sheet:
    """Return the return with its lines before anything is checked."""
    asked = queries.shown(person, row, queries.asked(row))
    entries = queries.newest_entries(row)
    newest = newest_by_key(queries.known(asked, person=person))
    lines = (as_line(line, period, entries.get(line.pk), newest) for line, period in asked)
    return Sheet(row, tuple(lines))
