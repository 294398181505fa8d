"""Lines: of one year's figures, and of a target up to its period."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaimenhong.charts.look import LABEL, TARGET, Option
from kaimenhong.charts.records import Goal, Point, number, printed, status_words
from kaimenhong.terms.codelists import Status


def line(name: str, points: Sequence[Point | None], look: Option, *, told: bool) -> Option:
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


def goal_line(goal: Goal, values: Sequence[Decimal | None], unit: str) -> Option:
    """Draw a target, its figure in its name, with a mark where it ends."""
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    mark = {"value": float(goal.value), "symbol": "diamond", "symbolSize": 11}
    return {
        "type": "line",
        "name": f"{goal.name} {printed(goal.value)}{unit}",
        "data": [mark if place == last else number(value) for place, value in enumerate(values)],
        "connectNulls": False,
        "symbol": "none",
        "itemStyle": {"color": TARGET},
        "lineStyle": {"color": TARGET, "type": [8, 4, 2, 4], "width": 2},
        "z": 3,
    }


def _mark(point: Point | None, *, told: bool) -> float | Option | None:
    if point is None or point.value is None:
        return None
    item: Option = {"value": float(point.value)}
    if point.status is not Status.OFFICIAL:
        item["symbol"] = "emptyCircle"
    if told:
        item["label"] = {**LABEL, "formatter": printed(point.value) + status_words(point)}
    return item if len(item) > 1 else float(point.value)
