"""Writes about manuscripts: a text comes in, its copy goes out; both are kept in the audit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from office.campaigns import queries as campaigns
from office.papers import refusals
from office.papers.manuscripts import queries
from office.papers.models import Manuscript, Purpose
from office.people import access, audit
from office.people.models import Area, Person
from office.returns.forming.queries import moment

WORDS = {Purpose.FILL: "已填", Purpose.CHECK: "校核", Purpose.POLISH: "润色"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy ready to hand out."""

    file_name: str
    data: bytes


@transaction.atomic
def bring(
    *, by: Person, campaign: int, purpose: Purpose, file_name: str, data: bytes, as_of: date
) -> Manuscript:
    """Keep a text; raises Refused without the right, Mistake where it cannot be read or worked on.

    A file marked secret is refused as everywhere. A demonstration knows nothing after its day.
    """
    access.require(by, access.Act.WRITE_PAPER)
    found = campaigns.campaign(by, campaign)
    # Who reaches a part of the area only would fill a paper of the whole with that part.
    access.fetch(by, Area.objects.all(), pk=found.area_id)
    refusals.refuse_other_than_text(file_name, data)
    row = Manuscript(
        campaign=found,
        purpose=purpose,
        file_name=PurePath(file_name).name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        as_of=found.day(as_of),
        by=by,
        at=moment(found, timezone.now()),
    )
    queries.worked(by, row)
    row.save()
    _record(by, row, "brought")
    return row


@transaction.atomic
def hand_out(*, by: Person, manuscript: int) -> Copy:
    """Make the copy of a text: filled, or with comments."""
    row = queries.manuscript(by, manuscript)
    data = queries.copy_of(queries.worked(by, row))
    _record(by, row, "handed_out")
    name = PurePath(row.file_name)
    word = WORDS[Purpose(row.purpose)]
    suffix = ".docx" if data.startswith(b"PK") else ".txt"
    return Copy(f"{name.stem}（{word}）{suffix}", data)


def _record(by: Person, row: Manuscript, what: str) -> None:
    detail = {"purpose": row.purpose, "sha256": row.sha256, "as_of": row.as_of.isoformat()}
    audit.record(by=by, act=f"manuscript.{what}", on=row.file_name, detail=detail)
