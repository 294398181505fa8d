"""The pages that share a target out: choose one, draft, keep a version, hold two side by side."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from kaimenhong.errors import Mistake
from kaimenhong.terms.codelists import Measure
from office.board.queries import target_text
from office.campaigns import queries as campaigns
from office.campaigns.decomposing import actions, queries
from office.campaigns.models import Decomposition, Over
from office.decomposing.draft import Draft, draft
from office.people import access
from office.people.models import Person

SHARED_OUT = (Measure.LEVEL, Measure.GROWTH)


@require_safe
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    """List the campaign's targets that can be shared out, and how many versions each has."""
    person = cast(Person, request.user)
    campaign = campaigns.campaign(person, pk)
    rows = [
        row
        for row in campaigns.targets(person, campaign)
        if row.measure in SHARED_OUT and row.value is not None
    ]
    counts = queries.counts(person, rows)
    may = access.may(person, access.Act.DECOMPOSE_TARGET)
    listed = [
        {
            "target": row,
            "text": target_text(row),
            "versions": list(queries.versions(person, row)) if row.pk in counts else [],
            "mine": access.may_in(person, access.Act.DECOMPOSE_TARGET, row.area),
        }
        for row in rows
    ]
    context = {"campaign": campaign, "rows": listed, "may_decompose": may}
    return render(request, "decomposing/targets.html", context)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def decompose(request: HttpRequest, pk: int) -> HttpResponse:
    """Share one target out as typed; keep it as a version where that is asked."""
    person = cast(Person, request.user)
    row = queries.target(person, pk)
    typed = request.POST.dict() if request.method == "POST" else request.GET.dict()
    found = draft(person, row, typed, today=timezone.localdate())
    status, mistake = 200, found.mistake
    if typed.get("do") == "keep" and request.method == "POST" and mistake is None:
        try:
            made = keep(person, found, typed.get("why", ""))
        except Mistake as refused:
            mistake = refused
        else:
            messages.success(request, f"已存为第 {made.version} 版。")
            return redirect("decomposition", made.pk)
    if mistake is not None and typed.get("do") == "keep":
        status = 400
    context = {
        "campaign": row.campaign,
        "target": row,
        "target_text": target_text(row),
        "draft": found,
        "mistake": mistake,
        "overs": Over.choices,
        "why": typed.get("why", ""),
        "versions": queries.versions(person, row),
    }
    alone = request.htmx  # type: ignore[attr-defined]
    template = "decomposing/draft.html#shares" if alone else "decomposing/draft.html"
    return render(request, template, context, status=status)


def keep(person: Person, found: Draft, why: str) -> Decomposition:
    """Keep what was drafted as the next version."""
    assert found.whole is not None  # noqa: S101 -- a draft without mistake has been shared out
    return actions.keep_version(
        by=person,
        target=found.target.pk,
        over=found.over,
        whole=found.whole,
        cells=found.cells,
        method=found.method,
        given=found.given(),
        why=why,
        now=timezone.now(),
    )


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version as it was kept, beside another one where that is chosen."""
    person = cast(Person, request.user)
    row = queries.version(person, pk)
    others = [one for one in queries.versions(person, row.target) if one.pk != row.pk]
    chosen = request.GET.get("against", "")
    against = next((one for one in others if str(one.pk) == chosen), None)
    context = {
        "campaign": row.target.campaign,
        "version": row,
        "target_text": target_text(row.target),
        "others": others,
        "against": against,
        "differences": queries.differences(against, row) if against else [],
        "may_decompose": access.may_in(person, access.Act.DECOMPOSE_TARGET, row.target.area),
    }
    return render(request, "decomposing/version.html", context)
