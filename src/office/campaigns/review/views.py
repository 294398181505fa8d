"""The review page and its decisions: each parses, makes one call, and renders."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from kaimenhong.errors import Mistake, Refused
from office.campaigns import actions as campaigns
from office.campaigns import queries
from office.campaigns.review import actions, adding, pages
from office.campaigns.review.door import Outdated, Spot
from office.campaigns.review.forms import StatementForm, TaskForm
from office.campaigns.review.pages import Trouble
from office.campaigns.review.paragraphs import paragraphs, passages
from office.campaigns.review.parts import Review, Reviewed, ReviewedTask
from office.campaigns.review.posting import address, posted
from office.campaigns.review.queries import review
from office.people import access
from office.people.models import Person


@require_safe
@vary_on_headers("HX-Request")
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan's text with all that was read out of it; part of it alone where htmx asks."""
    found = review(queries.document(person_of(request), pk))
    mark = request.GET.get("item", "")
    if mark == "new":
        return show_adding(request, found, adding.asked(found, request.GET))
    return show(request, found, mark)


@posted
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept all that is clear."""
    count = actions.accept_all(by=person_of(request), document=pk)
    messages.success(request, f"已采用 {count} 条没有疑问的表述。")
    return redirect("document", pk)


@posted
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the campaign, and show its board."""
    opened = campaigns.confirm(by=person_of(request), document=pk, now=timezone.now())
    asked = f"；还有 {len(opened.questions)} 处待核定" if opened.questions else ""
    told = f"{opened.campaign}已开启：{opened.targets} 项目标，{opened.tasks} 项任务{asked}。"
    messages.success(request, told)
    return redirect("campaign", opened.campaign.pk)


@posted
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a statement that the reading left out."""
    person, unread = person_of(request), request.POST.get("unread", "")
    found = review(queries.document(person, pk))
    access.require(person, access.Act.REVIEW_READING, area=found.document.campaign.area)
    form = StatementForm(request.POST, campaign=found.document.campaign, auto_id=adding.AUTO_ID)
    try:
        start, end = adding.span(found, request.POST)
        if not form.is_valid():
            return show_adding(request, found, adding.again(request.POST, form), 400)
        at = spot(request, pk, unread) if unread else None
        values = form.values()
        row = actions.add(by=person, document=pk, start=start, end=end, values=values, unread=at)
    except Outdated as outdated:
        return show(request, found, unread, trouble_of("add", outdated), status=409)
    except Refused:
        raise
    except Mistake as mistake:
        return show_adding(request, found, adding.again(request.POST, form, mistake), 400)
    messages.success(request, f"已补充：{row.indicator}。")
    return go_to(request, pk, f"s{row.pk}")


@posted
def accept(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Accept one statement."""
    by, at = person_of(request), spot(request, pk, item)
    return decide(request, at, "accept", "已采用", partial(actions.accept, by=by, at=at))


@posted
def correct(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Correct one statement."""
    by, at = person_of(request), spot(request, pk, item)
    found = review(queries.document(by, pk))
    one = found.item(item)
    if not isinstance(one, Reviewed):
        raise access.not_found()
    form = StatementForm(request.POST, campaign=found.document.campaign, read=one.values)
    if not form.is_valid():
        return show(request, found, item, Trouble("correct", form=form), status=400)
    return decide(
        request,
        at,
        "correct",
        "已更正",
        partial(
            actions.correct, by=by, at=at, values=form.values(), reason=form.cleaned_data["reason"]
        ),
    )


@posted
def reject(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Reject one statement, with the reason."""
    by, at, reason = person_of(request), spot(request, pk, item), reason_of(request)
    act = partial(actions.reject, by=by, at=at, reason=reason)
    return decide(request, at, "reject", "已标为不采用", act)


@posted
def reopen(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Take a decision back."""
    by, at = person_of(request), spot(request, pk, item)
    return decide(request, at, "reopen", "已撤回核定", partial(actions.reopen, by=by, at=at))


@posted
def dismiss(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Say that an unread figure is none, with the reason."""
    by, at, reason = person_of(request), spot(request, pk, item), reason_of(request)
    act = partial(actions.dismiss, by=by, at=at, reason=reason)
    return decide(request, at, "dismiss", "已标为不是数据", act)


@posted
def edit(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Change who answers for a task, and by when."""
    by, at = person_of(request), spot(request, pk, item)
    form = TaskForm(request.POST)
    if not form.is_valid():
        found = review(queries.document(by, pk))
        if not isinstance(found.item(item), ReviewedTask):
            raise access.not_found()
        return show(request, found, item, Trouble("edit", form=form), status=400)
    return decide(
        request,
        at,
        "edit",
        "任务已修改",
        partial(actions.edit_task, by=by, at=at, names=form.names(), deadline=form.deadline_day()),
    )


@posted
def settle(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """Settle a contradiction by choosing."""
    by, at = person_of(request), spot(request, pk, item)
    holds, reason = request.POST.get("holds", ""), reason_of(request)
    return decide(
        request,
        at,
        "settle",
        "矛盾已核定",
        partial(actions.settle, by=by, at=at, holds=holds, reason=reason),
    )


def decide(
    request: HttpRequest, at: Spot, act: str, done: str, call: Callable[[], None]
) -> HttpResponse:
    """Take a decision; show the part again, with what stood in the way where something did."""
    trouble, status = Trouble(), 200
    try:
        call()
    except Outdated as outdated:
        trouble, status = trouble_of(act, outdated), 409
    except Refused:
        raise
    except Mistake as mistake:
        trouble, status = Trouble(act, mistake=mistake), 400
    if status == 200 and not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, f"{done}。")
        return go_to(request, at.document, at.item)
    found = review(queries.document(person_of(request), at.document))
    return show(request, found, at.item, trouble, status=status, done=done if status == 200 else "")


def show(
    request: HttpRequest,
    found: Review,
    mark: str,
    trouble: Trouble = Trouble(),  # noqa: B008 -- frozen
    *,
    status: int = 200,
    done: str = "",
) -> HttpResponse:
    """Render the page with one part open; for htmx that part, and what changed with it."""
    item = found.item(mark)
    context = base(request, found) | {
        "opened": pages.detail(found, item, trouble) if item else None,
        "done": done,
    }
    if request.htmx and item:  # type: ignore[attr-defined]
        context["related"] = found.related(item) if request.method == "POST" else []
        return render(request, "campaigns/review/answer.html", context, status=status)
    return render(request, "campaigns/review/page.html", whole(found) | context, status=status)


def show_adding(
    request: HttpRequest, found: Review, asked: adding.Adding, status: int = 200
) -> HttpResponse:
    """Render the form of a statement to add; for htmx the form alone."""
    context = base(request, found) | {"adding": asked}
    if request.htmx:  # type: ignore[attr-defined]
        context["paragraphs"] = list(paragraphs(found.document.text))
        return render(request, "campaigns/review/adding.html", context, status=status)
    return render(request, "campaigns/review/page.html", whole(found) | context, status=status)


def base(request: HttpRequest, found: Review) -> dict[str, object]:
    """Return what every part of the page needs."""
    campaign = found.document.campaign
    return {
        "campaign": campaign,
        "document": found.document,
        "review": found,
        "may_review": access.may_in(person_of(request), access.Act.REVIEW_READING, campaign.area),
    }


def whole(found: Review) -> dict[str, object]:
    """Return what only the whole page needs."""
    return {
        "passages": passages(found),
        "paragraphs": list(paragraphs(found.document.text)),
        "lists": pages.lists(found),
    }


def go_to(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Lead to a part of the page, also where htmx asked."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address(pk, mark))
    return redirect(address(pk, mark))


def trouble_of(act: str, outdated: Outdated) -> Trouble:
    """Return what somebody else decided meanwhile."""
    latest = outdated.latest
    return Trouble(act, outdated=pages.tell(latest) if latest else None)


def person_of(request: HttpRequest) -> Person:
    """Return who asks."""
    return cast(Person, request.user)


def spot(request: HttpRequest, pk: int, item: str) -> Spot:
    """Return what is decided on, and which state of it the page showed."""
    seen = request.POST.get("seen", "")
    return Spot(pk, item, int(seen) if seen.isdecimal() and len(seen) < 19 else -1)


def reason_of(request: HttpRequest) -> str:
    """Return the reason that was written."""
    return request.POST.get("reason", "").strip()
