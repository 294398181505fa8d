"""What was known on a day, asked of every page of figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from office.campaigns.models import Campaign
from office.people.models import Person
from office.returns import actions
from tests.office.files import sheet

CORRECTED = datetime(2026, 3, 19, 3, 0, tzinfo=UTC)


@pytest.fixture
def corrected(campaign: Campaign, clerk: Person) -> Campaign:
    """A figure of 1—2月 that is corrected on 19 March."""
    data = sheet(["锦泽市", "一般公共预算收入", "2026年1—2月", 77.77, "亿元", 12.3])
    actions.take_in(by=clerk, file_name="更正.xlsx", data=data, received=CORRECTED)
    return campaign


def test_an_indicator_shows_what_was_known_on_the_day(
    corrected: Campaign, coordinator: Client
) -> None:
    page = f"/campaigns/{corrected.pk}/indicators/REV/"
    assert "77.77" in coordinator.get(page).content.decode()
    before = coordinator.get(page, {"known": "2026-03-18"}).content.decode()
    assert "77.77" not in before
    assert "2026年3月18日" in before


def test_the_pages_that_follow_keep_to_the_day_until_one_goes_back(
    corrected: Campaign, coordinator: Client
) -> None:
    board = f"/campaigns/{corrected.pk}/"
    coordinator.get(board, {"known": "2026-03-18"})
    kept = coordinator.get(board).content.decode()
    assert "截至 <b>2026年3月18日" in kept
    assert "回到最新" in kept
    coordinator.get(board, {"known": ""})
    assert "截至 <b>2026年3月20日" in coordinator.get(board).content.decode()


@pytest.mark.parametrize("asked", ["", "2999-01-01", "昨天", "2026-13-40"])
def test_no_day_and_a_day_to_come_show_what_is_known_now(
    campaign: Campaign, coordinator: Client, asked: str
) -> None:
    page = coordinator.get(f"/campaigns/{campaign.pk}/", {"known": asked})
    assert "回到最新" not in page.content.decode()


@pytest.mark.parametrize("page", ["", "gdp/", "reconcile/"])
def test_every_page_of_figures_says_which_day(
    campaign: Campaign, client_of: Callable[..., Client], page: str
) -> None:
    leader = client_of("leader")
    shown = leader.get(f"/campaigns/{campaign.pk}/{page}", {"known": "2026-03-10"})
    assert "2026年3月10日" in shown.content.decode()
