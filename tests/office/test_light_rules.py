"""A place puts its own rules of lights beside its data, and the board goes by them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from kaimenhong.analysis.lights import examples
from kaimenhong.errors import Mistake
from office.board import queries
from office.campaigns.models import Campaign
from office.people.models import Person

TODAY = date(2026, 11, 22)


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Path:
    settings.LIGHT_RULES = tmp_path / "lights.csv"
    return settings.LIGHT_RULES


def test_growth_goes_by_the_own_rule_and_the_rest_by_the_default(
    console: Person, campaign: Campaign, own: Path
) -> None:
    before = {
        row.target.pk: row.because for row in queries.board(console, campaign, today=TODAY).rows
    }
    own.write_text(examples()["抚州2020"], encoding="utf-8")
    rows = queries.board(console, campaign, today=TODAY).rows
    by_own = [row for row in rows if "抚州县区指标@2020" in row.because]
    assert {row.light for row in by_own} >= {"green", "red"}
    assert all("与上级平均差距" in row.because for row in by_own)
    kept = [row for row in rows if "time-progress@1" in row.because]
    assert kept
    assert all(row.because == before[row.target.pk] for row in kept)


def test_a_mended_rule_holds_without_a_restart(
    console: Person, campaign: Campaign, own: Path
) -> None:
    head = "code,version,applies,light,when\n"
    rule = "本市,{},points,{},gap_points >= -100\n本市,{},points,grey,else\n"
    for version, light in ((1, "yellow"), (2, "green")):
        own.write_text(head + rule.format(version, light, version), encoding="utf-8")
        os.utime(own, ns=(version, version))
        rows = queries.board(console, campaign, today=TODAY).rows
        lit = {
            row.light
            for row in rows
            if f"本市@{version}" in row.because and "没有" not in row.because
        }
        assert lit == {light}


def test_a_wrong_rule_lights_nothing_and_is_told_by_line(
    console: Person, campaign: Campaign, coordinator: Client, own: Path
) -> None:
    own.write_text("code,version,applies,light,when\n本市,1,points,green,gap >= 0\n", "utf-8")
    with pytest.raises(Mistake, match=r"\[L451\] 文件“lights.csv”，第 2 行"):
        queries.board(console, campaign, today=TODAY)
    answer = coordinator.get(reverse("campaign", args=[campaign.pk]))
    assert "L451" in answer.content.decode()
