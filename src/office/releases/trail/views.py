"""The audit trail: the page and the file."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.people import audit
from office.people.models import Person
from office.releases.answers import FileAnswer
from office.releases.trail import actions, queries
from office.releases.trail.forms import TrailForm

A_PAGE = 50


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Show what is looked for, and whether the trail is whole."""
    person = cast(Person, request.user)
    form = TrailForm(queries.acts(person), request.GET)
    page = Paginator(queries.trail(person, form.wanted), A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    rows = [(one, queries.word(one.act), queries.told(one)) for one in page]
    context = {"form": form, "page": page, "rows": rows, "query": asked.urlencode()}
    return render(request, "releases/trail.html", context | {"broken": audit.first_break()})


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Hand out what is looked for as a file."""
    person = cast(Person, request.user)
    form = TrailForm(queries.acts(person), request.POST)
    data = actions.export(by=person, wanted=form.wanted)
    name = f"审计{timezone.localtime():%Y%m%d%H%M}.csv"
    return FileAnswer(data, name, kind="text/csv; charset=utf-8", figures=0)
