"""Answers that are not in the ledger yet, in the one table of facts with what the ledger has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from kaimenhong.analysis.doubt import BESIDE, PAIRS
from kaimenhong.facts import FACTS, published
from kaimenhong.terms.codelists import Role, Status
from office import warehouse
from office.filing.lines import SheetLine
from office.people.models import Person

MARK = "answer:"


def facts(person: Person, answered: Sequence[SheetLine], at: datetime) -> warehouse.Columns:
    """Return what the ledger has of the answers' areas and indicators, and the answers.

    The answers stand as the newest and firmest, so that they are what is looked at; indicators that
    theirs are held against are there too.
    """
    areas = {line.row.area_id for line in answered}
    table = warehouse.facts(person, indicators=related(answered), until=at, areas=areas)
    more = warehouse.columns([name for name, _, _ in FACTS], answers(answered, at))
    return {name: [*values, *more[name]] for name, values in table.items()}


def related(answered: Iterable[SheetLine]) -> set[str]:
    """Return the indicators of the answers, and those that they are held against."""
    own = {line.row.indicator for line in answered}
    pairs = [*((pair["over"], pair["under"]) for pair in PAIRS), *BESIDE]
    return own | {code for pair in pairs if own & set(pair) for code in pair}


def answers(answered: Iterable[SheetLine], at: datetime) -> Iterator[tuple[object, ...]]:
    """Yield the answers in the order of FACTS."""
    for line in answered:
        row, period = line.row, line.period
        parent = row.area.parent
        yield (
            f"{MARK}{row.pk}", row.area.subject, parent.subject if parent else None,
            row.indicator, period.code, period.first_month, period.last_month,
            row.accumulation, row.measure, Role.ACTUAL.value, "", warehouse.number(line.value),
            None, warehouse.number(published(line.value, row.unit)), row.unit,
            warehouse.direction(row.indicator), Status.OFFICIAL.value, "",
            at.astimezone(UTC).isoformat(timespec="microseconds"),
        )  # fmt: skip
