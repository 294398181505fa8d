"""One indicator: its trend, the areas beside it, and how its figures became known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kaimenhong.charts import Option
from kaimenhong.errors import Code, Refused
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Comparator, Measure, Status
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Period
from kaimenhong.writing.phrase import phrase
from office.board import drawings, held, peers, signs
from office.board.beside import Tiered, tiered
from office.board.panels import Panels, panels
from office.board.queries import NONE, BoardRow, board, end_of
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
    """One area beside the others; its rank is by the measure that the whole table goes by."""

    area: Area
    level: Observation | None
    growth: Observation | None
    rank: int | None
    peers: int | None
    tied: bool

    @property
    def level_text(self) -> str:
        """Return the level as printed."""
        return printed(self.level)

    @property
    def growth_text(self) -> str:
        """Return the growth as printed."""
        return printed(self.growth)

    @property
    def status_word(self) -> str:
        """Return how firm the figures are."""
        row = self.growth or self.level
        return Status(row.status).label if row else ""


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of an indicator shows."""

    code: str
    name: str
    known: Indicator | None
    area: Area
    areas: tuple[Area, ...]
    targets: tuple[BoardRow, ...]
    tiered: tuple[Tiered, ...]
    trend: tuple[TrendPoint, ...]
    beside_period: Period | None
    beside_by: Measure
    beside: tuple[Beside, ...]
    groups: tuple[peers.Group, ...]
    among: peers.Group | None
    subtotal: peers.Subtotal | None
    vintages: tuple[Observation, ...]
    holding: frozenset[int]
    signs: signs.Signs
    trend_chart: Option | None
    beside_chart: Option | None
    panels: Panels | None


def page(
    person: Person,
    campaign: Campaign,
    *,
    indicator: str,
    area_code: str,
    today: date,
    group: int = 0,
    among: str = "",
) -> Page:
    """Return the page of an indicator that one of the person's targets is about, else Refused.

    `group` is the number of the small pictures shown, `among` the code of the peers compared.
    """
    rows = _about(person, campaign, indicator, today)
    areas = tuple(access.see(person, Area.objects.all()))
    area = next((a for a in areas if a.code == area_code), rows[0].target.area)
    day = campaign.day(today)
    until = end_of(day)
    figures = held.figures(person, [indicator], until)
    seen = shown(person, areas, figures)
    trend = trend_of(row for row in seen.values() if row.area_id == area.pk)
    period = trend[-1].period if trend else commonest_period(seen.values())
    name = rows[0].target.indicator_name
    groups = peers.groups(campaign)
    named = peers.chosen(groups, among)
    reached = {one.subject for one in areas}
    compared, subtotal = (
        peers.within(person, named, figures, period, indicator, until, reached)
        if named
        else (figures, None)
    )
    by, others = beside(areas, period, compared, seen)
    here = tuple(row for row in rows if row.target.area_id == area.pk)
    return Page(
        code=indicator,
        name=name,
        known=terms_indicator.find(indicator),
        area=area,
        areas=areas,
        targets=here,
        tiered=tiered(here),
        trend=trend,
        beside_period=period,
        beside_by=by,
        beside=others,
        groups=groups,
        among=named,
        subtotal=subtotal,
        vintages=tuple(returns.vintages(person, indicator=indicator, area=area, until=until)),
        holding=frozenset(seen),
        signs=signs.seen(person, campaign, day, until).of(area.subject, indicator),
        trend_chart=drawings.trend(name, area, trend, rows),
        beside_chart=drawings.areas(name, others, rows, period) if period else None,
        panels=panels(name, in_order(areas, others), seen.values(), rows, group),
    )


def _about(person: Person, campaign: Campaign, indicator: str, today: date) -> list[BoardRow]:
    """Return the rows of the board that are about the indicator, else Refused."""
    board_rows = board(person, campaign, today=today).rows
    if rows := [row for row in board_rows if row.target.indicator == indicator]:
        return rows
    raise Refused(
        Code.NOT_FOUND,
        expected="本行动中您有权查看的指标",
        came=indicator,
        remedy="请从调度图中选择指标",
    )


def shown(
    person: Person, areas: Iterable[Area], figures: Mapping[held.Key, held.Held]
) -> dict[int, Observation]:
    """Return the figures that hold in the areas that the person reaches, by their key."""
    subjects = {area.subject for area in areas}
    keys = [one.fact for key, one in figures.items() if key[0] in subjects]
    rows = Observation.objects.filter(pk__in=keys).select_related("area__parent")
    return {row.pk: row for row in access.see(person, rows)}


def in_order(areas: Iterable[Area], others: Iterable[Beside]) -> list[Area]:
    """Return the areas as the comparison has them, those that take no part in it behind."""
    first = [row.area for row in others if row.rank is not None]
    placed = {area.pk for area in first}
    return [*first, *(area for area in areas if area.pk not in placed)]


def commonest_period(rows: Iterable[Observation]) -> Period | None:
    """Return the period that most areas have a figure of, the newest of such; None without any."""
    held_by = Counter({(row.period, row.area_id): 1 for row in rows})
    counted = Counter(period for period, _ in held_by)
    newest = max(counted, key=lambda code: (counted[code], Period.parse(code)), default=None)
    return Period.parse(newest) if newest else None


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
    areas: Iterable[Area],
    period: Period | None,
    figures: dict[held.Key, held.Held],
    seen: dict[int, Observation],
) -> tuple[Measure, tuple[Beside, ...]]:
    """Return by what the areas are compared, and the areas in that order, the best first.

    The rank counts all siblings; areas that the person does not reach are left out of the list.
    """
    here = {key: one for key, one in figures.items() if period and key[2] == period.code}
    by = held.ranking_measure(here)

    def one(area: Area) -> Beside:
        found = {key[3]: one for key, one in here.items() if key[0] == area.subject}
        level, growth, ranked = (found.get(m) for m in (Measure.LEVEL, Measure.GROWTH, by))
        return Beside(
            area=area,
            level=seen.get(level.fact) if level else None,
            growth=seen.get(growth.fact) if growth else None,
            rank=ranked.rank if ranked else None,
            peers=ranked.peers if ranked else None,
            tied=bool(ranked and ranked.tied),
        )

    rows = [row for row in map(one, areas) if row.level or row.growth]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, row.area.code))
    return by, tuple(rows)


def printed(row: Observation | None) -> str:
    """Return a figure as it is printed, a dash where there is none."""
    if row is None or row.published is None:
        return NONE
    return phrase(Measure(row.measure), Comparator.EXACTLY, row.published, row.own_unit)
