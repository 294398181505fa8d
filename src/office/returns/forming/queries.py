"""Reads about forms: what a campaign asks of each office, and the calendar that terms count by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import reduce

from django.utils import timezone

from kaimenhong.errors import Code, Mistake
from kaimenhong.returns.forms.asking import Answering, Asked, asked
from kaimenhong.terms.calendar import Calendar, standard
from kaimenhong.terms.codelists import Measure
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign, Part, Target
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Form, HolidayYear


def forms(person: Person, campaign: Campaign) -> list[Form]:
    """Return the campaign's forms that the person sees."""
    return list(access.see(person, Form.objects.filter(campaign=campaign)).order_by("pk"))


def form(person: Person, pk: int) -> Form:
    """Return one form to whoever may set it up."""
    row = access.fetch(person, Form.objects.select_related("campaign__area"), pk=pk)
    access.require(person, access.Act.SET_UP_FORMS, area=row.campaign.area)
    return row


def calendar() -> Calendar:
    """Return the working calendar with the years that were loaded by hand; the newest row holds."""
    loaded = {row.year: row for row in HolidayYear.objects.order_by("pk")}
    years = sorted(loaded.items())
    return reduce(lambda known, one: known.extended(one[0], days_of(one[1])), years, standard())


def uppermost(person: Person) -> Area:
    """Return the uppermost area over the person's, or of all where he has none."""
    area = person.area or Area.objects.filter(parent=None).order_by("pk").first()
    while area is not None and area.parent is not None:
        area = area.parent
    if area is None:
        raise access.not_found()
    return area


def days_of(row: HolidayYear) -> dict[date, bool]:
    """Return the exceptions of a loaded year."""
    return {date.fromisoformat(day): bool(works) for day, works in row.days.items()}


def wanted(person: Person, campaign: Campaign) -> tuple[Asked, ...]:
    """Return every figure that the campaign's targets ask for, each once, with who files it.

    Raises FORM_WITHOUT_LINES where no target names an office.
    """
    found = asked(answering(target) for target in campaigns.targets(person, campaign))
    if not found:
        raise nothing_asked(campaign)
    return found


def nothing_asked(campaign: Campaign) -> Mistake:
    """Return the mistake of a campaign that asks nobody for a figure."""
    return Mistake(
        Code.FORM_WITHOUT_LINES,
        expected="至少一项写明牵头单位或责任单位、按这个频率有数的目标",
        came=campaign.name,
        remedy="请在核对页给任务补上牵头单位、责任单位，或改用月报，再建表式",
    )


def answering(target: Target) -> Answering:
    """Return a target as the asking needs it: indicator and area, and who answers, leads first."""
    return Answering(
        subject=target.area.subject,
        area=target.area.name,
        indicator=target.indicator,
        name=target.indicator_name,
        unit=target.unit,
        measure=Measure(target.measure),
        offices=tuple(dict.fromkeys(_offices(target))),
    )


def _offices(target: Target) -> Iterator[tuple[int, str]]:
    parties = list(target.task.parties.all()) if target.task else []
    for part in (Part.LEAD, Part.UNIT):
        for party in parties:
            if party.part == part:
                yield from ((one.pk, one.area.subject) for one in party.members.all())


def moment(campaign: Campaign, now: datetime) -> datetime:
    """Return the moment at which something happens in a campaign: now, or on a demo's fixed day."""
    if campaign.frozen_on is None:
        return now
    local = timezone.localtime(now)
    return timezone.make_aware(datetime.combine(campaign.frozen_on, local.time()))
