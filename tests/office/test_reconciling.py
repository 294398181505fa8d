"""Sums up and down: what fits is folded away, what does not is shown with its difference."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from office.board import reconciling
from office.campaigns.models import Campaign
from office.people.models import Person
from office.returns import files

TODAY = date(2026, 11, 22)
RECEIVED = datetime(2026, 3, 19, 1, 0, tzinfo=UTC)


def sums(person: Person, campaign: Campaign, title: str) -> reconciling.Sums:
    page = reconciling.page(person, campaign, today=TODAY)
    return next(one for one in page.sorts if one.title == title)


def bring(by: Person, *rows: str) -> None:
    head = "subject,indicator,period,accumulation,measure,role,value,unit"
    taken = files.take_in(
        by=by, file_name="数据.csv", data="\n".join([head, *rows]).encode(), received=RECEIVED
    )
    assert taken.refused == ()


def test_counties_that_do_not_add_up_to_the_city_are_shown_with_what_is_left(
    console: Person, campaign: Campaign
) -> None:
    found = sums(console, campaign, "下级合计与上级")
    retail = next(one for one in found.apart if one.name == "社会消费品零售总额")
    assert (retail.area, retail.period, retail.parts) == ("锦泽市", "2026年1—2月", "6/6 个地区")
    total, own = (
        Decimal(text.removesuffix("亿元")) for text in (retail.total_text, retail.own_text)
    )
    assert retail.misfit_text == f"+{own - total}亿元"


def test_a_sum_with_a_part_missing_or_forbidden_says_why_and_is_none(
    console: Person, campaign: Campaign
) -> None:
    found = sums(console, campaign, "下级合计与上级")
    why = {one.name: one.why_not for one in found.open}
    assert why["外贸出口额"] == "缺少部分下级或部分时期的数"
    assert why["地区生产总值"].startswith("目录规定")
    assert all(one.misfit_text == "—" for one in found.open)


def test_quarters_and_ten_days_are_held_against_year_and_month(
    console: Person, campaign: Campaign
) -> None:
    quarters = [f"锦泽市,社零,2024Q{n},current,level,actual,{n}00,亿元" for n in (1, 2, 3, 4)]
    pieces = [f"锦泽市,社零,2026-02-T{n},current,level,actual,{n}0,亿元" for n in (1, 2, 3)]
    month = "锦泽市,社零,2026-02,current,level,actual,61,亿元"
    bring(console, *quarters, *pieces, month)
    year = next(
        one
        for one in sums(console, campaign, "分季合计与全年").apart
        if (one.name, one.area) == ("社会消费品零售总额", "锦泽市")
    )
    assert (year.parts, year.period, year.total_text) == ("4/4 季", "2024年", "1000.00亿元")
    (whole,) = sums(console, campaign, "旬、周、日合到月").apart
    assert (whole.parts, whole.total_text, whole.misfit_text) == (
        "3/3 旬",
        "60.00亿元",
        "+1.00亿元",
    )


def test_targets_of_the_counties_are_held_against_the_citys(
    console: Person, campaign: Campaign
) -> None:
    (invested,) = sums(console, campaign, "下级目标合计与上级目标").open
    assert (invested.name, invested.parts) == ("招商引资到位资金", "6/6 个地区")
    own = campaign.targets.filter(indicator="INV_IN", area__code="990121").get()
    own.pk, own.area, own.value = None, campaign.area, Decimal(100)
    own.save()
    (invested,) = sums(console, campaign, "下级目标合计与上级目标").apart
    assert invested.misfit_text.startswith("−")


def test_a_county_sees_no_sum_of_what_it_does_not_reach(
    campaign: Campaign, person: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    county = person("coordinator", area="青岚县")
    page = reconciling.page(county, campaign, today=TODAY)
    assert {one.area for sort in page.sorts for one in (*sort.apart, *sort.open)} <= {"青岚县"}
    shown = client_of("leader").get(reverse("reconcile", args=[campaign.pk])).content.decode()
    assert "上级公布 − 合计" in shown
