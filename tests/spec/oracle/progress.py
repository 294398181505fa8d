"""How far a target is, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction

from tests.spec.oracle.rows import Row


def elapsed(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        share = None
        if row["actual_last"] is not None:
            months = range(row["first"], row["last"] + 1)
            passed = [month for month in months if month <= row["actual_last"]]
            share = Fraction(len(passed), len(months))
        result.append({**row, "elapsed": share})
    return result


def completion(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        actual, goal = row["actual_amount"], row["goal"]
        known = actual is not None and goal is not None and goal > 0
        result.append({**row, "completion": actual / goal * 100 if known else None})
    return result


def progress_gap(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        gap = None
        if row["completion"] is not None and row["elapsed"] is not None:
            gap = row["completion"] - row["elapsed"] * 100
            gap = -gap if row["sense"] == -1 else gap
        result.append({**row, "progress_gap": gap})
    return result


def progress_ratio(rows: list[Row]) -> list[Row]:
    def one(row: Row) -> Fraction | None:
        if row["completion"] is None or not row["elapsed"] or row["sense"] == -1:
            return None
        return row["completion"] / row["elapsed"]

    return [{**row, "progress_ratio": one(row)} for row in rows]


def progress_shortfall(rows: list[Row]) -> list[Row]:
    def one(row: Row) -> Fraction | None:
        if row["completion"] is None or not row["elapsed"]:
            return None
        behind = 100 - row["completion"] / row["elapsed"]
        return -behind if row["sense"] == -1 else behind

    return [{**row, "progress_shortfall": one(row)} for row in rows]


def level_completion(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        growth, target = row["growth"], row["target_growth"]
        known = growth is not None and target is not None and target > -100
        share = (100 + growth) / (100 + target) * 100 if known else None
        result.append({**row, "level_completion": share})
    return result
