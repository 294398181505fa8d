"""The ledger as a fact file: every version of every figure, and the targets that stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, timezone
from decimal import Decimal
from typing import Any

import pyarrow as pa

from kaimenhong.engine.columns import NAMES, NUMBERS
from kaimenhong.terms import area as areas
from kaimenhong.terms.codelists import Role
from office.campaigns.models import Target
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Observation

CHINA = timezone(timedelta(hours=8))
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FactTable:
    """A fact file's rows; figures are decimals, moments are in China's time."""

    rows: list[Row]

    @property
    def table(self) -> pa.Table:
        """Give it as Parquet takes it: floats, and moments without their zone."""
        kinds = dict.fromkeys(NUMBERS, pa.float64()) | {"vintage": pa.timestamp("us")}
        schema = pa.schema([(name, kinds.get(name, pa.string())) for name in NAMES])
        rows = [
            {
                **row,
                **{name: None if row[name] is None else float(row[name]) for name in NUMBERS},
                "vintage": row["vintage"].replace(tzinfo=None),
            }
            for row in self.rows
        ]
        return pa.Table.from_pylist(rows, schema)

    @property
    def as_text(self) -> pa.Table:
        """Give it as CSV takes it: every digit as it was filed."""
        schema = pa.schema([(name, pa.string()) for name in NAMES])
        rows = [{name: _text(row[name]) for name in NAMES} for row in self.rows]
        return pa.Table.from_pylist(rows, schema)


def subject_of(area: Area) -> str:
    """Return what papers and files know an area by: one that no table of codes has, by its name."""
    return area.subject if areas.find(area.code) else f"area:{area.name}"


def facts(person: Person) -> FactTable:
    """Return all figures and standing targets that the person sees, oldest figure first."""
    return FactTable([*_figures(person), *_targets(person)])


def _figures(person: Person) -> Iterator[Row]:
    seen = access.see(person, Observation.objects.select_related("area"))
    for row in seen.order_by("last", "first", "pk").iterator(chunk_size=5000):
        yield {
            **dict.fromkeys(NAMES, ""),
            "subject": subject_of(row.area),
            **{name: getattr(row, name) for name in SAME},
            "value_high": None,
            "vintage": row.vintage.astimezone(CHINA),
        }


SAME = (
    "indicator", "period", "accumulation", "measure", "role", "value", "unit", "basis", "caliber",
    "status", "source",
)  # fmt: skip


def _targets(person: Person) -> Iterator[Row]:
    # Of two that contradict each other a reader of the file could keep neither.
    settled = Target.objects.filter(withdrawn=False, from_bottom=False, in_question=False)
    seen = access.see(person, settled)
    for row in seen.select_related("area", "campaign").order_by("pk"):
        # What counts from the end, or against another figure, is no figure of its own.
        if row.unit and row.value is not None:
            yield {
                **dict.fromkeys(NAMES, ""),
                "subject": subject_of(row.area),
                "role": Role.TARGET.value,
                **{name: getattr(row, name) for name in OF_TARGET},
                "vintage": row.campaign.opened_at.astimezone(CHINA),
                "source": row.campaign.name,
            }


OF_TARGET = (
    "indicator", "period", "measure", "comparator", "value", "value_high", "unit", "issuer", "tier",
)  # fmt: skip


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
