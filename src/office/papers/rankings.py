"""The areas below, by the growth of the campaign's own indicators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.writing.dossier import Ranking, RankingRow
from office.board import indicators
from office.board.queries import BoardRow
from office.campaigns.models import Campaign
from office.papers.traced import Traced
from office.people.models import Area, Person

RANKINGS = 4
"""How many indicators are ranked area by area; more no leader reads."""

PEERS = 3
"""Fewer areas than this make no ranking."""


def ranking_rows(
    person: Person, campaign: Campaign, rows: Iterable[BoardRow], traced: Traced, today: date
) -> Iterable[Ranking]:
    """Rank the areas below by the growth of the campaign's first indicators that allow it."""
    own = [r for r in rows if r.target.area_id == campaign.area_id and r.fact is not None]
    names = dict.fromkeys(r.target.indicator for r in own if r.target.measure == Measure.GROWTH)
    pages = (
        indicators.page(person, campaign, indicator=name, area_code=campaign.area.code, today=today)
        for name in names
    )
    found = (ranking_of(page, campaign, traced) for page in pages)
    return islice((ranking for ranking in found if ranking is not None), RANKINGS)


def ranking_of(page: indicators.Page, campaign: Campaign, traced: Traced) -> Ranking | None:
    """Return the areas below by one indicator, or None where too few can be ranked."""
    period = page.beside_period
    if period is None or page.beside_by is not Measure.GROWTH:
        return None

    def one(area: Area, rank: int | None) -> RankingRow:
        growth = traced.find(area, page.code, period.code, Measure.GROWTH)
        level = traced.find(area, page.code, period.code, Measure.LEVEL)
        return RankingRow(
            area=area.name,
            growth=growth.published if growth else None,
            rank=rank if growth else None,
            level=level.published if level else None,
            sources=traced.cite(growth, level),
        )

    below = [b for b in page.beside if b.area.parent_id == campaign.area_id]
    if sum(b.rank is not None for b in below) < PEERS:
        return None
    whole = traced.find(campaign.area, page.code, period.code, Measure.GROWTH)
    return Ranking(
        indicator=page.known.short_name if page.known else page.name,
        period=period.label,
        status=Status(whole.status) if whole else Status.DISPATCH,
        peers="县（市、区）",
        rows=tuple(one(b.area, b.rank) for b in below),
        whole=one(campaign.area, None) if whole else None,
        level_unit=page.known.unit_of(Measure.LEVEL) if page.known else "",
    )
