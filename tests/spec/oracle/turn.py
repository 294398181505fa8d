"""How a growth moved, as plainly as Python can say it."""

from __future__ import annotations

from typing import Any

from tests.spec.oracle.growth import a_year_before
from tests.spec.oracle.rank import alike
from tests.spec.oracle.rows import Row, same
from tests.spec.oracle.vintage import firmest


def turn(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        before, after = row["growth_before"], row["growth"]
        known = before is not None and after is not None
        change = after - before if known else None
        result.append({**row, "change": change, "turn": named(before, after) if known else None})
    return result


def named(before: Any, after: Any) -> str:
    if before == after:
        return "flat" if after == 0 else "rise_held" if after > 0 else "fall_held"
    if before < 0 and after < 0:
        return "fall_narrowed" if after > before else "fall_widened"
    if before < 0:
        return "fall_to_rise" if after > 0 else "fall_to_flat"
    if after < 0:
        return "rise_to_fall" if before > 0 else "flat_to_fall"
    return "faster" if after > before else "slower"


def on_period_before(facts: list[Row]) -> list[Row]:
    growths = growths_of(facts)
    result = []
    for row in growths:
        key = ["subject", "indicator", "accumulation", "role", "caliber"]
        earlier = [
            other
            for other in growths
            if same(row, other, key)
            and alike(row, other)
            and (other["last"], other["period"]) < (row["last"], row["period"])
        ]
        found = max(earlier, key=lambda one: (one["last"], one["period"]), default=None)
        result.append(beside(row, found))
    return turn(result)


def on_year_before(facts: list[Row]) -> list[Row]:
    growths = growths_of(facts)
    firm = firmest([row for row in growths if row["role"] == "actual"])
    result = []
    for row in growths:
        key = ["subject", "indicator", "accumulation", "caliber"]
        found = [
            other
            for other in firm
            if same(row, other, key) and other["period"] == a_year_before(row["period"])
        ]
        result.append(beside(row, found[0] if found else None))
    return turn(result)


def growths_of(facts: list[Row]) -> list[Row]:
    return [
        {**row, "growth": row["published"]}
        for row in facts
        if row["measure"] == "growth" and row["role"] != "target"
    ]


def beside(row: Row, found: Row | None) -> Row:
    return {
        **row,
        "before": found and found["period"],
        "growth_before": found and found["growth"],
    }
