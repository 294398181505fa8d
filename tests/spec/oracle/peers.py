"""Subtotals of peer groups: the group stands as the parent of its members."""

from __future__ import annotations

from tests.spec.oracle.contribution import total_growth
from tests.spec.oracle.reconcile import children_to_parent
from tests.spec.oracle.rows import Row, same

TOTAL = ["parent", "indicator", "period", "accumulation", "role", "caliber"]


def subtotals(facts: list[Row], groups: list[Row]) -> list[Row]:
    inside = [
        {**row, "parent": one["group"]}
        for one in groups
        for row in facts
        if row["subject"] == one["subject"]
    ]
    growths = total_growth(inside)
    result = []
    for row in children_to_parent(inside):
        grown = [one for one in growths if same(one, row, TOTAL)]
        result.append(
            {
                **{column: row[column] for column in TOTAL[1:]},
                "group": row["parent"],
                "unit": row["unit"],
                "members": row["children"],
                "known": row["known"],
                "subtotal": row["total"],
                "subtotal_growth": grown[0]["total_growth"] if grown else None,
                "reason": row["reason"],
                "growth_reason": grown[0]["reason"] if grown else None,
            }
        )
    return result
