"""Parts and wholes, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaimenhong.terms.indicator import catalogue
from tests.spec.oracle.growth import implied_base
from tests.spec.oracle.rows import Row, same

TOTAL = ["parent", "indicator", "period", "accumulation", "role", "caliber"]


def children(facts: list[Row]) -> list[Row]:
    parts = [row for row in facts if is_below(row) and row["measure"] in ("level", "growth")]
    keys = [*TOTAL, "subject"]
    result = []
    for key in {tuple(row[c] for c in keys) for row in parts}:
        child = dict(zip(keys, key, strict=True))
        own = {row["measure"]: row for row in parts if same(row, child, keys)}
        level = own["level"]["amount"] if "level" in own else None
        growth = own["growth"]["amount"] if "growth" in own else None
        unit = own["level"]["unit"] if "level" in own else None
        told = {"level": level, "level_unit": unit, "growth": growth}
        result.append({**child, **told, "base": implied_base(level, growth)})
    return result


def is_below(row: Row) -> bool:
    kinds = [
        one.partition(":")[0] if ":" in one else "" for one in (row["subject"], row["parent"] or "")
    ]
    return row["parent"] is not None and kinds[0] == kinds[1]


def pull(parts: list[Row], *, of: tuple[str, ...] = ("whole",)) -> list[Row]:
    result = []
    for row in parts:
        own = [one for one in parts if same(one, row, list(of))]
        told: Row = dict.fromkeys(["share", "pull", "pulled", "contribution"])
        if any(one["growth"] is None or not one["base"] or one["base"] < 0 for one in own):
            result.append({**row, **told, "reason": "part_missing"})
            continue
        whole = sum(one["base"] for one in own)
        pulled = sum(one["base"] / whole * one["growth"] for one in own)
        told["share"] = row["base"] / whole
        told["pull"] = told["share"] * row["growth"]
        told["pulled"] = pulled
        enough = pulled >= Fraction(1, 2)
        told["contribution"] = told["pull"] / pulled * 100 if enough else None
        result.append({**row, **told, "reason": None if enough else "too_small"})
    return result


def against_total(parts: list[Row], *, step: Any = Fraction(1, 10)) -> list[Row]:
    result = []
    for whole in {row["whole"] for row in parts}:
        own = [row for row in parts if row["whole"] == whole]
        pulls = [row["pull"] for row in own]
        pulled = None if None in pulls else sum(pulls)
        published = own[0]["total_published"]
        tolerance = step / 2 * len(own)
        misfit = None if pulled is None or published is None else published - pulled
        fits = None if misfit is None else Fraction(abs(misfit) <= tolerance)
        told = {"parts": len(own), "pulled": pulled, "total_published": published}
        result.append(
            {"whole": whole, **told, "misfit": misfit, "tolerance": tolerance, "fits": fits}
        )
    return result


def share(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        part, whole = row["part_amount"], row["whole_amount"]
        known = part is not None and whole is not None and whole > 0
        result.append({**row, "share_of_whole": part / whole * 100 if known else None})
    return result


def total_growth(facts: list[Row]) -> list[Row]:
    under = [row for row in facts if is_below(row)]
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
