"""Targets that the forecast does not reach (预计达不到), as warnings beside the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaimenhong import engine
from kaimenhong.analysis.warning import forecast_below
from kaimenhong.terms.period import Period
from kaimenhong.writing import signs as words
from office import warehouse
from office.board import drawings
from office.board.outlook import Expected, less_is_better
from office.board.signs import Sign, label
from office.people.models import Area

# What `warning.forecast_below` takes.
ENDS = (
    *((name, "text", "") for name in ("subject", "indicator", "accumulation", "caliber", "period")),
    ("last", "int64", ""),
    *((name, "float64", "") for name in ("forecast", "low", "high", "goal")),
    ("sense", "int64", ""),
)


def foreseen(indicator: str, area: Area, expected: Sequence[Expected]) -> tuple[Sign, ...]:
    """Return a warning for every target that the forecast misses, certainly or perhaps."""
    units = dict.fromkeys(one.unit for one in expected if one.figure is not None)
    return tuple(
        sign
        for unit in units
        for sign in of_unit(indicator, area, [one for one in expected if one.unit == unit], unit)
    )


def of_unit(indicator: str, area: Area, expected: Sequence[Expected], unit: str) -> list[Sign]:
    """Return the warnings about targets of one unit."""
    rows = [ends(indicator, area, one) for one in expected if one.figure is not None]
    with engine.duckdb() as session:
        found = session.rows(forecast_below(session.table(engine.table_of(rows, ENDS), ENDS)))
    return [
        Sign(
            row["warning"],
            words.WARNINGS[row["warning"]]["name"],
            words.warned(row, unit=unit),
            label(row),
            None,
        )
        for row in sorted(found, key=lambda row: (row["last"], row["bound"]))
    ]


def ends(indicator: str, area: Area, one: Expected) -> dict[str, Any]:
    """Return where one target is heading as a row; 左右 and 同步 bind on both sides."""
    goal = drawings.goal(one.row, one.unit)
    less = None
    if goal is not None:
        less = less_is_better(one.row, warehouse.direction(indicator), goal)
    period = Period.parse(one.row.target.period)
    return {
        "subject": area.subject,
        "indicator": indicator,
        "accumulation": "",
        "caliber": "",
        "period": period.code,
        "last": period.last_month,
        "forecast": warehouse.number(one.figure),
        "low": warehouse.number(one.low),
        "high": warehouse.number(one.high),
        "goal": warehouse.number(goal),
        "sense": 0 if less is None else -1 if less else 1,
    }
