"""The sample's returns: repeatable, as figures are published, and readable to the last row."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from kaimenhong.documents.workbook import open_workbook
from kaimenhong.returns.simple import Intake, read_sheet
from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.period import Period
from office.sample import tables
from office.sample.figures import Figure, ReturnFile, figures, write_returns

CITY = "990100"
COUNTIES = [row["code"] for row in tables.rows("areas.csv") if row["level"] == "county"]
NEW_YEAR_2026 = "2026-01..2026-02"


@pytest.fixture(scope="module")
def all_figures() -> tuple[Figure, ...]:
    return figures()


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[ReturnFile]:
    return write_returns(tmp_path_factory.mktemp("报表"))


@pytest.fixture(scope="module")
def intakes(sheets: list[ReturnFile]) -> list[Intake]:
    areas = {row["name"]: f"area:{row['code']}" for row in tables.rows("areas.csv")}
    return [
        read_sheet(
            open_workbook(sheet.path),
            areas=areas.get,
            received=sheet.received,
            source=sheet.path.name,
        )
        for sheet in sheets
    ]


def level(found: tuple[Figure, ...], area: str, indicator: str, period: str) -> Decimal:
    value = one(found, area, indicator, period).level
    assert isinstance(value, Decimal)
    return value


def growth(found: tuple[Figure, ...], area: str, indicator: str, period: str) -> Decimal:
    value = one(found, area, indicator, period).growth
    assert isinstance(value, Decimal)
    return value


def one(found: tuple[Figure, ...], area: str, indicator: str, period: str) -> Figure:
    wanted = (area, indicator, Period.parse(period))
    return next(item for item in found if (item.area, item.indicator, item.period) == wanted)


def test_one_seed_gives_the_same_files_to_the_byte(
    sheets: list[ReturnFile], tmp_path: Path
) -> None:
    again = write_returns(tmp_path)
    assert [file.path.read_bytes() for file in again] == [file.path.read_bytes() for file in sheets]


def test_another_seed_gives_other_figures(all_figures: tuple[Figure, ...]) -> None:
    assert figures(seed=1) != all_figures


def test_seven_areas_and_three_years_of_many_indicators(
    all_figures: tuple[Figure, ...],
) -> None:
    assert {item.area for item in all_figures} == {CITY, *COUNTIES}
    for area in (CITY, *COUNTIES):
        monthly = {
            item.indicator
            for item in all_figures
            if item.area == area and item.period == Period.parse("2023-01..2023-11")
        }
        assert len(monthly) >= 15


def test_nothing_is_known_of_march_and_no_quarter_of_the_year(
    all_figures: tuple[Figure, ...],
) -> None:
    assert max(item.period.end for item in all_figures) == Period.parse("2026-02").end
    assert not [f for f in all_figures if f.indicator == "GDP" and f.period.year == 2026]


def test_january_is_there_only_where_it_is_released(all_figures: tuple[Figure, ...]) -> None:
    with_january = {
        item.indicator for item in all_figures if item.period == Period.parse("2025-01")
    }
    assert {"ELEC", "JOBS", "LOAN", "INV_IN"} <= with_january
    assert {catalogue()[code].jan_rule for code in with_january} == {"separate"}


def test_what_adds_up_over_a_year_never_falls(all_figures: tuple[Figure, ...]) -> None:
    years: defaultdict[tuple[str, str, int], list[Figure]] = defaultdict(list)
    for item in all_figures:
        cumulative = catalogue()[item.indicator].accumulation is Accumulation.CUMULATIVE
        # Balances may shrink, and new loans with them.
        if cumulative and isinstance(item.level, Decimal) and item.indicator != "NEW_LOAN":
            years[item.area, item.indicator, item.period.year].append(item)
    assert len(years) > 400
    for run in years.values():
        levels = [item.level for item in sorted(run, key=lambda item: item.period)]
        assert all(before <= after for before, after in pairwise(levels))  # type: ignore[operator]


def test_growth_is_on_a_comparable_base_of_its_own(all_figures: tuple[Figure, ...]) -> None:
    def gap(indicator: str, area: str) -> Decimal:
        now = level(all_figures, area, indicator, "2025")
        before = level(all_figures, area, indicator, "2024")
        return abs((now / before - 1) * 100 - growth(all_figures, area, indicator, "2025"))

    off = {area: gap("IND_OUT", area) for area in (CITY, *COUNTIES)}
    assert max(off.values()) > Decimal("0.3")
    # Treasury and grid do not restate their base: there a gap beyond rounding would be an error.
    assert all(gap("REV", area) < Decimal("0.5") for area in (CITY, *COUNTIES))
    assert gap("REV", CITY) < Decimal("0.06")


@pytest.mark.parametrize(("year", "festival_later"), [(2024, True), (2025, False), (2026, True)])
def test_the_spring_festival_moves_growth_between_january_and_february(
    all_figures: tuple[Figure, ...], year: int, festival_later: bool
) -> None:
    for area in (CITY, *COUNTIES):
        january = growth(all_figures, area, "IND_ELEC", f"{year}-01")
        both = growth(all_figures, area, "IND_ELEC", f"{year}-01..{year}-02")
        assert (january - both > 3) if festival_later else (january - both < -3)


def test_the_city_is_its_counties_and_its_own_level(all_figures: tuple[Figure, ...]) -> None:
    for code in ("REV", "IND_OUT", "JOBS", "ELEC"):
        parts = sum(level(all_figures, area, code, "2025") for area in COUNTIES)
        own = level(all_figures, CITY, code, "2025") - parts
        assert 0 < own < parts / 2


def test_counties_fare_differently(all_figures: tuple[Figure, ...]) -> None:
    grown = [growth(all_figures, area, "IND_VA", NEW_YEAR_2026) for area in COUNTIES]
    assert max(grown) - min(grown) > 3
    assert len(set(grown)) >= 4


def test_counties_publish_no_level_of_investment(all_figures: tuple[Figure, ...]) -> None:
    assert level(all_figures, CITY, "FAI", NEW_YEAR_2026) > 0
    assert {one(all_figures, area, "FAI", NEW_YEAR_2026).level for area in COUNTIES} == {None}


def test_every_row_is_taken_and_marks_are_missing_figures(intakes: list[Intake]) -> None:
    assert [intake.refused for intake in intakes] == [()] * len(intakes)
    missing = [figure for intake in intakes for figure in intake.taken if figure.value is None]
    marked = [row for row in tables.rows("gaps.csv") if row["mark"]]
    assert len(missing) == len(marked)


def test_a_correction_comes_later_and_changes_what_was_known(intakes: list[Intake]) -> None:
    history, correction = intakes[0], intakes[-1]
    known = {
        (one.subject, one.indicator, one.period): one
        for one in history.taken
        if one.measure is Measure.LEVEL
    }
    assert correction.taken
    for late in correction.taken:
        early = known[late.subject, late.indicator, late.period]
        assert late.vintage > early.vintage
    assert (
        sum(
            late.value != known[late.subject, late.indicator, late.period].value
            for late in correction.taken
        )
        > len(correction.taken) / 2
    )


def test_every_sheet_says_that_it_is_a_demonstration(sheets: list[ReturnFile]) -> None:
    for sheet in sheets:
        (page,) = open_workbook(sheet.path).sheets
        assert "演示数据" in page.rows[0][0].text


@pytest.mark.parametrize("name", sorted(path.name for path in tables.FOLDER.glob("*.csv")))
def test_every_table_says_that_it_is_a_demonstration(name: str) -> None:
    first, *_ = (tables.FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert first.startswith("# 演示数据")
    lines = (tables.FOLDER / name).read_text(encoding="utf-8").splitlines()
    table = list(csv.reader(line for line in lines if not line.startswith("#")))
    assert {len(row) for row in table} == {len(table[0])}
