"""Places and subtotals within a group of peers, on the page of an indicator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from office.board import indicators
from office.campaigns.models import Campaign
from office.people.models import Person

TODAY = date(2026, 11, 22)


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
