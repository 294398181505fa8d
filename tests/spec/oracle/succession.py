"""Which point of a series follows which, as plainly as Python can say it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from kaimenhong.terms.period import Grain, Period
from tests.spec.oracle.rows import Row

SERIES = ["subject", "indicator", "accumulation", "caliber"]
MONTHS = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.RANGE)


def runs(rows: list[Row], every: Any = 1, per: list[str] = SERIES) -> list[Row]:
    def key(row: Row) -> Any:
        return [str(row[name]) for name in per], row["last"]

    points = sorted((row for row in rows if is_point(row, every)), key=key)
    result = []
    for _, series in groupby(points, key=lambda row: key(row)[0]):
        run, expected = 0, None
        for row in series:
            covered = months_of(row, every)
            if expected is None or expected not in covered:
                run += 1
            result.append({**row, "run": run})
            expected = row["last"] + 1
    return result


def months_of(row: Row, every: int) -> range:
    """The months that a point adds to the one before, and the month after them."""
    opening = every == 1 and row["first"] % 12 == 0 and row["last"] == row["first"] + 1
    begin = row["first"] if opening else row["last"] - int(every) + 1
    return range(begin, row["last"] + 1)


def is_point(row: Row, every: int) -> bool:
    period = Period.parse(row["period"])
    if period.grain not in MONTHS:
        return False
    size, in_year = period.months, row["first"] % 12
    steps = (row["last"] % 12 + 1) % every == 0
    if row["accumulation"] == "point":
        return bool(steps)
    if size == 1 and in_year in (0, 1):
        return False
    if row["accumulation"] == "cumulative":
        return bool(in_year == 0 and size <= 12 and steps)
    return bool((every == 1 and in_year == 0 and size == 2) or (size == every and steps))
