"""Places among siblings and other peers, as plainly as Python can say it."""

from __future__ import annotations

from typing import Any

from tests.spec.oracle.rows import Row, same

ALIKE = ["indicator", "period", "accumulation", "measure", "role", "caliber"]


def within_parent(facts: list[Row], *, dense: bool = False) -> list[Row]:
    return placed(facts, "parent", dense)


def within_group(facts: list[Row], groups: list[Row], *, dense: bool = False) -> list[Row]:
    members = {(row["group"], row["subject"]) for row in groups}
    each = [
        {**fact, "group": group}
        for fact in facts
        for group, subject in members
        if subject == fact["subject"]
    ]
    return placed(each, "group", dense)


def placed(facts: list[Row], by: str, dense: bool) -> list[Row]:
    result = []
    for row in facts:
        peers = [merit(other, by) for other in facts if same(row, other, [by, *ALIKE])]
        taking_part = [one for one in peers if one is not None]
        own, rank, rank_from_bottom = merit(row, by), None, None
        if own is not None:
            better = [one for one in taking_part if one > own]
            rank = 1 + len(set(better) if dense else better)
            rank_from_bottom = len(taking_part) - len(better)
        among = {"rank": rank, "peers": len(taking_part) or None}
        among |= {"rank_from_bottom": rank_from_bottom}
        result.append({**row, **among})
    return result


def merit(row: Row, by: str) -> Any:
    if row[by] is None or row["published"] is None or row["measure"].endswith("_rank"):
        return None
    return {"up": row["published"], "down": -row["published"]}.get(row["direction"])


def moves(ranked: list[Row], *, by: str = "parent") -> list[Row]:
    result = []
    for row in ranked:
        line = [by, "subject", "indicator", "accumulation", "measure", "role", "caliber"]
        earlier = [
            other
            for other in ranked
            if same(row, other, line)
            and (other["last"], other["period"]) < (row["last"], row["period"])
            and alike(row, other)
        ]
        found = max(earlier, key=lambda one: (one["last"], one["period"]), default=None)
        before = found["rank"] if found else None
        known = before is not None and row["rank"] is not None
        told = {
            "before": found and found["period"],
            "rank_before": before,
            "peers_before": found and found["peers"],
            "moved": before - row["rank"] if known else None,
        }
        result.append({**row, **told})
    return result


def alike(row: Row, other: Row) -> bool:
    if row["accumulation"] == "cumulative":
        return bool(row["first"] == other["first"])
    return bool(row["last"] - row["first"] == other["last"] - other["first"])
