"""What is worked out on the indicator page, and the page that estimates GDP."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from office.campaigns.models import Campaign
from office.people.models import Area

CASES = Path(__file__).parents[1] / "cases" / "office"


def rows(name: str) -> list[dict[str, str]]:
    lines = (CASES / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def said(row: dict[str, str], column: str) -> list[str]:
    return [words for words in (row[column] or "").split("|") if words]


def holds(text: str, row: dict[str, str]) -> None:
    assert [words for words in said(row, "says") if words not in text] == []
    assert [words for words in said(row, "silent") if words in text] == []


def page_of(client: Client, campaign: Campaign, indicator: str, query: str = "") -> str:
    address = reverse("indicator", args=[campaign.pk, indicator])
    return client.get(f"{address}?{query}").content.decode()


@pytest.mark.parametrize(
    "row", rows("analysis"), ids=lambda row: f"{row['indicator']}-{row['area']}"
)
def test_what_is_worked_out_says_so_and_what_is_not_says_why(
    row: dict[str, str], coordinator: Client, campaign: Campaign
) -> None:
    code = Area.objects.get(name=row["area"]).code
    text = page_of(coordinator, campaign, row["indicator"], f"area={code}&analysis")
    holds(text, row)


def test_the_page_stands_before_the_forecast_and_says_that_it_comes(
    coordinator: Client, campaign: Campaign
) -> None:
    text = page_of(coordinator, campaign, "TAX_REV")
    assert "正在按往年走势推算" in text
    assert "点这里推算" in text
    assert "80%区间" not in text


def test_the_forecast_comes_alone_where_the_page_asks_for_it(
    coordinator: Client, campaign: Campaign
) -> None:
    address = reverse("indicator", args=[campaign.pk, "TAX_REV"]) + "?analysis"
    alone = coordinator.get(address, headers={"hx-request": "true"}).content.decode()
    assert "走到期末" in alone
    assert "<html" not in alone


def test_every_expected_figure_is_marked_as_one(coordinator: Client, campaign: Campaign) -> None:
    text = page_of(coordinator, campaign, "TAX_REV", "analysis")
    table = re.search(r'id="outlook-table".*?</table>', text, re.S)
    assert table is not None
    body = table[0].split("<tbody>")[1]
    assert body.count("<tr>") == body.count(">预计</span>") >= 3


def test_a_county_sees_its_own_course_and_nobody_elses(
    client_of: Callable[..., Client], campaign: Campaign
) -> None:
    text = page_of(client_of("leader", area="青岚县"), campaign, "TAX_REV", "analysis")
    assert "青岚县" in text
    for other in ("白榆县", "望潮区", "石渠市"):
        assert other not in text


def test_all_areas_stand_as_small_pictures_and_in_one_table(
    coordinator: Client, campaign: Campaign
) -> None:
    text = page_of(coordinator, campaign, "TAX_REV")
    assert text.count("chart-small") == 7
    table = re.search(r'id="points-table".*?</table>', text, re.S)
    assert table is not None
    assert table[0].count('<th scope="row"') > 30
    assert 'data-copy="points-table"' in text


@pytest.mark.parametrize("strange", ["group=99", "group=-1", "group=x", "area=000000"])
def test_a_strange_address_shows_what_there_is(
    strange: str, coordinator: Client, campaign: Campaign
) -> None:
    assert "各地区走势" in page_of(coordinator, campaign, "TAX_REV", strange)


@pytest.mark.parametrize("row", rows("gdp"), ids=lambda row: f"{row['post']}-{row['query']}")
def test_the_estimate_says_what_it_is_and_what_it_stands_on(
    row: dict[str, str], client_of: Callable[..., Client], campaign: Campaign
) -> None:
    client = client_of(row["post"], area=row["area"] or None)
    answer = client.get(f"{reverse('gdp', args=[campaign.pk])}?{row['query']}")
    holds(answer.content.decode(), row)


def test_a_moved_slider_renders_the_answer_alone(coordinator: Client, campaign: Campaign) -> None:
    address = reverse("gdp", args=[campaign.pk]) + "?x-IND_VA=9"
    text = coordinator.get(address, headers={"hx-request": "true"}).content.decode()
    assert "分行业" in text
    assert "<html" not in text
    assert 'hx-swap-oob="true"' in text


def test_more_growth_of_a_support_gives_more_growth_of_gdp(
    coordinator: Client, campaign: Campaign
) -> None:
    def estimate(growth: str) -> float:
        address = f"{reverse('gdp', args=[campaign.pk])}?x-IND_VA={growth}"
        text = coordinator.get(address).content.decode()
        found = re.search(r'class="big" data-announce><b>([\d.]+)%', text)
        assert found is not None
        return float(found[1])

    assert estimate("6.5") < estimate("7.5") < estimate("8.5")
