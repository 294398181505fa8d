"""Growth on the year before, as plainly as Python can say it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from kaimenhong.errors import Mistake
from kaimenhong.terms.period import Period
from tests.spec.oracle.rows import Row, same
from tests.spec.oracle.vintage import firmest


def year_on_year(facts: list[Row], changes: list[Row] | None = None) -> list[Row]:
    levels = [r for r in facts if r["measure"] == "level" and r["role"] != "target"]
    bases = firmest([row for row in levels if row["role"] == "actual"])
    result = []
    for row in levels:
        reason = "rebased" if rebased(row, changes or []) else None
        earlier = base_of(row, row["subject"], bases)
        if earlier is None:
            former = former_of(row, changes or [])
            earlier = base_of(row, former, bases) if former else None
        if reason is not None:
            earlier = None
        base = earlier and earlier["amount"]
        growth = None
        if row["amount"] is not None and base is not None and base > 0:
            growth = (row["amount"] / base - 1) * 100
        told = {"base": base, "base_fact": earlier and earlier["fact"], "reason": reason}
        result.append({**row, **told, "derived_growth": growth})
    return result


def base_of(row: Row, subject: str, bases: list[Row]) -> Row | None:
    for base in bases:
        if (
            same(row, base, ["indicator", "accumulation", "caliber", "unit"])
            and base["subject"] == subject
            and base["period"] == a_year_before(row["period"])
        ):
            return base
    return None


def former_of(row: Row, changes: list[Row]) -> str | None:
    for change in changes:
        known = change["renamed"] == 1 and change["at"] <= row["last"]
        if known and change["successor"] == row["subject"]:
            return str(change["subject"])
    return None


def rebased(row: Row, changes: list[Row]) -> bool:
    return any(
        change["successor"] == row["subject"]
        and change["renamed"] == 0
        and row["first"] - 12 < change["at"] <= row["last"]
        for change in changes
    )


def a_year_before(code: str) -> str | None:
    try:
        return Period.parse(code).year_before().code
    except Mistake:
        return None


def caliber_difference(facts: list[Row], changes: list[Row] | None = None) -> list[Row]:
    actuals = [row for row in facts if row["role"] == "actual"]
    published = firmest([row for row in actuals if row["measure"] == "growth"])
    result = []
    for row in year_on_year(actuals, changes):
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


def two_year_average(rows: list[Row]) -> list[Row]:
    result = []
    for row in rows:
        before, after, average = row["growth_before"], row["growth"], None
        if before is not None and after is not None and before > -100 and after > -100:
            product = (1 + before / 100) * (1 + after / 100)
            root = Decimal(product.numerator).sqrt() / Decimal(product.denominator).sqrt()
            average = (Fraction(root) - 1) * 100
        result.append({**row, "two_year_average": average})
    return result


def deflated(facts: list[Row], deflators: list[Row]) -> list[Row]:
    growths = [row for row in facts if row["measure"] == "growth" and row["role"] == "actual"]
    parents = {row["subject"]: row["parent"] for row in facts}
    result = []
    for row in growths:
        for deflator in deflators:
            if deflator["indicator"] != row["indicator"]:
                continue
            told = {"price": deflator["price"], "price_subject": None, "price_growth": None}
            above = row["parent"]
            for place in (row["subject"], above, parents.get(above)):
                prices = [one for one in growths if serves(one, row, deflator["price"], place)]
                if prices and told["price_growth"] is None:
                    told["price_growth"] = prices[0]["amount"]
                    told["price_subject"] = place
            result.append({**row, **told, **real(row["amount"], told["price_growth"])})
    return result


def serves(one: Row, row: Row, price: str, place: str | None) -> bool:
    return (
        same(one, row, ["period", "accumulation"])
        and one["indicator"] == price
        and one["subject"] == place
        and one["caliber"] == ""
        and one["amount"] is not None
    )


def real(growth: Any, price: Any) -> Row:
    known = growth is not None and price is not None and price > -100
    found = ((100 + growth) / (100 + price) - 1) * 100 if known else None
    return {"growth": growth, "real_growth": found}


def since_year_start(facts: list[Row]) -> list[Row]:
    balances = [
        row
        for row in facts
        if row["measure"] == "level" and row["role"] != "target" and row["accumulation"] == "point"
    ]
    actual = firmest([row for row in balances if row["role"] == "actual"])
    result = []
    for row in balances:
        december = f"{row['last'] // 12 - 1}-12"
        starts = [
            one["amount"]
            for one in actual
            if one["period"] == december
            and same(row, one, ["subject", "indicator", "caliber", "unit"])
        ]
        start = starts[0] if starts else None
        change = minus(row["amount"], start)
        result.append({**row, "year_start": start, "since_year_start": change})
    return result


def minus(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one - other
