"""Writes about sheets that came: kept as they are, their layout corrected, their figures taken."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kaimenhong.returns.sheets.mending import layout_of
from kaimenhong.returns.sheets.reader import SheetReading
from office.people import access, audit
from office.people.models import Person
from office.returns.mapping import fitting, reading, remembered, values
from office.returns.models import LayoutMending, Return, Upload


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet as it came, and whether the same bytes had come before."""

    upload: Upload
    again: bool


@transaction.atomic
def keep(
    *, by: Person, file_name: str, data: bytes, now: datetime, of: Return | None = None
) -> Kept:
    """Keep a sheet as it came; the same bytes are kept once for a return, or for a sender."""
    digest = hashlib.sha256(data).hexdigest()
    same = Upload.objects.filter(of=of, sha256=digest)
    known = (same if of is not None else same.filter(by=by)).first()
    if known is not None:
        return Kept(known, again=True)
    row = Upload.objects.create(file_name=file_name, sha256=digest, data=data, of=of, by=by, at=now)
    return Kept(row, again=False)


@dataclass(frozen=True, slots=True)
class Mended:
    """How many figures were read before a correction and after it, and whether any differs."""

    before: int
    after: int
    changed: bool


def mend(
    *, by: Person, upload: int, table: int, head: str, facet: str, words: str, now: datetime
) -> Mended:
    """Correct what a head, or with an empty one the whole table, says; remembered for the sender.

    Empty words take a correction back; where none holds, nothing is written. Raises what
    `values.understood` and `fitting.refuse_misfit` raise, and Refused where the sheet or table is
    not there.
    """
    row = reading.upload(by, upload)
    before = reading.reading(row)
    value = values.understood(facet, words, by=row.by)
    if not 1 <= table <= len(before.tables):
        raise access.not_found()
    own = before.tables[table - 1]
    layout = layout_of(own.region, titled=not head)
    if value and facet == "unit":
        fitting.refuse_misfit(value, own, head)
    if not value and not holds(row, layout, head, facet):
        return Mended(counted(before), counted(before), changed=False)
    # A large sheet takes its time to read; others go on writing meanwhile.
    remember(row, by=by, layout=layout, head=head, facet=facet, value=value, now=now)
    after = reading.reading(row)
    return Mended(counted(before), counted(after), changed=told(before) != told(after))


def holds(row: Upload, layout: str, head: str, facet: str) -> bool:
    """Tell whether a correction of the facet is in force for a sheet."""
    return any(
        (one.layout, one.head, one.facet) == (layout, head, facet)
        for one in remembered.holding(row.by, row.sha256)
    )


@transaction.atomic
def remember(
    row: Upload, *, by: Person, layout: str, head: str, facet: str, value: str, now: datetime
) -> None:
    """Keep a correction for the sender of a sheet; Refused where he belongs to no area."""
    if row.by.area is None:
        raise access.not_found()
    LayoutMending.objects.create(
        area=row.by.area,
        office=row.by.office,
        layout=layout,
        head=head,
        facet=facet,
        value=value,
        upload=row,
        by=by,
        at=now,
    )
    audit.record(
        by=by,
        act="layout.mend",
        on=row.file_name,
        detail={"head": head, "facet": facet, "value": value, "sha256": row.sha256},
    )


def told(found: SheetReading) -> list[tuple[object, ...]]:
    """Return what a reading says of each cell, as far as a person would see another."""
    said: list[tuple[object, ...]] = []
    for table in found.tables:
        said += [
            (one.spot, one.subject, one.code or one.indicator, one.period, one.accumulation,
             one.measure, one.role, one.value, one.unit)
            for one in table.seen
        ]  # fmt: skip
        said += [(one.spot, one.reason) for one in table.missed]
        said += [(one.cells, one.told) for one in table.warnings]
    return said


def counted(found: SheetReading) -> int:
    """Return how many figures were read."""
    return sum(len(table.seen) for table in found.tables)
