"""The page of a text whose wording is polished: ask paragraph by paragraph, take or leave each."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kaimenhong.errors import Mistake
from office.papers.manuscripts import queries as manuscripts
from office.papers.polishing import actions, pages, queries
from office.people.models import Person


@require_safe
def polishing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was suggested so far, and how much is left."""
    person = cast(Person, request.user)
    context = pages.page(person, manuscripts.manuscript(person, pk))
    return render(request, "papers/polishing.html", context)


@require_POST
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about the next paragraph; with scripts the page asks on until all are done."""
    person = cast(Person, request.user)
    row = manuscripts.manuscript(person, pk)
    made, mistake = None, None
    try:
        made = actions.suggest(by=person, manuscript=pk, now=timezone.now())
    except Mistake as refused:
        mistake = refused
    if not request.htmx:  # type: ignore[attr-defined]
        if mistake is None:
            return redirect("polishing", pk)
        context = pages.page(person, row) | {"mistake": mistake}
        return render(request, "papers/polishing.html", context, status=400)
    rows = queries.suggestions(person, row)
    context = pages.going(row, rows, running=True, mistake=mistake)
    context |= {"paragraph": pages.paragraph(made) if made else None}
    return render(request, "papers/polishing_next.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take or leave one wording, and go back to it."""
    person = cast(Person, request.user)
    row = actions.decide(by=person, suggestion=pk, taken=request.POST.get("taken") == "1")
    if request.htmx:  # type: ignore[attr-defined]
        context = pages.counts(queries.suggestions(person, row.manuscript))
        context |= {"paragraph": pages.paragraph(row)}
        return render(request, "papers/suggestion_decided.html", context)
    return redirect(f"{reverse('polishing', args=[row.manuscript_id])}#suggestion-{row.pk}")
