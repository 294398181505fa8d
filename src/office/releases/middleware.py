"""Every file that leaves through a page is kept, whatever view hands it out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from office.people import access
from office.people.models import Person
from office.releases import actions
from office.releases.answers import FileAnswer

DISPOSITION = "Content-Disposition"


class EveryFileIsKept:
    """Keep who takes an attachment, before it goes; what cannot be kept does not go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Write the download down where the answer is a file."""
        answer = self.get_response(request)
        if answer.get(DISPOSITION, "").startswith("attachment") and answer.status_code == 200:
            keep(request, answer)
        return answer


def keep(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Write one download down; Refused where nobody signed in, or the file has no known content."""
    if not isinstance(request.user, Person) or not isinstance(answer, HttpResponse):
        raise access.not_found()
    known = answer if isinstance(answer, FileAnswer) else None
    actions.keep_download(
        by=request.user,
        what=known.file_name if known else request.path,
        data=answer.content,
        figures=known.figures if known else None,
    )
