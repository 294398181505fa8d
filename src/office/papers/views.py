"""The pages of papers: list and ask for one, one paper with its life, and its files."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kaimenhong.documents.convert import converter
from kaimenhong.documents.limits import LARGEST
from kaimenhong.errors import Mistake
from office.campaigns import queries as campaigns
from office.papers import actions, pages, queries
from office.papers.forms import FileForm, IssueForm, OptionsForm, PaperForm, ReasonForm
from office.papers.handing import actions as handing
from office.papers.keeping import actions as keeping
from office.papers.keeping import queries as templates
from office.papers.models import Paper, Template
from office.papers.polishing import service
from office.people import access
from office.people.models import Person
from office.releases.answers import FileAnswer

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest) -> HttpResponse:
    """List the papers; write a new one and lead to it."""
    person = cast(Person, request.user)
    access.require(person, access.Act.SEE_FIGURES)
    asked = request.GET.get("campaign", "")
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        initial={"campaign": asked if asked.isdecimal() else ""},
    )
    mistake = None
    if request.method == "POST" and form.is_valid():
        try:
            found = campaigns.campaign(person, form.cleaned_data["campaign"])
            if form.asks_in_time(found.day(timezone.localdate())):
                return redirect("paper", written(person, form).pk)
        except Mistake as refused:
            mistake = refused
    context = {
        "papers": queries.papers(person),
        "form": form,
        "mistake": mistake,
        "campaigns": campaigns.campaigns(person),
        "polishes": service.is_on(),
        "templates": templates.templates(person),
    }
    return render(request, "papers/papers.html", context, status=400 if mistake else 200)


def written(person: Person, form: PaperForm) -> Paper:
    """Write what the form asks for: from a template brought along or kept, else the skeleton."""
    asked = {
        "by": person,
        "campaign": form.cleaned_data["campaign"],
        "kind_code": form.cleaned_data["kind"],
        "today": timezone.localdate(),
    }
    template = form.cleaned_data["template"]
    if template is not None:
        data = template.read(LARGEST + 1)
        made = actions.fill(**asked, file_name=template.name, data=data)
        if form.cleaned_data["keep"]:
            keeping.keep(
                by=person,
                area=made.campaign.area,
                kind_code=made.kind,
                file_name=template.name,
                data=data,
                now=timezone.now(),
            )
        return made
    kept = None if form.cleaned_data["skeleton"] else kept_for(person, form)
    if kept is not None:
        return actions.fill(**asked, file_name=kept.file_name, data=bytes(kept.data))
    return actions.draft(**asked, options=form.options)


def kept_for(person: Person, form: PaperForm) -> Template | None:
    """Return the template that the campaign's area has kept for the kind asked for."""
    found = campaigns.campaign(person, form.cleaned_data["campaign"])
    return templates.of_kind(person, found.area, form.cleaned_data["kind"])


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper and its life; keep that it was looked at."""
    person = cast(Person, request.user)
    row = queries.paper(person, pk)
    actions.note_seen(by=person, paper=row)
    return shown(request, pk)


def shown(request: HttpRequest, pk: int, mistake: Mistake | None = None) -> HttpResponse:
    """Render one paper, with what was refused where something was."""
    person = cast(Person, request.user)
    context = {
        **pages.paper(person, pk, today=timezone.localdate()),
        "mistake": mistake,
        "options_form": OptionsForm(),
        "file_form": FileForm(),
        "issue_form": pages.issue_form(person, pk, request.POST if mistake else None),
        "reason_form": ReasonForm(),
        "makes_pdf": converter() is not None,
    }
    return render(request, "papers/paper.html", context, status=400 if mistake else 200)


@require_POST
def recompose(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the paper anew from the ledger."""
    person, today = cast(Person, request.user), timezone.localdate()
    form = OptionsForm(request.POST)
    day = queries.paper(person, pk).campaign.day(today)
    if not (form.is_valid() and form.asks_in_time(day)):
        messages.error(request, " ".join(f"{told}" for one in form.errors.values() for told in one))
        return redirect("paper", pk)
    try:
        actions.recompose(by=person, paper=pk, options=form.options, today=today)
    except Mistake as refused:
        return shown(request, pk, refused)
    messages.success(request, "已按台账重新生成。")
    return redirect("paper", pk)


@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an edited file in the place of the paper's."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, "没有选文件。")
        return redirect("paper", pk)
    file = form.cleaned_data["file"]
    try:
        actions.replace(
            by=cast(Person, request.user),
            paper=pk,
            file_name=file.name,
            data=file.read(LARGEST + 1),
            note=form.cleaned_data["note"],
        )
    except Mistake as refused:
        return shown(request, pk, refused)
    messages.success(request, "已换上修改稿，请核对。")
    return redirect("paper", pk)


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the version that was looked at."""
    try:
        found = actions.check(
            by=cast(Person, request.user),
            paper=pk,
            version=pages.version_of(request.POST),
            today=timezone.localdate(),
        )
    except Mistake as refused:
        return shown(request, pk, refused)
    messages.success(request, f"已核对，{len(found)} 处要看。" if found else "已核对，没有问题。")
    return redirect("paper", pk)


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the version that was looked at."""
    form = IssueForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明成文日期；序号只填数字。")
        return redirect("paper", pk)
    try:
        row = actions.issue(
            by=cast(Person, request.user),
            paper=pk,
            version=pages.version_of(request.POST),
            given=form.given,
            today=timezone.localdate(),
        )
    except Mistake as refused:
        return shown(request, pk, refused)
    messages.success(request, f"已印发{row.numbered}。")
    return redirect("paper", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an issued paper."""
    try:
        actions.withdraw(
            by=cast(Person, request.user), paper=pk, reason=request.POST.get("reason", "")
        )
    except Mistake as refused:
        return shown(request, pk, refused)
    messages.success(request, "已撤回。")
    return redirect("paper", pk)


@require_safe
def file(request: HttpRequest, pk: int, version: int, form: str) -> HttpResponse:
    """Hand out the file of a version."""
    written = handing.hand_out(
        by=cast(Person, request.user), paper=pk, version=version, pdf=form == "pdf"
    )
    return FileAnswer(written.data, written.file_name, kind=TYPES[form], figures=written.figures)
