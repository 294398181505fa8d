"""Colours, patterns, axes and frames that the pictures share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

INK, RULE = "#334155", "#d8dee6"
NOW, TARGET, WHOLE = "#0b3d63", "#c2410c", "#8a949e"
AHEAD, BAND, FALL = "#0f5e8c", "#b9d3e6", "#a63a00"
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


# Room under a picture for axis labels of two lines and a legend that a phone breaks into two.
ROOMY = 96


def frame(description: str, *, top: int = 40, bottom: int = 64) -> Option:
    """Give what every picture has: its words for those who do not see it, and its margins."""
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": description}},
        "grid": {"left": 8, "right": 24, "top": top, "bottom": bottom},
        "tooltip": {"trigger": "axis", "confine": True},
    }


def category_axis(names: Sequence[str]) -> Option:
    """Give an axis of names."""
    return {
        "type": "category",
        "data": list(names),
        "axisLabel": {"color": INK, "hideOverlap": True},
        "axisLine": {"onZero": False, "lineStyle": {"color": INK}},
    }


def lying(names: Sequence[str]) -> Option:
    """Put the categories of lying bars down the side, the first on top, none left out."""
    return {
        **category_axis(names),
        "inverse": True,
        "axisTick": {"show": False},
        "axisLabel": {"color": INK, "interval": 0},
    }


def value_axis(measure: str, unit: str, values: Sequence[Decimal | None]) -> Option:
    """Give the axis of figures; it starts at zero unless that would hide them."""
    return {
        "type": "value",
        "name": f"{measure}（{unit}）",
        "nameLocation": "end",
        "nameTextStyle": {"color": INK},
        "scale": is_narrow([value for value in values if value is not None]),
        "axisLabel": {"color": INK},
        "splitLine": {"lineStyle": {"color": RULE}},
    }


def across(measure: str, unit: str) -> Option:
    """Give the axis of figures under lying bars."""
    return {**value_axis(measure, unit, []), "nameLocation": "middle", "nameGap": 28}


def is_narrow(values: Sequence[Decimal]) -> bool:
    """Tell whether figures lie so close and so far from zero that an axis from zero hides them."""
    return bool(values) and min(values) > 0 and (max(values) - min(values)) * 5 < max(values) * 3
