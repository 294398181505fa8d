"""Places among siblings, as plainly as Python can say it."""

from __future__ import annotations

from typing import Any

from tests.spec.oracle.rows import Row, same


def within_parent(facts: list[Row]) -> list[Row]:
    group = ["parent", "indicator", "period", "accumulation", "measure", "role", "caliber"]
    result = []
    for row in facts:
        peers = [merit(other) for other in facts if same(row, other, group)]
        taking_part = [one for one in peers if one is not None]
        own = merit(row)
        rank = None if own is None else 1 + sum(one > own for one in taking_part)
        result.append({**row, "rank": rank, "peers": len(taking_part) or None})
    return result


def merit(row: Row) -> Any:
    if row["parent"] is None or row["published"] is None or row["measure"].endswith("_rank"):
        return None
    return {"up": row["published"], "down": -row["published"]}.get(row["direction"])
