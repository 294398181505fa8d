"""The rest of the time is planned only where it can be, and agrees with the formulas of `gap`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong import engine
from kaimenhong.analysis import gap
from kaimenhong.analysis.backsolve import backsolve
from kaimenhong.analysis.course import Coming, Course, Origin, left_of
from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.parts import Method
from kaimenhong.analysis.phasing import Phasing, by_season, by_workdays
from kaimenhong.analysis.remainder import (
    GrowthCourse,
    Verdict,
    by_share,
    level_for,
    required_growth,
)
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator
from kaimenhong.terms.period import Grain, Period
from tests.kaimenhong.analysis.shares import cases

LAW = settings(max_examples=30, deadline=None, derandomize=True)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text and text != "-" else None


def course_of(case: dict[str, str]) -> Course:
    known = indicator.indicator(case["indicator"])
    coming = [one.split(":") for one in case["coming"].split()]
    return Course(
        case["indicator"],
        "area:990121",
        Holder.COUNTY,
        Period.year_of(2026),
        known.unit,
        known.digits,
        Decimal(case["target"]),
        number(case["done"]),
        day(case["until"]),
        base=number(case["base"]),
        done_base=number(case["done_base"]),
        best=number(case["best"]),
        coming=tuple(
            Coming(name, Origin(kind), Decimal(amount), day(when))
            for name, kind, amount, when in coming
        ),
    )


def phasing_of(case: dict[str, str], course: Course) -> tuple[Phasing, Method]:
    periods = left_of(course, Grain(case["grain"]))
    if case["by"] == "workdays" or not periods:
        return (by_workdays(periods) if periods else Phasing({}, ())), Method.WORKDAYS
    spans = [Period.months_range(2025, 1, 2), *(Period.month(2025, m) for m in range(3, 13))]
    amounts = map(Decimal, case["past"].split())
    return by_season(periods, dict(zip(spans, amounts, strict=True))), Method.SEASON


@pytest.mark.parametrize("case", cases("backsolve/levels.csv"))
def test_a_level_is_solved_back_as_the_table_says(case: dict[str, str]) -> None:
    course = course_of(case)
    found = backsolve(course, *phasing_of(case, course))
    gives = [Decimal(one) for one in case["gives"].split()]
    assert found.verdict is Verdict(case["verdict"])
    assert (found.required, found.uncovered) == (
        number(case["required"]),
        number(case["uncovered"]),
    )
    assert [step.required for step in found.steps][: len(gives)] == gives
    growth = found.required_growth
    assert (None if growth is None else round(growth, 2)) == number(case["growth"])
    assert case["says"] in "；".join(found.trace)
    assert found.label == "推算"


@pytest.mark.parametrize("case", cases("backsolve/levels.csv"))
def test_the_steps_are_the_whole_need_or_there_are_none(case: dict[str, str]) -> None:
    course = course_of(case)
    found = backsolve(course, *phasing_of(case, course))
    if found.verdict is Verdict.OPEN:
        assert sum(step.required for step in found.steps) == found.required
    else:
        assert found.steps == ()


@pytest.mark.parametrize("case", cases("backsolve/growths.csv"))
def test_a_growth_alone_is_solved_back_by_shares(case: dict[str, str]) -> None:
    course = GrowthCourse(
        "规上工业增加值",
        Decimal(case["target"]),
        number(case["growth"]),
        Decimal(case["share"]),
        best=number(case["best"]),
    )
    found = by_share(course)
    got = [
        None if one is None else round(one, 2) for one in (found.required, found.low, found.high)
    ]
    assert found.verdict is Verdict(case["verdict"])
    assert got == [number(case[name]) for name in ("required", "low", "high")]


def revenue(**changes: object) -> Course:
    course = Course(
        "一般公共预算收入", "area:990121", Holder.COUNTY, Period.year_of(2026), "亿元", 2,
        Decimal(100), Decimal(60), date(2026, 9, 30),
    )  # fmt: skip
    return replace(course, **changes)


def test_each_step_stands_beside_its_own_base_and_the_best_month() -> None:
    course = revenue(
        best=Decimal(20), coming=(Coming("一期", Origin.PIPELINE, Decimal(7), date(2026, 11, 2)),)
    )
    months = left_of(course, Grain.MONTH)
    bases = dict(zip(months, (Decimal(8), Decimal(0), None), strict=True))
    flat = Phasing(dict.fromkeys(months, Decimal(1)), ())
    first, second, third = backsolve(course, flat, Method.OWN, bases).steps
    assert (first.required, first.growth, first.times_best) == (
        Decimal("13.34"), Decimal("66.8"), Decimal("0.67"),
    )  # fmt: skip
    assert (second.growth, second.covered, third.growth) == (None, 7, None)


def test_statistical_targets_are_not_solved_back_for_a_firm() -> None:
    """陷阱 35: 企业A本月应报5000万."""
    firm = revenue(
        indicator="规模以上工业总产值", subject="firm:91421381PDY0001160", holder=Holder.FIRM
    )
    with pytest.raises(Mistake) as refused:
        backsolve(firm, by_workdays(left_of(firm, Grain.MONTH)), Method.WORKDAYS)
    assert refused.value.code is Code.TARGET_STOPS_AT_COUNTY


def test_what_is_better_when_less_has_nothing_to_catch_up() -> None:
    price = revenue(indicator="城镇调查失业率")
    with pytest.raises(Mistake, match="越高越好"):
        backsolve(price, by_workdays(left_of(price, Grain.MONTH)), Method.WORKDAYS)


@pytest.mark.parametrize(
    "months", [[Period.month(2026, 10), Period.month(2026, 12)], [Period.quarter(2026, 3)]]
)
def test_a_plan_covers_just_the_time_that_is_left(months: list[Period]) -> None:
    with pytest.raises(Mistake, match="一天不重、一天不漏") as refused:
        backsolve(revenue(), Phasing(dict.fromkeys(months, Decimal(1)), ()), Method.OWN)
    assert refused.value.code is Code.BACKSOLVE_INPUT_INVALID


def test_an_actual_inside_a_month_cannot_be_continued_by_months() -> None:
    with pytest.raises(Mistake, match="完成数截到月末"):
        left_of(revenue(until=date(2026, 9, 15)), Grain.MONTH)
    with pytest.raises(Mistake, match="完成数截到旬末"):
        left_of(revenue(until=date(2026, 9, 15)), Grain.TENDAY)
    assert len(left_of(revenue(until=date(2026, 9, 15)), Grain.DAY)) == 107


# --- the frame formulas say the same ---------------------------------------------------------

money = st.integers(1, 10**6).map(lambda n: Decimal(n) / 100)
percent = st.integers(-300, 600).map(lambda n: Decimal(n) / 10)


@LAW
@given(money, money, money, percent)
def test_required_growth_is_the_one_of_gap(
    base: Decimal, done_base: Decimal, done: Decimal, growth: Decimal
) -> None:
    row = {
        "year_base": float(base),
        "base": float(done_base),
        "level": float(done),
        "target_growth": float(growth),
    }
    said = from_frame(row, "required_growth")
    found = required_growth(level_for(base, growth), done, base, done_base)
    assert (said is None) == (found is None)
    assert found is None or float(found) == pytest.approx(said, rel=1e-9, abs=1e-9)


@LAW
@given(percent, percent, st.integers(0, 100).map(lambda n: Decimal(n) / 100))
def test_required_growth_by_share_is_the_one_of_gap(
    target: Decimal, growth: Decimal, share: Decimal
) -> None:
    row = {"target_growth": float(target), "growth": float(growth), "share": float(share)}
    said = from_frame(row, "required_growth_by_share")
    found = by_share(GrowthCourse("规上工业增加值", target, growth, share)).required
    assert (said is None) == (found is None)
    assert found is None or float(found) == pytest.approx(said, rel=1e-9, abs=1e-9)


def from_frame(row: dict[str, float], formula: str) -> float | None:
    schema = [(name, "float64", "") for name in row]
    with engine.duckdb() as session:
        frame = session.table(engine.table_of([row], schema), schema)
        found: float | None = session.rows(getattr(gap, formula)(frame))[0]["required_growth"]
        return found
