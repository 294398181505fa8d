"""What a page says where there is nothing to show, or where something went wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from office.campaigns.models import Campaign

OFFICERS = ("system_officer", "security_officer", "audit_officer")


def test_a_page_that_has_expired_says_so_in_chinese(campaign: Campaign) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("login"), {"username": "a"})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "页面已经过期" in text
    assert "CSRF" not in text


def test_an_unknown_address_of_the_server_is_answered_in_chinese(campaign: Campaign) -> None:
    answer = Client(HTTP_HOST="elsewhere.example").get("/login/")
    assert answer.status_code == 400
    assert "请求有误" in answer.content.decode()


@pytest.mark.parametrize("post", OFFICERS)
def test_officers_are_told_that_figures_are_not_for_them(
    client_of: Callable[..., Client], post: str
) -> None:
    text = client_of(post).get("/").content.decode()
    assert "本岗位不查看业务数据" in text
    assert "还没有" not in text
    assert "方案" not in text


@pytest.mark.parametrize("name", ["board", "start", "import", "own-password"])
def test_pages_without_a_campaign_of_their_own_say_that_data_are_made_up(
    coordinator: Client, campaign: Campaign, name: str
) -> None:
    assert "演示数据" in coordinator.get(reverse(name)).content.decode()


@pytest.mark.parametrize("who", ["", *OFFICERS])
def test_who_sees_no_campaign_is_told_that_data_are_made_up(
    client_of: Callable[..., Client], campaign: Campaign, who: str
) -> None:
    client = client_of(who) if who else Client()
    assert "演示数据" in client.get("/", follow=True).content.decode()


@pytest.mark.parametrize(
    "strange", ["light=blue", "office=没有此局", "area=000000", "period=1999", "light=red&area=x"]
)
def test_an_address_that_chooses_what_is_not_there_is_told_so(
    coordinator: Client, campaign: Campaign, strange: str
) -> None:
    text = coordinator.get(f"{reverse('campaign', args=[campaign.pk])}?{strange}").content.decode()
    assert "地址中的筛选条件在本行动中没有对应的内容" in text
    assert "data-target" not in text


def test_red_alone_is_one_step_away_and_keeps_the_other_choices(
    coordinator: Client, campaign: Campaign
) -> None:
    address = f"{reverse('campaign', args=[campaign.pk])}?period=2026Q1"
    text = coordinator.get(address).content.decode()
    assert 'href="?period=2026Q1&amp;light=red"' in text
