"""The pages where a campaign's forms are set up, and the working calendar."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kaimenhong.errors import Mistake
from kaimenhong.returns.forms.form import Cadence
from office.campaigns import queries as campaigns
from office.people import access
from office.people.models import Person
from office.returns.choices import Reviewers
from office.returns.forming import actions, pages, queries
from office.returns.forming.forms import USUAL, HolidaysForm, OftenForm, ReviewersForm, TermForm
from office.returns.models import HolidayYear


@require_http_methods(["GET", "POST"])
def forms(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the campaign asks of whom; open its forms with the terms that were written."""
    person = cast(Person, request.user)
    campaign = campaigns.campaign(person, pk)
    access.require(person, access.Act.SET_UP_FORMS, area=campaign.area)
    terms = {
        cadence: TermForm(request.POST or None, prefix=cadence.value, initial={"days": days})
        for cadence, days in USUAL.items()
    }
    often_form = OftenForm(request.POST or None, prefix="often", initial={"days": 2})
    mistake = None
    reviewers = ReviewersForm(request.POST or None)
    written = (*terms.values(), often_form, reviewers)
    if request.method == "POST" and all([form.is_valid() for form in written]):
        often = Cadence(often_form.cleaned_data["often"])
        given = {cadence: form.term for cadence, form in terms.items()}
        given.setdefault(often, often_form.term)
        try:
            actions.open_forms(
                by=person,
                campaign=pk,
                terms=given,
                now=timezone.now(),
                often=often,
                reviewers=Reviewers(reviewers.cleaned_data["reviewers"]),
            )
        except Mistake as refused:
            mistake = refused
        else:
            messages.success(request, "表式已建立，各单位已能看到要报的表。")
            return redirect("forms", pk)
    context = {
        "of_campaign": campaign,
        "page": pages.forms(person, campaign),
        "terms": [(Cadence(cadence).label, form) for cadence, form in terms.items()],
        "often": often_form,
        "reviewers": reviewers,
        "mistake": mistake,
    }
    return render(request, "returns/forms.html", context, status=400 if mistake else 200)


@require_POST
def set_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a form another term."""
    person = cast(Person, request.user)
    row = queries.form(person, pk)
    form = TermForm(request.POST, prefix=str(pk))
    if form.is_valid():
        actions.set_term(
            by=person,
            form=pk,
            term=form.term,
        )
        messages.success(request, "期限已改；未报送的报表按新期限。")
    else:
        messages.error(request, "期限没有改：请写 1—90 的天数。")
    return redirect("forms", row.campaign_id)


@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Show up to which year the working calendar goes, and load another year."""
    person = cast(Person, request.user)
    access.require(person, access.Act.SET_UP_FORMS)
    last = queries.calendar().last.year
    form = HolidaysForm(request.POST or None, initial={"year": last + 1})
    mistake = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.load_holidays(
                by=person,
                year=form.cleaned_data["year"],
                days=form.cleaned_data["lines"],
                now=timezone.now(),
            )
        except Mistake as refused:
            mistake = refused
        else:
            messages.success(request, f"{form.cleaned_data['year']}年的放假安排已导入。")
            return redirect("holidays")
    context = {
        "form": form,
        "last": last,
        "loaded": HolidayYear.objects.select_related("by").order_by("-pk")[:10],
        "mistake": mistake,
    }
    return render(request, "returns/holidays.html", context, status=400 if mistake else 200)
