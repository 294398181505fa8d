from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.calendar import add_workdays, is_workday, spring_festival, workdays
from tests.cases.terms.tables import cases

days = st.dates(date(2008, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("case", cases("workdays"))
def test_offices_work_as_the_notices_say(case: dict[str, str]) -> None:
    assert is_workday(date.fromisoformat(case["date"])) == (case["worked"] == "yes")


@pytest.mark.parametrize("case", cases("terms_of_days"))
def test_a_term_ends_on_its_last_working_day(case: dict[str, str]) -> None:
    end = add_workdays(date.fromisoformat(case["from"]), int(case["days"]))
    assert end.isoformat() == case["end"]


def test_the_months_have_as_many_working_days_as_counted_elsewhere(shared: Path) -> None:
    table = shared / "data" / "calendar" / "workdays_per_month_2007_2026.csv"
    with table.open(encoding="utf-8") as file:
        counted = {row["month"]: int(row["workdays"]) for row in csv.DictReader(file)}
    for month, expected in counted.items():
        first = date.fromisoformat(f"{month}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        assert workdays(first, last) == expected, month


@given(days, st.integers(1, 200))
def test_a_term_holds_exactly_its_working_days(start: date, count: int) -> None:
    end = add_workdays(start, count)
    assert is_workday(end)
    assert workdays(start + timedelta(days=1), end) == count


def test_no_days_lie_between_an_end_and_a_later_start() -> None:
    assert workdays(date(2022, 3, 2), date(2022, 3, 1)) == 0


@pytest.mark.parametrize("year", range(2007, 2027))
def test_nobody_works_on_the_first_day_of_the_lunar_year(year: int) -> None:
    assert not is_workday(spring_festival(year))


@pytest.mark.parametrize("day", [date(2006, 12, 31), date(2027, 1, 1)])
def test_a_day_outside_the_notices_is_refused(day: date) -> None:
    with pytest.raises(Mistake) as refused:
        is_workday(day)
    assert refused.value.code is Code.DATE_OUTSIDE_CALENDAR
    assert "2007—2026" in refused.value.expected


def test_a_term_that_runs_out_of_the_notices_is_refused() -> None:
    with pytest.raises(Mistake):
        add_workdays(date(2026, 12, 30), 10)


@pytest.mark.parametrize("year", [1989, 2051])
def test_a_year_outside_the_lunar_table_is_refused(year: int) -> None:
    with pytest.raises(Mistake) as refused:
        spring_festival(year)
    assert "1990—2050" in refused.value.expected
