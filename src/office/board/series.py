"""The figures of one area as series: what a forecast and a required path are worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from decimal import Decimal

from kaimenhong.analysis.forecast.gather import Gathered, gather
from kaimenhong.analysis.forecast.series import Series
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office import warehouse
from office.returns.models import Observation


def gathered(subject: str, rows: Iterable[Observation]) -> list[Gathered]:
    """Return the series that the held figures of one area make, of all their indicators."""
    return gather(as_facts(subject, row) for row in rows)


def as_facts(subject: str, row: Observation) -> dict[str, object]:
    """Return a row of the ledger as the row of the fact table that `gather` takes."""
    return {
        "subject": subject,
        "indicator": row.indicator,
        "accumulation": row.accumulation,
        "measure": row.measure,
        "caliber": row.caliber,
        "unit": row.own_unit,
        "period": row.period,
        "amount": warehouse.number(row.amount),
        "direction": warehouse.direction(row.indicator),
        "vintage": row.vintage.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def longest(found: Iterable[Gathered], indicator: str, measure: Measure) -> Gathered | None:
    """Return the indicator's longest series of a measure: the plain 口径 where there is one."""
    fitting = [one for one in found if one.indicator == indicator and one.series.measure is measure]
    return max(fitting, key=lambda one: (one.caliber == "", one.series.known), default=None)


def alone(series: Series) -> dict[Period, Decimal]:
    """Return what each period brought by itself (推算 from cumulative figures), where known."""
    pieces = series.currents()
    return {
        pieces.rhythm.alone(pieces.first + place): Decimal(format(value, ".12g"))
        for place, value in enumerate(pieces.values)
        if value is not None
    }


def best_month(pieces: Mapping[Period, Decimal]) -> Decimal | None:
    """Return the best month there ever was; periods of several months count by their mean."""
    return max((amount / period.months for period, amount in pieces.items()), default=None)
