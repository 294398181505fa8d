"""GDP is estimated from what supports it, says how far it may be off, and where to work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.quality.gdp.run import run
from kaimenhong.analysis.calibration import Basis, Point, calibrated
from kaimenhong.analysis.gdp import (
    Estimate,
    Input,
    Quarter,
    Support,
    differences,
    estimated,
)
from kaimenhong.analysis.gdp_inverse import Reach, inverse
from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.industries import Industry, default_industries, read_industries
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.codelists import Status
from kaimenhong.terms.period import Period
from tests.kaimenhong.analysis.shares import cases

NOW = Period.quarter(2026, 1)
TABLE = (
    Industry("industry", "工业", {"IND_VA": 1.0}, ""),
    Industry("others", "其他服务业", {}, ""),
)
PAST = (6.0, 8.0, 10.0, 3.0, 4.0, 5.0, 6.0)  # growth of the industry's support, oldest first

LAW = settings(max_examples=40, deadline=None, derandomize=True)


def quarters(count: int) -> list[Period]:
    """Cumulative periods of the quarters before NOW, oldest first."""
    ends = [divmod(NOW.last_month - 3 * back, 12) for back in range(count, 0, -1)]
    return [Period.months_range(year, 1, month + 1) for year, month in ends]


def floats(text: str) -> list[float | None]:
    return [None if one == "?" else float(one) for one in text.split()]


def support(code: str, growth: float | None, status: Status = Status.OFFICIAL) -> Support:
    return Support(code, growth, NOW, status, "2026-04-20T09:00")


def past(growths: Sequence[float], **supports: Sequence[float | None]) -> tuple[Quarter, ...]:
    return tuple(
        Quarter(period, growth, {code: values[at] for code, values in supports.items()})
        for at, (period, growth) in enumerate(zip(quarters(len(growths)), growths, strict=True))
    )


def inputs(share: float, x: float | None, others: float) -> list[Input]:
    """Industry has grown by 0.8 × its support + 1.4; the others carry their last growth on."""
    grown = [0.8 * one + 1.4 for one in PAST]
    return [
        Input("industry", share * 100, past(grown, IND_VA=PAST), (support("IND_VA", x),)),
        Input("others", 100 - share * 100, past([others] * 3), ()),
    ]


def estimate(given: Sequence[Input], **options: object) -> Estimate:
    holder, chosen = Holder.COUNTY, {"table": TABLE, "most_uncovered": 1.0} | options
    return estimated("area:990121", holder, NOW, given, **chosen)


def of(case: dict[str, str]) -> Estimate:
    return estimate(inputs(float(case["share"]), float(case["x"]), float(case["others"])))


@pytest.mark.parametrize("case", cases("gdp/calibration.csv"))
def test_a_calibration_is_as_the_table_says(case: dict[str, str]) -> None:
    growths, supports = floats(case["growths"]), floats(case["supports"])
    now = floats(case["now"])[0]
    points = [
        Point(period, growth or 0.0, x)
        for period, growth, x in zip(quarters(len(growths)), growths, supports, strict=True)
    ]
    found = calibrated(points, now)
    assert found.basis is Basis(case["basis"])
    assert found.slope == pytest.approx(float(case["slope"]), abs=5e-5)
    assert found.growth(now) == pytest.approx(float(case["growth"]))
    if case["error"]:
        assert found.error == pytest.approx(float(case["error"]), abs=5e-5)
    assert case["says"] in found.reason
    assert calibrated(points[::-1], now) == found


@pytest.mark.parametrize("case", cases("gdp/estimate.csv"))
def test_gdp_is_the_sum_of_shares_times_growths(case: dict[str, str]) -> None:
    found = of(case)
    industry = found.industries[0]
    assert found.growth == pytest.approx(float(case["growth"]))
    assert (industry.growth != industry.unclipped) == (case["clipped"] == "yes")
    assert case["says"] in "；".join(industry.reasons)
    assert (found.status, sum(one.pull for one in found.industries)) == (
        Status.ESTIMATED,
        pytest.approx(found.growth),
    )


@pytest.mark.parametrize("case", cases("gdp/inverse.csv"))
def test_the_inverse_is_as_the_table_says(case: dict[str, str]) -> None:
    found = inverse(of(case), float(case["wished"]))
    assert found.reach is Reach(case["reach"])
    assert found.greatest == pytest.approx(float(case["greatest"]))
    gaps = [one.gap for one in found.alone]
    assert gaps == ([pytest.approx(float(case["gap"]), abs=5e-5)] if case["gap"] else [])
    together = [one.gap for one in found.together]
    assert together == (pytest.approx(gaps) if found.reach is Reach.WITHIN else [])
    assert [one.within for one in found.alone] == [found.reach is Reach.WITHIN] * len(gaps)


def test_what_comes_out_is_work_of_a_department() -> None:
    """陷阱 35: never a figure for a firm to report."""
    found = inverse(of({"share": "0.3", "x": "6", "others": "6.2"}), 7.0)
    assert [one.owner for one in found.alone] == ["统计局"]
    assert "不得分解到企业" in found.notes[0]
    assert found.status is Status.ESTIMATED


# --- inputs that are not whole ---------------------------------------------------------------


def test_the_range_widens_with_the_misfit_and_the_rounding() -> None:
    exact = of({"share": "0.3", "x": "6", "others": "6.2"})
    assert exact.low is not None and exact.high is not None
    # A perfect fit leaves the rounding of the input alone: w·b·0.05.
    assert exact.high - exact.growth == pytest.approx(0.3 * 0.8 * 0.05)
    assert exact.growth - exact.low == pytest.approx(0.3 * 0.8 * 0.05)
    unquiet = inputs(0.3, 6.0, 6.2)
    grown = past([5.0, 8.9, 8.3, 5.0, 3.6, 6.4, 5.2], IND_VA=PAST)
    found = estimate([replace(unquiet[0], past=grown), unquiet[1]])
    assert found.high is not None and found.high - found.growth > 0.3


def test_an_unknown_error_gives_no_range() -> None:
    few = [replace(one, past=one.past[-1:]) for one in inputs(0.3, 6.0, 6.2)]
    found = estimate(few)
    assert (found.low, found.high) == (None, None)
    assert "误差不明" in "；".join(found.notes)


def test_expected_late_and_missing_inputs_are_marked() -> None:
    table = (
        Industry("trade", "批发和零售业", {"RETAIL": 1.0, "WHOLE_SALES": 1.0, "ONLINE": 1.0}, ""),
    )
    grown = past(PAST, RETAIL=PAST, WHOLE_SALES=PAST, ONLINE=PAST)
    february = replace(support("WHOLE_SALES", 5.0), period=Period.parse("2026-01..2026-02"))
    now = (support("RETAIL", 7.0, Status.EXPECTED), february, support("ONLINE", None))
    found = estimate([Input("trade", 10.0, grown, now, constant=False)], table=table)
    said = "；".join(found.industries[0].reasons)
    # The two that are known stand for the third: (7 + 5) / 2.
    assert found.industries[0].support == pytest.approx(6.0)
    assert "社会消费品零售总额是预计数" in said
    assert "批发业商品销售额是2026年1—2月的" in said
    assert "缺网上零售额" in said
    assert "比重用现价" in said


def test_a_quarter_that_is_missing_just_before_is_told() -> None:
    given = [replace(one, past=one.past[:-1]) for one in inputs(0.3, 6.0, 6.2)]
    assert "上一季缺" in "；".join(estimate(given).industries[0].reasons)


def test_too_much_of_gdp_without_support_is_refused() -> None:
    with pytest.raises(Mistake) as refused:
        estimate(inputs(0.7, 6.0, 6.2), most_uncovered=0.25)
    assert refused.value.code is Code.GDP_UNCOVERED
    assert "30.0%：其他服务业" in str(refused.value)
    assert estimate(inputs(0.75, 6.0, 6.2), most_uncovered=0.25).uncovered == pytest.approx(0.25)


def spoilt() -> list[tuple[str, list[Input]]]:
    one, other = inputs(0.3, 6.0, 6.2)
    twice = (*one.past, one.past[-1])
    ahead = (*one.past, Quarter(Period.parse("2026H1"), 5.0, {"IND_VA": 5.0}))
    two = replace(other, now=(support("IND_VA", 9.0),))
    return [
        ("缺其他服务业", [one]),
        ("每个行业一份", [one, other, other]),
        ("上年同期增加值", [replace(one, base=0.0), other]),
        ("至少一个过去的季度", [replace(one, past=()), other]),
        ("重复的季度", [replace(one, past=twice), other]),
        ("以前的季度", [replace(one, past=ahead), other]),
        ("一个指标只有一个增速", [one, two]),
    ]


@pytest.mark.parametrize(("says", "given"), spoilt(), ids=lambda one: str(one)[:12])
def test_inputs_that_are_not_whole_are_refused(says: str, given: list[Input]) -> None:
    with pytest.raises(Mistake, match=says) as refused:
        estimate(given)
    assert refused.value.code is Code.GDP_INPUT_INVALID


def test_no_account_is_made_below_the_county() -> None:
    with pytest.raises(Mistake) as refused:
        estimated("office:town1", Holder.TOWN, NOW, inputs(0.3, 6.0, 6.2), table=TABLE)
    assert refused.value.code is Code.TARGET_STOPS_AT_COUNTY


def test_the_release_is_put_beside_the_estimate() -> None:
    found = of({"share": "0.3", "x": "6", "others": "6.2"})
    kept = differences(found, {"industry": 5.9, "GDP": 6.0}, vintage="2026-05-10")
    assert [(one.industry, one.released) for one in kept] == [
        ("industry", 5.9), ("others", None), ("GDP", 6.0),
    ]  # fmt: skip
    assert [one.difference for one in kept] == [pytest.approx(0.3), None, pytest.approx(0.2)]


# --- the table of industries -----------------------------------------------------------------


def test_the_account_has_eleven_industries() -> None:
    names = [one.name for one in default_industries()]
    assert len(names) == 11
    assert {"工业", "建筑业", "金融业", "房地产业", "其他服务业"} <= set(names)


@pytest.mark.parametrize("case", cases("gdp/industries_refused.csv"))
def test_a_wrong_row_of_industries_is_refused(case: dict[str, str]) -> None:
    text = f"# 本地\ncode,name,indicators,note\nindustry,工业,IND_VA:1,\n{case['row']}\n"
    with pytest.raises(Mistake) as refused:
        read_industries(text, name="本地.csv")
    assert refused.value.code.value == case["code"]


# --- laws ------------------------------------------------------------------------------------

series = st.lists(st.integers(-50, 150).map(lambda n: n / 10), min_size=8, max_size=8).filter(
    lambda values: max(values) - min(values) > 1
)


@LAW
@given(series, series, st.floats(0.05, 3.0), st.floats(0.05, 0.95))
def test_equal_effort_asks_nobody_for_more_than_another_who_still_could(
    first: list[float], second: list[float], wish: float, share: float
) -> None:
    """The parts give the wish; whoever is asked for less stands at his best already."""
    table = (
        Industry("industry", "工业", {"IND_VA": 1.0}, ""),
        Industry("trade", "批发和零售业", {"RETAIL": 1.0}, ""),
    )
    given = [
        Input("industry", share, past([0.6 * x for x in first[:-1]], IND_VA=first[:-1]),
              (support("IND_VA", first[-1]),)),
        Input("trade", 1 - share, past([0.9 * x for x in second[:-1]], RETAIL=second[:-1]),
              (support("RETAIL", second[-1]),)),
    ]  # fmt: skip
    basis = estimate(given, table=table)
    found = inverse(basis, basis.growth + wish)
    assert (found.reach is Reach.WITHIN) == (found.greatest >= basis.growth + wish - 1e-7)
    if found.reach is Reach.WITHIN:
        effects = {"IND_VA": share * 0.6, "RETAIL": (1 - share) * 0.9}
        gained = sum(effects[one.indicator] * one.gap for one in found.together)
        assert gained == pytest.approx(wish, abs=1e-6)
        bests = {"IND_VA": max(first[:-1]), "RETAIL": max(second[:-1])}
        most = max(one.stretch for one in found.together)
        for one in found.together:
            at_best = one.wished >= bests[one.indicator] - 1e-6
            assert one.gap >= -1e-9 and one.within
            assert at_best or one.stretch == pytest.approx(most, abs=1e-6)


def test_national_quarters_are_estimated_better_than_by_the_last_one(shared: Path) -> None:
    """The bench's own walk: every quarter from earlier ones only."""
    assert (shared / "data" / "macro").exists()
    figures = run().figures
    assert figures["quarters"] == 12
    assert figures["mae"] < figures["naive_mae"]
