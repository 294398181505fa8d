"""A sheet that came, read with the corrections of its sender."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kaimenhong.documents.delimited import open_sheets
from kaimenhong.returns.sheets.reader import SheetReading, read_workbook
from office.people import access
from office.people.models import Person
from office.returns.mapping import remembered
from office.returns.models import Upload


def uploads(person: Person) -> QuerySet[Upload]:
    """Return the sheets that the person sent, and those for the returns of his office.

    Nobody else: a sheet may hold figures that are kept back from him, and how it is read is for who
    sends it to say.
    """
    rows = Upload.objects.select_related("by__area", "by__office", "of__office__area").defer("data")
    own = Q(by=person)
    if person.office_id is not None and access.may(person, access.Act.FILE_RETURN):
        own |= Q(of__office=person.office_id)
    return rows.filter(own)


def upload(person: Person, pk: int) -> Upload:
    """Return one sheet that the person may look at and correct."""
    row = uploads(person).filter(pk=pk).first()
    if row is None:
        raise access.not_found()
    return row


def reading(row: Upload) -> SheetReading:
    """Read the sheet as it came; raises what the reading raises.

    Where it names no area, that of a return which it was sent for is meant.
    """
    book = open_sheets(row.file_name, bytes(row.data))
    own = row.of.office.area.name if row.of else None
    return read_workbook(book, subject=own, mendings=remembered.mendings(row.by, sheet=row.sha256))
