"""Writes about forms: a campaign's forms are opened, with a return for every office and period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kaimenhong.errors import Code, Mistake
from kaimenhong.returns.forms.asking import Asked, more_often
from kaimenhong.returns.forms.form import Cadence, period_of
from kaimenhong.returns.forms.schedule import Term, periods, window
from kaimenhong.terms.period import Period
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign
from office.people import access, audit
from office.people.models import Area, Person
from office.returns.choices import Reviewers, State
from office.returns.forming import queries
from office.returns.models import Form, FormLine, HolidayYear, Return


@transaction.atomic
def open_forms(
    *,
    by: Person,
    campaign: int,
    terms: Mapping[Cadence, Term],
    now: datetime,
    often: Cadence = Cadence.MONTH,
    reviewers: Reviewers = Reviewers.BOTH,
) -> list[Form]:
    """Open the forms that the campaign's targets ask for, and a return for every office and period.

    `often` is how often levels that are released by the month are filed besides. A cadence without
    a term is left out. Raises FORM_EXISTS where the campaign has forms already,
    FORM_WITHOUT_LINES, TERM_INVALID, and DATE_OUTSIDE_CALENDAR where the holidays of a year in
    question were not loaded yet; nothing is written then.
    """
    found = campaigns.campaign(by, campaign)
    access.require(by, access.Act.SET_UP_FORMS, area=found.area)
    if Form.objects.filter(campaign=found).exists():
        raise exists(found)
    groups: defaultdict[Cadence, list[Asked]] = defaultdict(list)
    for one in more_often(queries.wanted(by, found), often):
        groups[one.cadence].append(one)
    opened = [
        open_form(by, found, cadence, Setting(terms[cadence], reviewers), lines, now)
        for cadence, lines in groups.items()
        if cadence in terms
    ]
    if not opened:
        raise queries.nothing_asked(found)
    audit.record(by=by, act="forms.open", on=found.name, detail={"forms": [str(f) for f in opened]})
    return opened


@dataclass(frozen=True, slots=True)
class Setting:
    """When the returns of a form are due, and who reviews them."""

    term: Term
    reviewers: Reviewers


def open_form(
    by: Person,
    campaign: Campaign,
    cadence: Cadence,
    setting: Setting,
    asked: list[Asked],
    now: datetime,
) -> Form:
    """Write one form with its lines and returns."""
    term = setting.term
    form = Form.objects.create(
        campaign=campaign,
        cadence=cadence.value,
        name=f"{campaign.area.name}{campaign.period_label}调度{cadence.label}表",
        days=term.days,
        working=term.working,
        grace=term.grace,
        reviewers=setting.reviewers,
        opened_at=now,
        opened_by=by,
    )
    areas = {area.subject: area for area in Area.objects.all()}
    counts: Counter[int] = Counter()
    rows = []
    for one in asked:
        counts[one.office] += 1
        rows.append(as_row(form, counts[one.office], one, areas))
    FormLine.objects.bulk_create(rows)
    Return.objects.bulk_create(empty_returns(form))
    return form


def as_row(form: Form, number: int, asked: Asked, areas: Mapping[str, Area]) -> FormLine:
    """Return a line as it is kept; lines are counted office by office."""
    line = asked.line
    return FormLine(
        form=form,
        office_id=asked.office,
        number=number,
        area=areas[line.subject],
        indicator=line.indicator,
        name=line.name,
        measure=line.measure.value,
        accumulation=line.accumulation.value,
        unit=line.unit,
    )


def empty_returns(form: Form) -> list[Return]:
    """Return a draft for every office and period in which at least one line asks for a figure."""
    lines: defaultdict[int, list[FormLine]] = defaultdict(list)
    for row in form.lines.select_related("area"):
        lines[row.office_id].append(row)
    calendar = queries.calendar()
    made = []
    for period in periods(Cadence(form.cadence), Period.parse(form.campaign.period)):
        dates = window(period, form.term, calendar)
        for office, rows in lines.items():
            if any(period_of(row.line, period) for row in rows):
                made.append(
                    Return(
                        form=form, office_id=office, period=period.code,
                        opens=dates.opens, due=dates.due, closes=dates.closes,
                    )
                )  # fmt: skip
    return made


def exists(campaign: Campaign) -> Mistake:
    """Return the mistake of a campaign whose forms are open already."""
    return Mistake(
        Code.FORM_EXISTS,
        expected="还没有表式的行动",
        came=campaign.name,
        remedy="已建的表式请在“表式”页查看；期限可以在那里改",
    )


@transaction.atomic
def set_term(*, by: Person, form: int, term: Term) -> Form:
    """Give a form another term; the windows of returns that are not filed yet are drawn anew."""
    row = queries.form(by, form)
    before = row.term
    row.days, row.working, row.grace = term.days, term.working, term.grace
    row.save(update_fields=["days", "working", "grace"])
    redraw([row])
    detail = {"before": before.label, "after": term.label, "grace": term.grace}
    audit.record(by=by, act="forms.set_term", on=row.name, detail=detail)
    return row


@transaction.atomic
def load_holidays(*, by: Person, year: int, days: Mapping[date, bool], now: datetime) -> None:
    """Load the days off and make-up days of a year; windows that are not filed yet are drawn anew.

    The calendar is everybody's: only a coordinator of the uppermost area loads it. Raises
    DATE_OUTSIDE_CALENDAR where a day is of another year, or a year before it is not known.
    """
    access.require(by, access.Act.SET_UP_FORMS, area=queries.uppermost(by))
    queries.calendar().extended(year, days)
    HolidayYear.objects.create(
        year=year,
        days={day.isoformat(): works for day, works in sorted(days.items())},
        loaded_at=now,
        by=by,
    )
    redraw(list(Form.objects.all()))
    audit.record(by=by, act="calendar.load", on=str(year), detail={"days": len(days)})


def redraw(forms: list[Form]) -> None:
    """Draw the windows of returns anew that nobody has filed; what was filed keeps its dates."""
    calendar = queries.calendar()
    waiting = Return.objects.filter(form__in=forms, state=State.DRAFT).select_related("form")
    for row in waiting:
        dates = window(row.period_value, row.form.term, calendar)
        row.opens, row.due, row.closes = dates.opens, dates.due, dates.closes
    Return.objects.bulk_update(waiting, ["opens", "due", "closes"], batch_size=500)
