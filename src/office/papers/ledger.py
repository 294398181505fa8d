"""The ledger that papers are filled from and checked against: what a person sees, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Observation, Wanted
from kaimenhong.terms import area as terms_area
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
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.filling import copies, filler
from kaimenhong.writing.ledger.ledger import Ledger, ledger
from office.campaigns.models import Campaign, Target
from office.papers.facts import CHINA
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Observation as Row


def ledger_of(person: Person, *, as_of: date) -> Ledger:
    """Return all figures and standing targets that the person sees, known by the end of a day."""
    return ledger(_figures(person), _targets(person), as_of=as_of)


def subject_of(area: Area) -> str:
    """Return an area as the facts of papers name it.

    What GB/T 2260 lacks, such as a development zone, goes by its name: a text has no other word
    for it.
    """
    return area.subject if terms_area.find(area.code) else f"area:{area.name}"


def filled_copy(by: Person, campaign: Campaign, file_name: str, data: bytes, *, day: date) -> bytes:
    """Return a copy of a template, its blanks filled from the ledger as far as it knows."""
    document = open_bytes(file_name, data)
    area = name_of(subject_of(campaign.area))
    filling = filler.fill(document, ledger_of(by, as_of=day), area=area)
    return copies.as_copy(filling, document, data, comments=False, sources=False).data


def _figures(person: Person) -> Iterator[Observation]:
    for row in access.see(person, Row.objects.select_related("area")).order_by("pk"):
        yield Observation(
            subject=subject_of(row.area),
            indicator=row.indicator,
            period=Period.parse(row.period),
            accumulation=Accumulation(row.accumulation),
            measure=Measure(row.measure),
            role=Role(row.role),
            value=row.value,
            unit=row.unit,
            basis=PriceBasis(row.basis),
            caliber=row.caliber,
            status=Status(row.status),
            vintage=row.vintage.astimezone(CHINA),
            source=row.source,
        )


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
