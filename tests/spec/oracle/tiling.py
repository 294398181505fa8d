"""旬, weeks and days that fill a month, day by day in the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta

from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.period import Grain, Period
from tests.spec.oracle.rows import Row, same

SERIES = ["subject", "indicator", "caliber"]
PIECES = {Grain.TENDAY: "tenday", Grain.WEEK: "week", Grain.DAY: "day"}


def month_from_parts(facts: list[Row]) -> list[Row]:
    levels = [
        row
        for row in facts
        if (row["accumulation"], row["measure"], row["role"]) == ("current", "level", "actual")
        and row["amount"] is not None
        and row["first"] == row["last"]
    ]
    pieces = [row for row in levels if Period.parse(row["period"]).grain in PIECES]
    result = []
    while pieces:
        one = pieces[0]
        alike = [
            row for row in pieces if same(row, one, [*SERIES, "last"]) and kind(row) == kind(one)
        ]
        pieces = [row for row in pieces if row not in alike]
        if kind(one) != "week" or one["last"] % 12 == 1:
            result.append(added(one, alike, levels))
    return result


def kind(row: Row) -> str:
    return PIECES[Period.parse(row["period"]).grain]


def added(one: Row, alike: list[Row], levels: list[Row]) -> Row:
    year, month = divmod(one["last"], 12)
    whole = Period.month(year, month + 1)
    days = monthrange(year, month + 1)[1]
    covered = set()
    for row in alike:
        period = Period.parse(row["period"])
        length = (period.end - period.start).days + 1
        covered |= {period.start + timedelta(days=place) for place in range(length)}
    units = sorted({row["unit"] for row in alike})
    known = indicators.find(one["indicator"])
    reason = None
    if known is None or known.nature not in ("flow", "count", "physical"):
        reason = "not_additive"
    elif len(units) > 1:
        reason = "units_differ"
    elif len(covered) < days:
        reason = "part_missing"
    total = sum(row["amount"] for row in alike)
    own = [
        row["amount"]
        for row in levels
        if same(row, one, [*SERIES, "last"])
        and row["period"] == whole.code
        and row["unit"] == units[-1]
    ]
    month_sum = total if reason is None else None
    own_level = own[0] if own else None
    return {
        **{column: one[column] for column in SERIES},
        "period": whole.code,
        "first": one["last"],
        "last": one["last"],
        "unit": units[-1],
        "piece": kind(one),
        "known": len(alike),
        "wanted": {"tenday": 3, "week": 4, "day": days}[kind(one)],
        "known_sum": total if reason in (None, "part_missing") else None,
        "month_sum": month_sum,
        "own_level": own_level,
        "misfit": own_level - month_sum
        if own_level is not None and month_sum is not None
        else None,
        "reason": reason,
    }
