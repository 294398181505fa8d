"""Reads about returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max, QuerySet

from kaimenhong.returns.forms.form import period_of
from kaimenhong.terms.period import Period
from office.campaigns.models import Campaign
from office.people import access
from office.people.models import Person, Post
from office.releases import queries as releases
from office.returns.choices import WITH_REPORTER, Reviewers, State
from office.returns.models import Entry, FormLine, Observation, Return

RELATED = ("form__campaign__area", "office__area")
FEWEST_LETTERS = 4  # of a reason that says something


def returns(person: Person) -> QuerySet[Return]:
    """Return the returns that the person sees, the first due first."""
    rows = Return.objects.select_related(*RELATED)
    return access.see(person, rows).order_by("due", "form", "office", "pk")


def fetch(person: Person, pk: int) -> Return:
    """Return one return that the person sees."""
    return access.fetch(person, Return.objects.select_related(*RELATED), pk=pk)


def may_answer(person: Person, row: Return) -> bool:
    """Tell whether the person files for the office of a return."""
    own = person.post == "console" or person.office_id == row.office_id
    return own and access.may_in(person, access.Act.FILE_RETURN, row.office.area)


def may_review(person: Person, row: Return) -> bool:
    """Tell whether the person accepts or sends back the returns of that form and area."""
    meant = person.post == Post.CONSOLE or row.form.reviewers in (Reviewers.BOTH, person.post)
    return meant and access.may_in(person, access.Act.REVIEW_RETURN, row.office.area)


def asked(row: Return) -> list[tuple[FormLine, Period]]:
    """Return the lines that a return asks for, each with the period of its figure."""
    lines = FormLine.objects.filter(form=row.form, office=row.office).select_related(
        "area__parent", "form"
    )
    found = ((line, period_of(line.line, row.period_value)) for line in lines)
    return [(line, period) for line, period in found if period is not None]


def shown(
    person: Person, row: Return, lines: Sequence[tuple[FormLine, Period]]
) -> list[tuple[FormLine, Period]]:
    """Return the lines without those whose figure is under embargo for who does not file it."""
    kept_back = [] if may_answer(person, row) else releases.against(person)
    return [
        (line, period)
        for line, period in lines
        if not any(releases.covers(one, line.indicator, line.area, period) for one in kept_back)
    ]


def newest_entries(row: Return) -> dict[int, Entry]:
    """Return the answer that holds for each line, by line; lines never answered have none."""
    entries = Entry.objects.filter(of=row).select_related("by").order_by("number")
    return {entry.line_id: entry for entry in entries}


def history(row: Return, line: int) -> list[Entry]:
    """Return every answer that was ever given for a line, the newest first."""
    entries = Entry.objects.filter(of=row, line=line).select_related("by")
    return list(entries.order_by("-number"))


def known(
    lines: Sequence[tuple[FormLine, Period]], *, person: Person | None = None
) -> list[Observation]:
    """Return what the ledger has of the lines' areas and indicators, oldest version first.

    For a person without what is under embargo for him; for nobody, as the ledger itself knows it.
    """
    areas = {line.area_id for line, _ in lines}
    indicators = {line.indicator for line, _ in lines}
    rows = Observation.objects.filter(area__in=areas, indicator__in=indicators)
    if person is not None:
        rows = rows.exclude(releases.withheld(person))
    return list(rows.select_related("area", "intake__acceptance").order_by("vintage", "pk"))


def below(row: Return) -> list[Return]:
    """Return the returns of the same form and period of lower areas that are not accepted yet."""
    lower = set(access.area_and_below(row.office.area)) - {row.office.area_id}
    others = Return.objects.filter(form=row.form, period=row.period, office__area__in=lower)
    return list(others.exclude(state=State.ACCEPTED).select_related("office", "form"))


def waiting(person: Person, today: date) -> list[Return]:
    """Return what the person has to file now: begun and with him, the first due first."""
    if not access.may(person, access.Act.FILE_RETURN):
        return []
    rows = returns(person).filter(state__in=WITH_REPORTER)
    return [row for row in rows if row.opens <= row.form.campaign.day(today)]


def to_review(person: Person) -> list[Return]:
    """Return what was filed and waits for the person's review, the first due first."""
    if not access.may(person, access.Act.REVIEW_RETURN):
        return []
    rows = returns(person).filter(state=State.FILED)
    return [row for row in rows if may_review(person, row)]


def revision(row: Return) -> int:
    """Return a number that grows with every answer of a return."""
    newest: int | None = Entry.objects.filter(of=row).aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def of_campaign(person: Person, campaign: Campaign) -> list[Return]:
    """Return the returns of a campaign that the person sees."""
    return list(returns(person).filter(form__campaign=campaign))


def missing(rows: Iterable[Return], today: date) -> list[Return]:
    """Return those of the returns that should be filed by now and are not."""
    return [row for row in rows if row.with_reporter and row.opens <= row.form.campaign.day(today)]
