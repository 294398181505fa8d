"""The outlook: what is known, what is forecast (预计), and the 80% interval as a fan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.charts.lines import goal_line, line
from kaimenhong.charts.look import (
    AHEAD,
    BAND,
    LABEL,
    LEGEND,
    LINES,
    ROOMY,
    Option,
    category_axis,
    frame,
    value_axis,
)
from kaimenhong.charts.records import Goal, Point, Series, number, printed, stretch
from kaimenhong.terms.period import Period

KNOWN = 13  # periods that are shown before the forecast: a year, and the same one the year before


@dataclass(frozen=True, slots=True)
class Ahead:
    """A period to come: what is forecast, with its interval where one can be said."""

    period: Period
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


def fan(series: Series, ahead: Sequence[Ahead], goals: Sequence[Goal] = ()) -> Option:
    """Return the last year of a series and its forecast, one after the other in time.

    The forecast is a dashed line with hollow marks from the last known figure on, named 预计; the
    interval is a shaded band whose ends the tip tells as figures. A target is a mark at its period
    where that is shown. The last forecast says its figure.
    """
    known = sorted(series.points, key=lambda point: point.period)[-KNOWN:]
    periods = [*(point.period for point in known), *(one.period for one in ahead)]
    shown = [goal for goal in goals if goal.period.end in {period.end for period in periods}]
    values = [point.value for point in known]
    values += [side for one in ahead for side in (one.value, one.low, one.high)]
    values += [goal.value for goal in shown]
    return {
        **frame(_description(series, known, ahead, shown), bottom=ROOMY),
        "legend": {**LEGEND, "data": _names(ahead, shown, series.unit)},
        "xAxis": category_axis([f"{stretch(period)}\n{period.year}年" for period in periods]),
        "yAxis": value_axis(series.measure, series.unit, values),
        "series": [
            line("已有数据", [*known, *(None for _ in ahead)], LINES[0], told=True),
            *_band(len(known), ahead),
            _forecast(known, ahead),
            *(_goal_at(goal, periods, series.unit) for goal in shown),
        ],
    }


def _names(ahead: Sequence[Ahead], goals: Sequence[Goal], unit: str) -> list[str]:
    banded = ["80%区间"] if any(one.low is not None for one in ahead) else []
    return [
        "已有数据",
        "预计",
        *banded,
        *(f"{goal.name} {printed(goal.value)}{unit}" for goal in goals),
    ]


def _forecast(known: Sequence[Point], ahead: Sequence[Ahead]) -> Option:
    """Draw the forecast from the last known figure on, so that the line does not jump."""
    start: list[float | Option | None] = [None] * len(known)
    if known and known[-1].value is not None:
        start[-1] = {"value": float(known[-1].value), "symbol": "none"}
    data: list[float | Option | None] = [*start, *(float(one.value) for one in ahead)]
    if ahead:
        told = {**LABEL, "color": AHEAD, "formatter": f"预计 {printed(ahead[-1].value)}"}
        data[-1] = {"value": float(ahead[-1].value), "label": told}
    return {
        "type": "line",
        "name": "预计",
        "data": data,
        "symbol": "emptyDiamond",
        "symbolSize": 8,
        "label": {"position": "top"},
        "itemStyle": {"color": AHEAD},
        "lineStyle": {"color": AHEAD, "type": "dashed", "width": 2},
        "z": 5,
    }


def _band(start: int, ahead: Sequence[Ahead]) -> list[Option]:
    """Fill between the ends of the interval: what is stacked is drawn, what the tip says is told.

    Each item is place, height to stack and the figure itself.
    """
    low: list[list[float | None]] = []
    width: list[list[float | None]] = []
    for place, one in enumerate(ahead, start=start):
        if one.low is None or one.high is None:
            continue
        low.append([place, number(one.low), number(one.low)])
        width.append([place, float(one.high - one.low), number(one.high)])
    if not low:
        return []
    shared: Option = {
        "type": "line",
        "stack": "interval",
        "stackStrategy": "all",
        "dimensions": ["时期", "高度", "数值"],
        "encode": {"x": 0, "y": 1, "tooltip": [2]},
        "z": 1,
    }
    edge = {"color": BAND, "type": "dotted", "width": 1}
    mark: Option = {"symbol": "none", "itemStyle": {"color": BAND}, "lineStyle": edge}
    if len(low) == 1:  # a band of one period has no width: show its ends
        mark = {**mark, "symbol": "rect", "symbolSize": [14, 3], "itemStyle": {"color": AHEAD}}
    fill = {"color": BAND, "opacity": 0.55}
    return [
        {**shared, **mark, "name": "80%区间下限", "data": low},
        {**shared, **mark, "name": "80%区间", "data": width, "areaStyle": fill},
    ]


def _goal_at(goal: Goal, periods: Sequence[Period], unit: str) -> Option:
    """Mark a target at its period, and lead the eye there from the year's first period."""
    inside = [p.year == goal.period.year and p.end <= goal.period.end for p in periods]
    return goal_line(goal, [goal.value if here else None for here in inside], unit)


def _description(
    series: Series, known: Sequence[Point], ahead: Sequence[Ahead], goals: Sequence[Goal]
) -> str:
    last = next((point for point in reversed(known) if point.value is not None), None)
    told = f"{last.period.label}{printed(last.value)}{series.unit}" if last else "暂无数据"
    coming = "".join(f"；{_ahead_words(one, series.unit)}" for one in ahead)
    wanted = "".join(f"；{goal.name}{printed(goal.value)}{series.unit}" for goal in goals)
    return f"折线图，{series.name}：{told}{coming}{wanted}。"


def _ahead_words(one: Ahead, unit: str) -> str:
    told = f"{one.period.label}预计{printed(one.value)}{unit}"
    if one.low is None or one.high is None:
        return told
    return f"{told}（80%区间{printed(one.low)}至{printed(one.high)}）"
