"""What every page must know of the campaigns here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from office.campaigns.as_of import known_by
from office.campaigns.models import Campaign


def demo(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Return whether this installation shows the demonstration; asked only where a page says so."""
    return {"demo": Campaign.objects.filter(is_demo=True).exists}


def known(request: HttpRequest) -> dict[str, Callable[[], date | None]]:
    """Return the day whose knowledge the pages show, None where it is what is known now."""

    def past() -> date | None:
        # A page that says what is wrong with a request may come before anybody is known.
        if not getattr(request, "user", None) or not request.user.is_authenticated:
            return None
        day = known_by(request)
        return None if day >= timezone.localdate() else day

    return {"known_on": past}
