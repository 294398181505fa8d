"""Measures as ECharts 6 options: plain data that goes through JSON, no functions (strict CSP).

A leader reads these on a phone, so a trend lays the years over one another: this year's line is
dark and thick, earlier ones are thinner and dashed, the target is a line of its own up to its
period. 1—2月 is one point; what is missing breaks the line and is never a zero. Areas are bars that
lie, so that their names stand in full. Lines differ in darkness, dash and symbol, bars in pattern:
a copy in grey and a colour-blind eye lose nothing. Nothing moves; the page may switch animation on
for those who have not asked for less motion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.terms.codelists import Status
from kaimenhong.terms.period import Period

YEARS = 3
INK, RULE = "#334155", "#d8dee6"
NOW, TARGET, WHOLE = "#0b3d63", "#c2410c", "#8a949e"
# This year, last year, the year before: all at least 3 : 1 on white.
LINES = (
    {"color": NOW, "type": "solid", "width": 3, "symbol": "circle"},
    {"color": "#5b6b7b", "type": "dashed", "width": 2, "symbol": "rect"},
    {"color": WHOLE, "type": "dotted", "width": 2, "symbol": "triangle"},
)
HATCHED = {"color": "#ffffff", "dashArrayX": [1, 0], "dashArrayY": [3, 4], "rotation": 0.785}
LABEL = {
    "show": True,
    "fontWeight": "bold",
    "color": NOW,
    "textBorderColor": "#ffffff",
    "textBorderWidth": 3,
}
BARE = {"axisLine": {"show": False}}
LEGEND = {"bottom": 0, "itemWidth": 30, "itemGap": 12, "textStyle": {"color": INK}}

Option = dict[str, object]


@dataclass(frozen=True, slots=True)
class Point:
    """A published figure of a period; None is known to be missing."""

    period: Period
    value: Decimal | None
    status: Status = Status.OFFICIAL


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one area, indicator and measure, in any order; `measure` names the axis."""

    name: str
    measure: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A target that holds up to its period."""

    name: str
    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One area; `rank` as published (ties share it), None where it takes no part."""

    area: str
    value: Decimal | None
    rank: int | None = None
    target: Decimal | None = None


def trend(series: Series, goals: Sequence[Goal] = ()) -> Option:
    """Return the run of one series, years over one another, against its targets.

    A series with one figure a year, such as a yearly one, makes a single line over the years. Of
    longer ones the last three years are shown. Goals of other years than the newest are left out.
    """
    newest = max((point.period.year for point in series.points), default=0)
    points = [p for p in series.points if p.period.year > newest - YEARS]
    goals = [goal for goal in goals if goal.period.year == newest]
    if len({_stretch(point.period) for point in points}) == 1:
        return _over_years(series, goals)
    stretches = _stretches([*(p.period for p in points), *(goal.period for goal in goals)])
    lines = [
        _year_line(year, [p for p in points if p.period.year == year], stretches, newest)
        for year in sorted({point.period.year for point in points})
    ]
    values = [p.value for p in points] + [goal.value for goal in goals]
    return {
        **_frame(_trend_description(series, goals)),
        "legend": LEGEND,
        "xAxis": _category_axis(list(stretches)),
        "yAxis": _value_axis(series.measure, series.unit, values),
        "series": [*lines, *(_goal_until(goal, stretches, series.unit) for goal in goals)],
    }


def areas(
    name: str, measure: str, unit: str, bars: Sequence[Bar], whole: Bar | None = None
) -> Option:
    """Return the areas of one peer group side by side, best first, each with its target mark.

    Areas go by rank, so `down` indicators stand right too; without ranks by value; those without a
    figure last, and they say so. Ties are told at the names; figures stand in a column on the
    right, where no mark hides them. `whole` is the area above, on top, hatched and not ranked.
    """
    ordered = sorted(bars, key=_place)
    shown = [whole, *ordered] if whole else ordered
    goals = [
        [float(bar.target), place] for place, bar in enumerate(shown) if bar.target is not None
    ]
    marks = [_target_marks(goals)] if goals else []
    names = [_bar_name(bar, bars) for bar in shown]
    figures = [_printed(bar.value) for bar in shown]
    return {
        **_frame(_areas_description(name, unit, shown, names), top=8),
        "legend": {**LEGEND, "show": bool(goals)},
        "xAxis": {**_value_axis(measure, unit, []), "nameLocation": "middle", "nameGap": 28},
        "yAxis": [_lying(names), {**_lying(figures), "position": "right", **BARE}],
        "series": [_bars(shown, whole, measure), *marks],
    }


def _frame(description: str, *, top: int = 40) -> Option:
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": description}},
        "grid": {"left": 8, "right": 24, "top": top, "bottom": 64},
        "tooltip": {"trigger": "axis", "confine": True},
    }


def _category_axis(names: Sequence[str]) -> Option:
    return {
        "type": "category",
        "data": list(names),
        "axisLabel": {"color": INK, "hideOverlap": True},
        "axisLine": {"onZero": False, "lineStyle": {"color": INK}},
    }


def _lying(names: Sequence[str]) -> Option:
    """Put the categories of lying bars down the side, the first on top, none left out."""
    return {
        **_category_axis(names),
        "inverse": True,
        "axisTick": {"show": False},
        "axisLabel": {"color": INK, "interval": 0},
    }


def _value_axis(measure: str, unit: str, values: Sequence[Decimal | None]) -> Option:
    return {
        "type": "value",
        "name": f"{measure}（{unit}）",
        "nameLocation": "end",
        "nameTextStyle": {"color": INK},
        "scale": _is_narrow([value for value in values if value is not None]),
        "axisLabel": {"color": INK},
        "splitLine": {"lineStyle": {"color": RULE}},
    }


def _is_narrow(values: Sequence[Decimal]) -> bool:
    """Tell whether figures lie so close and so far from zero that an axis from zero hides them."""
    return bool(values) and min(values) > 0 and (max(values) - min(values)) * 5 < max(values) * 3


def _stretch(period: Period) -> str:
    """Name the stretch within its year: 1—2月, 一季度."""
    return period.label.removeprefix(f"{period.year}年") or "全年"


def _stretches(periods: Sequence[Period]) -> dict[str, tuple[int, int]]:
    """Order the stretches by where in the year they end, with that end (month, day)."""
    ends: dict[str, tuple[int, int]] = {}
    for period in periods:
        name, end = _stretch(period), (period.end.month, period.end.day)
        ends[name] = max(end, ends.get(name, end))
    return dict(sorted(ends.items(), key=lambda item: item[1]))


def _year_line(
    year: int, points: Sequence[Point], stretches: dict[str, tuple[int, int]], newest: int
) -> Option:
    held = {_stretch(point.period): point for point in points}
    found = [held.get(stretch) for stretch in stretches]
    return _line(f"{year}年", found, LINES[newest - year], told=year == newest)


def _over_years(series: Series, goals: Sequence[Goal]) -> Option:
    points = sorted(series.points, key=lambda point: point.period)
    ends = {point.period.label: place for place, point in enumerate(points)}
    values = [p.value for p in points] + [goal.value for goal in goals]
    lines = [_line(series.name, points, LINES[0], told=True)]
    for goal in goals:
        here = ends.get(goal.period.label)
        data = [goal.value if place == here else None for place in range(len(points))]
        lines.append(_goal_line(goal, data, series.unit))
    return {
        **_frame(_trend_description(series, goals)),
        "legend": LEGEND,
        "xAxis": _category_axis(list(ends)),
        "yAxis": _value_axis(series.measure, series.unit, values),
        "series": lines,
    }


def _line(name: str, points: Sequence[Point | None], look: Option, *, told: bool) -> Option:
    """Draw a line; the newest says its last figure, so that one need not touch the screen.

    A figure that is not official has a hollow mark, and where it is told its status is too.
    """
    last = max((at for at, p in enumerate(points) if p and p.value is not None), default=-1)
    return {
        "type": "line",
        "name": name,
        "data": [_mark(point, told=told and place == last) for place, point in enumerate(points)],
        "connectNulls": False,
        "label": {"position": "top"},
        "symbol": look["symbol"],
        "symbolSize": 7,
        "itemStyle": {"color": look["color"]},
        "lineStyle": {key: look[key] for key in ("color", "type", "width")},
        "z": 4 if told else 2,
    }


def _goal_until(goal: Goal, stretches: dict[str, tuple[int, int]], unit: str) -> Option:
    until = stretches[_stretch(goal.period)]
    return _goal_line(
        goal, [goal.value if end <= until else None for end in stretches.values()], unit
    )


def _goal_line(goal: Goal, values: list[Decimal | None], unit: str) -> Option:
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    mark = {"value": float(goal.value), "symbol": "diamond", "symbolSize": 11}
    return {
        "type": "line",
        "name": f"{goal.name} {_printed(goal.value)}{unit}",
        "data": [mark if place == last else _number(value) for place, value in enumerate(values)],
        "connectNulls": False,
        "symbol": "none",
        "itemStyle": {"color": TARGET},
        "lineStyle": {"color": TARGET, "type": [8, 4, 2, 4], "width": 2},
        "z": 3,
    }


def _place(bar: Bar) -> tuple[bool, int, Decimal]:
    if bar.value is None:
        return (True, 0, Decimal(0))
    return (False, bar.rank or 0, -bar.value)


def _bar_name(bar: Bar, peers: Sequence[Bar]) -> str:
    if bar.value is None:
        return f"{bar.area}（无数据）"
    if bar.rank is None:
        return bar.area
    tied = sum(1 for peer in peers if peer.rank == bar.rank) > 1
    return f"{bar.area} {'并列' if tied else ''}第{bar.rank}"


def _bars(shown: Sequence[Bar], whole: Bar | None, measure: str) -> Option:
    hatched = {"color": WHOLE, "decal": HATCHED}
    return {
        "type": "bar",
        "name": measure,
        "data": [
            {"value": _number(bar.value), "itemStyle": hatched}
            if bar is whole
            else _number(bar.value)
            for bar in shown
        ],
        "barMaxWidth": 22,
        "itemStyle": {"color": NOW},
    }


def _target_marks(goals: list[list[float]]) -> Option:
    return {
        "type": "scatter",
        "name": "目标",
        "data": goals,
        "symbol": "diamond",
        "symbolSize": 13,
        "itemStyle": {"color": TARGET, "opacity": 1, "borderColor": "#ffffff", "borderWidth": 1.5},
        "z": 5,
    }


def _trend_description(series: Series, goals: Sequence[Goal]) -> str:
    told = [p for p in sorted(series.points, key=lambda p: p.period) if p.value is not None]
    newest = "暂无数据"
    if told:
        last = told[-1]
        figure = f"{_printed(last.value)}{series.unit}{_status(last)}"
        newest = f"最新为{last.period.label}，{figure}"
    wanted = "".join(f"；{goal.name}{_printed(goal.value)}{series.unit}" for goal in goals)
    return f"折线图，{series.name}：{newest}{wanted}。"


def _areas_description(name: str, unit: str, shown: Sequence[Bar], names: Sequence[str]) -> str:
    told = "；".join(
        text if bar.value is None else f"{text} {_printed(bar.value)}{unit}"
        for bar, text in zip(shown, names, strict=True)
    )
    return f"柱状图，{name}：{told}。"


def _mark(point: Point | None, *, told: bool) -> float | Option | None:
    if point is None or point.value is None:
        return None
    item: Option = {"value": float(point.value)}
    if point.status is not Status.OFFICIAL:
        item["symbol"] = "emptyCircle"
    if told:
        item["label"] = {**LABEL, "formatter": _printed(point.value) + _status(point)}
    return item if len(item) > 1 else float(point.value)


def _status(point: Point) -> str:
    return "" if point.status is Status.OFFICIAL else f"（{point.status.label}）"


def _printed(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}".replace("-", "−")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
