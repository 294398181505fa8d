"""Reads of the ledger of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from office.people import access
from office.people.models import Area, Person
from office.returns.models import Intake, Observation

Key = tuple[str, ...]
KEY_COLUMNS = tuple(f"{name}_id" if name == "area" else name for name in Observation.KEY)


def key_of(row: Observation) -> Key:
    """Return what tells the figure of a row from others."""
    return tuple(str(getattr(row, name)) for name in KEY_COLUMNS)


def newest_values(indicators: Collection[str]) -> dict[Key, tuple[Decimal | None, str]]:
    """Return the value and unit last known of every key of these indicators."""
    rows = (
        Observation.objects.filter(indicator__in=indicators)
        .order_by("vintage", "pk")
        .values_list(*KEY_COLUMNS, "value", "unit")
    )
    return {tuple(str(part) for part in row[:-2]): (row[-2], row[-1]) for row in rows}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a figure: its amount in the indicator's own unit, and where it stands."""

    amount: Decimal | None
    unit: str
    source: str


def versions(indicators: Collection[str]) -> dict[Key, dict[datetime, Version]]:
    """Return all versions of every key of these indicators, by the moment of each."""
    rows = Observation.objects.filter(indicator__in=indicators).values_list(
        *KEY_COLUMNS, "vintage", "amount", "own_unit", "source"
    )
    known: defaultdict[Key, dict[datetime, Version]] = defaultdict(dict)
    for *key, vintage, amount, unit, source in rows.iterator(chunk_size=5000):
        known[tuple(map(str, key))][vintage] = Version(amount, unit, source)
    return known


def vintages(
    person: Person, *, indicator: str, area: Area, until: datetime
) -> QuerySet[Observation]:
    """Return every figure of an indicator in an area as it became known, newest period first."""
    return access.see(
        person,
        Observation.objects.filter(indicator=indicator, area=area, vintage__lte=until)
        .select_related("intake__by", "intake__acceptance__of")
        .prefetch_related("intake__acceptance__of__events"),
    ).order_by("-last", "first", "measure", "-vintage")


def intakes(person: Person) -> QuerySet[Intake]:
    """Return what was brought in, the newest first, to those who may bring in figures."""
    access.require(person, access.Act.IMPORT_FIGURES)
    rows = Intake.objects.select_related("by").order_by("-received_at", "-pk")
    return access.see(person, rows)
