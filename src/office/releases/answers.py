"""A file as the answer of a view; whoever takes it is kept by the middleware."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header


class FileAnswer(HttpResponse):
    """A file to take away under its name; `figures` is how many it holds, None if uncounted."""

    def __init__(
        self, data: bytes, file_name: str, *, kind: str, figures: int | None = None
    ) -> None:
        """Answer with the file as an attachment."""
        super().__init__(data, content_type=kind)
        self.file_name, self.figures = file_name, figures
        self["Content-Disposition"] = content_disposition_header(True, file_name) or ""
