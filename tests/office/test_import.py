from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from kaimenhong.errors import Mistake
from office.campaigns.models import Campaign
from office.people import audit
from office.people.actions import register_area
from office.people.models import AuditEntry, Person
from office.returns import actions
from office.returns.models import Intake, Observation
from tests.office.files import BAD_ROWS, sheet

RECEIVED = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
# Before the years of the demonstration, so that nothing here is known yet.
GOOD: list[object] = ["青岚县", "社会消费品零售总额", "2019年1—2月", "12.50", "亿元", "6.5"]


def take_in(by: Person, data: bytes, *, days: int = 0, name: str = "报表.xlsx") -> actions.Taken:
    return actions.take_in(
        by=by, file_name=name, data=data, received=RECEIVED + timedelta(days=days)
    )


def held() -> list[Observation]:
    return list(Observation.objects.filter(period__startswith="2019").order_by("pk"))


def test_a_row_becomes_a_level_and_a_growth_with_their_place(console: Person) -> None:
    taken = take_in(console, sheet(GOOD))
    assert (taken.taken, taken.refused) == (2, ())
    level, growth = held()
    assert (level.measure, str(level.value), level.unit) == ("level", "12.50", "亿元")
    assert (growth.measure, str(growth.value), growth.unit) == ("growth", "6.5", "%")
    assert level.period == "2019-01..2019-02"
    assert level.accumulation == "cumulative"
    assert "报表.xlsx" in level.source
    assert "D" in level.source


def test_a_merged_title_row_does_no_harm(console: Person) -> None:
    assert take_in(console, sheet(GOOD, title="2019年1—2月主要指标")).taken == 2


def test_a_blank_is_known_to_be_missing_and_never_zero(console: Person) -> None:
    take_in(console, sheet([*GOOD[:3], "XX", "亿元", "—"]))
    assert [row.value for row in held()] == [None, None]


def test_another_unit_is_converted_exactly_and_kept_as_filed(console: Person) -> None:
    take_in(console, sheet([*GOOD[:3], "28583", "万元", ""]))
    level = held()[0]
    assert (str(level.value), level.unit) == ("28583", "万元")
    assert (str(level.amount), level.own_unit, str(level.published)) == ("2.8583", "亿元", "2.86")


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_told_with_its_cell_and_loses_no_good_one(console: Person, name: str) -> None:
    bad, code = BAD_ROWS[name]
    taken = take_in(console, sheet(GOOD, bad))
    assert taken.taken == 2
    assert [finding.mistake.code for finding in taken.refused] == [code]
    assert taken.refused[0].place.cell is not None
    assert taken.refused[0].place.cell.endswith("3")
    assert taken.intake.refusals[0]["code"] == code


def test_the_same_file_twice_adds_nothing(console: Person) -> None:
    data = sheet(GOOD)
    take_in(console, data)
    again = take_in(console, data, days=1)
    assert again.seen_before
    assert again.taken == 0
    assert len(held()) == 2


def test_an_old_file_does_not_bring_back_what_was_corrected_since(console: Person) -> None:
    old = sheet(GOOD)
    take_in(console, old)
    take_in(console, sheet([*GOOD[:3], "12.80", "亿元", "6.5"]), days=1)
    take_in(console, old, days=2)
    assert [str(row.value) for row in held() if row.measure == "level"] == ["12.50", "12.80"]


def test_a_file_refused_for_an_unknown_area_comes_in_once_the_area_is_known(
    console: Person,
) -> None:
    data = sheet(["新设县", *GOOD[1:]])
    assert take_in(console, data).taken == 0
    register_area(by=console, code="990199", name="新设县", level="county")
    assert take_in(console, data, days=1).taken == 2


def test_figures_already_known_add_nothing_and_changed_ones_a_vintage(console: Person) -> None:
    take_in(console, sheet(GOOD))
    corrected = [*GOOD[:3], "12.80", "亿元", "6.5"]
    taken = take_in(console, sheet(corrected), days=9, name="更正.xlsx")
    assert (taken.taken, taken.unchanged) == (1, 1)
    levels = [row for row in held() if row.measure == "level"]
    assert [str(row.value) for row in levels] == ["12.50", "12.80"]
    assert levels[0].vintage < levels[1].vintage


def test_a_sheet_that_is_none_leaves_nothing_behind(console: Person) -> None:
    before = (Intake.objects.count(), Observation.objects.count())
    for data in (b"", b"not a workbook"):
        with pytest.raises(Mistake):
            take_in(console, data)
    assert before == (Intake.objects.count(), Observation.objects.count())


def test_every_import_is_in_the_audit_trail(console: Person) -> None:
    take_in(console, sheet(GOOD), name="三月.xlsx")
    assert AuditEntry.objects.filter(act="figures.take_in", on="三月.xlsx", by=console).exists()
    assert audit.first_break() is None


def test_the_page_tells_what_was_taken_and_what_was_refused(coordinator: Client) -> None:
    upload = BytesIO(sheet(GOOD, BAD_ROWS["month 13"][0]))
    upload.name = "报表.xlsx"
    page = coordinator.post(reverse("import"), {"sheet": upload}).content.decode()
    assert "T201" in page
    assert "2022年13月" in page
    assert "收下" in page


def test_the_page_says_why_a_file_cannot_be_read(coordinator: Client, campaign: Campaign) -> None:
    upload = BytesIO(b"")
    upload.name = "空.xlsx"
    answer = coordinator.post(reverse("import"), {"sheet": upload})
    assert answer.status_code == 400
    assert "D102" in answer.content.decode()


def test_a_form_for_the_whole_year_says_nothing_of_the_months_ahead(console: Person) -> None:
    ahead = [
        ["青岚县", "社会消费品零售总额", f"2026年1—{month}月", "", "亿元", ""] for month in (4, 5)
    ]
    taken = take_in(console, sheet(GOOD, *ahead))
    assert (taken.taken, taken.refused) == (2, ())


def test_a_citys_correction_counts_though_a_county_brought_the_same_sheet_before(
    console: Person, person: Callable[..., Person]
) -> None:
    take_in(console, sheet(GOOD, ["云溪县", *GOOD[1:]]))
    here: list[object] = ["青岚县", *GOOD[1:3], "13.00", "亿元", ""]
    there: list[object] = ["云溪县", *GOOD[1:3], "14.00", "亿元", ""]
    joint = sheet(here, there)
    county = take_in(person("coordinator", area="青岚县"), joint, days=1, name="合并.xlsx")
    assert (county.taken, len(county.refused)) == (1, 1)
    city = take_in(person("coordinator"), joint, days=2, name="合并.xlsx")
    assert city.taken == 1
    levels = [row for row in held() if row.area.name == "云溪县" and row.measure == "level"]
    assert [str(row.value) for row in levels] == ["12.50", "14.00"]
