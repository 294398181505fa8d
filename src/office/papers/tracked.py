"""Indicators followed from day to day, area by area: what the ledger knows now and knew before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.terms.period import Period
from kaimenhong.writing.dossier import Tracked, TrackedRow
from kaimenhong.writing.papers.kinds import Kind
from office.board.queries import end_of
from office.campaigns.models import Campaign
from office.papers.traced import Traced
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Observation


def followed(
    person: Person, campaign: Campaign, kind: Kind, traced: Traced, since: date | None
) -> Iterator[Tracked]:
    """Yield the kind's indicators of which the ledger has a level, in the order of the catalogue.

    The period is the newest that any area has; the figure before is that of the same period or of
    the newest one then, as it was known on the day `since`.
    """
    areas = [campaign.area, *access.see(person, campaign.area.children.all())]
    before = Traced.load(person, kind.indicators, end_of(since)) if since else None
    for known in terms_indicator.catalogue().values():
        if known.code not in kind.indicators:
            continue
        newest = newest_of(traced, known.code, areas)
        if newest is None:
            continue
        rows = [row_of(area, known.code, traced, before) for area in areas]
        yield Tracked(
            indicator=known.short_name,
            unit=newest.own_unit,
            period=Period.parse(newest.period).label,
            status=Status(newest.status),
            rows=tuple(rows[1:]),
            whole=rows[0],
        )


def newest_of(traced: Traced, indicator: str, areas: list[Area]) -> Observation | None:
    """Return the level of the newest period among the areas."""
    found = (level_of(traced, indicator, area) for area in areas)
    rows = [row for row in found if row is not None]
    return max(rows, key=lambda row: Period.parse(row.period), default=None)


def row_of(area: Area, indicator: str, traced: Traced, before: Traced | None) -> TrackedRow:
    """Return one area: its newest level and the one known before."""
    now = level_of(traced, indicator, area)
    then = level_of(before, indicator, area) if before else None
    return TrackedRow(
        area=area.name, value=published(now), before=published(then), sources=traced.cite(now)
    )


def level_of(traced: Traced, indicator: str, area: Area) -> Observation | None:
    """Return the newest level of an area that holds."""
    rows = [
        row
        for row in traced.rows.values()
        if (row.area_id, row.indicator, row.measure) == (area.pk, indicator, Measure.LEVEL)
    ]
    return max(rows, key=lambda row: Period.parse(row.period), default=None)


def published(row: Observation | None) -> Decimal | None:
    """Return the figure as it is printed."""
    return row.published if row else None
