"""Median and median distance, from the standard library."""

from __future__ import annotations

from fractions import Fraction
from statistics import median
from typing import Any

from tests.spec.oracle.rows import Row


def against_history(pairs: list[Row], times: Any = 5, floor: Any = 5, least: Any = 4) -> list[Row]:
    past: dict[str, list[Any]] = {}
    for row in pairs:
        if row["past"] is not None:
            past.setdefault(row["fact"], []).append(row["past"])
    result = []
    for fact, values in past.items():
        if len(values) >= least:
            usual = median(values)
            spread = median([abs(value - usual) for value in values])
            limit = max(times * Fraction("1.4826") * spread, floor)
            result.append({"fact": fact, "usual": usual, "limit": limit, "of": len(values)})
    return result
