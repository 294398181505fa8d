"""Download of papers."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from office.papers import actions
from office.people.models import Person

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the campaign's bulletin as of its day."""
    paper = actions.write_bulletin(
        by=cast(Person, request.user), campaign=pk, today=timezone.localdate()
    )
    answer = HttpResponse(paper.data, content_type=DOCX)
    answer["Content-Disposition"] = content_disposition_header(True, paper.file_name) or ""
    return answer
