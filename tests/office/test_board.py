from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from kaimenhong.writing.papers.kinds import kind
from office import warehouse
from office.board import indicators, queries
from office.campaigns.models import Campaign, Target, Task
from office.papers import dossier as papers
from office.people.models import Area, Person
from office.returns import actions
from office.returns.models import Observation
from tests.office.files import sheet

TODAY = date(2026, 11, 22)


@pytest.fixture
def board(console: Person, campaign: Campaign) -> queries.Board:
    return queries.board(console, campaign, today=TODAY)


def of(
    board: queries.Board, indicator: str, area: str = "锦泽市", **wanted: str
) -> queries.BoardRow:
    found = [
        row
        for row in board.rows
        if row.target.indicator == indicator
        and row.target.area.name == area
        and all(getattr(row.target, name) == value for name, value in wanted.items())
    ]
    assert found, f"no such row: {indicator} {area} {wanted}"
    return found[0]


def test_every_target_has_one_row_in_the_middle_of_its_quarter(
    board: queries.Board, campaign: Campaign
) -> None:
    assert len(board.rows) == campaign.targets.count()
    assert board.day == date(2026, 3, 20)
    assert sum(board.counts.values()) == len(board.rows)
    assert all(board.counts[light] > 0 for light in ("green", "yellow", "red", "grey"))


def test_a_row_shows_the_published_figure_and_leads_back_to_it(board: queries.Board) -> None:
    row = of(board, "IND_VA", period="2026Q1", measure="growth")
    fact = Observation.objects.get(pk=row.fact)
    assert fact.published is not None
    assert f"{abs(fact.published)}%" in row.actual_text
    assert fact.period == "2026-01..2026-02"
    assert row.target.value is not None
    missing = fact.published - row.target.value
    assert row.gap == queries.Gap(missing, missing, missing < 0, "个百分点")


def test_january_and_february_are_two_twelfths_of_the_year_and_two_thirds_of_the_quarter(
    board: queries.Board,
) -> None:
    quarter = of(board, "IND_OUT", measure="level")
    assert quarter.bar is not None
    assert round(quarter.bar.due, 1) == 66.7
    assert "序时 66.7%" in quarter.progress_text


def test_what_has_no_figure_yet_is_grey_and_not_zero(board: queries.Board) -> None:
    row = of(board, "GDP", period="2026Q1")
    assert (row.light, row.light_word, row.actual_text, row.gap) == ("grey", "灰", "—", None)


def test_a_light_says_which_rule_gave_it_and_on_what_number(board: queries.Board) -> None:
    for row in board.rows:
        if row.fact is not None:
            assert re.search(r"规则 [a-z-]+@\d", row.because), row.because
            assert row.light_word in row.because


def test_counties_are_ranked_among_each_other_and_the_city_is_not(board: queries.Board) -> None:
    counties = [r for r in board.rows if r.target.indicator == "INV_IN" and r.peers is not None]
    assert sorted(row.rank for row in counties if row.rank) == [1, 2, 3, 4, 5, 6]
    assert {row.peers for row in counties} == {6}
    assert of(board, "INV_IN").rank is None


def test_targets_of_several_tiers_stand_side_by_side_and_the_strictest_is_marked(
    console: Person, coordinator: Client, campaign: Campaign
) -> None:
    own = campaign.targets.get(
        indicator="IND_VA", period="2026Q1", measure="growth", area__code="990100"
    )
    own.pk, own.tier, own.issuer, own.value = None, "upper", "某省", (own.value or Decimal()) - 1
    own.save()
    page = indicators.page(console, campaign, indicator="IND_VA", area_code="990100", today=TODAY)
    told = {one.target.tier: (one.strictest, one.slack_text) for one in page.tiered}
    assert told == {"own": (True, "—"), "upper": (False, "−1.0个百分点")}
    shown = coordinator.get(reverse("indicator", args=[campaign.pk, "IND_VA"])).content.decode()
    assert "几级目标并排" in shown
    assert "上级下达" in shown


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("经济增长", ("area:990121", "GDP")),
        ("社会消费品零售总额", ("area:990121", "RETAIL")),
        ("全市平均水平", ("area:990100", "INC_ALL")),
        ("平均", ("area:990100", "INC_ALL")),
        ("全省平均", (None, None)),
        ("序时进度", (None, None)),
        ("", (None, None)),
    ],
)
def test_what_a_target_is_compared_with_is_found_or_left_open(
    campaign: Campaign, words: str, other: tuple[str | None, str | None]
) -> None:
    county = Area.objects.get(code="990121")
    target = Target(campaign=campaign, area=county, indicator="INC_ALL", reference=words)
    assert warehouse.other_side(target) == other


def test_a_correction_becomes_the_figure_of_the_board_and_the_old_one_stays(
    console: Person, campaign: Campaign
) -> None:
    corrected = sheet(["锦泽市", "规模以上工业增加值", "2026年1—2月", "", "", "9.9"])
    known = datetime(2026, 3, 19, 9, tzinfo=UTC)
    later = datetime(2026, 3, 21, 9, tzinfo=UTC)
    before = of(queries.board(console, campaign, today=TODAY), "IND_VA", period="2026Q1")
    actions.take_in(by=console, file_name="后.xlsx", data=corrected, received=later)
    still = of(queries.board(console, campaign, today=TODAY), "IND_VA", period="2026Q1")
    assert still.actual_text == before.actual_text
    other = sheet(["锦泽市", "规模以上工业增加值", "2026年1—2月", "", "", "9.8"])
    actions.take_in(by=console, file_name="前.xlsx", data=other, received=known)
    page = indicators.page(console, campaign, indicator="IND_VA", area_code="990100", today=TODAY)
    values = [row.value for row in page.vintages if row.period == "2026-01..2026-02"]
    assert Decimal("9.8") in values
    assert len(values) == 2


def test_both_sides_of_the_contradiction_are_marked(
    coordinator: Client, campaign: Campaign
) -> None:
    page = coordinator.get(reverse("campaign", args=[campaign.pk])).content.decode()
    assert page.count("存疑") >= campaign.targets.filter(in_question=True).count() == 2


@pytest.mark.parametrize(
    ("chosen", "fits"),
    [
        ({"light": "red"}, lambda row: row.light == "red"),
        ({"area": "990121"}, lambda row: row.target.area.name == "青岚县"),
        ({"office": "市商务局"}, lambda row: "市商务局" in (*row.who.leads, *row.who.units)),
        ({"period": "2026"}, lambda row: row.target.period == "2026"),
        ({"light": "green", "area": "990121"}, lambda row: row.target.area.code == "990121"),
        ({"light": "purple"}, lambda row: False),
    ],
)
def test_the_filters_keep_what_fits_and_nothing_else(
    coordinator: Client,
    board: queries.Board,
    campaign: Campaign,
    chosen: dict[str, str],
    fits: Callable[[queries.BoardRow], bool],
) -> None:
    answer = coordinator.get(reverse("campaign", args=[campaign.pk]), chosen)
    shown = set(map(int, re.findall(r'data-target="(\d+)"', answer.content.decode())))
    wanted = {
        row.target.pk
        for row in board.rows
        if fits(row) and chosen.get("light", row.light) == row.light
    }
    assert shown == wanted


def test_a_choice_of_filters_sends_the_rows_alone(coordinator: Client, campaign: Campaign) -> None:
    address = reverse("campaign", args=[campaign.pk])
    part = coordinator.get(address, {"light": "red"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "data-target" in part.content.decode()


def test_every_page_of_the_demonstration_says_so(coordinator: Client, campaign: Campaign) -> None:
    task = Task.objects.filter(targets__isnull=False).first()
    assert task is not None
    pages = [
        reverse("campaign", args=[campaign.pk]),
        reverse("indicator", args=[campaign.pk, "IND_VA"]),
        reverse("task", args=[task.pk]),
        reverse("document", args=[campaign.documents.get().pk]),
    ]
    for page in pages:
        assert "演示数据" in coordinator.get(page).content.decode()


def test_the_plan_shows_every_statement_where_it_stands(
    coordinator: Client, campaign: Campaign
) -> None:
    document = campaign.documents.get()
    page = coordinator.get(reverse("document", args=[document.pk])).content.decode()
    for stated in document.statements.all():
        assert document.text[stated.start : stated.end] == stated.text
        assert f'id="s-{stated.pk}"' in page


def test_a_county_sees_its_own_targets_of_the_citys_campaign_and_no_other_countys(
    client_of: Callable[..., Client], campaign: Campaign
) -> None:
    leader = client_of("leader", area="青岚县")
    shown = Target.objects.filter(area__name="青岚县").first()
    assert shown is not None
    seen = leader.get(reverse("indicator", args=[campaign.pk, shown.indicator]))
    hidden = leader.get(reverse("indicator", args=[campaign.pk, "GDP"]))
    assert (seen.status_code, hidden.status_code) == (200, 404)
    assert "石渠市" not in seen.content.decode()


@pytest.mark.parametrize("order", [("正式", "调度"), ("调度", "正式"), ("调度", "快报", "正式")])
def test_board_page_and_paper_hold_the_same_figure_whatever_came_last(
    console: Person, campaign: Campaign, order: tuple[str, ...]
) -> None:
    for day, status in enumerate(order, start=10):
        value = {"正式": "8.1", "快报": "5.0", "调度": "2.0"}[status]
        row: list[object] = [
            "锦泽市",
            "规模以上服务业营业收入",
            "2026年1—2月",
            "",
            "",
            value,
            status,
        ]
        received = datetime(2026, 3, day, tzinfo=UTC)
        actions.take_in(
            by=console, file_name=f"{status}.xlsx", data=sheet(row, status=True), received=received
        )
    line = of(queries.board(console, campaign, today=TODAY), "SERV_REV")
    assert line.actual_text == "增长8.1%"
    page = indicators.page(console, campaign, indicator="SERV_REV", area_code="990100", today=TODAY)
    assert page.trend[-1].growth is not None
    assert page.trend[-1].growth.pk == line.fact
    assert line.fact in page.holding
    told = [
        row
        for row in papers.gather(console, campaign, kind("bulletin"), today=TODAY).rows
        if row.indicator == "规模以上服务业营业收入"
    ]
    assert [row.actual for row in told] == ["增长8.1%"]


def test_an_expected_figure_never_stands_for_what_was_reached(
    console: Person, campaign: Campaign
) -> None:
    row: list[object] = ["锦泽市", "地区生产总值", "2026年一季度", "", "", "9.9", "预计"]
    data = sheet(row, status=True)
    known = datetime(2026, 3, 19, tzinfo=UTC)
    actions.take_in(by=console, file_name="预计.xlsx", data=data, received=known)
    line = of(queries.board(console, campaign, today=TODAY), "GDP", period="2026Q1")
    assert (line.light, line.fact) == ("grey", None)
    page = indicators.page(console, campaign, indicator="GDP", area_code="990100", today=TODAY)
    assert "9.9" not in {str(point.growth.value) for point in page.trend if point.growth}
    assert "9.9" in {str(row.value) for row in page.vintages}
