"""The warnings, as plainly as Python can say it: walk along each run and count."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any

from tests.spec.oracle.against import growth_targets
from tests.spec.oracle.rows import Row
from tests.spec.oracle.succession import SERIES, is_point, runs

KEPT = [*SERIES, "period", "last"]


def warnings(targets: list[Row], facts: list[Row], every: Any = 1) -> list[Row]:
    return [
        *turning_point(facts, every),
        *falling(facts, every),
        *sloping(facts, every),
        *below_target(targets, facts, every),
    ]


def latest(facts: list[Row], found: list[Row]) -> list[Row]:
    def newest(one: Row) -> int:
        months = [
            row["last"]
            for row in facts
            if row["measure"] == "growth" and row["role"] == "actual"
            and row["published"] is not None
            and all(row[name] == one[name] for name in SERIES)
            and (is_point(row, 1) or is_point(row, 3))
        ]  # fmt: skip
        return max(months, default=-1)

    return [one for one in found if one["since"] is None or one["last"] == newest(one)]


def turning_point(facts: list[Row], every: Any = 1, least: Any = Fraction(1, 2)) -> list[Row]:
    told = []
    for run in growths(facts, every):
        high: Row | None = None
        for before, row in pairwise(run):
            change = good(row) - good(before)
            if change > 0:
                high = row
            elif change < 0 and high and good(high) - good(row) >= least:
                bound, since = high["published"], high["period"]
                told.append(told_of(row, "turning_point", None, bound, since))
                high = None
    return told


def falling(facts: list[Row], every: Any = 1, least: Any = 3) -> list[Row]:
    told = []
    for run in growths(facts, every):
        falls: list[Row] = []
        top = None
        for before, row in pairwise(run):
            if good(row) >= good(before):
                falls = []
                continue
            top = top if falls else before["published"]
            falls.append(row)
            if len(falls) >= least:
                told.append(told_of(row, "falling", len(falls), top, falls[0]["period"]))
    return told


def sloping(facts: list[Row], every: Any = 1, points: Any = 6, bound: Any = "0.5") -> list[Row]:
    told = []
    for run in growths(facts, every):
        for end in range(int(points), len(run) + 1):
            window = run[end - int(points) : end]
            xs, ys = [row["last"] for row in window], [row["published"] for row in window]
            mean_x, mean_y = Fraction(sum(xs), len(xs)), Fraction(sum(ys)) / len(ys)
            above = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
            slope = above / sum((x - mean_x) ** 2 for x in xs)
            limit = -Fraction(bound) * side(run[0])
            if slope * side(run[0]) <= limit * side(run[0]):
                row = told_of(window[-1], "sloping", points, limit, window[0]["period"])
                told.append({**row, "value": slope})
    return told


def missed_months(rows: list[Row], every: Any = 1) -> list[Row]:
    result = []
    for run in in_runs([row for row in rows if row["met"] is not None], every, "target"):
        missed: list[Row] = []
        for row in run:
            missed = [] if row["met"] else [*missed, row]
            since = missed[0]["period"] if missed else None
            result.append({**row, "missed_months": len(missed), "since": since})
    return result


def below_target(targets: list[Row], facts: list[Row], every: Any = 1, least: Any = 2) -> list[Row]:
    held = growth_targets(targets, facts)
    return [
        told_of(row, "below_target", row["missed_months"], row["goal"], row["since"])
        for row in missed_months(held, every)
        if row["missed_months"] >= least
    ]


def forecast_below(rows: list[Row]) -> list[Row]:
    told = []
    for row in rows:
        forecast, goal = row["forecast"], row["goal"]
        if not row["sense"] or forecast is None or goal is None:
            continue
        best = row["high"] if row["sense"] > 0 else row["low"]
        if (goal - forecast) * row["sense"] > 0:
            lost = best is not None and (goal - best) * row["sense"] > 0
            code = "forecast_below" if lost else "forecast_at_risk"
            told.append(told_of({**row, "published": forecast}, code, None, goal, None))
    return told


def growths(facts: list[Row], every: Any) -> Iterator[list[Row]]:
    known = [
        row
        for row in facts
        if row["measure"] == "growth"
        and row["role"] == "actual"
        and row["published"] is not None
        and row["direction"] in ("up", "down")
    ]
    return in_runs(known, every)


def in_runs(rows: list[Row], every: Any, *more: str) -> Iterator[list[Row]]:
    per = [*SERIES, *more]
    ordered = runs(rows, every, per)
    for _, run in groupby(ordered, key=lambda row: [str(row[name]) for name in [*per, "run"]]):
        yield list(run)


def side(row: Row) -> int:
    return -1 if row["direction"] == "down" else 1


def good(row: Row) -> Any:
    return row["published"] * side(row)


def told_of(row: Row, code: str, months: Any, bound: Any, since: str | None) -> Row:
    numbers = {"months": months, "value": row.get("published"), "bound": bound, "since": since}
    numbers["value"] = row["actual_published"] if code == "below_target" else numbers["value"]
    return {**{name: row[name] for name in KEPT}, "warning": code, **numbers}
