"""The pages of texts of one's own: bring one in, look at what was found, take the copy."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kaimenhong.documents.limits import LARGEST
from kaimenhong.errors import Mistake
from office.campaigns import queries as campaigns
from office.papers.manuscripts import actions, pages, queries
from office.papers.manuscripts.forms import ManuscriptForm
from office.papers.models import Purpose
from office.papers.polishing.service import service
from office.people import access
from office.people.models import Person
from office.releases.answers import FileAnswer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def manuscripts(request: HttpRequest, purpose: str) -> HttpResponse:
    """Take a text, and lead to what was found in it.

    Raises Mistake POLISHING_OFF where wording is to be polished and no service was set up.
    """
    person = cast(Person, request.user)
    access.require(person, access.Act.WRITE_PAPER)
    wanted, today = Purpose(purpose), timezone.localdate()
    if wanted == Purpose.POLISH:
        service()
    known = campaigns.campaigns(person)
    # The newest of the days: the one of the campaign that is chosen holds when the text comes in.
    day = max((one.day(today) for one in known), default=today)
    form = ManuscriptForm(
        wanted, request.POST or None, request.FILES or None, initial={"as_of": day}
    )
    mistake = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = actions.bring(
                by=person,
                campaign=form.cleaned_data["campaign"],
                purpose=wanted,
                file_name=file.name,
                data=file.read(LARGEST + 1),
                as_of=form.cleaned_data.get("as_of", today),
            )
            return redirect("manuscript", row.pk)
        except Mistake as refused:
            mistake = refused
    context = {
        "form": form,
        "mistake": mistake,
        "purpose": wanted,
        "campaigns": known,
        "manuscripts": queries.manuscripts(person, wanted)[:20],
    }
    return render(request, "papers/manuscripts.html", context, status=400 if mistake else 200)


@require_safe
def manuscript(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was filled in or found, each with its source or reason."""
    person = cast(Person, request.user)
    row = queries.manuscript(person, pk)
    if row.purpose == Purpose.POLISH:
        return redirect("polishing", pk)
    context = pages.page(queries.worked(person, row))
    return render(request, "papers/manuscript.html", context)


@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the copy."""
    made = actions.hand_out(by=cast(Person, request.user), manuscript=pk)
    kind = WORD if made.file_name.endswith(".docx") else "text/plain; charset=utf-8"
    return FileAnswer(made.data, made.file_name, kind=kind)
