"""The corrections of layouts that hold for a sender: his office's, or his area's without one."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from kaimenhong.returns.sheets.mending import Mending, dates_itself
from office.people.models import Person
from office.returns.models import LayoutMending

type Remembered = dict[str, tuple[Mending, ...]]


def of_sender(sender: Person) -> QuerySet[LayoutMending]:
    """Return every correction that was made for the sender, the oldest first."""
    rows = LayoutMending.objects.select_related("by", "upload").defer("upload__data").order_by("pk")
    if sender.office_id is not None:
        return rows.filter(office=sender.office_id)
    return rows.filter(area=sender.area_id, office=None)


def holding(sender: Person, sheet: str) -> list[LayoutMending]:
    """Return what holds for a sheet, told by its digest: the newest of each head and facet.

    A correction that names a time holds for its own sheet alone: next month has another.
    """
    newest = {(one.layout, one.head, one.facet): one for one in of_sender(sender)}
    return [
        one
        for one in newest.values()
        if one.value and (one.upload.sha256 == sheet or not dates_itself(as_read(one)))
    ]


def mendings(sender: Person, *, sheet: str) -> Remembered:
    """Return what holds for a sheet, by layout, as the reading takes it."""
    found: defaultdict[str, list[Mending]] = defaultdict(list)
    for one in holding(sender, sheet):
        found[one.layout].append(as_read(one))
    return {layout: tuple(own) for layout, own in found.items()}


def as_read(one: LayoutMending) -> Mending:
    """Return a correction as the reading takes it."""
    return Mending(one.head, one.facet, one.value)
