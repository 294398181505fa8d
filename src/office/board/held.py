"""The figures that hold on a day: what board, page and paper alike take from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache

from kaimenhong import engine
from kaimenhong.analysis.rank import within_parent
from kaimenhong.analysis.vintage import holding
from kaimenhong.facts import FACTS
from kaimenhong.terms.codelists import Measure
from office import warehouse

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """One figure that holds, by its row in the ledger, and its rank among its siblings."""

    fact: int
    rank: int | None
    peers: int | None
    tied: bool


def figures(indicators: Iterable[str], until: datetime) -> dict[Key, Held]:
    """Return the figures of these indicators that hold, by subject, indicator, period, measure.

    Ranks count all siblings, whoever asks; who may see which row is decided where rows are shown.
    """
    names = sorted(set(indicators))
    asked = sha256("\n".join([*names, until.isoformat()]).encode()).hexdigest()
    mark = f"held:{asked}:{warehouse.revision()}"
    known: dict[Key, Held] | None = cache.get(mark)
    if known is None:
        known = ranked(names, until)
        cache.set(mark, known)
    return known


def ranked(indicators: list[str], until: datetime) -> dict[Key, Held]:
    """Ask the engine which figures hold, and rank them."""
    with engine.duckdb() as session:
        table = session.table(warehouse.facts(indicators=indicators, until=until), FACTS)
        rows = session.rows(within_parent(holding(table)))
    group = ("parent", "indicator", "period", "measure", "rank")
    shared = Counter(tuple(row[name] for name in group) for row in rows)
    return {
        (row["subject"], row["indicator"], row["period"], row["measure"]): Held(
            fact=int(row["fact"]),
            rank=None if row["rank"] is None else int(row["rank"]),
            peers=None if row["peers"] is None else int(row["peers"]),
            tied=row["rank"] is not None and shared[tuple(row[name] for name in group)] > 1,
        )
        for row in rows
    }


def ranking_measure(keys: Iterable[Key]) -> Measure:
    """Return by what areas are compared: growth where any has one, else the level; never mixed."""
    return Measure.GROWTH if any(key[3] == Measure.GROWTH for key in keys) else Measure.LEVEL
