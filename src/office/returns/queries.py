"""Reads of the ledger of figures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from office.people import access
from office.people.models import Area, Person
from office.returns.models import Intake, Observation


def newest_values(
    indicators: Collection[str],
) -> dict[tuple[str, ...], tuple[Decimal | None, str]]:
    """Return the value and unit last known of every key of these indicators."""
    names = [f"{name}_id" if name == "area" else name for name in Observation.KEY]
    rows = (
        Observation.objects.filter(indicator__in=indicators)
        .order_by("vintage", "pk")
        .values_list(*names, "value", "unit")
    )
    return {tuple(str(part) for part in row[:-2]): (row[-2], row[-1]) for row in rows}


def vintages(
    person: Person, *, indicator: str, area: Area, until: datetime
) -> QuerySet[Observation]:
    """Return every figure of an indicator in an area as it became known, newest period first."""
    return access.see(
        person,
        Observation.objects.filter(
            indicator=indicator, area=area, vintage__lte=until
        ).select_related("intake"),
    ).order_by("-last", "first", "measure", "-vintage")


def intakes(person: Person) -> QuerySet[Intake]:
    """Return what was brought in, the newest first, to those who may bring in figures."""
    access.require(person, access.Act.IMPORT_FIGURES)
    rows = Intake.objects.select_related("by").order_by("-received_at", "-pk")
    return access.see(person, rows)
