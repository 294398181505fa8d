"""Which of several versions of a figure holds, as plainly as Python can say it."""

from __future__ import annotations

from typing import Any

from tests.spec.oracle.rows import FIRM, THING, Row, best


def newest(facts: list[Row], as_of: str | None = None) -> list[Row]:
    known = [row for row in facts if as_of is None or row["vintage"][: len(as_of)] <= as_of]
    return best(known, [*THING, "status"], lambda row: (row["vintage"], row["fact"]))


def firmest(facts: list[Row]) -> list[Row]:
    def order(row: Row) -> Any:
        return FIRM.index(row["status"]), row["vintage"], row["fact"]

    return best(facts, THING, order)


def plainest(facts: list[Row]) -> list[Row]:
    def order(row: Row) -> Any:
        return row["caliber"] == "", FIRM.index(row["status"]), row["vintage"], row["fact"]

    return best(facts, THING[:-1], order)


def holding(facts: list[Row], as_of: str | None = None) -> list[Row]:
    known = [
        row for row in newest(facts, as_of) if row["role"] == "actual" and row["amount"] is not None
    ]
    return plainest(firmest(known))
