"""Scores of ranking rules, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.spec.oracle.rank import merit
from tests.spec.oracle.rows import Row


def ladder(ranked: list[Row], *, step: Any = 5) -> list[Row]:
    result = []
    for row in ranked:
        score = None if row["rank"] is None else max(100 - step * (row["rank"] - 1), 0)
        result.append({**row, "score": score})
    return result


def efficacy(rows: list[Row], *, least: Any = 60, when_equal: Any = 100) -> list[Row]:
    result = []
    for row in rows:
        own = merit(row, "group")
        peers = [merit(one, "group") for one in rows if one["group"] == row["group"]]
        known = [one for one in peers if one is not None]
        score = None
        if own is not None and max(known) > min(known):
            place = Fraction(own - min(known)) / (max(known) - min(known))
            score = least + (100 - least) * place
        elif own is not None:
            score = when_equal
        result.append({**row, "score": score})
    return result
