"""The figures that hold on a day: what board, page and paper alike take from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from kaimenhong import engine
from kaimenhong.analysis.rank import THING, within_parent
from kaimenhong.analysis.vintage import holding
from kaimenhong.facts import FACTS
from kaimenhong.terms.codelists import Measure
from office import warehouse
from office.people.models import Person

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One figure that holds, by its row in the ledger, and its rank among its siblings."""

    fact: int
    rank: int | None
    peers: int | None
    tied: bool


def figures(person: Person, indicators: Iterable[str], until: datetime) -> dict[Key, Held]:
    """Return the figures of these indicators that hold, by subject, indicator, period, measure.

    Ranks count all siblings, whoever asks, but no figure that is under embargo for the person; who
    may see which row is decided where rows are shown.
    """
    names = sorted(set(indicators))
    asked = sha256("\n".join([*names, until.isoformat()]).encode()).hexdigest()
    mark = f"held:{asked}:{warehouse.revision(person)}"
    known: dict[Key, Held] | None = cache.get(mark)
    if known is None:
        known = ranked(person, names, until)
        cache.set(mark, known)
    return known


def ranked(person: Person, indicators: list[str], until: datetime) -> dict[Key, Held]:
    """Ask the engine which figures hold, and rank them."""
    with engine.duckdb() as session:
        table = session.table(warehouse.facts(person, indicators=indicators, until=until), FACTS)
        return by_key(session.rows(within_parent(holding(table))), by="parent")


def by_key(rows: Iterable[Mapping[str, Any]], *, by: str) -> dict[Key, Held]:
    """Return ranked rows by what they are about; `by` is the column that names the peers."""
    rows = list(rows)
    group = (by, *THING, "rank")
    shared = Counter(tuple(row[name] for name in group) for row in rows)
    return {
        (row["subject"], row["indicator"], row["period"], row["measure"]): Held(
            fact=int(row["fact"]),
            rank=int(row["rank"]) if ranks(row) else None,
            peers=int(row["peers"]) if ranks(row) else None,
            tied=ranks(row) and shared[tuple(row[name] for name in group)] > 1,
        )
        for row in rows
    }


def ranks(row: Mapping[str, Any]) -> bool:
    """Tell whether a row of the engine has a rank that says something: nobody is first of one."""
    return row.get("rank") is not None and (row.get("peers") or 0) > 1


def ranking_measure(keys: Iterable[Key]) -> Measure:
    """Return by what areas are compared: growth where two or more have it, else the level."""
    growths = sum(key[3] == Measure.GROWTH for key in keys)
    return Measure.GROWTH if growths > 1 else Measure.LEVEL
