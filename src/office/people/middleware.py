"""What holds for every request: an own password first, and mistakes as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kaimenhong.errors import Code, Mistake

Answer = Callable[[HttpRequest], HttpResponse]
STATUS = {
    Code.NOT_FOUND: 404,
    Code.NOT_ALLOWED: 403,
    Code.EMBARGOED: 403,
    Code.RETURN_OVERTAKEN: 409,
}


class OwnPasswordFirst:
    """Whoever came in by a one-time password sets his own before he sees anything."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send the person to the page for his own password, wherever he wanted to go."""
        must = getattr(request.user, "must_set_password", False)
        open_paths = (reverse("own-password"), reverse("logout"))
        if must and request.path not in open_paths and not request.path.startswith("/static/"):
            return redirect("own-password")
        return self.get_response(request)


class MistakesAsPages:
    """A Mistake that a view lets through becomes a page that says what to do, never a traceback."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        """Render the mistake; anything else is a bug and stays one."""
        if not isinstance(raised, Mistake):
            return None
        status = STATUS.get(raised.code, 400)
        return render(request, "mistake.html", {"mistake": raised}, status=status)
