"""Targets beside one another, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction

from tests.spec.oracle.gap import sense
from tests.spec.oracle.rows import Row, same

WANTED = ["subject", "indicator", "period", "measure", "unit", "from_bottom"]


def side_by_side(targets: list[Row]) -> list[Row]:
    told = sense(targets)
    result = []
    for row in told:
        beside = [one for one in told if same(one, row, WANTED)]
        goals = [one["goal"] for one in beside if one["goal"] is not None]
        ways = {one["sense"] for one in beside}
        slack = strictest = None
        if len(ways) == 1 and row["sense"] and row["goal"] is not None:
            sign = row["sense"]
            slack = row["goal"] * sign - max(goal * sign for goal in goals)
            strictest = Fraction(slack == 0)
        told_here = {"beside": len(goals), "slack": slack, "strictest": strictest}
        result.append({**row, **told_here})
    return result
