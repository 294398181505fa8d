"""Up and down, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.quantity import find_unit
from tests.spec.oracle.accumulation import of_months
from tests.spec.oracle.contribution import TOTAL, total_growth
from tests.spec.oracle.rows import Row, same

ADDING = ("sum", "sum_adj", "stock_sum", "count")
YEAR = ["subject", "indicator", "role", "caliber", "unit"]


def children_to_parent(facts: list[Row]) -> list[Row]:
    levels = [row for row in facts if row["measure"] == "level" and row["amount"] is not None]
    result = []
    for total in totals(levels):
        own = [row for row in levels if row["parent"] is not None and belongs(row, total)]
        everyone = siblings(facts, total)
        amounts = [row["amount"] for row in own]
        units = {row["unit"] for row in own}
        reason = None
        if not may_add(total["indicator"]):
            reason = "not_additive"
        elif len(units) > 1:
            reason = "units_differ"
        elif len(own) < len(everyone):
            reason = "part_missing"
        above = [
            row["amount"]
            for row in levels
            if row["subject"] == total["parent"]
            and same(row, total, TOTAL[1:])
            and row["unit"] == max(units)
        ]
        told = {"children": len(everyone), "known": len(own), "unit": max(units)}
        result.append({**total, **told, **held(amounts, above, reason, max(units), len(everyone))})
    return result


def missing_children(facts: list[Row]) -> list[Row]:
    levels = [row for row in facts if row["measure"] == "level" and row["amount"] is not None]
    return [
        {**total, "subject": subject}
        for total in totals(levels)
        for subject in siblings(facts, total)
        if not any(row["subject"] == subject and belongs(row, total) for row in levels)
    ]


def totals(levels: list[Row]) -> list[Row]:
    keys = {(*(row[c] for c in TOTAL), kind(row)) for row in levels if row["parent"] is not None}
    return [dict(zip([*TOTAL, "kind"], key, strict=True)) for key in keys]


def belongs(row: Row, total: Row) -> bool:
    return same(row, total, TOTAL) and kind(row) == total["kind"]


def siblings(facts: list[Row], total: Row) -> set[str]:
    return {
        row["subject"]
        for row in facts
        if same(row, total, ["parent", "indicator"]) and kind(row) == total["kind"]
    }


def kind(row: Row) -> str:
    before, colon, _ = row["subject"].partition(":")
    return before if colon else ""


def may_add(indicator: str) -> bool:
    found = catalogue().get(indicator)
    return found is not None and found.aggregation in ADDING


def held(amounts: list[Any], own: list[Any], reason: str | None, unit: str, parts: int) -> Row:
    adding = reason in (None, "part_missing")
    known_total = sum(amounts) if adding else None
    total = known_total if reason is None else None
    above = own[0] if own else None
    found = find_unit(unit)
    step = Fraction(1, 10**found.digits) if found else Fraction(0)
    tolerance = step / 2 * (parts + 1) if reason is None else None
    misfit = None if above is None or total is None else above - total
    left = None if above is None or known_total is None else above - known_total
    fits = None
    if misfit is not None and tolerance is not None:
        fits = Fraction(abs(misfit) <= tolerance)
    return {
        "known_total": known_total,
        "total": total,
        "own": above,
        "left_over": left,
        "misfit": misfit,
        "tolerance": tolerance,
        "fits": fits,
        "reason": reason,
    }


def growth_to_parent(facts: list[Row], *, step: Any = Fraction(1, 10)) -> list[Row]:
    result = []
    for total in total_growth(facts):
        own = [
            row["published"]
            for row in facts
            if row["measure"] == "growth"
            and row["subject"] == total["parent"]
            and same(row, total, TOTAL[1:])
        ]
        above = own[0] if own else None
        known = above is not None and total["total_growth"] is not None
        misfit = above - total["total_growth"] if known else None
        fits = None if misfit is None else Fraction(abs(misfit) <= step)
        told = {"own_growth": above, "misfit": misfit, "tolerance": step, "fits": fits}
        result.append({**total, **told})
    return result


def quarters_to_year(facts: list[Row]) -> list[Row]:
    levels = [
        {**row, "january": row["first"] - row["first"] % 12}
        for row in facts
        if row["measure"] == "level"
        and row["accumulation"] != "point"
        and row["amount"] is not None
        and of_months(row)
    ]
    quarters = [row for row in levels if row["first"] % 3 == 0 and row["last"] == row["first"] + 2]
    years = [row for row in levels if row["last"] == row["first"] + 11]
    keys = [*YEAR, "january"]
    result = []
    for key in {tuple(row[c] for c in keys) for row in quarters}:
        year = dict(zip(keys, key, strict=True))
        each: dict[int, Row] = {}
        for row in sorted((one for one in quarters if same(one, year, keys)), key=preference):
            each[row["first"]] = row
        own = sorted((one for one in years if same(one, year, keys)), key=preference)
        amounts = [row["amount"] for row in each.values()]
        reason = None if len(amounts) == 4 else "part_missing"
        above = [own[-1]["amount"]] if own else []
        told = {"quarters": 4, "known": len(amounts)}
        result.append({**year, **told, **held(amounts, above, reason, year["unit"], 4)})
    return result


def preference(row: Row) -> Any:
    return row["accumulation"] == "current", row["fact"]
