"""The pages of embargoes, and the list of files that were taken away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kaimenhong.errors import Mistake
from office.people.models import Person
from office.releases import actions, queries
from office.releases.forms import EmbargoForm, LiftForm

A_PAGE = 50


@require_http_methods(["GET", "POST"])
def embargoes(request: HttpRequest) -> HttpResponse:
    """List the embargoes; set a new one."""
    person, now = cast(Person, request.user), timezone.now()
    found = queries.embargoes(person)
    form, mistake = EmbargoForm(person, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.embargo(
                by=person,
                terms=form.terms,
                people=form.cleaned_data["people"],
                posts=form.cleaned_data["posts"],
                now=now,
            )
        except Mistake as refused:
            mistake = refused
        else:
            messages.success(request, "已设保密，知悉范围以外的人从现在起看不到。")
            return redirect("embargoes")
    context = {"form": form, "lift_form": LiftForm(), "embargoes": found, "now": now}
    status = 400 if mistake or form.errors else 200
    return render(request, "releases/embargoes.html", context | {"mistake": mistake}, status=status)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """End an embargo before its time."""
    reason = request.POST.get("reason", "")
    actions.lift(by=cast(Person, request.user), pk=pk, reason=reason, now=timezone.now())
    messages.success(request, "已解除保密。")
    return redirect("embargoes")


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """List every file that was taken away."""
    rows = queries.downloads(cast(Person, request.user))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "releases/downloads.html", {"page": page})
