"""Sharing a target out on the page, and the versions that are kept of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.parts import Cell, Method, Whole
from kaimenhong.errors import Code, Mistake, Refused
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office.board import queries as board
from office.campaigns.decomposing import actions, queries
from office.campaigns.models import Campaign, Decomposition, DecompositionPart, Over, Target
from office.people.models import AuditEntry, Person
from tests.office.decomposed import NOW, kept

CASES = Path(__file__).parents[1] / "cases" / "office" / "decompose.csv"
ROWS = list(
    csv.DictReader(
        line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
)


@pytest.fixture
def target(campaign: Campaign) -> Target:
    return campaign.targets.get(indicator="TAX_REV", area=campaign.area, measure="growth")


def typed(row: dict[str, str], campaign: Campaign) -> dict[str, str]:
    """What a browser sends: first the choices alone, then all rows ticked but those left out."""
    chosen = {"over": row["over"], "method": row["method"], "do": "compute"}
    if not row["typed"]:
        return chosen
    fields = dict(cell.split("=") for cell in row["typed"].split("|"))
    ticked = {f"in-{area.subject}": "1" for area in campaign.area.children.all()} | fields
    sent = {name: said for name, said in ticked.items() if said or not name.startswith("in-")}
    return {**chosen, "was": f"{row['over']}:{row['method']}", **sent}


@pytest.mark.parametrize("row", ROWS, ids=lambda r: "-".join(list(r.values())[:6]))
def test_a_target_is_shared_out_or_refused_with_the_reason(
    row: dict[str, str], coordinator: Client, campaign: Campaign
) -> None:
    target = campaign.targets.get(
        indicator=row["indicator"],
        period=row["period"],
        measure=row["measure"],
        area=campaign.area,
    )
    answer = coordinator.post(reverse("decompose", args=[target.pk]), typed(row, campaign))
    text = answer.content.decode()
    assert (f'class="code">{row["code"]}<' in text) if row["code"] else ("结果和依据" in text)
    for words in row["says"].split("|"):
        assert words in text


def test_the_parts_of_a_level_add_up_as_printed(coordinator: Client, campaign: Campaign) -> None:
    target = campaign.targets.get(indicator="IND_OUT", period="2026Q1", measure="level")
    address = reverse("decompose", args=[target.pk])
    coordinator.post(address, {"over": "areas", "do": "keep", "why": "先按基数分"})
    made = Decomposition.objects.get(target=target)
    assert sum(part.value for part in made.parts.all() if part.value) == Decimal(766)
    assert made.parts.count() == 6


def test_a_version_says_who_when_why_and_how(
    coordinator: Client, target: Target, campaign: Campaign
) -> None:
    address = reverse("decompose", args=[target.pk])
    sent = {"over": "areas", "method": "effort", "was": "areas:effort", "do": "keep"}
    ticked = {f"in-{area.subject}": "1" for area in campaign.area.children.all()}
    answer = coordinator.post(address, {**sent, **ticked, "why": "各县同等努力"}, follow=True)
    made = Decomposition.objects.get()
    assert (made.version, made.over, made.method, made.why) == (
        1,
        "areas",
        "effort",
        "各县同等努力",
    )
    assert {cell["name"] for cell in made.given["cells"]} == {
        part.name for part in made.parts.all()
    }
    text = answer.content.decode()
    for words in ("第1版", "各县同等努力", "同等努力", "coordinator", "建议"):
        assert words in text
    entry = AuditEntry.objects.filter(act="target.decompose").get()
    assert entry.detail["version"] == 1
    assert entry.by == made.by


def test_a_version_without_a_reason_is_not_kept(coordinator: Client, target: Target) -> None:
    address = reverse("decompose", args=[target.pk])
    answer = coordinator.post(address, {"over": "areas", "do": "keep", "why": " "})
    assert answer.status_code == 400
    assert "请写一句话" in answer.content.decode()
    assert not Decomposition.objects.exists()


def test_what_cannot_be_shared_is_not_kept(coordinator: Client, campaign: Campaign) -> None:
    target = campaign.targets.get(indicator="GDP", period="2026Q1")
    address = reverse("decompose", args=[target.pk])
    answer = coordinator.post(address, {"over": "areas", "do": "keep", "why": "试试"})
    assert answer.status_code == 400
    assert not Decomposition.objects.exists()


def test_what_was_typed_for_areas_is_not_taken_for_months(
    coordinator: Client, target: Target
) -> None:
    address = reverse("decompose", args=[target.pk])
    sent = {"over": "months", "method": "workdays", "was": "areas:own", "in-area:990121": "1"}
    text = coordinator.post(address, sent).content.decode()
    assert "结果和依据" in text


def test_two_versions_are_held_side_by_side(coordinator: Client, target: Target) -> None:
    first, second = kept(target), kept(target, low="8.0", why="白榆县提高")
    address = reverse("decomposition", args=[second.pk])
    text = coordinator.get(f"{address}?against={first.pk}").content.decode()
    assert 'id="differences"' in text
    changes = {one.name: one.change for one in queries.differences(first, second)}
    assert changes["白榆县"] == Decimal("1.5")
    assert changes["青岚县"] is not None
    assert changes["青岚县"] < 0


def test_versions_are_numbered_and_never_change(target: Target) -> None:
    first, second = kept(target), kept(target)
    assert (first.version, second.version) == (1, 2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decomposition.objects.update(why="别的")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DecompositionPart.objects.update(value=Decimal(1))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DecompositionPart.objects.all().delete()


def test_a_statistical_target_stops_at_the_county(target: Target) -> None:
    with pytest.raises(Mistake) as refused:
        kept(target, holder=Holder.TOWN)
    assert refused.value.code is Code.TARGET_STOPS_AT_COUNTY
    assert not Decomposition.objects.exists()


@pytest.mark.parametrize("post", ["leader", "reporter", "inspector"])
def test_who_only_reads_cannot_keep_a_version(
    post: str, person: Callable[..., Person], target: Target
) -> None:
    office = "市财政局" if post == "reporter" else None
    with pytest.raises(Refused):
        kept(target, by=person(post, office=office))
    assert not Decomposition.objects.exists()


def test_a_county_cannot_decompose_the_citys_target_nor_see_its_versions(
    client_of: Callable[..., Client], person: Callable[..., Person], target: Target
) -> None:
    made = kept(target)
    with pytest.raises(Refused):
        kept(target, by=person("coordinator", area="青岚县"))
    county = client_of("analyst", area="青岚县")
    assert county.get(reverse("decomposition", args=[made.pk])).status_code == 404
    assert county.get(reverse("decompose", args=[target.pk])).status_code == 404


def test_a_leader_finds_the_versions_and_no_way_to_edit(
    client_of: Callable[..., Client], campaign: Campaign, target: Target
) -> None:
    made = kept(target)
    leader = client_of("leader")
    listed = leader.get(reverse("decompositions", args=[campaign.pk])).content.decode()
    assert reverse("decomposition", args=[made.pk]) in listed
    shown = leader.get(reverse("decomposition", args=[made.pk])).content.decode()
    for text in (listed, shown):
        assert reverse("decompose", args=[target.pk]) not in text


def test_a_target_shared_out_over_months_is_held_against_that_plan(
    console: Person, campaign: Campaign
) -> None:
    target = campaign.targets.get(indicator="IND_OUT", measure="level", area=campaign.area)
    before = standing_of(console, campaign, target)
    assert "序时 66.7%" in before.progress_text
    value = target.value or Decimal()
    months = [Period.parse("2026-01..2026-02"), Period.parse("2026-03")]
    weights = dict(zip(months, (Decimal(55), Decimal(45)), strict=True))
    actions.keep_version(
        by=console,
        target=target.pk,
        over=Over.MONTHS,
        whole=Whole(
            target.indicator, target.area.subject, Holder.CITY, Period.parse(target.period),
            Measure.LEVEL, value, target.unit, 2,
        ),
        cells=tuple(
            Cell(one.code, one.label, Holder.CITY, weight=weight, period=one)
            for one, weight in weights.items()
        ),
        method=Method.OWN,
        given={"cells": []},
        why="按上年进度",
        now=NOW,
    )  # fmt: skip
    after = standing_of(console, campaign, target)
    assert "分月计划 55.0%" in after.progress_text
    assert before.bar is not None
    assert after.bar is not None
    assert (round(before.bar.due), round(after.bar.due)) == (67, 55)
    assert after.bar.done == before.bar.done


def standing_of(person: Person, campaign: Campaign, target: Target) -> board.BoardRow:
    rows = board.board(person, campaign, today=NOW.date()).rows
    return next(row for row in rows if row.target.pk == target.pk)
