"""What was known on a day: pages of figures can be looked at as they stood, until one goes back.

`?known=2026-03-10` asks for a day, and the pages that follow keep to it; `?known=` goes back to
what is known now. Nothing that is written depends on it.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

ASKED, KEPT = "known", "known_by"


def known_by(request: HttpRequest) -> date:
    """Return the day whose knowledge is shown: the one that was asked for, or today.

    A day to come, and what is no day, is today.
    """
    today = timezone.localdate()
    if ASKED in request.GET:
        asked = day_of(request.GET[ASKED])
        if asked is None or asked >= today:
            request.session.pop(KEPT, None)
        else:
            request.session[KEPT] = asked.isoformat()
    return min(day_of(request.session.get(KEPT, "")) or today, today)


def day_of(text: str) -> date | None:
    """Return the day that is written, None where none is.

    >>> day_of("2026-03-10"), day_of("昨天")
    (datetime.date(2026, 3, 10), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
