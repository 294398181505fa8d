"""Decisions are posted; whoever only opens their address is led to the page that they stand on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def posted[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Take a decision by POST alone.

    Whoever was signed out while he wrote comes back from signing in by GET: he sees the part that
    he was at, where a bare refusal of the method would leave him before an empty page.
    """

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = cast(HttpRequest, args[0])
        if request.method == "POST":
            return view(*args, **kwargs)
        return redirect(address(cast(int, kwargs["pk"]), str(kwargs.get("item", ""))))

    return answer


def address(pk: int, mark: str) -> str:
    """Return where a part of a document's review stands; without a mark the page itself."""
    page = reverse("document", args=[pk])
    return f"{page}?item={mark}#row-{mark}" if mark else page
