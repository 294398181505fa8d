"""Bring in a sheet of figures."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kaimenhong.documents.open import LARGEST
from kaimenhong.errors import Code, Mistake
from office.people import access
from office.people.models import Person
from office.returns import files, queries
from office.returns.fact_files.reading import is_fact_file
from office.returns.forms import SheetForm
from office.returns.mapping import actions as mapping

# A sheet that opened but was not understood can be shown cell by cell.
TO_LOOK_AT = (Code.SHEET_WITHOUT_HEADER, Code.SHEET_WITHOUT_ROWS, Code.CELLS_UNREAD)


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take a sheet, and say what was taken and what was refused, row by row."""
    person = cast(Person, request.user)
    access.require(person, access.Act.IMPORT_FIGURES)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "intakes": queries.intakes(person)[:20]}
    status = 200
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        data, now = sheet.read(LARGEST + 1), timezone.now()
        try:
            taken = files.take_in(by=person, file_name=sheet.name, data=data, received=now)
            context["taken"] = taken
            looked = bool(taken.refused)
        except Mistake as mistake:
            context["mistake"], status = mistake, 400
            looked = mistake.code in TO_LOOK_AT
        if looked and not is_fact_file(sheet.name):
            context["upload"] = mapping.keep(
                by=person, file_name=sheet.name, data=data, now=now
            ).upload
    return render(request, "returns/import.html", context, status=status)
