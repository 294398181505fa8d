"""The run of one figure: the years over one another, against its targets.

This year's line is dark and thick, earlier ones are thinner and dashed, the target is a line of its
own up to its period. 1—2月 is one point; what is missing breaks the line and is never a zero.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaimenhong.charts.lines import goal_line, line
from kaimenhong.charts.look import LEGEND, LINES, Option, category_axis, frame, value_axis
from kaimenhong.charts.records import Goal, Point, Series, printed, status_words, stretch
from kaimenhong.terms.period import Period

YEARS = 3


def trend(series: Series, goals: Sequence[Goal] = ()) -> Option:
    """Return the run of one series, years over one another, against its targets.

    A series with one figure a year, such as a yearly one, makes a single line over the years. Of
    longer ones the last three years are shown. Goals of other years than the newest are left out.
    """
    newest = max((point.period.year for point in series.points), default=0)
    points = [p for p in series.points if p.period.year > newest - YEARS]
    goals = [goal for goal in goals if goal.period.year == newest]
    if len({stretch(point.period) for point in points}) == 1:
        return _over_years(series, goals)
    ends = stretches([*(p.period for p in points), *(goal.period for goal in goals)])
    lines = [
        year_line(year, points, ends, newest)
        for year in sorted({point.period.year for point in points})
    ]
    values = [p.value for p in points] + [goal.value for goal in goals]
    return {
        **frame(description(series, goals)),
        "legend": LEGEND,
        "xAxis": category_axis(list(ends)),
        "yAxis": value_axis(series.measure, series.unit, values),
        "series": [*lines, *(goal_until(goal, ends, series.unit) for goal in goals)],
    }


def stretches(periods: Sequence[Period]) -> dict[str, tuple[int, int]]:
    """Order the stretches by where in the year they end, with that end (month, day)."""
    ends: dict[str, tuple[int, int]] = {}
    for period in periods:
        name, end = stretch(period), (period.end.month, period.end.day)
        ends[name] = max(end, ends.get(name, end))
    return dict(sorted(ends.items(), key=lambda item: item[1]))


def year_line(
    year: int, points: Sequence[Point], ends: dict[str, tuple[int, int]], newest: int
) -> Option:
    """Draw one year over the stretches; only the newest says its last figure."""
    held = {stretch(point.period): point for point in points if point.period.year == year}
    found = [held.get(name) for name in ends]
    return line(f"{year}年", found, LINES[newest - year], told=year == newest)


def goal_until(goal: Goal, ends: dict[str, tuple[int, int]], unit: str) -> Option:
    """Draw a target up to the end of its period."""
    until = ends[stretch(goal.period)]
    return goal_line(goal, [goal.value if end <= until else None for end in ends.values()], unit)


def description(series: Series, goals: Sequence[Goal]) -> str:
    """Say the newest figure and the targets."""
    told = [p for p in sorted(series.points, key=lambda p: p.period) if p.value is not None]
    newest = "暂无数据"
    if told:
        last = told[-1]
        figure = f"{printed(last.value)}{series.unit}{status_words(last)}"
        newest = f"最新为{last.period.label}，{figure}"
    wanted = "".join(f"；{goal.name}{printed(goal.value)}{series.unit}" for goal in goals)
    return f"折线图，{series.name}：{newest}{wanted}。"


def _over_years(series: Series, goals: Sequence[Goal]) -> Option:
    points = sorted(series.points, key=lambda point: point.period)
    ends = {point.period.label: place for place, point in enumerate(points)}
    values = [p.value for p in points] + [goal.value for goal in goals]
    lines = [line(series.name, points, LINES[0], told=True)]
    for goal in goals:
        here = ends.get(goal.period.label)
        data = [goal.value if place == here else None for place in range(len(points))]
        lines.append(goal_line(goal, data, series.unit))
    return {
        **frame(description(series, goals)),
        "legend": LEGEND,
        "xAxis": category_axis(list(ends)),
        "yAxis": value_axis(series.measure, series.unit, values),
        "series": lines,
    }
