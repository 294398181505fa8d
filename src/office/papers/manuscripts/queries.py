"""What becomes of a manuscript: its blanks filled, its figures checked, or its wording polished."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kaimenhong.documents.document import Document
from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.checking.checker import check
from kaimenhong.writing.checking.report import as_copy as as_checked_copy
from kaimenhong.writing.checking.verdict import Check
from kaimenhong.writing.filling import cells
from kaimenhong.writing.filling.blank import Filling
from kaimenhong.writing.filling.copies import as_copy as as_filled_copy
from kaimenhong.writing.filling.filler import fill
from office.papers.facts import subject_of
from office.papers.ledger import ledger_of
from office.papers.models import Manuscript, Purpose
from office.papers.polishing.queries import document_of, polished
from office.people import access
from office.people.models import Person


@dataclass(frozen=True, slots=True)
class Worked:
    """A manuscript as it was read, with a filling or a check where it is for either."""

    row: Manuscript
    data: bytes
    document: Document
    filling: Filling | None = None
    check: Check | None = None


def manuscripts(person: Person, purpose: Purpose) -> QuerySet[Manuscript]:
    """Return the texts for this purpose that the person reaches, the newest first."""
    access.require(person, access.Act.WRITE_PAPER)
    rows = Manuscript.objects.filter(purpose=purpose).select_related("by", "campaign__area")
    return access.see(person, rows).defer("data")


def manuscript(person: Person, pk: int) -> Manuscript:
    """Return one text; Refused where it is not the person's to see."""
    access.require(person, access.Act.WRITE_PAPER)
    rows = Manuscript.objects.select_related("by", "campaign__area")
    return access.fetch(person, rows, pk=pk)


def worked(person: Person, row: Manuscript) -> Worked:
    """Fill or check a text with what the person sees; raises Mistake where it cannot be read.

    What waits for its wording is read, and no more.
    """
    data = bytes(row.data)
    if row.purpose == Purpose.POLISH:
        return Worked(row, data, document_of(row))
    known = ledger_of(person, as_of=row.as_of)
    area = subject_of(row.campaign.area)
    if row.purpose == Purpose.FILL:
        opened = cells.opened(row.file_name, data)
        found = fill(opened.document, known, area=area, mark=opened.mark)
        return Worked(row, opened.data, opened.document, filling=found)
    document = open_bytes(row.file_name, data)
    return Worked(row, data, document, check=check(document, known, area=area))


def copy_of(found: Worked) -> bytes:
    """Return the copy: filled with its sources, with comments, or with the wording taken."""
    data = found.data
    if found.row.purpose == Purpose.POLISH:
        return polished(found.row)
    if found.filling is not None:
        copy = as_filled_copy(found.filling, found.document, data, comments=True, sources=True)
        return copy.data
    if found.check is None:
        raise ValueError("a manuscript is filled, checked or polished")
    return as_checked_copy(found.check, found.document, data).data
