"""The pages of returns: the list, one return, its answers, and its way to acceptance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kaimenhong.documents.limits import LARGEST
from kaimenhong.errors import Code, Mistake
from office.campaigns import queries as campaigns
from office.filing import actions, handing, pages, queries, refusals, uploading
from office.filing.forms import AnswerForm, ReasonForm, SheetForm, VersionForm, answers
from office.filing.sheet import sheet
from office.people import access
from office.people.models import Person
from office.releases.answers import FileAnswer
from office.returns.forming.queries import moment
from office.returns.mapping import reading
from office.returns.models import Return

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Act = Callable[[Person, int, datetime], Return]


@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """Show what the person has to file, what waits for his review, and who has not filed."""
    person = cast(Person, request.user)
    access.require(person, access.Act.SEE_FIGURES)
    now = timezone.now()
    found = pages.with_forms(person)
    context = {
        "due": pages.due(person, now),
        "queue": pages.queue(person),
        "boards": [pages.completeness(person, one, timezone.localdate(now)) for one in found],
        "told": pages.told(person),
        "without_forms": [one for one in campaigns.campaigns(person) if one not in found],
    }
    return render(request, "filing/returns.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one return."""
    return shown(request, pk)


@require_safe
def history(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Show every answer that was ever given for a line of a return."""
    row = queries.fetch(cast(Person, request.user), pk)
    person = cast(Person, request.user)
    shown = queries.shown(person, row, queries.asked(row))
    asked = next((one for one, _ in shown if one.pk == line), None)
    if asked is None:
        raise access.not_found()
    context = {"row": row, "line": asked, "history": queries.history(row, line)}
    return render(request, "filing/history.html", context)


@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the return as an Excel file to fill in."""
    person = cast(Person, request.user)
    row = queries.fetch(person, pk)
    refusals.refuse_other_office(person, row)
    data = handing.template(person, row, moment(row.form.campaign, timezone.now()))
    demo = "（演示数据）" if row.form.campaign.is_demo else ""
    return FileAnswer(data, f"{row}{demo}.xlsx", kind=XLSX)


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a sheet into the draft, and say what of it went where."""
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "没有选文件。")
        return redirect("return", pk)
    file = form.cleaned_data["sheet"]
    return read_in(request, pk, file.name, file.read(LARGEST + 1))


@require_POST
def again(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    """Read a sheet that was sent for this return once more, with what was corrected since."""
    row = reading.upload(cast(Person, request.user), upload)
    if row.of_id != pk:
        raise access.not_found()
    return read_in(request, pk, row.file_name, bytes(row.data))


def read_in(request: HttpRequest, pk: int, file_name: str, data: bytes) -> HttpResponse:
    """Read a sheet into the draft and show what became of it."""
    person = cast(Person, request.user)
    now = moment_of(person, pk)
    try:
        read = uploading.upload(by=person, pk=pk, file_name=file_name, data=data, now=now)
    except Mistake as refused:
        return shown(request, pk, refused)
    return shown(request, pk, read=read)


def moment_of(person: Person, pk: int) -> datetime:
    """Return the moment in the campaign of a return that the person sees."""
    return moment(queries.fetch(person, pk).form.campaign, timezone.now())


def shown(
    request: HttpRequest, pk: int, mistake: Mistake | None = None, **more: object
) -> HttpResponse:
    """Render one return, with what was refused where something was."""
    person, now = cast(Person, request.user), timezone.now()
    row = queries.fetch(person, pk)
    version = {"version": row.version}
    context = {
        "row": row,
        "sheet": sheet(person, row, moment(row.form.campaign, now)),
        "standing": row.standing(timezone.localdate(now)) if row.with_reporter else None,
        "may_answer": queries.may_answer(person, row) and row.with_reporter,
        "may_review": queries.may_review(person, row),
        "events": row.events.select_related("by").order_by("-number"),
        "below": queries.below(row),
        "uploads": row.uploads.select_related("by").defer("data")[:5],
        "version_form": VersionForm(initial=version),
        "reason_form": ReasonForm(initial=version),
        "sheet_form": SheetForm(),
        "mistake": mistake,
        "stopped": mistake is not None and mistake.code is Code.RETURN_INCOMPLETE,
        **more,
    }
    status = (409 if mistake.code is Code.RETURN_OVERTAKEN else 400) if mistake else 200
    return render(request, "filing/return.html", context, status=status)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one answer while the person goes on, and say what is odd about it.

    Status 409 where somebody else answered meanwhile: the answer carries what holds.
    """
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"told": "没有收到这一项"}, status=400)
    person = cast(Person, request.user)
    now = moment_of(person, pk)
    kept = actions.answer(by=person, pk=pk, given=[form.given], now=now)
    found = sheet(person, queries.fetch(person, pk), now)
    line = next(one for one in found.lines if one.row.pk == form.given.line)
    told = render_to_string("filing/odd.html", {"line": line}, request)
    context = {
        "seen": line.seen,
        "odd": told,
        "stops": bool(line.stands_in_the_way),
        "answered": found.answered,
        "text": line.text,
        "explanation": line.explanation,
        "by": str(line.entry.by) if line.entry else "",
    }
    return JsonResponse(context, status=409 if kept.overtaken else 200)


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the whole page as a draft; file it where the person asked for that."""
    person = cast(Person, request.user)
    try:
        kept = actions.answer(
            by=person, pk=pk, given=answers(request.POST), now=moment_of(person, pk)
        )
    except Mistake as refused:
        return shown(request, pk, refused)
    if kept.overtaken:
        return shown(request, pk, overtaken=kept.overtaken)
    if "file" in request.POST:
        return file(request, pk)
    messages.success(request, "草稿已保存。")
    return redirect("return", pk)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """File the return."""
    return acted(
        request,
        pk,
        lambda who, version, now: actions.file(by=who, pk=pk, version=version, now=now),
        "已报送，等待审核。",
    )


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the return."""
    return acted(
        request,
        pk,
        lambda who, version, now: actions.accept(by=who, pk=pk, version=version, now=now),
        "已验收，数据已入账。",
    )


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the return back with the reason."""
    return acted(
        request,
        pk,
        lambda who, version, now: actions.send_back(
            by=who, pk=pk, version=version, reason=request.POST.get("reason", ""), now=now
        ),
        "已退回，联络员会看到原因。",
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an accepted return back to the reporter."""
    return acted(
        request,
        pk,
        lambda who, version, now: actions.reopen(
            by=who, pk=pk, version=version, reason=request.POST.get("reason", ""), now=now
        ),
        "已重开，原来的数仍在账上，等新的验收。",
    )


def acted(request: HttpRequest, pk: int, act: Act, done: str) -> HttpResponse:
    """Do what was asked to the version that the person saw, and say that it is done."""
    person = cast(Person, request.user)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        act(person, version, moment_of(person, pk))
    except Mistake as refused:
        return shown(request, pk, refused)
    messages.success(request, done)
    return redirect("return", pk)
