"""What a campaign's forms ask of offices, beside what asking every office of a task would ask."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime

from django.db.models import Min

from kaimenhong.returns.forms.asking import asked
from kaimenhong.returns.forms.burden import AskedFor, Burden, burden
from kaimenhong.returns.forms.form import Line, period_of
from kaimenhong.terms.period import Period
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign
from office.filing import queries
from office.people.models import Person
from office.returns.forming.queries import answering
from office.returns.models import Observation, Return

type Figure = tuple[str, str, str, str, str]


def of_forms(person: Person, campaign: Campaign, today: date) -> Burden:
    """Count what the returns that can be filed by now ask for.

    A figure counts as prefilled where the ledger had it by another way than a return, from a sheet
    that somebody sent anyway, before the return was filed.
    """
    cells: list[AskedFor] = []
    known: set[Hashable] = set()
    learnt = first_learnt()
    for row in opened(person, campaign, today):
        asked_for = list(of_return(row))
        filed = row.events.order_by("number").first()
        known |= {
            one.figure
            for one in asked_for
            if one.figure in learnt and (filed is None or learnt[one.figure] <= filed.at)
        }
        cells += asked_for
    return burden(cells, known)


def of_tasks(person: Person, campaign: Campaign, today: date) -> Burden:
    """Count what a letter to every office of a task would ask for: each figure of each target.

    Nothing is prefilled in a letter; the periods are those of the returns.
    """
    periods = {row.period_value for row in opened(person, campaign, today)}
    cells = set()
    for target in campaigns.targets(person, campaign):
        found = answering(target)
        for one in asked([found]):
            for office, _ in found.offices:
                cells |= {AskedFor(office, figure) for figure in figures(one.line, periods)}
    return burden(cells, frozenset())


def opened(person: Person, campaign: Campaign, today: date) -> list[Return]:
    """Return the returns of the campaign that can be filed by now."""
    rows = queries.returns(person).filter(form__campaign=campaign)
    return list(rows.filter(opens__lte=campaign.day(today)))


def of_return(row: Return) -> Iterator[AskedFor]:
    """Yield the cells that one return asks for."""
    for line, period in queries.asked(row):
        yield AskedFor(row.office_id, figure(line.line, period))


def figures(line: Line, periods: Iterable[Period]) -> Iterator[Figure]:
    """Yield the figures that a line asks for over some periods."""
    for period in periods:
        of = period_of(line, period)
        if of is not None:
            yield figure(line, of)


def figure(line: Line, period: Period) -> Figure:
    """Return what tells the figure of a line in a period from all others."""
    return line.subject, line.indicator, line.measure.value, line.accumulation.value, period.code


def first_learnt() -> dict[object, datetime]:
    """Return when each figure first came into the ledger by another way than a return."""
    rows = Observation.objects.filter(intake__acceptance=None, role="actual")
    found = rows.values_list(
        "area__code", "indicator", "measure", "accumulation", "period"
    ).annotate(first=Min("vintage"))
    return {(f"area:{code}", *rest): first for code, *rest, first in found.order_by()}
