"""Which templates a place has kept."""

from __future__ import annotations

from django.db.models import QuerySet

from office.papers.models import Template
from office.people import access
from office.people.models import Area, Person


def templates(person: Person) -> QuerySet[Template]:
    """Return the templates in use that the person reaches, kind by kind."""
    rows = Template.objects.filter(stopped_at=None).select_related("by", "area")
    return access.see(person, rows).defer("data")


def template(person: Person, pk: int) -> Template:
    """Return one template in use; Refused where it is not the person's to see."""
    access.require(person, access.Act.WRITE_PAPER)
    return access.fetch(person, Template.objects.filter(stopped_at=None), pk=pk)


def of_kind(person: Person, area: Area, kind: str) -> Template | None:
    """Return the template that the area uses for a kind; None where it has kept none."""
    rows = Template.objects.filter(stopped_at=None, area=area, kind=kind)
    return access.see(person, rows).first()
