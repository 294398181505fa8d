"""Small multiples: one small picture an area, all on one scale, so that eyes can compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kaimenhong.charts.look import INK, RULE, Option, category_axis, frame
from kaimenhong.charts.records import Goal, Point, Series
from kaimenhong.charts.years import description, goal_until, stretches, year_line

YEARS = 2


@dataclass(frozen=True, slots=True)
class Panel:
    """One area: its figures, and its target where it has one."""

    area: str
    points: tuple[Point, ...]
    goal: Goal | None = None


def multiples(name: str, measure: str, unit: str, panels: Sequence[Panel]) -> tuple[Option, ...]:
    """Return one small picture for each panel, in their order, with the same axes in all.

    This year and the last one are drawn over one another, as in `trend`, with the area's target.
    The area's name is no part of the picture: it stands above it as text.
    """
    newest = max((p.period.year for panel in panels for p in panel.points), default=0)
    shown = [p for panel in panels for p in panel.points if p.period.year > newest - YEARS]
    goals = [panel.goal for panel in panels if panel.goal and panel.goal.period.year == newest]
    ends = stretches([*(p.period for p in shown), *(goal.period for goal in goals)])
    scale = _scale([p.value for p in shown] + [goal.value for goal in goals])
    return tuple(_small(name, measure, unit, panel, ends, scale, newest) for panel in panels)


def _small(
    name: str,
    measure: str,
    unit: str,
    panel: Panel,
    ends: dict[str, tuple[int, int]],
    scale: tuple[float, float],
    newest: int,
) -> Option:
    years = [year for year in (newest - 1, newest) if _has(panel, year)]
    goals = [panel.goal] if panel.goal and panel.goal.period.year == newest else []
    series = Series(f"{panel.area}{name}{measure}", measure, unit, panel.points)
    axis = {"axisLabel": {"color": INK, "fontSize": 10, "hideOverlap": True}}
    return {
        **frame(description(series, goals)),
        "grid": {"left": 4, "right": 8, "top": 10, "bottom": 4, "containLabel": True},
        "xAxis": {**category_axis(list(ends)), **axis, "axisTick": {"show": False}},
        "yAxis": {
            "type": "value",
            "min": scale[0],
            "max": scale[1],
            "splitNumber": 3,
            **axis,
            "splitLine": {"lineStyle": {"color": RULE}},
        },
        "series": [
            *(_thin(year_line(year, panel.points, ends, newest)) for year in years),
            *(goal_until(goal, ends, unit) for goal in goals),
        ],
    }


def _thin(line: Option) -> Option:
    """Draw a line for a small picture: its newest figure stands above the picture already."""
    data = line["data"]
    marks = [_unlabelled(mark) for mark in data] if isinstance(data, list) else []
    return {**line, "symbolSize": 4, "data": marks}


def _unlabelled(mark: object) -> object:
    if not isinstance(mark, dict):
        return mark
    return {name: said for name, said in mark.items() if name != "label"}


def _has(panel: Panel, year: int) -> bool:
    return any(point.period.year == year for point in panel.points)


def _scale(values: Sequence[Decimal | None]) -> tuple[float, float]:
    """Give ends that hold all figures and zero, at a round distance of 1, 2 or 5."""
    known = [value for value in values if value is not None]
    low, high = min([Decimal(0), *known]), max([Decimal(0), *known])
    fifth = (high - low or Decimal(1)) / 5
    power = Decimal(1).scaleb(fifth.adjusted())
    step = next(round_one * power for round_one in (1, 2, 5, 10) if round_one * power >= fifth)
    return (
        float((low / step).to_integral_value(ROUND_FLOOR) * step),
        float((high / step).to_integral_value(ROUND_CEILING) * step),
    )
