from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.period import Grain, Period, read_period
from tests.cases.terms.tables import cases

years = st.integers(1990, 2099)
months = st.integers(1, 12)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
periods = st.one_of(
    years.map(Period.year_of),
    st.builds(Period.half, years, st.integers(1, 2)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.month, years, months),
    st.builds(Period.tenday, years, months, st.integers(1, 3)),
    st.builds(Period.week, years, st.integers(1, 52)),
    days.map(Period.day),
    days.map(Period.deadline),
    st.tuples(years, months, months).map(lambda ymm: Period.months_range(ymm[0], *sorted(ymm[1:]))),
)


@pytest.mark.parametrize("case", cases("periods"))
def test_people_may_write_a_period_in_many_ways(case: dict[str, str]) -> None:
    found = read_period(case["text"], year=int(case["year"]) if case["year"] else None)
    assert (found.code, found.label) == (case["code"], case["label"])


@pytest.mark.parametrize("case", cases("periods_refused"))
def test_what_is_no_period_is_refused_with_a_way_out(case: dict[str, str]) -> None:
    with pytest.raises(Mistake) as refused:
        read_period(case["text"], year=int(case["year"]) if case["year"] else None)
    mistake = refused.value
    assert (mistake.code, mistake.expected) == (Code.PERIOD_INVALID, case["expected"])
    assert mistake.came == case["text"]
    assert "2022年1—2月" in mistake.remedy


@pytest.mark.parametrize("case", cases("period_codes"))
def test_a_code_means_its_days(case: dict[str, str]) -> None:
    found = Period.parse(case["code"])
    assert found.code == case["canonical"]
    assert (found.start.isoformat(), found.end.isoformat()) == (case["first"], case["last"])
    assert found.months == int(case["months"])
    assert found.year_before().code == case["year_before"]
    assert found.cumulative().code == case["cumulative"]


@pytest.mark.parametrize(
    "code", ["2022-1", "2022Q01", "22", "2022年", "2022-W60", "..2022-05", "", "2022-01-T4"]
)
def test_a_code_has_one_form(code: str) -> None:
    with pytest.raises(Mistake) as refused:
        Period.parse(code)
    assert refused.value.code is Code.PERIOD_INVALID


@given(periods)
def test_code_and_label_lead_back_to_the_period(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert read_period(period.code, year=None) == period
    assert read_period(period.label, year=None) == period


@given(st.lists(periods, min_size=2))
def test_periods_sort_by_end_then_start(several: list[Period]) -> None:
    for earlier, later in pairwise(sorted(several)):
        assert (earlier.end, earlier.start) <= (later.end, later.start)


@given(periods, periods)
def test_of_two_periods_one_is_first_or_they_are_the_same(a: Period, b: Period) -> None:
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a == b) == (a.code == b.code)


@given(periods)
def test_a_period_lies_in_its_cumulative_one_unless_it_began_last_year(period: Period) -> None:
    cumulative = period.cumulative()
    assert cumulative.end == period.end
    assert cumulative.start == date(period.end.year, 1, 1)
    assert cumulative.cumulative() == cumulative
    assert cumulative.contains(period) == (period.start.year == period.end.year)


@given(periods)
def test_the_year_before_is_a_year_earlier(period: Period) -> None:
    earlier = period.year_before()
    assert earlier.grain is period.grain
    assert earlier.year == period.year - 1
    assert abs((period.end - earlier.end) - timedelta(days=365)) <= timedelta(days=7)


def test_the_first_quarter_takes_in_its_months_and_no_other() -> None:
    quarter = Period.parse("2026Q1")
    held = [month for month in range(1, 13) if quarter.contains(Period.month(2026, month))]
    assert held == [1, 2, 3]
    assert quarter.last_month - quarter.first_month == 2


def test_a_deadline_is_not_the_figure_of_the_same_days() -> None:
    assert Period.parse("..2022-12-31") != Period.parse("2022")
    assert Period.parse("..2022-12-31").grain is Grain.DEADLINE


@given(
    st.text(
        alphabet="0123456789０１年月日季度半上下旬周第前底末份至到-—.~QHW一二十今去累计首",
        max_size=14,
    )
)
def test_any_text_is_a_period_or_a_mistake(text: str) -> None:
    try:
        found = read_period(text, year=2026)
    except Mistake as mistake:
        assert mistake.code is Code.PERIOD_INVALID
    else:
        assert found.start <= found.end
        assert Period.parse(found.code) == found
