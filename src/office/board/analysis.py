"""The part of an indicator's page that takes its time: outlook, required path, pulls.

It is worked out once for an area and a state of the ledger, whoever asks; who may ask is decided
before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from kaimenhong.terms.period import Period
from office import warehouse
from office.board import held, indicators
from office.board.foreseen import foreseen
from office.board.outlook import Outlook, needed, outlook
from office.board.pulling import Pulling, pulling
from office.board.queries import end_of
from office.board.remaining import Path, paths
from office.board.signs import Sign
from office.campaigns.models import Campaign
from office.people.models import Person
from office.returns.models import Observation


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is worked out for one indicator of one area."""

    outlook: Outlook
    foreseen: tuple[Sign, ...]
    paths: tuple[Path, ...]
    pulling: Pulling


def analysis(person: Person, campaign: Campaign, page: indicators.Page, today: date) -> Analysis:
    """Return the worked-out part of the page that a person looks at."""
    asked = f"{campaign.pk}:{page.code}:{page.area.pk}:{campaign.day(today)}"
    targets = ",".join(str(row.target.pk) for row in page.targets)
    mark = f"analysis:{person.pk}:{asked}:{targets}:{warehouse.revision(person)}"
    known: Analysis | None = cache.get(mark)
    if known is None:
        known = worked_out(person, campaign, page, today)
        cache.set(mark, known)
    return known


def worked_out(person: Person, campaign: Campaign, page: indicators.Page, today: date) -> Analysis:
    """Work it out of the figures that hold on the campaign's day."""
    figures = held.figures(person, needed(page.code), end_of(campaign.day(today)))
    own = list(indicators.shown(person, [page.area], figures).values())
    here = {
        key: one
        for key, one in figures.items()
        if page.beside_period and key[1:3] == (page.code, page.beside_period.code)
    }
    beside = indicators.shown(person, page.areas, here)
    ahead = outlook(
        page.name, page.code, page.area, own, page.targets, Period.parse(campaign.period)
    )
    return Analysis(
        outlook=ahead,
        foreseen=foreseen(page.code, page.area, ahead.expected),
        paths=tuple(paths(page.code, own, page.targets)),
        pulling=pulls_of(page, beside.values()),
    )


def pulls_of(page: indicators.Page, rows: Iterable[Observation]) -> Pulling:
    """Return who pulls the area's growth in the period in which the areas are compared."""
    below = [area for area in page.areas if area.parent_id == page.area.pk]
    here = {(row.area_id, row.measure): row for row in rows}
    return pulling(page.name, page.code, page.area, below, here, page.beside_period)
