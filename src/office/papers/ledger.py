"""The ledger that papers are filled from and checked against: what a person sees, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kaimenhong.facts import Observation, Wanted
from kaimenhong.terms.codelists import (
    Accumulation,
    Comparator,
    Measure,
    PriceBasis,
    Role,
    Status,
    Tier,
)
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.period import Period
from kaimenhong.writing.filling import cells, copies, filler
from kaimenhong.writing.ledger.ledger import Ledger, ledger
from office.campaigns.models import Campaign, Target
from office.papers.facts import CHINA, subject_of
from office.people import access
from office.people.models import Area, Person
from office.releases import queries as releases
from office.returns.models import Observation as Row


def ledger_of(person: Person, *, as_of: date, released: bool = False) -> Ledger:
    """Return all figures and standing targets that the person sees, known by the end of a day.

    `released` leaves out all that is under embargo, also what the person sees of it: for texts that
    others read.
    """
    above = Area.objects.filter(parent__isnull=False).select_related("parent")
    parents = {subject_of(one): subject_of(one.parent) for one in above if one.parent}
    return ledger(_figures(person, released), _targets(person), as_of=as_of, parents=parents)


@dataclass(frozen=True, slots=True)
class FilledCopy:
    """A copy of a template, and how many blanks the template had."""

    data: bytes
    blanks: int


def filled_copy(
    by: Person, campaign: Campaign, file_name: str, data: bytes, *, day: date
) -> FilledCopy:
    """Return a copy of a template, its blanks filled from the ledger as far as it knows."""
    opened = cells.opened(file_name, data)
    known, area = ledger_of(by, as_of=day, released=True), subject_of(campaign.area)
    filling = filler.fill(opened.document, known, area=area, mark=opened.mark)
    copy = copies.as_copy(filling, opened.document, opened.data, comments=False, sources=False)
    return FilledCopy(copy.data, len(filling.blanks))


def _figures(person: Person, released: bool) -> Iterator[Observation]:
    """Yield the rows as plain tuples come: a ledger has tens of thousands of them."""
    subjects = {area.pk: subject_of(area) for area in Area.objects.all()}
    seen = access.see(person, Row.objects.order_by("pk"))
    if released:
        seen = seen.exclude(releases.unreleased())
    for row in seen.values_list("area_id", *FIELDS):
        area, indicator, period, accumulation, measure, role, value, unit, *rest = row
        basis, caliber, status, vintage, source = rest
        yield Observation(
            subject=subjects[area],
            indicator=indicator,
            period=_period(period),
            accumulation=Accumulation(accumulation),
            measure=Measure(measure),
            role=Role(role),
            value=value,
            unit=unit,
            basis=PriceBasis(basis),
            caliber=caliber,
            status=Status(status),
            vintage=vintage.astimezone(CHINA),
            source=source,
        )


FIELDS = (
    "indicator", "period", "accumulation", "measure", "role", "value", "unit", "basis", "caliber",
    "status", "vintage", "source",
)  # fmt: skip


@cache
def _period(code: str) -> Period:
    return Period.parse(code)


def _targets(person: Person) -> Iterator[Wanted]:
    """What counts from the end, or against another figure, is no figure of its own.

    A target in question is left out: no text is wrong by one side of a contradiction.
    """
    settled = Target.objects.filter(withdrawn=False, from_bottom=False, in_question=False)
    seen = access.see(person, settled)
    for row in seen.select_related("area", "campaign").order_by("pk"):
        if row.unit and row.value is not None:
            yield Wanted(
                figure=_aim(row),
                comparator=Comparator(row.comparator),
                value_high=row.value_high,
                issuer=row.issuer,
                tier=Tier(row.tier),
            )


def _aim(row: Target) -> Observation:
    known, measure = catalogue().get(row.indicator), Measure(row.measure)
    return Observation(
        subject=subject_of(row.area),
        indicator=row.indicator,
        period=Period.parse(row.period),
        accumulation=known.accumulation if known else Accumulation.CUMULATIVE,
        measure=measure,
        role=Role.TARGET,
        value=row.value,
        unit=row.unit,
        basis=known.basis_of(measure) if known else PriceBasis.NA,
        caliber="",
        status=Status.OFFICIAL,
        vintage=row.campaign.opened_at.astimezone(CHINA),
        source=row.campaign.name,
    )
