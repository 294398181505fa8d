"""Writes about figures: a sheet becomes observations; nothing is ever overwritten."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from kaimenhong.documents.delimited import open_sheets
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding, amount, own_unit, published
from kaimenhong.facts import Observation as Figure
from kaimenhong.returns.intake import read_return
from office.people import access, audit
from office.people import queries as people_queries
from office.people.models import Area, Person
from office.returns import queries
from office.returns.mapping import remembered
from office.returns.models import Intake, Observation


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a sheet: rows taken, figures that were known already, rows refused."""

    intake: Intake
    taken: int
    unchanged: int
    refused: tuple[Finding, ...]
    seen_before: bool = False


def take_in(
    *,
    by: Person,
    file_name: str,
    data: bytes,
    received: datetime,
    sender: Person | None = None,
    confirmed: bool = False,
) -> Taken:
    """Bring a sheet into the ledger; good rows are kept, bad ones are told one by one.

    A layout is read with what was corrected for the sender, who is `by` where it is nobody else;
    `confirmed` takes in as well what the reading would have confirmed, because the person has
    looked at it cell by cell.

    A figure equal to the newest one known adds nothing. The same file a second time adds only what
    the ledger has no figure for at all: it must not bring back what was corrected since.
    Raises Mistake where nothing of the sheet can be read; nothing is written then.
    """
    access.require(by, access.Act.IMPORT_FIGURES)
    digest = hashlib.sha256(data).hexdigest()
    areas = reachable_areas(by)
    # A large sheet takes its time to read; the ledger stays open to others meanwhile.
    read = read_return(
        open_sheets(file_name, data),
        areas=lru_cache(maxsize=None)(lambda text: subject_of(text, areas, by)),
        received=received,
        source=file_name,
        mendings=remembered.mendings(sender or by, sheet=digest),
        confirmed=confirmed,
    )
    with transaction.atomic():
        rows = new_rows(read.taken, areas, filed_before=areas_filed(digest))
        unchanged = len(read.taken) - len(rows)
        sifted = Sifted(rows, unchanged, read.refused)
        return keep(sifted, by=by, file_name=file_name, digest=digest, received=received)


@dataclass(frozen=True, slots=True)
class Sifted:
    """What of a file says something new, how many figures were known, and what was refused."""

    rows: list[Observation]
    unchanged: int
    refused: tuple[Finding, ...]


def keep(sifted: Sifted, *, by: Person, file_name: str, digest: str, received: datetime) -> Taken:
    """Write the intake with its refusals, and the figures that say something new."""
    seen_before = Intake.objects.filter(sha256=digest).exists()
    intake = Intake.objects.create(
        file_name=file_name,
        sha256=digest,
        received_at=received,
        by=by,
        taken=len(sifted.rows),
        unchanged=sifted.unchanged,
        refusals=[refusal(finding) for finding in sifted.refused],
    )
    for row in sifted.rows:
        row.intake = intake
    Observation.objects.bulk_create(sifted.rows, batch_size=500)
    audit.record(
        by=by,
        act="figures.take_in",
        on=file_name,
        detail={"sha256": digest, "taken": intake.taken, "refused": len(sifted.refused)},
    )
    return Taken(intake, intake.taken, intake.unchanged, sifted.refused, seen_before)


def areas_filed(digest: str) -> set[int]:
    """Return the areas for which this very file was brought in before, by whoever reaches them."""
    filed: set[int] = set()
    for intake in Intake.objects.filter(sha256=digest).select_related("by__area"):
        reached = access.see(intake.by, Area.objects.all())
        filed |= set(reached.values_list("pk", flat=True))
    return filed


def reachable_areas(by: Person) -> dict[str, Area]:
    """Return the areas that the person may file for, by subject."""
    return {area.subject: area for area in access.see(by, Area.objects.all())}


def subject_of(text: str, areas: dict[str, Area], by: Person) -> str | None:
    """Return the subject that the words in an area cell mean, or None."""
    area = people_queries.known_area(text, within=by.area)
    return area.subject if area and area.subject in areas else None


def refusal(finding: Finding) -> dict[str, str]:
    """Return a refused row as it is kept with its intake."""
    return {
        "code": finding.mistake.code.value,
        "place": str(finding.place),
        "message": str(finding.mistake),
    }


def new_rows(
    figures: tuple[Figure, ...], areas: dict[str, Area], *, filed_before: set[int]
) -> list[Observation]:
    """Return the rows that say something new: an unseen key, or another value than the newest.

    In areas for which the file came before, another value is not enough: the key must be new.
    """
    newest = queries.newest_values({figure.indicator for figure in figures})
    rows = []
    for figure in figures:
        row = as_row(figure, areas[figure.subject])
        key = queries.key_of(row)
        known_here = row.area_id in filed_before
        if key in newest and (known_here or newest[key] == (row.value, row.unit)):
            continue
        newest[key] = (row.value, row.unit)
        rows.append(row)
    return rows


def as_row(figure: Figure, area: Area) -> Observation:
    """Return the observation as a row of the ledger, converted and rounded once and for all.

    The intake that it came with is put in when it is kept.
    """
    unit = own_unit(figure.indicator, figure.measure, figure.unit)
    in_unit = amount(figure.value, figure.unit, unit)
    return Observation(
        area=area,
        indicator=figure.indicator,
        period=figure.period.code,
        first=figure.period.first_month,
        last=figure.period.last_month,
        accumulation=figure.accumulation.value,
        measure=figure.measure.value,
        role=figure.role.value,
        basis=figure.basis.value,
        caliber=figure.caliber,
        status=figure.status.value,
        value=figure.value,
        unit=figure.unit,
        own_unit=unit,
        amount=in_unit,
        published=published(in_unit, unit),
        vintage=figure.vintage,
        source=figure.source,
    )


def refuse_nothing_taken(taken: Taken) -> None:
    """Raise the first refusal where not one row of the sheet was good."""
    if taken.taken == taken.unchanged == 0 and taken.refused:
        raise Mistake(
            Code.ROW_INCOMPLETE,
            expected="至少一行可用的数据",
            came=f"{len(taken.refused)} 行均被退回",
            remedy="请按逐行说明修改后重新导入",
            place=Place(file=taken.intake.file_name),
        )
