"""One indicator: its trend, the areas beside it, and how its figures became known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kaimenhong import engine
from kaimenhong.analysis import rank, vintage
from kaimenhong.charts import Option
from kaimenhong.errors import Code, Refused
from kaimenhong.facts import FACTS
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Period
from office import warehouse
from office.board import drawings
from office.board.queries import BoardRow, board, end_of, figure
from office.campaigns.models import Campaign
from office.people import access
from office.people.models import Area, Person
from office.returns import queries as returns
from office.returns.models import Observation


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of the trend, as published; None is a break, never zero."""

    period: Period
    level: Observation | None
    growth: Observation | None


@dataclass(frozen=True, slots=True)
class Beside:
    """One area beside the others in the newest period that all of them can have."""

    area: Area
    level_text: str
    growth_text: str
    growth: float | None
    rank: int | None
    peers: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of an indicator shows."""

    code: str
    name: str
    known: Indicator | None
    area: Area
    areas: tuple[Area, ...]
    targets: tuple[BoardRow, ...]
    trend: tuple[TrendPoint, ...]
    beside_period: Period | None
    beside: tuple[Beside, ...]
    vintages: tuple[Observation, ...]
    trend_chart: Option | None
    beside_chart: Option | None


def page(
    person: Person, campaign: Campaign, *, indicator: str, area_code: str, today: date
) -> Page:
    """Return the page of an indicator that one of the person's targets is about, else Refused."""
    rows = [
        row
        for row in board(person, campaign, today=today).rows
        if row.target.indicator == indicator
    ]
    if not rows:
        raise Refused(
            Code.NOT_FOUND,
            expected="本行动中您有权查看的指标",
            came=indicator,
            remedy="请从调度图中选择指标",
        )
    areas = tuple(access.see(person, Area.objects.all()))
    area = next((a for a in areas if a.code == area_code), rows[0].target.area)
    until = end_of(campaign.day(today))
    vintages = tuple(returns.vintages(person, indicator=indicator, area=area, until=until))
    trend = trend_of(newest(vintages))
    period = trend[-1].period if trend else None
    name = rows[0].target.indicator_name
    others = beside(indicator, areas, period, until) if period else ()
    return Page(
        code=indicator,
        name=name,
        known=terms_indicator.find(indicator),
        area=area,
        areas=areas,
        targets=tuple(row for row in rows if row.target.area_id == area.pk),
        trend=trend,
        beside_period=period,
        beside=others,
        vintages=vintages,
        trend_chart=drawings.trend(name, area, trend, rows),
        beside_chart=drawings.areas(name, others, rows, period) if period else None,
    )


def newest(vintages: Iterable[Observation]) -> list[Observation]:
    """Return of every period and measure the figure that became known last."""
    held: dict[tuple[int, int, str], Observation] = {}
    for row in vintages:
        key = (row.first, row.last, row.measure)
        if key not in held or row.vintage > held[key].vintage:
            held[key] = row
    return list(held.values())


def trend_of(rows: Iterable[Observation]) -> tuple[TrendPoint, ...]:
    """Return the periods in order, each with its published level and growth."""
    points: dict[Period, dict[str, Observation]] = {}
    for row in rows:
        points.setdefault(Period.parse(row.period), {})[row.measure] = row
    return tuple(
        TrendPoint(period, found.get(Measure.LEVEL), found.get(Measure.GROWTH))
        for period, found in sorted(points.items())
    )


def beside(
    indicator: str, areas: Iterable[Area], period: Period, until: datetime
) -> tuple[Beside, ...]:
    """Return the areas that the person reaches, ranked by published growth, the best first.

    The rank counts all siblings; areas that the person does not reach are left out of the list.
    """
    with engine.duckdb() as session:
        table = session.table(warehouse.facts(indicators=[indicator], until=until), FACTS)
        ranked = session.rows(rank.within_parent(vintage.firmest(vintage.newest(table))))
    here = {(r["subject"], r["measure"]): r for r in ranked if r["period"] == period.code}
    rows = [
        one_beside(area, here.get((area.subject, "level")), here.get((area.subject, "growth")))
        for area in areas
        if (area.subject, "level") in here or (area.subject, "growth") in here
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.area.code)))


def one_beside(
    area: Area, level: dict[str, object] | None, growth: dict[str, object] | None
) -> Beside:
    """Return one area's figures; the rank is by growth, else by level where only that is known."""
    ranked = growth or level or {}
    return Beside(
        area=area,
        level_text=figure(Measure.LEVEL, number(level, "amount"), str((level or {}).get("unit"))),
        growth_text=figure(Measure.GROWTH, number(growth, "amount"), "%"),
        growth=number(growth, "published"),
        rank=whole(ranked, "rank"),
        peers=whole(ranked, "peers"),
    )


def number(row: dict[str, object] | None, name: str) -> float | None:
    """Return a column of a row of the engine as a number."""
    value = (row or {}).get(name)
    return float(value) if isinstance(value, int | float) else None


def whole(row: dict[str, object], name: str) -> int | None:
    """Return a column of a row of the engine as a whole number."""
    value = row.get(name)
    return int(value) if isinstance(value, int | float) else None
