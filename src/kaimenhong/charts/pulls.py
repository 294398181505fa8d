"""The waterfall: what pulls a growth up and down (拉动), in points, one after the other (测算)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.charts.look import (
    BARE,
    FALL,
    HATCHED,
    LEGEND,
    NOW,
    WHOLE,
    Option,
    across,
    frame,
    lying,
)
from kaimenhong.charts.records import number, printed

ZERO = Decimal(0)
UNIT = "个百分点"


@dataclass(frozen=True, slots=True)
class Pull:
    """One part and the points that it adds to the growth of the whole, as printed."""

    name: str
    points: Decimal


def waterfall(
    name: str, pulls: Sequence[Pull], total: Decimal, *, total_name: str, rest_name: str
) -> Option:
    """Return the pulls as bars that start where the one before ended, down to the total.

    The largest pull comes first. What the printed pulls lack of the printed total is a bar of its
    own, `rest_name`, never spread over the others; none where they fit. Pulls below zero are
    hatched. Figures stand in a column on the right.
    """
    ordered = sorted(pulls, key=lambda pull: -pull.points)
    rest = total - sum((pull.points for pull in ordered), ZERO)
    steps = [*ordered, *([Pull(rest_name, rest)] if rest else [])]
    names = [*(step.name for step in steps), total_name]
    spans = _spans(steps, total)
    figures = [*(_signed(step.points) for step in steps), printed(total)]
    return {
        **frame(_description(name, steps, total, total_name), top=8),
        "legend": {**LEGEND, "data": ["拉高", "拉低", "合计"]},
        "xAxis": across("拉动", UNIT),
        "yAxis": [lying(names), {**lying(figures), "position": "right", **BARE}],
        "series": _series(spans),
    }


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a bar starts and ends; the total starts at zero."""

    start: Decimal
    end: Decimal
    is_total: bool = False

    @property
    def kind(self) -> str:
        if self.is_total:
            return "合计"
        return "拉高" if self.end >= self.start else "拉低"

    @property
    def hidden(self) -> Decimal:
        """The stretch from zero that is not drawn."""
        low, high = sorted((self.start, self.end))
        return low if low > 0 else min(high, ZERO)

    @property
    def above(self) -> Decimal:
        """What is drawn above zero."""
        low, high = sorted((self.start, self.end))
        return max(high, ZERO) - max(low, ZERO)

    @property
    def below(self) -> Decimal:
        """What is drawn below zero, as a negative figure."""
        low, high = sorted((self.start, self.end))
        return min(low, ZERO) - min(high, ZERO)


def _spans(steps: Sequence[Pull], total: Decimal) -> list[_Span]:
    spans, at = [], ZERO
    for step in steps:
        spans.append(_Span(at, at + step.points))
        at += step.points
    return [*spans, _Span(ZERO, total, is_total=True)]


def _series(spans: Sequence[_Span]) -> list[Option]:
    """Stack what is hidden and what is drawn; a bar that crosses zero is drawn on both sides."""
    looks: dict[str, Option] = {
        "拉高": {"color": NOW},
        "拉低": {"color": FALL, "decal": HATCHED},
        "合计": {"color": WHOLE, "decal": {**HATCHED, "rotation": -0.785}},
    }
    hidden: Option = {
        **_STACKED,
        "name": "起点",
        "data": [number(span.hidden) for span in spans],
        "itemStyle": {"color": "transparent"},
        "silent": True,
    }
    drawn = [
        {**_STACKED, "name": kind, "itemStyle": look, "data": _heights(spans, kind, side)}
        for kind, look in looks.items()
        for side in ("above", "below")
    ]
    return [hidden, *drawn]


_STACKED: Option = {"type": "bar", "stack": "pull", "barMaxWidth": 22, "tooltip": {"show": False}}


def _heights(spans: Sequence[_Span], kind: str, side: str) -> list[float | None]:
    return [
        number(getattr(span, side)) if span.kind == kind and getattr(span, side) else None
        for span in spans
    ]


def _signed(points: Decimal) -> str:
    return f"+{printed(points)}" if points > 0 else printed(points)


def _description(name: str, steps: Sequence[Pull], total: Decimal, total_name: str) -> str:
    told = "；".join(f"{step.name}{_signed(step.points)}" for step in steps)
    return f"瀑布图，{name}（测算，{UNIT}）：{told}；{total_name}{printed(total)}。"
