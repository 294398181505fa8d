"""What the page of a campaign's forms shows: the forms that stand, or what would be asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kaimenhong.errors import Mistake
from kaimenhong.returns.forms.form import Cadence, Line
from office.campaigns.models import Campaign
from office.people.models import Office, Person
from office.returns.forming import queries
from office.returns.forming.forms import TermForm
from office.returns.models import Form


@dataclass(frozen=True, slots=True)
class Standing:
    """A form that is open, with its term to change and what it asks of each office."""

    form: Form
    term: TermForm
    offices: tuple[tuple[Office, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that stand; where there are none yet, what would be asked on each cadence."""

    standing: tuple[Standing, ...]
    proposed: tuple[tuple[str, tuple[tuple[Office, tuple[Line, ...]], ...]], ...]
    refused: Mistake | None


def forms(person: Person, campaign: Campaign) -> Forms:
    """Return the page of a campaign's forms."""
    rows = queries.forms(person, campaign)
    if rows:
        return Forms(tuple(standing(row) for row in rows), (), None)
    try:
        return Forms((), proposed(person, campaign), None)
    except Mistake as mistake:
        return Forms((), (), mistake)


def standing(form: Form) -> Standing:
    """Return a form with what it asks of each office."""
    lines = [(row.office, row.line) for row in form.lines.select_related("office", "area")]
    term = {"days": form.days, "working": form.working, "grace": form.grace}
    return Standing(form, TermForm(prefix=str(form.pk), initial=term), grouped(lines))


def proposed(
    person: Person, campaign: Campaign
) -> tuple[tuple[str, tuple[tuple[Office, tuple[Line, ...]], ...]], ...]:
    """Return what would be asked on each cadence of each office."""
    offices = {office.pk: office for office in Office.objects.all()}
    found: defaultdict[Cadence, list[tuple[Office, Line]]] = defaultdict(list)
    for one in queries.wanted(person, campaign):
        found[one.cadence].append((offices[one.office], one.line))
    return tuple((cadence.label, grouped(lines)) for cadence, lines in found.items())


def grouped(lines: list[tuple[Office, Line]]) -> tuple[tuple[Office, tuple[Line, ...]], ...]:
    """Return the lines by office, in the order in which the offices first come."""
    found: defaultdict[Office, list[Line]] = defaultdict(list)
    for office, line in lines:
        found[office].append(line)
    return tuple((office, tuple(asked)) for office, asked in found.items())
