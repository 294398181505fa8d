"""Growth on the year before, as plainly as Python can say it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaimenhong.errors import Mistake
from kaimenhong.terms.period import Period
from tests.spec.oracle.rows import Row, same
from tests.spec.oracle.vintage import firmest


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
