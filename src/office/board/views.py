"""The pages of the board: parse, ask once, render."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from office.board import analysis, filters, indicators, queries, reconciling, signs
from office.board import gdp as gdp_page
from office.campaigns import queries as campaigns
from office.campaigns.as_of import known_by
from office.people.models import Person


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest campaign that the person reaches, or say how to open one."""
    person = cast(Person, request.user)
    newest = campaigns.campaigns(person).first()
    if newest is None:
        return render(request, "board/empty.html")
    return board(request, newest.pk)


@require_safe
@vary_on_headers("HX-Request")
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one row a target; a choice of filters renders the rows alone."""
    person = cast(Person, request.user)
    campaign = campaigns.campaign(person, pk)
    whole = queries.board(person, campaign, today=known_by(request))
    chosen = filters.Filters.read(request.GET.dict())
    context = {
        "board": whole,
        "campaign": campaign,
        "rows": chosen.keep(whole.rows),
        "chosen": chosen,
        "choices": filters.choices(whole.rows),
        "tiles": filters.tiles(whole.rows, chosen),
        "campaigns": campaigns.campaigns(person),
        "documents": campaign.documents.all(),
        "signs": signs.seen(person, campaign, whole.day, queries.end_of(whole.day)),
    }
    template = "board/board.html#rows" if request.htmx else "board/board.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
@vary_on_headers("HX-Request")
def indicator(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """Show one indicator in one area: trend, areas beside it, its vintages.

    What takes its time is asked for by `analysis`: by the page itself once it stands, or by a link.
    """
    person = cast(Person, request.user)
    campaign = campaigns.campaign(person, pk)
    today = known_by(request)
    group = request.GET.get("group", "")
    page = indicators.page(
        person,
        campaign,
        indicator=indicator,
        area_code=request.GET.get("area", ""),
        today=today,
        group=int(group) if group.isdecimal() else 0,
        among=request.GET.get("peers", ""),
    )
    context: dict[str, object] = {"campaign": campaign, "page": page}
    asked = "analysis" in request.GET
    if asked:
        context["analysis"] = analysis.analysis(person, campaign, page, today)
    alone = asked and request.htmx  # type: ignore[attr-defined]
    template = "board/analysis.html" if alone else "board/indicator.html"
    return render(request, template, context)


@require_safe
@vary_on_headers("HX-Request")
def gdp(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the estimate of GDP; a moved slider renders the answer alone."""
    person = cast(Person, request.user)
    campaign = campaigns.campaign(person, pk)
    found = gdp_page.page(person, campaign, request.GET.dict(), today=known_by(request))
    template = "board/gdp.html#answer" if request.htmx else "board/gdp.html"  # type: ignore[attr-defined]
    return render(request, template, {"campaign": campaign, "page": found})


@require_safe
def reconcile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which sums up and down fit, and by how much the others do not."""
    person = cast(Person, request.user)
    campaign = campaigns.campaign(person, pk)
    page = reconciling.page(person, campaign, today=known_by(request))
    return render(request, "board/reconcile.html", {"campaign": campaign, "page": page})


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task: its text, who answers, and how its targets stand."""
    person = cast(Person, request.user)
    found = campaigns.task(person, pk)
    campaign = found.document.campaign
    whole = queries.board(person, campaign, today=known_by(request))
    context = {
        "campaign": campaign,
        "task": found,
        "who": campaigns.answerable(found),
        "rows": [row for row in whole.rows if row.target.task_id == found.pk],
    }
    return render(request, "board/task.html", context)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return render(request, "500.html", status=500)
