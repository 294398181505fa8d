"""The rules once more, as plainly as Python can say them: lists of rows, exact fractions, loops.

Nothing here calls the formulas or an engine. It is slow, and it is what a rule means.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kaimenhong.errors import Mistake
from kaimenhong.terms.period import Period

type Row = dict[str, Any]

FIRM = ["estimated", "expected", "dispatch", "flash", "official"]
THING = ["subject", "indicator", "period", "accumulation", "measure", "role", "caliber"]


def exact(rows: list[Row]) -> list[Row]:
    """Decimals as fractions, so that two twelfths are two twelfths."""
    return [
        {k: Fraction(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in rows
    ]


def same(one: Row, other: Row, columns: list[str]) -> bool:
    return all(one[column] == other[column] for column in columns)


def best(rows: list[Row], alike: list[str], order: Callable[[Row], Any]) -> list[Row]:
    return [
        row
        for row in rows
        if not any(same(row, other, alike) and order(other) > order(row) for other in rows)
    ]


# --- vintage


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


# --- growth


def year_on_year(facts: list[Row]) -> list[Row]:
    levels = [r for r in facts if r["measure"] == "level" and r["role"] != "target"]
    bases = firmest([row for row in levels if row["role"] == "actual"])
    result = []
    for row in levels:
        earlier = [
            base
            for base in bases
            if same(row, base, ["subject", "indicator", "accumulation", "caliber", "unit"])
            and base["period"] == a_year_before(row["period"])
        ]
        base = earlier[0]["amount"] if earlier else None
        growth = None
        if row["amount"] is not None and base is not None and base > 0:
            growth = (row["amount"] / base - 1) * 100
        fact = earlier[0]["fact"] if earlier else None
        result.append({**row, "base": base, "base_fact": fact, "derived_growth": growth})
    return result


def a_year_before(code: str) -> str | None:
    try:
        return Period.parse(code).year_before().code
    except Mistake:
        return None


def caliber_difference(facts: list[Row]) -> list[Row]:
    actuals = [row for row in facts if row["role"] == "actual"]
    published = firmest([row for row in actuals if row["measure"] == "growth"])
    result = []
    for row in year_on_year(actuals):
        key = ["subject", "indicator", "period", "accumulation", "caliber"]
        growths = [other["amount"] for other in published if same(row, other, key)]
        growth = growths[0] if growths else None
        difference = minus(growth, row["derived_growth"])
        result.append({**row, "growth": growth, "difference": difference})
    return result


def with_base(rows: list[Row]) -> list[Row]:
    return [{**row, "base": implied_base(row["level"], row["growth"])} for row in rows]


def implied_base(level: Any, growth: Any) -> Any:
    if level is None or growth is None or growth == -100:
        return None
    base = level / (1 + growth / 100)
    return base if base > 0 else None


def with_base_range(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        level, growth, half = row["level"], row["growth"], Fraction(1, 20)
        low = high = None
        if level is not None and growth is not None and level > 0 and growth - half > -100:
            low = implied_base(level, growth + half)
            high = implied_base(level, growth - half)
        result.append({**row, "base_low": low, "base_high": high})
    return result


def minus(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one - other


# --- progress


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


def level_completion(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        growth, target = row["growth"], row["target_growth"]
        known = growth is not None and target is not None and target > -100
        share = (100 + growth) / (100 + target) * 100 if known else None
        result.append({**row, "level_completion": share})
    return result


# --- gap


def gauge(rows: list[Row]) -> list[Row]:
    return [{**row, "gauge": gauge_of(row)} for row in rows]


def gauge_of(row: Row) -> str:
    measure, point = row["measure"], row["accumulation"] == "point"
    if measure in ("growth_rank", "level_rank"):
        return "rank"
    if measure in ("growth", "change_pp", "share", "gap_pp"):
        return "points"
    if measure == "level" and row["unit"] in ("%", "‰", "个百分点"):
        return "points"
    if measure == "completion":
        return "points" if point else "progress"
    return "stock" if point else "progress"


def sense(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        turn = sense_of(row)
        upper = row["amount"] if row["amount_high"] is None else row["amount_high"]
        result.append({**row, "sense": turn, "goal": upper if turn == -1 else row["amount"]})
    return result


def sense_of(row: Row) -> int:
    falls = row["measure"] in ("growth", "change_pp", "gap_pp") and (row["amount"] or 0) < 0
    if row["measure"] in ("growth_rank", "level_rank"):
        return -1
    if falls and row["direction"] in ("up", "down"):
        return 1 if row["direction"] == "up" else -1
    if row["comparator"] in ("at_most", "less_than"):
        return -1
    if row["comparator"] in ("at_least", "more_than"):
        return 1
    return {"down": -1, "band": 0}.get(row["direction"], 1)


def to_target(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        points = row["gauge"] == "points"
        gap = distance(row, row["actual_published"] if points else row["actual_amount"])
        met = None
        if gap is not None:
            strict = row["comparator"] in ("more_than", "less_than")
            met = Fraction(gap > 0 if strict else gap >= 0)
        share = None
        if gap is not None and not points and row["goal"]:
            share = gap / abs(row["goal"]) * 100
        result.append(
            {
                **row,
                "gap_points": gap if points else None,
                "gap_unit": None if points else gap,
                "gap_share": share,
                "met": met,
            }
        )
    return result


def distance(row: Row, actual: Any) -> Any:
    low = row["amount"]
    high = low if row["amount_high"] is None else row["amount_high"]
    if actual is None or low is None:
        return None
    return {1: actual - low, -1: high - actual, 0: min(actual - low, high - actual)}[row["sense"]]


def in_unit(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        level, base, goal = row["level"], row["base"], row["goal"]
        sign = -1 if row["sense"] == -1 else 1
        known = level is not None and base is not None
        gap_unit = row["gap_unit"]
        if row["measure"] == "growth":
            gap_unit = None
            if known and goal is not None:
                gap_unit = sign * (level - base * (1 + goal / 100))
        to_zero = sign * (level - base) if known else None
        result.append({**row, "gap_unit": gap_unit, "gap_to_zero_unit": to_zero})
    return result


def required_growth(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        names = ("year_base", "base", "level", "target_growth")
        year_base, base, level, target = (row[name] for name in names)
        needed = None
        if None not in (year_base, base, level, target) and year_base > base:
            wanted = year_base * (1 + target / 100)
            needed = ((wanted - level) / (year_base - base) - 1) * 100
        result.append({**row, "required_growth": needed})
    return result


def required_growth_by_share(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        share, growth, target = row["share"], row["growth"], row["target_growth"]
        needed = None
        if None not in (share, growth, target) and share < 1:
            needed = (target - share * growth) / (1 - share)
        result.append({**row, "required_growth": needed})
    return result


# --- rank


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
