"""The addresses of kept templates: take one away, stop one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.papers.keeping import actions
from office.people.models import Person
from office.releases.answers import FileAnswer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the template as it was kept."""
    row = actions.hand_out(by=cast(Person, request.user), template=pk)
    return FileAnswer(bytes(row.data), row.file_name, kind=WORD)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the kind from its skeleton again."""
    row = actions.stop(by=cast(Person, request.user), template=pk, now=timezone.now())
    messages.success(request, f"已停用“{row}”，{row.of_kind.name}改用自带的骨架。")
    return redirect("papers")
