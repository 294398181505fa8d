"""Cumulative and current figures, as plainly as Python can say it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from tests.spec.oracle.growth import implied_base
from tests.spec.oracle.rows import Row, same
from tests.spec.oracle.vintage import holding

SERIES = ["subject", "indicator", "caliber"]
OWN = [*SERIES, "period", "first", "last", "unit"]


def current(
    facts: list[Row],
    as_of: str | None = None,
    step: Any = Fraction(1, 10),
    within: Any = Fraction(1, 10),
) -> list[Row]:
    settled = holding(facts, as_of)
    held = year_to_date(settled)
    levels = [row for row in held if row["measure"] == "level"]
    result = []
    for row in levels:
        if row["first"] == row["last"]:
            continue
        before = [
            one
            for one in levels
            if same(row, one, [*SERIES, "first"]) and one["last"] == row["last"] - 1
        ]
        one = before[0] if before else None
        told = {**{c: row[c] for c in OWN}, "level": row["amount"], "growth": growth_of(row, held)}
        told["before"] = one and one["period"]
        told["reason"] = reason_of(row, one, facts, as_of)
        own = month_alone(row, settled)
        told["month_level"] = own
        if told["reason"] is None and one is not None and own is not None:
            off = abs(row["amount"] - one["amount"] - own)
            told["reason"] = "revised" if off > abs(own) * within / 100 else None
        result.append({**told, **apart(told, one, held, step / 2)})
    return result


def month_alone(row: Row, settled: list[Row]) -> Any:
    for one in settled:
        if (
            same(one, row, [*SERIES, "unit", "measure", "last"])
            and one["accumulation"] == "current"
            and one["first"] == one["last"]
            and of_months(one)
        ):
            return one["amount"]
    return None


def reason_of(row: Row, one: Row | None, facts: list[Row], as_of: str | None) -> str | None:
    if one is None:
        return "first_point" if row["last"] == row["first"] + 1 else "part_missing"
    if one["unit"] != row["unit"]:
        return "units_differ"
    start, end = sorted([row["vintage"], one["vintage"]])
    for last, moment in revisions(row, facts, as_of):
        if last < row["last"] and start < moment <= end:
            return "revised"
    return None


def revisions(row: Row, facts: list[Row], as_of: str | None) -> list[tuple[int, str]]:
    known = [
        one
        for one in year_to_date(facts)
        if one["measure"] == "level"
        and one["role"] == "actual"
        and same(one, row, [*SERIES, "first"])
        and (as_of is None or one["vintage"][: len(as_of)] <= as_of)
    ]
    found = []
    for one in known:
        earlier = [
            other
            for other in known
            if same(one, other, ["period", "status"])
            and (other["vintage"], other["fact"]) < (one["vintage"], one["fact"])
        ]
        former = max(earlier, key=lambda other: (other["vintage"], other["fact"]), default=None)
        if former is None or former["amount"] is None or one["amount"] is None:
            continue
        if former["amount"] != one["amount"]:
            found.append((one["last"], one["vintage"]))
    return found


def apart(told: Row, one: Row | None, held: list[Row], half: Any) -> Row:
    names = ["current_level", "current_base", "current_growth", "current_low", "current_high"]
    nothing: Row = dict.fromkeys(names)
    if told["reason"] is not None or one is None:
        return nothing
    level = told["level"] - one["amount"]
    growths = told["growth"], growth_of(one, held)

    def base(off: Any) -> Any:
        if None in growths:
            return None
        later = implied_base(told["level"], growths[0] + off)
        earlier = implied_base(one["amount"], growths[1] - off)
        return None if later is None or earlier is None else later - earlier

    def grown(on: Any) -> Any:
        return (level / on - 1) * 100 if on is not None and on > 0 else None

    own = base(0)
    return {
        "current_level": level,
        "current_base": own if own is not None and own > 0 else None,
        "current_growth": grown(own),
        "current_low": grown(base(-half)),
        "current_high": grown(base(half)),
    }


def growth_of(row: Row, held: list[Row]) -> Any:
    for one in held:
        if one["measure"] == "growth" and same(one, row, [*SERIES, "period"]):
            return one["amount"]
    return None


def year_to_date(facts: list[Row]) -> list[Row]:
    return [
        row
        for row in facts
        if row["accumulation"] == "cumulative"
        and of_months(row)
        and row["first"] % 12 == 0
        and row["last"] < row["first"] + 12
    ]


def of_months(row: Row) -> bool:
    return bool(re.fullmatch(r"\d{4}(Q\d|H\d|-\d\d(\.\.\d{4}-\d\d)?)?", row["period"]))


def current_growth_by_share(rows: list[Row], step: Any = Fraction(1, 10)) -> list[Row]:
    result = []
    for row in rows:
        names = ("growth", "growth_before", "share", "share_before")
        late, early, share, share_before = (row[name] for name in names)
        growth = low = high = None
        if None not in (late, early, share, share_before) and share > share_before:
            added = share - share_before
            growth = (late * share - early * share_before) / added
            error = (share + share_before) * step / 2 / added
            low, high = growth - error, growth + error
        told = {"current_growth": growth, "current_low": low, "current_high": high}
        result.append({**row, **told})
    return result


def cumulative(facts: list[Row]) -> list[Row]:
    pieces = [
        row
        for row in facts
        if row["accumulation"] == "current" and row["role"] == "actual" and of_months(row)
    ]
    levels = [row for row in pieces if row["measure"] == "level" and row["amount"] is not None]
    months = [row for row in levels if row["last"] == row["first"]]
    opening = [
        row
        for row in levels
        if row["first"] % 12 == 0
        and row["last"] == row["first"] + 1
        and not any(same(row, one, [*SERIES, "first"]) for one in months)
    ]
    return [added(row, months + opening, pieces) for row in months + opening]


def added(row: Row, parts: list[Row], pieces: list[Row]) -> Row:
    january = row["first"] - row["first"] % 12
    run = [
        one
        for one in parts
        if same(row, one, [*SERIES, "unit"])
        and january <= one["first"]
        and one["last"] <= row["last"]
    ]
    covered = {month for one in run for month in range(one["first"], one["last"] + 1)}
    told = {**{c: row[c] for c in OWN}, "level": row["amount"], "growth": growth_of(row, pieces)}
    sums: Row = dict.fromkeys(["cumulative_level", "cumulative_base", "cumulative_growth"])
    if covered != set(range(january, row["last"] + 1)):
        return {**told, **sums, "reason": "part_missing"}
    level = sum(one["amount"] for one in run)
    bases = [implied_base(one["amount"], growth_of(one, pieces)) for one in run]
    if None not in bases:
        base = sum(bases)
        sums |= {"cumulative_base": base, "cumulative_growth": (level / base - 1) * 100}
    return {**told, **sums, "cumulative_level": level, "reason": None}
