"""The charts of an indicator's page: published figures and targets into ECharts options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kaimenhong import charts
from kaimenhong.facts import amount, own_unit
from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.terms.period import Period
from office.board.queries import BoardRow
from office.people.models import Area

if TYPE_CHECKING:
    from kaimenhong.analysis.forecast.gather import Gathered
    from office.board.indicators import Beside, TrendPoint
    from office.board.outlook import Coming
    from office.returns.models import Observation


def trend(
    name: str, area: Area, points: Sequence[TrendPoint], rows: Iterable[BoardRow]
) -> charts.Option | None:
    """Return the run of the published growth, or of the level where no growth is published."""
    measure = Measure.GROWTH if any(p.growth for p in points) else Measure.LEVEL
    held = [
        (point.period, figure)
        for point in points
        if (figure := point.growth if measure is Measure.GROWTH else point.level)
    ]
    if not held:
        return None
    unit = held[-1][1].own_unit
    series = charts.Series(
        name=f"{area.name}{name}{measure.label}",
        measure=measure.label,
        unit=unit,
        points=tuple(
            charts.Point(period, figure.published, Status(figure.status)) for period, figure in held
        ),
    )
    return charts.trend(series, goals(area, measure, unit, rows))


def goals(
    area: Area, measure: Measure, unit: str, rows: Iterable[BoardRow]
) -> tuple[charts.Goal, ...]:
    """Return the targets of the area that are of the drawn measure, in its unit."""
    return tuple(
        charts.Goal(f"{row.target_period}目标", Period.parse(row.target.period), value)
        for row in rows
        if row.target.area_id == area.pk
        and row.target.measure == measure
        and (value := goal(row, unit)) is not None
    )


def goal(row: BoardRow, unit: str) -> Decimal | None:
    """Return a target's figure in the unit; None for a blank or where it is of another unit."""
    target = row.target
    if own_unit(target.indicator, Measure(target.measure), target.unit) != unit:
        return None
    return amount(target.value, target.unit, unit)


def areas(
    name: str, beside: Sequence[Beside], rows: Iterable[BoardRow], period: Period
) -> charts.Option | None:
    """Return the areas by published growth, with the targets that hold for the period's year."""
    wanted = {
        row.target.area_id: goal(row, "%")
        for row in rows
        if row.target.measure == Measure.GROWTH and Period.parse(row.target.period).contains(period)
    }
    bars = [
        charts.Bar(
            area=row.area.name,
            value=row.growth.published if row.growth else None,
            rank=row.rank if row.growth else None,
            target=wanted.get(row.area.pk),
        )
        for row in beside
    ]
    ranked = [bar for bar in bars if bar.rank is not None]
    above = next((bar for bar in bars if bar.rank is None and bar.value is not None), None)
    if not ranked:
        return None
    peers = [bar for bar in bars if bar is not above]
    return charts.areas(f"{period.label}{name}", Measure.GROWTH.label, "%", peers, above)


def outlook(
    name: str,
    area: Area,
    main: Gathered,
    rows: Iterable[Observation],
    coming: Iterable[Coming],
    targets: Iterable[BoardRow],
) -> charts.Option:
    """Return the last year of a series and what is forecast, against the targets near by."""
    measure = main.series.measure
    known = tuple(
        charts.Point(Period.parse(row.period), row.published, Status(row.status))
        for row in rows
        if (row.indicator, row.measure, row.caliber) == (main.indicator, measure, main.caliber)
        and main.series.rhythm.place(Period.parse(row.period)) is not None
    )
    series = charts.Series(f"{area.name}{name}{measure.label}", measure.label, main.unit, known)
    ahead = [charts.Ahead(one.period, one.figure, one.low, one.high) for one in coming]
    return charts.fan(series, ahead, goals(area, measure, main.unit, targets))


def multiples(
    name: str,
    measure: Measure,
    unit: str,
    figures: Sequence[tuple[Area, Sequence[Observation]]],
    rows: Sequence[BoardRow],
) -> tuple[charts.Option, ...]:
    """Return one small picture an area, with its target of the drawn measure that ends last."""
    panels = []
    for area, held in figures:
        wanted = goals(area, measure, unit, rows)
        points = (
            charts.Point(Period.parse(row.period), row.published, Status(row.status))
            for row in held
            if row.measure == measure and row.own_unit == unit
        )
        last = max(wanted, key=lambda goal: goal.period.end, default=None)
        panels.append(charts.Panel(area.name, tuple(points), last))
    return charts.multiples(name, measure.label, unit, panels)
