"""Warnings and doubts on the pages: listed with their numbers, for a person to judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kaimenhong.terms.codelists import Measure
from office.board import queries, signs
from office.campaigns.models import Campaign
from office.people.models import Area, Person
from office.returns import actions
from office.returns.models import Observation
from tests.office.files import sheet

TODAY = date(2026, 11, 22)
KNOWN = datetime(2026, 3, 19, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 25, 1, 0, tzinfo=UTC)


def slip(console: Person, area: str, *, received: datetime = KNOWN) -> Observation:
    """File the revenue of 1—2月 with 万元 taken for 亿元, as people do."""
    row = Observation.objects.filter(
        area__name=area, indicator="REV", period="2026-01..2026-02", measure=Measure.LEVEL
    ).latest("pk")
    assert row.amount is not None
    wrong = f"{row.amount * 10000:f}"
    data = sheet([area, "一般公共预算收入", "2026年1—2月", wrong, row.own_unit, ""])
    actions.take_in(by=console, file_name="误.xlsx", data=data, received=received)
    return Observation.objects.filter(indicator="REV", area__name=area).latest("pk")


def of(person: Person, campaign: Campaign, area: str, indicator: str) -> signs.Signs:
    day = campaign.day(TODAY)
    seen = signs.seen(person, campaign, day, queries.end_of(day))
    return seen.of(Area.objects.get(name=area).subject, indicator)


def page_of(client: Client, campaign: Campaign, indicator: str, area: str) -> str:
    address = reverse("indicator", args=[campaign.pk, indicator])
    code = Area.objects.get(name=area).code
    return client.get(address, {"area": code}).content.decode()


def test_a_slip_of_ten_thousand_is_doubted_with_its_numbers_and_stays_as_filed(
    console: Person, campaign: Campaign, coordinator: Client
) -> None:
    wrong = slip(console, "锦泽市")
    found = {sign.code: sign for sign in of(console, campaign, "锦泽市", "REV").doubts}
    assert "的10000倍" in found["scale_slip"].text
    assert found["scale_slip"].fact == wrong.pk
    text = page_of(coordinator, campaign, "REV", "锦泽市")
    assert found["scale_slip"].text in text
    assert "供人判断，不作更正" in text
    assert f'href="#fact-{wrong.pk}"' in text
    assert f'id="fact-{wrong.pk}"' in text
    wrong.refresh_from_db()
    assert wrong.amount is not None
    assert wrong.amount > 10000


def test_the_board_counts_signs_beside_the_row_that_they_are_about(
    console: Person, campaign: Campaign, coordinator: Client
) -> None:
    slip(console, "锦泽市")
    told = of(console, campaign, "锦泽市", "REV")
    text = coordinator.get(reverse("campaign", args=[campaign.pk])).content.decode()
    address = reverse("indicator", args=[campaign.pk, "REV"])
    code = Area.objects.get(name="锦泽市").code
    mark = f'href="{address}?area={code}#signs" title="{told.told}，供人判断">迹象 {told.count}</a>'
    assert told.count >= 2
    assert mark in text


def test_where_there_is_nothing_to_see_the_page_says_so(
    console: Person, campaign: Campaign, coordinator: Client
) -> None:
    day = campaign.day(TODAY)
    seen = signs.seen(console, campaign, day, queries.end_of(day))
    rows = queries.board(console, campaign, today=TODAY).rows
    quiet = next(
        row.target
        for row in rows
        if seen.of(row.target.area.subject, row.target.indicator) == signs.Signs()
    )
    text = page_of(coordinator, campaign, quiet.indicator, quiet.area.name)
    assert "没有预警，也没有存疑。" in text


def test_what_became_known_after_the_campaign_s_day_gives_no_sign(
    console: Person, campaign: Campaign
) -> None:
    slip(console, "锦泽市", received=LATER)
    codes = {sign.code for sign in of(console, campaign, "锦泽市", "REV").doubts}
    assert "scale_slip" not in codes


@pytest.mark.parametrize("post", ["coordinator", "leader", "reporter"])
def test_a_county_sees_its_own_signs_and_no_other_county_s(
    console: Person, campaign: Campaign, person: Callable[..., Person], post: str
) -> None:
    slip(console, "青岚县")
    slip(console, "云溪县")
    county = person(post, area="青岚县")
    assert of(county, campaign, "青岚县", "REV").doubts
    assert of(county, campaign, "云溪县", "REV") == signs.Signs()


def test_a_correction_takes_the_doubt_away(console: Person, campaign: Campaign) -> None:
    before = of(console, campaign, "锦泽市", "REV")
    good = Observation.objects.filter(
        area__name="锦泽市", indicator="REV", period="2026-01..2026-02", measure=Measure.LEVEL
    ).latest("pk")
    slip(console, "锦泽市")
    assert of(console, campaign, "锦泽市", "REV").doubts != before.doubts
    data = sheet(
        ["锦泽市", "一般公共预算收入", "2026年1—2月", f"{good.amount:f}", good.own_unit, ""]
    )
    later = KNOWN.replace(hour=2)
    actions.take_in(by=console, file_name="更正.xlsx", data=data, received=later)
    codes = {sign.code for sign in of(console, campaign, "锦泽市", "REV").doubts}
    assert "scale_slip" not in codes


def test_the_signs_of_a_page_name_no_figure_that_ought_to_be(
    console: Person, campaign: Campaign, coordinator: Client
) -> None:
    slip(console, "锦泽市")
    text = page_of(coordinator, campaign, "REV", "锦泽市")
    section = text[text.index('id="signs"') : text.index('id="trend-title"')]
    assert not [word for word in ("应为", "应报", "改为", "请填") if word in section]
