"""Who is told of what is due or late, by the rows of tests/cases/office/reminders.csv."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from office.campaigns.models import Campaign
from office.filing.actions import remind
from office.people.models import Person
from office.returns.models import Notice, Return, ReturnEvent

CASES = Path(__file__).parents[1] / "cases" / "office" / "reminders.csv"
ROWS = [
    row
    for row in csv.DictReader(
        line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#")
    )
]


@pytest.fixture
def only(campaign: Campaign) -> Return:
    """One return that is waited for, due on 6 March; nobody has been told of it."""
    row = Return.objects.filter(form__campaign=campaign, period="2026-03").first()
    assert row is not None
    Campaign.objects.filter(pk=campaign.pk).update(frozen_on=None)
    Return.objects.exclude(pk=row.pk).update(state="accepted")
    Return.objects.filter(pk=row.pk).update(opens=date(2026, 3, 1), due=date(2026, 3, 6))
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("case", ROWS, ids=lambda row: f"{row['day']} {row['state']}")
def test_told_as_the_table_says(only: Return, console: Person, case: dict[str, str]) -> None:
    Return.objects.filter(pk=only.pk).update(state=case["state"])
    if case["back"]:
        at = timezone.make_aware(datetime.fromisoformat(f"{case['back']} 10:00"))
        ReturnEvent.objects.create(of=only, number=1, act=case["state"], by=console, at=at)
    told = remind(by=console, today=date.fromisoformat(case["day"]))
    assert "|".join(one.occasion for one in told) == case["told"]
    assert remind(by=console, today=date.fromisoformat(case["day"])) == []


def test_each_sees_what_is_for_him(
    only: Return, console: Person, client_of: Callable[..., Client]
) -> None:
    remind(by=console, today=date(2026, 3, 11))
    late, escalated = (one.words for one in Notice.objects.filter(of=only).order_by("pk"))
    own = client_of("reporter", area=only.office.area.name, office=only.office.name)
    said = own.get("/returns/").content.decode()
    assert late in said and escalated not in said
    above = client_of("coordinator").get("/returns/").content.decode()
    assert escalated in above and late not in above
