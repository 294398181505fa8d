from __future__ import annotations

import csv
from pathlib import Path

import pytest

from office.campaigns import groups
from office.campaigns.models import Campaign
from office.people.models import Office

CASES = Path(__file__).parents[1] / "cases" / "office" / "groups.csv"
ROWS = list(
    csv.DictReader(
        line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_name_is_a_group_by_its_words(row: dict[str, str]) -> None:
    assert groups.is_group(row["name"]) == bool(row["group"])
    if row["group"]:
        assert groups.kinds(row["name"]) == set(row["kinds"].split())


def test_counties_answer_by_their_governments_and_a_zone_is_none_of_them(
    campaign: Campaign,
) -> None:
    named = groups.members("各县（市、区）人民政府", area=campaign.area, offices=[])
    below = campaign.area.children.exclude(name__contains="高新区")
    assert [one.name for one in named] == [f"{area.name}人民政府" for area in below]


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("各镇人民政府", {"甲镇人民政府", "乙镇"}),
        ("各街道", {"丙街道办事处"}),
        ("市直各部门", {"市商务局", "市政务服务中心"}),
        ("各园区", {"东区工业园管委会"}),
        ("市直有关部门", set()),
    ],
)
def test_offices_belong_to_a_group_by_their_kind(
    campaign: Campaign, group: str, members: set[str]
) -> None:
    names = (
        "甲镇人民政府", "乙镇", "丙街道办事处", "市商务局", "市政务服务中心", "东区工业园管委会",
        "市城投公司",
    )  # fmt: skip
    offices = [Office(name=name, area=campaign.area) for name in names]
    found = groups.members(group, area=campaign.area, offices=offices)
    assert {one.name for one in found} == members
