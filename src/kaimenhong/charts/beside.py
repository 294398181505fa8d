"""Areas side by side: bars that lie, so that their names stand in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.charts.look import (
    BARE,
    HATCHED,
    LEGEND,
    NOW,
    TARGET,
    WHOLE,
    Option,
    across,
    frame,
    lying,
)
from kaimenhong.charts.records import number, printed


@dataclass(frozen=True, slots=True)
class Bar:
    """One area; `rank` as published (ties share it), None where it takes no part."""

    area: str
    value: Decimal | None
    rank: int | None = None
    target: Decimal | None = None


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
    figures = [printed(bar.value) for bar in shown]
    return {
        **frame(_description(name, unit, shown, names), top=8),
        "legend": {**LEGEND, "show": bool(goals)},
        "xAxis": across(measure, unit),
        "yAxis": [lying(names), {**lying(figures), "position": "right", **BARE}],
        "series": [_bars(shown, whole, measure), *marks],
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
            {"value": number(bar.value), "itemStyle": hatched}
            if bar is whole
            else number(bar.value)
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


def _description(name: str, unit: str, shown: Sequence[Bar], names: Sequence[str]) -> str:
    told = "；".join(
        text if bar.value is None else f"{text} {printed(bar.value)}{unit}"
        for bar, text in zip(shown, names, strict=True)
    )
    return f"柱状图，{name}：{told}。"
