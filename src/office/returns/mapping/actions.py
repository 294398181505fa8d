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
from office.returns.mapping import reading, values
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


def mend(
    *, by: Person, upload: int, table: int, head: str, facet: str, words: str, now: datetime
) -> tuple[int, int]:
    """Correct what a head, or with an empty one the whole table, says; remembered for the sender.

    Returns how many figures were read before and after. Empty words take a correction back. Raises
    what `values.understood` raises, and Refused where the sheet or table is not there.
    """
    row = reading.upload(by, upload)
    before = reading.reading(row)
    value = values.understood(facet, words, by=row.by)
    if not 1 <= table <= len(before.tables) or row.by.area is None:
        raise access.not_found()
    # A large sheet takes its time to read; others go on writing meanwhile.
    with transaction.atomic():
        LayoutMending.objects.create(
            area=row.by.area,
            office=row.by.office,
            layout=layout_of(before.tables[table - 1].region, titled=not head),
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
    after = reading.reading(row)
    return counted(before), counted(after)


def counted(found: SheetReading) -> int:
    """Return how many figures were read."""
    return sum(len(table.seen) for table in found.tables)
