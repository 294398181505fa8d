"""How far a target is, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction

from tests.spec.oracle.rows import Row, same


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


def by_plan(rows: list[Row], curve: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        points = [one for one in curve if one["target"] == row["target"]]
        if points:
            due = next((one["due"] for one in points if one["last"] == row["actual_last"]), None)
        else:
            due = None if row["elapsed"] is None else row["elapsed"] * 100
        gap = None
        if due is not None and row["completion"] is not None:
            gap = row["completion"] - due
            gap = -gap if row["sense"] == -1 else gap
        by = "curve" if points else "time"
        result.append({**row, "due": due, "due_by": by, "due_gap": gap})
    return result


def seasonal_curve(targets: list[Row], facts: list[Row], *, years: int = 3) -> list[Row]:
    result = []
    for target in targets:
        levels = [
            row
            for row in facts
            if same(row, target, ["subject", "indicator"])
            and (row["measure"], row["role"], row["caliber"]) == ("level", "actual", "")
            and row["accumulation"] == "cumulative"
            and row["amount"] is not None
        ]
        for month in range(target["first"], target["last"] + 1):
            shares = []
            for back in range(12, 12 * int(years) + 1, 12):
                run = [row for row in levels if row["first"] == target["first"] - back]
                part = [row for row in run if row["last"] == month - back]
                whole = [row for row in run if row["last"] == target["last"] - back]
                if part and whole and whole[0]["amount"] > 0:
                    shares.append(part[0]["amount"] / whole[0]["amount"] * 100)
            if shares:
                told = {"due": sum(shares) / len(shares), "due_low": min(shares)}
                told |= {"due_high": max(shares), "years_used": len(shares)}
                result.append({"target": target["target"], "last": month, **told})
    return result


def of_plans(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        told = {}
        for name in ("year", "due", "total"):
            plan = row[f"{name}_plan"]
            known = row["done"] is not None and plan is not None and plan > 0
            told[f"of_{name}"] = row["done"] / plan * 100 if known else None
        result.append({**row, **told})
    return result
