"""Bring in a plan, and take a draft back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kaimenhong.documents.open import LARGEST
from kaimenhong.errors import Mistake
from office.campaigns import actions, queries
from office.campaigns.forms import PlanForm
from office.people import access
from office.people.models import Person


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Take a plan and lead to its review; list the plans that wait to be confirmed."""
    person = cast(Person, request.user)
    access.require(person, access.Act.START_CAMPAIGN)
    form = PlanForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "drafts": queries.drafts(person)}
    status = 200
    if request.method == "POST" and form.is_valid():
        plan = form.cleaned_data["plan"]
        try:
            document = actions.upload(
                by=person,
                file_name=plan.name,
                data=plan.read(LARGEST + 1),
                now=timezone.now(),
                area_code=form.cleaned_data["area_code"],
            )
            return redirect("document", document.pk)
        except Mistake as mistake:
            context["mistake"], status = mistake, 400
    return render(request, "campaigns/start.html", context, status=status)


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a draft shall be discarded, and discard it."""
    person = cast(Person, request.user)
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        row = actions.discard(by=person, document=pk, now=timezone.now(), reason=reason)
        messages.success(request, f"草稿《{row}》已作废。")
        return redirect("start")
    row = queries.draft(person, pk)
    context = {"document": row, "campaign": row.campaign}
    return render(request, "campaigns/discard.html", context)
