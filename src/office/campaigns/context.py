"""What every page must know of the campaigns here."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from office.campaigns.models import Campaign


def demo(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Return whether this installation shows the demonstration; asked only where a page says so."""
    return {"demo": Campaign.objects.filter(is_demo=True).exists}
