"""What is missing, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.spec.oracle.contribution import total_growth
from tests.spec.oracle.rank import ALIKE, merit
from tests.spec.oracle.rows import Row, same


def gauge(rows: list[Row]) -> list[Row]:
    return [{**row, "gauge": gauge_of(row)} for row in rows]


def gauge_of(row: Row) -> str:
    measure, point = row["measure"], row["accumulation"] == "point"
    if measure in ("growth_rank", "level_rank"):
        return "rank"
    if measure in ("growth", "change_pp", "share", "gap_pp"):
        return "points"
    if measure == "level" and row["unit"] in ("%", "‰", "个百分点"):
        return "points"
    if measure == "completion":
        return "points" if point else "progress"
    return "stock" if point else "progress"


def sense(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        turn = sense_of(row)
        upper = row["amount"] if row["amount_high"] is None else row["amount_high"]
        result.append({**row, "sense": turn, "goal": upper if turn == -1 else row["amount"]})
    return result


def sense_of(row: Row) -> int:
    falls = row["measure"] in ("growth", "change_pp", "gap_pp") and (row["amount"] or 0) < 0
    if row["measure"] in ("growth_rank", "level_rank"):
        return -1
    if falls and row["direction"] in ("up", "down"):
        return 1 if row["direction"] == "up" else -1
    if row["comparator"] in ("at_most", "less_than"):
        return -1
    if row["comparator"] in ("at_least", "more_than"):
        return 1
    return {"down": -1, "band": 0}.get(row["direction"], 1)


def to_target(
    rows: list[Row], *, near_points: Any = Fraction(1, 2), near_share: Any = 1
) -> list[Row]:
    result = []
    for row in rows:
        points = row["gauge"] == "points"
        gap = distance(row, row["actual_published"] if points else row["actual_amount"])
        met = None
        if gap is not None:
            strict = row["comparator"] in ("more_than", "less_than")
            met = Fraction(gap > 0 if strict else gap >= 0)
            if row["comparator"] in ("about", "in_step_with"):
                amounts = row["gauge"] in ("progress", "stock")
                near = abs(row["goal"]) * near_share / 100 if amounts else near_points
                met = Fraction(gap >= -near)
        share = None
        if gap is not None and not points and row["goal"]:
            share = gap / abs(row["goal"]) * 100
        result.append(
            {
                **row,
                "gap_points": gap if points else None,
                "gap_unit": None if points else gap,
                "gap_share": share,
                "met": met,
            }
        )
    return result


def distance(row: Row, actual: Any) -> Any:
    low = row["amount"]
    high = low if row["amount_high"] is None else row["amount_high"]
    if actual is None or low is None:
        return None
    return {1: actual - low, -1: high - actual, 0: min(actual - low, high - actual)}[row["sense"]]


def in_unit(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        level, base, goal = row["level"], row["base"], row["goal"]
        sign = -1 if row["sense"] == -1 else 1
        known = level is not None and base is not None
        gap_unit = row["gap_unit"]
        if row["measure"] == "growth":
            gap_unit = None
            if known and goal is not None:
                gap_unit = sign * (level - base * (1 + goal / 100))
        to_zero = sign * (level - base) if known else None
        result.append({**row, "gap_unit": gap_unit, "gap_to_zero_unit": to_zero})
    return result


def to_parent_average(facts: list[Row]) -> list[Row]:
    totals = {tuple(row[c] for c in SIBLINGS): row["total_growth"] for row in total_growth(facts)}
    result = []
    for row in facts:
        above = [
            other
            for other in facts
            if other["subject"] == row["parent"] and same(row, other, ALIKE)
        ]
        average = status = gap = None
        if is_rate(row) and row["published"] is not None:
            if above and above[0]["published"] is not None:
                average, status = above[0]["published"], above[0]["status"]
            elif row["measure"] == "growth":
                average = totals.get(tuple(row[c] for c in SIBLINGS))
                status = None if average is None else "estimated"
        sign = {"up": 1, "down": -1}.get(row["direction"])
        if average is not None and sign:
            gap = (row["published"] - average) * sign
        told = {"parent_average": average, "parent_average_status": status, "gap_to_parent": gap}
        result.append({**row, **told})
    return result


SIBLINGS = ["parent", "indicator", "period", "accumulation", "role", "caliber"]


def is_rate(row: Row) -> bool:
    if row["measure"] == "level":
        return row["unit"] in ("%", "‰", "个百分点")
    return row["measure"] in ("growth", "change_pp", "share", "gap_pp", "completion")


def to_next_rank(facts: list[Row], *, by: str = "parent") -> list[Row]:
    result = []
    for row in facts:
        own = merit(row, by)
        peers = [merit(other, by) for other in facts if same(row, other, [by, *ALIKE])]
        better = [one for one in peers if one is not None and own is not None and one > own]
        gap = own - min(better) if better else None
        rank = 1 + sum(one > min(better) for one in better) if better else None
        result.append({**row, "next_rank": rank, "gap_to_next_rank": gap})
    return result


def required_growth(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        names = ("year_base", "base", "level", "target_growth")
        year_base, base, level, target = (row[name] for name in names)
        needed = None
        if None not in (year_base, base, level, target) and year_base > base:
            wanted = year_base * (1 + target / 100)
            needed = ((wanted - level) / (year_base - base) - 1) * 100
        result.append({**row, "required_growth": needed})
    return result


def required_growth_by_share(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        share, growth, target = row["share"], row["growth"], row["target_growth"]
        needed = None
        if None not in (share, growth, target) and share < 1:
            needed = (target - share * growth) / (1 - share)
        result.append({**row, "required_growth": needed})
    return result
