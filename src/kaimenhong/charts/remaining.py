"""The required path: what each month brought, and what each remaining one must bring (推算)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.charts.look import (
    HATCHED,
    LABEL,
    LEGEND,
    LINES,
    NOW,
    ROOMY,
    TARGET,
    Option,
    category_axis,
    frame,
    value_axis,
)
from kaimenhong.charts.records import number, printed, stretch
from kaimenhong.terms.period import Period


@dataclass(frozen=True, slots=True)
class Month:
    """One period of the year: what came in it, or must; and what came a year before."""

    period: Period
    done: Decimal | None = None
    required: Decimal | None = None
    before: Decimal | None = None


def path(name: str, unit: str, months: Sequence[Month], best: Decimal | None = None) -> Option:
    """Return the months of a period in order: done, still required, and last year's beside.

    What is required is an outlined, hatched bar with a dashed edge and says its figure with 推算.
    Months are worked out from cumulative figures, as the axis says. Last year's are a dashed line;
    the best month ever is a line across.
    """
    values = [side for one in months for side in (one.done, one.required, one.before)]
    last_year: list[Option] = []
    if any(one.before is not None for one in months):
        last_year = [_before(months)]
    return {
        **frame(_description(name, unit, months), bottom=ROOMY),
        "legend": LEGEND,
        "xAxis": category_axis([stretch(one.period) for one in months]),
        "yAxis": {**value_axis("当期，推算", unit, values), "scale": False},
        "series": [_done(months), _required(months), *last_year, *_best(months, best, unit)],
    }


def _done(months: Sequence[Month]) -> Option:
    return {
        "type": "bar",
        "name": "已完成",
        "data": [number(one.done) for one in months],
        "barMaxWidth": 36,
        "stack": "month",
        "itemStyle": {"color": NOW},
    }


def _required(months: Sequence[Month]) -> Option:
    look = {"color": "#f4d9cc", "borderColor": TARGET, "borderType": "dashed", "borderWidth": 2}
    data: list[Option | None] = []
    for one in months:
        if one.required is None:
            data.append(None)
            continue
        told = {**LABEL, "color": TARGET, "formatter": f"须完成 {printed(one.required)}\n推算"}
        data.append({"value": float(one.required), "label": told})
    return {
        "type": "bar",
        "name": "须完成（推算）",
        "data": data,
        "barMaxWidth": 36,
        "stack": "month",
        "label": {"position": "top"},
        "itemStyle": {**look, "decal": {**HATCHED, "color": TARGET}},
    }


def _before(months: Sequence[Month]) -> Option:
    look = LINES[1]
    return {
        "type": "line",
        "name": "上年同期",
        "data": [number(one.before) for one in months],
        "connectNulls": False,
        "symbol": look["symbol"],
        "symbolSize": 7,
        "itemStyle": {"color": look["color"]},
        "lineStyle": {key: look[key] for key in ("color", "type", "width")},
        "z": 4,
    }


def _best(months: Sequence[Month], best: Decimal | None, unit: str) -> list[Option]:
    if best is None:
        return []
    look = LINES[2]
    return [
        {
            "type": "line",
            "name": f"历史最好月份 {printed(best)}{unit}",
            "data": [float(best) for _ in months],
            "symbol": "none",
            "itemStyle": {"color": look["color"]},
            "lineStyle": {key: look[key] for key in ("color", "type", "width")},
            "z": 2,
        }
    ]


def _description(name: str, unit: str, months: Sequence[Month]) -> str:
    done = [f"{stretch(m.period)}完成{printed(m.done)}" for m in months if m.done is not None]
    left = [
        f"{stretch(m.period)}须完成{printed(m.required)}" for m in months if m.required is not None
    ]
    told = "；".join([*done, *left]) or "暂无数据"
    return f"柱状图，{name}（{unit}，推算）：{told}。"
