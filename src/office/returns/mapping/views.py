"""The page that shows how a sheet was read, and takes corrections."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kaimenhong.errors import Mistake
from kaimenhong.terms import indicator as indicators
from office.people import access
from office.people.models import Person
from office.returns import actions as ledger
from office.returns.mapping import actions, pages, reading
from office.returns.mapping.forms import MendForm
from office.returns.mapping.values import FACETS, OF_TABLE


@require_safe
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sheet cell by cell, and one cell with what decided it."""
    return shown(request, pk, cell=request.GET.get("cell", ""))


def shown(
    request: HttpRequest, pk: int, *, cell: str, mistake: Mistake | None = None
) -> HttpResponse:
    """Render a sheet, with what was refused where something was."""
    person = cast(Person, request.user)
    row = reading.upload(person, pk)
    grids = pages.grids(reading.reading(row), row, cell)
    context = {
        "row": row,
        "grids": grids,
        "chosen": next((one for one in grids if one.chosen_spot), None),
        "cell": cell,
        "facets": FACETS,
        "of_table": {name: FACETS[name] for name in OF_TABLE},
        "indicators": [one.name for one in indicators.catalogue().values()],
        "may_take": row.of is None and access.may(person, access.Act.IMPORT_FIGURES),
        "mistake": mistake,
    }
    return render(request, "returns/mapping.html", context, status=400 if mistake else 200)


@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a head or a table, and show the sheet read anew."""
    form = MendForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有改：请选改什么，写上改为什么。")
        return redirect("mapping", pk)
    data = form.cleaned_data
    try:
        mended = actions.mend(
            by=cast(Person, request.user),
            upload=pk,
            table=data["table"],
            head=data["head"],
            facet=data["facet"],
            words=data["words"],
            now=timezone.now(),
        )
    except Mistake as refused:
        return shown(request, pk, cell=data["cell"], mistake=refused)
    messages.success(request, said(mended, taken_back=not data["words"].strip()))
    return redirect(f"{reverse('mapping', args=[pk])}?cell={data['cell']}")


def said(mended: actions.Mended, *, taken_back: bool) -> str:
    """Return what a correction did."""
    if not mended.changed:
        return f"没有变化：读出的 {mended.after} 个数和原来一样。"
    done = "已撤回这条更正。" if taken_back else "已改读法并记住，以后同样的表照此读。"
    return f"{done}读出 {mended.after} 个数（原 {mended.before} 个）。"


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the figures of the sheet into the ledger, read with the corrections."""
    person = cast(Person, request.user)
    row = reading.upload(person, pk)
    if row.of is not None:
        raise access.not_found()  # what is sent for a return is filed and accepted, not imported
    try:
        taken = ledger.take_in(
            by=person,
            file_name=row.file_name,
            data=bytes(row.data),
            received=timezone.now(),
            sender=row.by,
            confirmed="confirmed" in request.POST,
        )
    except Mistake as refused:
        return shown(request, pk, cell="", mistake=refused)
    told = (
        f"收下 {taken.taken} 个数，{taken.unchanged} 个与台账相同，退回 {len(taken.refused)} 处。"
    )
    messages.success(request, told)
    return redirect("import")
