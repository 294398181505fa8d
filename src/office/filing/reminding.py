"""Who is told of a return that is due or late: by the table reminders.csv, once a day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils import timezone

from kaimenhong.terms.calendar import Calendar
from office.returns.choices import WITH_REPORTER, Occasion
from office.returns.forming.queries import calendar
from office.returns.models import Notice, Return


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: on which working days since which day, and the words."""

    occasion: Occasion
    since: str
    first: int
    last: int | None
    every: int
    words: str

    def holds(self, days: int) -> bool:
        """Tell whether somebody is told on this working day; negative before the due day."""
        if days < self.first or (self.last is not None and days > self.last):
            return False
        return (days - self.first) % self.every == 0


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of the table."""
    text = files("office.filing").joinpath("reminders.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Rule(
            Occasion(row["occasion"]),
            row["since"],
            int(row["from"]),
            int(row["to"]) if row["to"] else None,
            int(row["every"]),
            row["words"],
        )
        for row in rows
    )


def to_tell(today: date) -> list[Notice]:
    """Return what is to be told today of returns that are due or late, and was not told yet.

    Days off tell nothing: a reminder counts in working days.
    """
    days = calendar()
    waiting = Return.objects.filter(state__in=WITH_REPORTER).select_related(
        "form__campaign", "office"
    )
    notices = [one for row in waiting for one in due_notices(row, today, days)]
    return [one for one in notices if not is_told(one)]


def due_notices(row: Return, today: date, days: Calendar) -> Iterator[Notice]:
    """Yield what is to be told of one return on the campaign's day."""
    day = row.form.campaign.day(today)
    if not days.is_workday(day) or day < row.opens:
        return
    since, start = began(row)
    apart = workdays_between(start, day, days)
    for rule in rules():
        if rule.since == since and rule.holds(apart):
            said = {"return": str(row), "due": f"{row.due:%m月%d日}", "days": abs(apart)}
            yield Notice(
                of=row, occasion=rule.occasion.value, day=day, words=rule.words.format(**said)
            )


def began(row: Return) -> tuple[str, date]:
    """Return from which day a return is counted: when it is due, or when it came back.

    What was filed once is not overdue, however long ago it was due.
    """
    last = row.events.order_by("-number").first()
    if last is None:
        return "due", row.due
    return "back", timezone.localdate(last.at)


def workdays_between(due: date, day: date, days: Calendar) -> int:
    """Return how many working days a day is after the due day, negative before it."""
    early, late = sorted((due, day))
    count, at = 0, early
    while at < late:
        at = days.add_workdays(at, 1)
        count += 1
    return count if day > due else -count


def is_told(notice: Notice) -> bool:
    """Tell whether the same was told on that day already."""
    return Notice.objects.filter(of=notice.of, occasion=notice.occasion, day=notice.day).exists()
