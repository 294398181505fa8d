"""Keeps a template for a kind, and stops one; both are kept in the audit."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.db import transaction

from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.papers.kinds import kind
from office.papers import refusals
from office.papers.keeping import queries
from office.papers.models import Template
from office.people import access, audit
from office.people.models import Area, Person


@transaction.atomic
def keep(
    *, by: Person, area: Area, kind_code: str, file_name: str, data: bytes, now: datetime
) -> Template:
    """Keep a template for a kind of an area's papers; it takes the place of the one before.

    Raises Refused without the right, FILE_KIND and the other mistakes of documents where the file
    is no .docx, too large, damaged or marked secret, PAPER_KIND_UNKNOWN.
    """
    access.require(by, access.Act.WRITE_PAPER)
    access.fetch(by, Area.objects.all(), pk=area.pk)
    wanted = kind(kind_code)
    refusals.refuse_other_than_word(file_name, data)
    open_bytes(file_name, data)
    before = queries.of_kind(by, area, wanted.code)
    if before is not None:
        _stop(by, before, now)
    row = Template.objects.create(
        area=area,
        kind=wanted.code,
        file_name=PurePath(file_name).name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        by=by,
        at=now,
    )
    _record(by, row, "kept")
    return row


@transaction.atomic
def stop(*, by: Person, template: int, now: datetime) -> Template:
    """Stop using a template: the kind is written from its skeleton again."""
    row = queries.template(by, template)
    _stop(by, row, now)
    return row


@transaction.atomic
def hand_out(*, by: Person, template: int) -> Template:
    """Give the file of a template as it was kept."""
    row = queries.template(by, template)
    _record(by, row, "handed_out")
    return row


def _stop(by: Person, row: Template, now: datetime) -> None:
    row.stopped_by, row.stopped_at = by, now
    row.save(update_fields=["stopped_by", "stopped_at"])
    _record(by, row, "stopped")


def _record(by: Person, row: Template, what: str) -> None:
    detail = {"area": row.area.code, "kind": row.kind, "sha256": row.sha256}
    audit.record(by=by, act=f"template.{what}", on=row.file_name, detail=detail)
