"""An embargo as tests set it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from kaimenhong.terms.period import Period
from office.people.models import Area, Person
from office.releases import actions
from office.releases.models import Embargo
from office.returns.models import Observation


def newest(indicator: str, area: Area) -> Observation:
    """The newest figure of an indicator in an area."""
    rows = Observation.objects.filter(indicator=indicator, area=area, measure="growth")
    return rows.order_by("last", "vintage").last()  # type: ignore[return-value] -- the demonstration has it


def keep_back(
    row: Observation,
    *,
    by: Person,
    area: Area | None = None,
    below: bool = True,
    people: Iterable[Person] = (),
    posts: Iterable[str] = (),
) -> Embargo:
    """Keep back what a figure is about until tomorrow."""
    now = timezone.now()
    terms = actions.Terms(
        indicator=row.indicator,
        area=area or row.area,
        below=below,
        period=Period.parse(row.period),
        until=now + timedelta(days=1),
        reason="按发布日程",
    )
    return actions.embargo(by=by, terms=terms, people=people, posts=posts, now=now)
