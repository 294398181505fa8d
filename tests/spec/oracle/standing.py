"""The board, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.spec.oracle.gap import gauge, in_unit, sense, to_parent_average, to_target
from tests.spec.oracle.growth import implied_base
from tests.spec.oracle.lights import light, rules_of
from tests.spec.oracle.progress import (
    by_plan,
    completion,
    elapsed,
    progress_gap,
    progress_ratio,
    progress_shortfall,
)
from tests.spec.oracle.rank import within_parent
from tests.spec.oracle.rows import FIRM, Row, same
from tests.spec.oracle.vintage import holding

OWN = ["amount", "published", "unit", "period", "first", "last"]
KEPT = ["accumulation", "status", "caliber", "vintage", "rank", "peers"]
ANSWER = {"actual": "fact", **{f"actual_{name}": name for name in OWN}, **{k: k for k in KEPT}}

BY_TIME = (progress_gap, progress_ratio, progress_shortfall)


def standing(
    targets: list[Row],
    facts: list[Row],
    curve: list[Row] | None = None,
    as_of: str | None = None,
    rules: list[Row] | None = None,
) -> list[Row]:
    settled = within_parent(holding(facts, as_of))
    rows = [bound({**target, **answer(target, settled)}, settled) for target in targets]
    for step in (gauge, sense, to_target, in_unit, elapsed, completion):
        rows = step(rows)
    rows = by_plan(rows, curve or [])
    passed = [row["elapsed"] for row in rows]
    for row in rows:
        row["elapsed"] = None if row["due"] is None else row["due"] / 100
    for step in BY_TIME:
        rows = step(rows)
    for row, share in zip(rows, passed, strict=True):
        row["elapsed"] = share
        del row["due_gap"]
        row["amount"] = row.pop("stated")
        if row["gauge"] not in ("progress", "stock"):
            row["completion"] = None
        if row["gauge"] != "progress":
            row |= dict.fromkeys(["due", "due_by", *(step.__name__ for step in BY_TIME)])
    if rules and any("gap_to_parent" in rule["when"] for rule in rules):
        gaps = {row["fact"]: row["gap_to_parent"] for row in to_parent_average(settled)}
        rows = [{**row, "gap_to_parent": gaps.get(row["actual"])} for row in rows]
    return light(rows, rules or rules_of(None))


def answer(target: Row, facts: list[Row]) -> Row:
    def order(row: Row) -> Any:
        plain = row["caliber"] == ""
        return row["last"], plain, FIRM.index(row["status"]), row["vintage"], row["fact"]

    found = max((row for row in facts if answers(target, row)), key=order, default=None)
    told = {name: found and found[column] for name, column in ANSWER.items()}
    if found is None and target["measure"] == "gap_pp":
        found, told = distance(target, facts, order)
    level = beside(found, facts, "level")
    growth = beside(found, facts, "growth")
    return {
        **told,
        "level": level and level["amount"],
        "level_unit": level and level["unit"],
        "growth": growth and growth["amount"],
        "base": implied_base(level and level["amount"], growth and growth["amount"]),
    }


def distance(target: Row, facts: list[Row], order: Any) -> tuple[Row | None, Row]:
    growths = [row for row in facts if row["measure"] == "growth"]

    def other(row: Row) -> Row | None:
        same_time = [
            one
            for one in growths
            if (one["subject"], one["indicator"])
            == (target["reference_subject"], target["reference_indicator"])
            and same(one, row, ["accumulation", "caliber", "period"])
        ]
        return same_time[0] if same_time else None

    asked = {**target, "measure": "growth"}
    met = [row for row in growths if answers(asked, row) and other(row)]
    found = max(met, key=order, default=None)
    beside_it = found and other(found)
    if found is None or beside_it is None:
        return None, dict.fromkeys(ANSWER)
    difference = half_up(found["published"] - beside_it["published"])
    made = {"amount": difference, "published": difference, "unit": "个百分点"}
    row = {**found, **made, "status": "estimated", "rank": None, "peers": None}
    return found, {name: row[column] for name, column in ANSWER.items()}


def half_up(value: Any) -> Any:
    size = Fraction(int(abs(value) * 10 + Fraction(1, 2)), 10)
    return -size if value < 0 else size


def bound(row: Row, facts: list[Row]) -> Row:
    amount = row["amount"]
    if row["from_bottom"]:
        ranked = "growth" if row["measure"] == "growth_rank" else "level"
        same_thing = [
            fact
            for fact in facts
            if fact["measure"] == ranked
            and same(fact, row, ["subject", "indicator", "accumulation", "caliber"])
            and fact["period"] == row["actual_period"]
        ]
        peers = same_thing[0]["peers"] if same_thing else None
        amount = None if amount is None or peers is None else peers - amount
    elif amount is None:
        others = [
            fact["published"]
            for fact in facts
            if same(fact, row, ["measure", "accumulation"])
            and fact["subject"] == row["reference_subject"]
            and fact["indicator"] == row["reference_indicator"]
            and fact["period"] == row["actual_period"]
        ]
        amount = others[0] if others else None
    return {**row, "stated": row["amount"], "amount": amount}


def answers(target: Row, fact: Row) -> bool:
    if not same(target, fact, ["subject", "indicator", "measure"]):
        return False
    if target["measure"] == "level" and target["unit"] != fact["unit"]:
        return False
    if fact["period"] == target["period"]:
        return True
    if fact["last"] > target["last"]:
        return False
    if fact["accumulation"] == "cumulative":
        return bool(fact["first"] == target["first"])
    return bool(fact["accumulation"] == "point" and fact["first"] >= target["first"])


def beside(found: Row | None, facts: list[Row], measure: str) -> Row | None:
    if found is None:
        return None
    key = ["subject", "indicator", "accumulation", "caliber", "period"]
    rows = [row for row in facts if row["measure"] == measure and same(row, found, key)]
    return rows[0] if rows else None
