"""Growths beside their targets, as plainly as Python can say it."""

from __future__ import annotations

from tests.spec.oracle.gap import gauge, sense, to_target
from tests.spec.oracle.rows import Row

OWN = ["fact", "parent", "subject", "indicator", "accumulation", "caliber", "period", "first"]
TARGET = ["target", "measure", "comparator", "amount", "amount_high", "unit", "direction"]


def growth_targets(targets: list[Row], facts: list[Row]) -> list[Row]:
    pairs = [
        {
            **{name: fact[name] for name in [*OWN, "last"]},
            **{name: target[name] for name in TARGET},
            "actual_amount": fact["amount"],
            "actual_published": fact["published"],
            "at_end": 1 if fact["last"] == target["last"] else 0,
        }
        for target in targets
        for fact in facts
        if meets(fact, target)
    ]
    return to_target(sense(gauge(pairs)))


def meets(fact: Row, target: Row) -> bool:
    named = all(fact[name] == target[name] for name in ("subject", "indicator", "measure"))
    if not named or fact["role"] != "actual" or fact["measure"] != "growth":
        return False
    if target["amount"] is None or target["comparator"] == "in_step_with":
        return False
    return bool(target["first"] <= fact["first"] and fact["last"] <= target["last"])
