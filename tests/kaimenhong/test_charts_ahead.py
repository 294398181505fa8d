"""Pictures of what is not published: forecast, required path, pulls, and the areas' small ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.charts import (
    Ahead,
    Goal,
    Month,
    Option,
    Panel,
    Point,
    Pull,
    Series,
    fan,
    multiples,
    path,
    waterfall,
)
from kaimenhong.terms.period import Period

CASES = Path(__file__).parents[1] / "cases" / "charts"
NAME = "锦泽市规模以上工业增加值"


def months(year: int, values: tuple[str | None, ...]) -> tuple[Point, ...]:
    return tuple(
        Point(Period.months_range(year, 1, month), None if value is None else Decimal(value))
        for month, value in enumerate(values, 2)
    )


def outlook() -> Option:
    known = (*months(2025, ("6.0", "6.4", None, "7.0")), *months(2026, ("6.2",)))
    ahead = (
        Ahead(Period.parse("2026Q1"), Decimal("6.5"), Decimal("5.9"), Decimal("7.1")),
        Ahead(Period.months_range(2026, 1, 4), Decimal("6.6"), Decimal("5.6"), Decimal("7.6")),
    )
    goals = (
        Goal("一季度目标", Period.parse("2026Q1"), Decimal("7.5")),
        Goal("全年目标", Period.parse("2026"), Decimal("7.0")),
    )
    return fan(Series(f"{NAME}增速", "增速", "%", known), ahead, goals)


def remaining() -> Option:
    year = (
        Month(Period.months_range(2026, 1, 2), done=Decimal("24.0"), before=Decimal("23.1")),
        Month(Period.month(2026, 3), required=Decimal("15.5"), before=Decimal("13.2")),
    )
    return path("锦泽市一般公共预算收入", "亿元", year, best=Decimal("14.8"))


def pulls() -> Option:
    parts = (
        Pull("望潮区", Decimal("1.4")),
        Pull("石渠市", Decimal("2.1")),
        Pull("白榆县", Decimal("-0.6")),
    )
    return waterfall(
        "锦泽市出口增速的拉动",
        parts,
        Decimal("3.0"),
        total_name="全市增速",
        rest_name="四舍五入差",
    )


def county_panels() -> list[Option]:
    goal = Goal("全年目标", Period.parse("2026"), Decimal("7.0"))
    panels = (
        Panel("青岚县", (*months(2025, ("6.0", "6.4")), *months(2026, ("8.1",))), goal),
        Panel("白榆县", months(2025, ("-2.5", None))),
        Panel("云溪县", ()),
    )
    return list(multiples("工业增加值", "增速", "%", panels))


PICTURES: dict[str, Callable[[], object]] = {
    "outlook": outlook,
    "remaining": remaining,
    "pulls": pulls,
    "panels": county_panels,
}


def series(option: Option, name: str) -> dict[str, Any]:
    listed: Any = option["series"]
    return next(one for one in listed if one["name"] == name)


def described(option: Option) -> str:
    aria: Any = option["aria"]
    told: str = aria["label"]["description"]
    return told


@pytest.mark.parametrize("name", PICTURES)
def test_options_are_the_kept_ones(name: str) -> None:
    kept = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(PICTURES[name](), allow_nan=False)) == kept


def test_a_forecast_is_dashed_hollow_and_says_that_it_is_one() -> None:
    coming = series(outlook(), "预计")
    assert coming["lineStyle"]["type"] == "dashed"
    assert coming["symbol"].startswith("empty")
    assert coming["data"][-1]["label"]["formatter"] == "预计 6.6"


def test_a_forecast_starts_where_the_known_figures_end() -> None:
    data = series(outlook(), "预计")["data"]
    assert data[:4] == [None] * 4
    assert (data[4]["value"], data[5]) == (6.2, 6.5)


def test_the_interval_is_drawn_from_its_low_end_and_tells_both_ends() -> None:
    low, width = (series(outlook(), name) for name in ("80%区间下限", "80%区间"))
    assert [round(a[1] + b[1], 6) for a, b in zip(low["data"], width["data"], strict=True)] == [
        7.1,
        7.6,
    ]
    assert [item[2] for item in width["data"]] == [7.1, 7.6]
    assert width["encode"]["tooltip"] == [2]


def test_a_forecast_without_interval_has_no_band() -> None:
    option = fan(Series("a", "增速", "%", ()), [Ahead(Period.parse("2026Q1"), Decimal("6.5"))])
    listed: Any = option["series"]
    assert [one["name"] for one in listed] == ["已有数据", "预计"]


def test_a_target_beyond_the_forecast_is_not_drawn() -> None:
    listed: Any = outlook()["series"]
    assert [one["name"] for one in listed][-1] == "一季度目标 7.5%"


def test_what_must_come_is_apart_from_what_came() -> None:
    option = remaining()
    assert series(option, "已完成")["data"] == [24.0, None]
    required = series(option, "须完成（推算）")
    assert required["data"][0] is None
    assert "推算" in required["data"][1]["label"]["formatter"]
    assert required["itemStyle"]["borderType"] == "dashed"
    assert required["itemStyle"]["decal"]


def test_pulls_go_from_the_largest_down_and_the_rounding_shows() -> None:
    axes: Any = pulls()["yAxis"]
    assert axes[0]["data"] == ["石渠市", "望潮区", "白榆县", "四舍五入差", "全市增速"]
    assert axes[1]["data"] == ["+2.1", "+1.4", "−0.6", "+0.1", "3.0"]


def test_pulls_that_fit_show_no_difference() -> None:
    option = waterfall("a", [Pull("甲", Decimal("3.0"))], Decimal("3.0"), total_name="合计",
                       rest_name="四舍五入差")  # fmt: skip
    axes: Any = option["yAxis"]
    assert axes[0]["data"] == ["甲", "合计"]


points = st.decimals(min_value=-5, max_value=5, places=1)


@given(st.lists(points, min_size=1, max_size=8), points)
def test_each_bar_starts_where_the_one_before_ended(parts: list[Decimal], total: Decimal) -> None:
    option = waterfall(
        "a",
        [Pull(str(place), value) for place, value in enumerate(parts)],
        total,
        total_name="合计",
        rest_name="差",
    )
    listed: Any = option["series"]
    at = 0.0
    for place, step in enumerate(sorted(parts, reverse=True)):
        heights = [one["data"][place] or 0.0 for one in listed[1:]]
        hidden = listed[0]["data"][place]
        ends = sorted((at, at + float(step)))
        drawn_low = min(0.0, *heights) + min(hidden, 0.0) if min(heights) < 0 else hidden
        drawn_high = max(0.0, *heights) + max(hidden, 0.0) if max(heights) > 0 else hidden
        assert (drawn_low, drawn_high) == pytest.approx(ends, abs=1e-6) or step == 0
        at += float(step)


def test_small_pictures_share_their_axes() -> None:
    made: list[Any] = county_panels()
    assert {(one["yAxis"]["min"], one["yAxis"]["max"]) for one in made} == {(-5.0, 10.0)}
    assert {tuple(one["xAxis"]["data"]) for one in made} == {("1—2月", "一季度", "全年")}


def test_small_pictures_leave_the_newest_figure_to_the_text_above() -> None:
    made: list[Any] = county_panels()
    marks = [mark for line in made[0]["series"] for mark in line["data"]]
    assert not any("label" in mark for mark in marks if isinstance(mark, dict))


def test_an_area_without_figures_keeps_its_place_and_says_so() -> None:
    last = county_panels()[-1]
    assert last["series"] == []
    assert "暂无数据" in described(last)


def test_descriptions_say_the_figures_and_what_they_are() -> None:
    assert "2026年一季度预计6.5%（80%区间5.9至7.1）" in described(outlook())
    assert "推算" in described(remaining())
    assert "3月须完成15.5" in described(remaining())
    assert described(pulls()) == (
        "瀑布图，锦泽市出口增速的拉动（测算，个百分点）："
        "石渠市+2.1；望潮区+1.4；白榆县−0.6；四舍五入差+0.1；全市增速3.0。"
    )
