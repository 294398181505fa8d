"""Charts as options: what a leader reads off them, and the whole of each against a kept file."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaimenhong.charts import Bar, Goal, Option, Point, Series, areas, trend
from kaimenhong.terms.codelists import Status
from kaimenhong.terms.period import Period

CASES = Path(__file__).parents[1] / "cases" / "charts"
LAST_YEAR = ("6.0", "6.4", "6.9", "7.0", None, "6.8", "6.6", "6.9", "7.1", "7.0", "6.9")
THIS_YEAR = ("6.2", "6.0")
BARS = (
    Bar("松陵县", Decimal("6.5"), 3, Decimal("7")),
    Bar("石渠市", Decimal("-1.2"), 5, Decimal("6")),
    Bar("白榆县", None, None, Decimal("7")),
    Bar("云溪县", Decimal("8.1"), 1, Decimal("7.5")),
    Bar("望潮区", Decimal("3.0"), 4),
    Bar("青岚县", Decimal("8.1"), 1, Decimal("8")),
)


def cumulative(year: int, values: tuple[str | None, ...]) -> list[Point]:
    """Points of 1—2月, 1—3月 and so on."""
    return [
        Point(Period.months_range(year, 1, month), None if value is None else Decimal(value))
        for month, value in enumerate(values, 2)
    ]


def growth() -> Option:
    points = (*cumulative(2026, THIS_YEAR), *cumulative(2025, LAST_YEAR))
    goals = (
        Goal("一季度目标", Period.parse("2026Q1"), Decimal("7.5")),
        Goal("全年目标", Period.parse("2026"), Decimal("7.0")),
        Goal("上年目标", Period.parse("2025"), Decimal("9.9")),
    )
    return trend(Series("锦泽市规模以上工业增加值增速", "增速", "%", points), goals)


def yearly() -> Option:
    points = tuple(
        Point(Period.year_of(year), Decimal(value))
        for year, value in ((2024, "59.0"), (2023, "58.1"), (2025, "59.8"))
    )
    return trend(Series("锦泽市常住人口城镇化率", "占比", "%", points))


def counties() -> Option:
    name = "各县（市、区）规模以上工业增加值增速（2026年1—2月）"
    return areas(name, "增速", "%", BARS, Bar("全市", Decimal("6.2")))


def series(option: Option, name: str) -> dict[str, Any]:
    listed: Any = option["series"]
    return next(one for one in listed if one["name"] == name)


def values(option: Option, name: str) -> list[float | None]:
    return [v["value"] if isinstance(v, dict) else v for v in series(option, name)["data"]]


@pytest.mark.parametrize("make", [growth, yearly, counties], ids=lambda make: make.__name__)
def test_options_are_the_kept_ones(make: Any) -> None:
    kept = json.loads((CASES / f"{make.__name__}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(make(), allow_nan=False)) == kept


def test_january_and_february_are_one_point_and_quarters_have_their_names() -> None:
    axis: Any = growth()["xAxis"]
    assert axis["data"][:3] == ["1—2月", "一季度", "1—4月"]
    assert axis["data"][-1] == "全年"


def test_what_is_missing_breaks_the_line() -> None:
    option = growth()
    assert values(option, "2025年")[4] is None
    assert values(option, "2026年")[2:] == [None] * 9
    listed: Any = option["series"]
    assert not any(line["connectNulls"] for line in listed)


def test_a_target_runs_up_to_its_period() -> None:
    option = growth()
    assert values(option, "一季度目标 7.5%") == [7.5, 7.5] + [None] * 9
    assert values(option, "全年目标 7.0%") == [7.0] * 11


def test_targets_of_another_year_are_left_out() -> None:
    listed: Any = growth()["series"]
    assert [line["name"] for line in listed] == [
        "2025年",
        "2026年",
        "一季度目标 7.5%",
        "全年目标 7.0%",
    ]


def test_the_newest_figure_says_itself_with_its_published_digits() -> None:
    newest = series(growth(), "2026年")["data"][1]
    assert newest["value"] == 6.0
    assert newest["label"]["formatter"] == "6.0"


def test_a_figure_that_is_not_official_looks_and_says_so() -> None:
    flash = Point(Period.parse("2026Q1"), Decimal("6.0"), Status.FLASH)
    option = trend(Series("工业增加值增速", "增速", "%", (*cumulative(2026, ("6.2",)), flash)))
    first, last = series(option, "2026年")["data"]
    assert first == 6.2
    assert (last["symbol"], last["label"]["formatter"]) == ("emptyCircle", "6.0（快报）")
    aria: Any = option["aria"]
    assert "6.0%（快报）" in aria["label"]["description"]


def test_only_the_last_three_years_are_drawn() -> None:
    points = [p for year in range(2020, 2027) for p in cumulative(year, ("1.0", "2.0"))]
    option = trend(Series("全社会用电量增速", "增速", "%", tuple(points)))
    listed: Any = option["series"]
    assert [line["name"] for line in listed] == ["2024年", "2025年", "2026年"]


def test_lines_differ_in_more_than_colour() -> None:
    points = [p for year in (2024, 2025, 2026) for p in cumulative(year, ("1.0", "2.0"))]
    option = trend(Series("全社会用电量增速", "增速", "%", tuple(points)))
    listed: Any = option["series"]
    assert len({(line["symbol"], line["lineStyle"]["type"]) for line in listed}) == 3


def test_a_yearly_series_is_one_line_over_the_years() -> None:
    option = yearly()
    axis: Any = option["xAxis"]
    assert axis["data"] == ["2023年", "2024年", "2025年"]
    assert values(option, "锦泽市常住人口城镇化率") == [58.1, 59.0, 59.8]


def test_a_yearly_target_stands_at_its_year() -> None:
    points = tuple(Point(Period.year_of(year), Decimal(5)) for year in (2024, 2025))
    goal = Goal("全年目标", Period.year_of(2025), Decimal("5.5"))
    option = trend(Series("城镇调查失业率", "水平", "%", points), [goal])
    assert values(option, "全年目标 5.5%") == [None, 5.5]


def test_cumulative_levels_stand_on_zero_and_close_figures_do_not() -> None:
    levels = trend(Series("一般公共预算收入", "总量", "亿元", tuple(cumulative(2026, ("4", "24")))))
    index = trend(Series("居民消费价格指数", "指数", "", tuple(cumulative(2026, ("101", "102")))))
    axes: list[Any] = [levels["yAxis"], index["yAxis"]]
    assert [axis["scale"] for axis in axes] == [False, True]


def test_areas_go_best_first_ties_told_and_missing_last() -> None:
    names, figures = counties()["yAxis"]  # type: ignore[misc, attr-defined]
    assert names["data"] == [
        "全市",
        "云溪县 并列第1",
        "青岚县 并列第1",
        "松陵县 第3",
        "望潮区 第4",
        "石渠市 第5",
        "白榆县（无数据）",
    ]
    assert figures["data"] == ["6.2", "8.1", "8.1", "6.5", "3.0", "−1.2", "—"]
    assert values(counties(), "增速")[-1] is None


def test_where_less_is_better_the_rank_leads_not_the_value() -> None:
    bars = [Bar("甲县", Decimal("3"), 2), Bar("乙县", Decimal("2"), 1)]
    names, _ = areas("能耗", "增速", "%", bars)["yAxis"]  # type: ignore[misc, attr-defined]
    assert names["data"] == ["乙县 第1", "甲县 第2"]


def test_target_marks_stand_at_their_areas() -> None:
    names, _ = counties()["yAxis"]  # type: ignore[misc, attr-defined]
    marks = {names["data"][place]: goal for goal, place in series(counties(), "目标")["data"]}
    assert marks["青岚县 并列第1"] == 8.0
    assert marks["白榆县（无数据）"] == 7.0
    assert "望潮区 第4" not in marks


def test_a_description_stands_for_the_picture() -> None:
    aria: list[Any] = [growth()["aria"], counties()["aria"]]
    assert aria[0]["label"]["description"] == (
        "折线图，锦泽市规模以上工业增加值增速：最新为2026年一季度，6.0%"
        "；一季度目标7.5%；全年目标7.0%。"
    )
    assert "云溪县 并列第1 8.1%；" in aria[1]["label"]["description"]
    assert "白榆县（无数据）" in aria[1]["label"]["description"]


def test_axes_name_their_unit() -> None:
    named: list[Any] = [growth()["yAxis"], counties()["xAxis"]]
    assert [axis["name"] for axis in named] == ["增速（%）", "增速（%）"]


def test_nothing_moves_by_itself() -> None:
    assert growth()["animation"] is False
    assert counties()["animation"] is False


def test_a_series_without_points_is_an_empty_chart() -> None:
    assert trend(Series("出口总额增速", "增速", "%", ()))["series"] == []
