"""Parts and wholes, as plainly as Python can say it."""

from __future__ import annotations

from typing import Any

from kaimenhong.terms.indicator import catalogue
from tests.spec.oracle.growth import implied_base
from tests.spec.oracle.rows import Row, same

TOTAL = ["parent", "indicator", "period", "accumulation", "role", "caliber"]


def total_growth(facts: list[Row]) -> list[Row]:
    under = [row for row in facts if row["parent"] is not None]
    roster: dict[tuple[Any, ...], set[str]] = {}
    for row in under:
        roster.setdefault((row["parent"], row["indicator"]), set()).add(row["subject"])
    parts = [row for row in under if row["measure"] in ("level", "growth")]
    result = []
    for key in {tuple(row[c] for c in TOTAL) for row in parts}:
        total = dict(zip(TOTAL, key, strict=True))
        children = roster[total["parent"], total["indicator"]]
        result.append({**total, **of_children(total, parts, children)})
    return result


def of_children(total: Row, parts: list[Row], children: set[str]) -> Row:
    own = [row for row in parts if same(row, total, TOTAL)]
    levels = {row["subject"]: row["amount"] for row in own if row["measure"] == "level"}
    growths = {row["subject"]: row["amount"] for row in own if row["measure"] == "growth"}
    known = {
        one for one in children if levels.get(one) is not None and growths.get(one) is not None
    }
    bases = {one: implied_base(levels[one], growths[one]) for one in known}
    units = {row["unit"] for row in own if row["measure"] == "level"}
    reason = None
    if not may_weigh(total["indicator"]):
        reason = "not_additive"
    elif len(units) > 1:
        reason = "units_differ"
    elif known != children:
        reason = "part_missing"
    elif None in bases.values():
        reason = "no_base"
    counts = {"children": len(children), "known": len(known), "reason": reason}
    if reason is not None:
        return {**counts, "total_level": None, "total_base": None, "total_growth": None}
    level, base = sum(levels[one] for one in known), sum(bases.values())
    growth = sum(bases[one] * growths[one] for one in known) / base
    return {**counts, "total_level": level, "total_base": base, "total_growth": growth}


def may_weigh(indicator: str) -> bool:
    found = catalogue().get(indicator)
    return found is not None and found.aggregation not in ("none", "recompute")
