"""Places and subtotals within a group of peers, on the page of an indicator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from office.board import indicators
from office.campaigns.models import Campaign
from office.people.actions import register_area
from office.people.models import Person
from office.returns import files

TODAY = date(2026, 11, 22)
KNOWN = datetime(2026, 3, 19, 1, 0, tzinfo=UTC)


def page(
    person: Person, campaign: Campaign, among: str, indicator: str = "RETAIL"
) -> indicators.Page:
    return indicators.page(
        person, campaign, indicator=indicator, area_code="990121", today=TODAY, among=among
    )


def test_places_are_counted_among_the_chosen_peers_alone(
    console: Person, campaign: Campaign
) -> None:
    every, counties = page(console, campaign, ""), page(console, campaign, "counties")
    assert [(group.name, len(group.subjects)) for group in counties.groups] == [("县市", 5)]
    assert {row.peers for row in every.beside if row.rank} == {6}
    assert {row.peers for row in counties.beside} == {5}
    assert "望潮区" not in {row.area.name for row in counties.beside}
    before = [row.area.name for row in every.beside if row.area.name[-1] in "县市" and row.rank]
    assert [row.area.name for row in counties.beside] == before
    assert counties.beside[0].rank == 1


def test_the_subtotal_is_the_sum_of_what_is_shown(console: Person, campaign: Campaign) -> None:
    assert page(console, campaign, "").subtotal is None
    counties = page(console, campaign, "counties")
    shown = sum((row.level.published for row in counties.beside if row.level), Decimal())
    assert counties.subtotal is not None
    assert counties.subtotal.level_text == f"{shown}亿元"
    assert counties.subtotal.growth_text.startswith("增长")


def test_who_does_not_reach_every_member_sees_no_subtotal(
    campaign: Campaign, person: Callable[..., Person], coordinator: Client
) -> None:
    county = page(person("coordinator", area="青岚县"), campaign, "counties", "INV_IN")
    assert county.subtotal is None
    assert {row.peers for row in county.beside} == {5}
    address = reverse("indicator", args=[campaign.pk, "RETAIL"])
    shown = coordinator.get(address, {"peers": "counties"}).content.decode()
    assert "小计" in shown
    assert coordinator.get(address, {"peers": "nonsense"}).status_code == 200


def test_more_areas_than_fit_a_screen_are_shown_in_groups(
    console: Person, campaign: Campaign, coordinator: Client
) -> None:
    rows = []
    for number in range(30):
        name = f"第{number}镇县"
        register_area(
            by=console, code=f"9909{number:02d}", name=name, level="county", parent=campaign.area
        )
        rows += [f"{name},社零,2026-02,growth,actual,{number / 10},%"]
    head = "subject,indicator,period,measure,role,value,unit"
    taken = files.take_in(
        by=console, file_name="数据.csv", data="\n".join([head, *rows]).encode(), received=KNOWN
    )
    assert (taken.taken, taken.refused) == (30, ())
    address = reverse("indicator", args=[campaign.pk, "RETAIL"])
    first = coordinator.get(address).content.decode()
    assert "第1—24个" in first
    assert "第25—37个" in first
    assert first.count("chart-small") == 24
    second = coordinator.get(address, {"group": "1"}).content.decode()
    assert second.count("chart-small") == 13
    assert '<select name="area"' in second
