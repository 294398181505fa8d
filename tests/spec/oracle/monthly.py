"""One month's board, as plainly as Python can say it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from kaimenhong.terms.period import Period
from tests.spec.oracle.gap import gauge, in_unit, sense, to_target
from tests.spec.oracle.growth import implied_base
from tests.spec.oracle.lights import light, rules_of
from tests.spec.oracle.progress import completion, elapsed, progress_gap
from tests.spec.oracle.rows import Row, same
from tests.spec.oracle.vintage import firmest, newest

PEERS = ["parent", "indicator", "accumulation", "caliber"]


def monthly(targets: list[Row], facts: list[Row], *, month: str) -> list[Row]:
    about = {(row["subject"], row["indicator"]): row for row in facts}
    found = figures(facts, month=month)
    for row in found:
        known = about[row["subject"], row["indicator"]]
        row |= {"parent": known["parent"], "direction": known["direction"]}
    return board(targets, found, month=month)


def figures(facts: list[Row], *, month: str) -> list[Row]:
    actual = [r for r in facts if r["role"] == "actual" and r["measure"] in ("level", "growth")]
    held = firmest([row for row in newest(actual) if row["amount"] is not None])
    now = Period.parse(month)
    levels = [row for row in held if row["measure"] == "level"]
    grains = {
        (row["subject"], row["indicator"], row["caliber"], row["unit"])
        for row in levels
        for year in (now, now.year_before())
        if any(slot(row, name, year) for name in slots(year))
    }
    growths = [row for row in held if row["measure"] == "growth" and told(row, now)]
    alone = {(row["subject"], row["indicator"], row["caliber"]) for row in growths}
    alone -= {grain[:3] for grain in grains}
    return [gathered(grain, held, now) for grain in grains | {(*line, None) for line in alone}]


def gathered(grain: tuple[Any, ...], held: list[Row], now: Period) -> Row:
    subject, indicator, caliber, unit = grain
    own = [
        row
        for row in held
        if (row["subject"], row["indicator"], row["caliber"]) == (subject, indicator, caliber)
    ]
    levels = [row for row in own if row["measure"] == "level" and row["unit"] == unit]
    growths = [row for row in own if row["measure"] == "growth"]
    this, last = (of_year(levels, year) for year in (now, now.year_before()))
    flow = this["month"] is not None
    level = this["month"] if flow else this["stock"]
    base = last["month"] if flow else last["stock"]
    ytd, ytd_base = (first(year["total"], year["sum"]) for year in (this, last))
    made = this["total"] is None or last["total"] is None
    growth_of = {name: find(growths, codes, [name]) for name, codes in ends(now).items()}
    so_far = ytd is not None or growth_of["cumulative"] is not None
    balance = (not flow and this["stock"] is not None) or growth_of["point"] is not None
    return {
        "subject": subject,
        "indicator": indicator,
        "caliber": caliber,
        "unit": unit,
        "level": level,
        "base": base,
        "growth": first(growth_of["current"], growth_of["point"]),
        "derived_growth": growth(level, base),
        "accumulation": "cumulative" if so_far else "point" if balance else "current",
        "ytd": ytd,
        "ytd_base": ytd_base,
        "ytd_growth": growth_of["cumulative"],
        "ytd_derived_growth": growth(ytd, ytd_base),
        "ytd_made": None if ytd is None else Fraction(made),
    }


def slots(now: Period) -> dict[str, tuple[list[str], list[str]]]:
    number = now.last_month % 12 + 1
    found = {f"{n}": ([f"{now.year}-{n:02d}"], ["current"]) for n in range(1, number + 1)}
    if number > 1:
        found["opening"] = ([f"{now.year}-01..{now.year}-02"], ["current", "cumulative"])
    return found | {
        "total": ([now.cumulative().code, now.code], ["cumulative"]),
        "stock": ([now.code], ["point"]),
    }


def ends(now: Period) -> dict[str, list[str]]:
    so_far = [now.cumulative().code, now.code]
    return {"current": [now.code], "point": [now.code], "cumulative": so_far}


def told(row: Row, now: Period) -> bool:
    return row["period"] in ends(now)[row["accumulation"]]


def slot(row: Row, name: str, year: Period) -> bool:
    codes, accumulations = slots(year)[name]
    return row["period"] in codes and row["accumulation"] in accumulations


def of_year(levels: list[Row], year: Period) -> Row:
    number = year.last_month % 12 + 1
    known = {name: find(levels, *where) for name, where in slots(year).items()}
    months = [known[f"{n}"] for n in range(1, number + 1)]
    start = months[:2]
    if None in start and number > 1:
        start = [known["opening"]]
    parts = [*start, *months[2:]]
    return {
        "month": months[-1],
        "stock": known["stock"],
        "total": known["total"],
        "sum": None if None in parts else sum(parts),
    }


def find(rows: list[Row], codes: list[str], accumulations: list[str]) -> Any:
    found = [
        r["amount"] for r in rows if r["period"] in codes and r["accumulation"] in accumulations
    ]
    return max(found, default=None)


def first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def growth(level: Any, base: Any) -> Any:
    return None if level is None or base is None or base <= 0 else (level / base - 1) * 100


def board(targets: list[Row], figures: list[Row], *, month: str) -> list[Row]:
    rows = [{**row, **shown(row)} for row in figures]
    rows = [{**row, **among(row, rows)} for row in rows]
    return held_against(targets, rows, Period.parse(month))


def shown(row: Row) -> Row:
    so_far = row["accumulation"] == "cumulative"
    amount, base, published, made = (
        (row["ytd"], row["ytd_base"], row["ytd_growth"], row["ytd_derived_growth"])
        if so_far
        else (row["level"], row["base"], row["growth"], row["derived_growth"])
    )
    derived = None if made is None else one_digit(made)
    comparable = base if published is None else implied_base(amount, published)
    return {
        "amount": amount,
        "amount_base": base,
        "comparable": comparable,
        "shown_growth": first(published, derived),
        "shown_derived": None
        if published is None and derived is None
        else Fraction(published is None),
    }


def one_digit(value: Fraction) -> Fraction:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def among(row: Row, rows: list[Row]) -> Row:
    peers = [m for other in rows if same(row, other, PEERS) and (m := merit(other)) is not None]
    own = merit(row)
    better = [one for one in peers if own is not None and one > own]
    parent = [
        other
        for other in rows
        if other["subject"] == row["parent"]
        and same(row, other, PEERS[1:])
        and other["shown_growth"] is not None
    ]
    above = max(parent, key=lambda one: (one["unit"] or "", one["shown_growth"]), default=None)
    ahead = None
    if above and row["shown_growth"] is not None:
        ahead = row["shown_growth"] - above["shown_growth"]
    turn = {"up": 1, "down": -1}.get(row["direction"])
    return {
        "rank": None if own is None else 1 + len(better),
        "peers": len(peers) or None,
        "gap_to_next_rank": own - min(better) if better else None,
        "parent_growth": above and above["shown_growth"],
        "gap_to_parent": None if ahead is None or turn is None else ahead * turn,
    }


def merit(row: Row) -> Any:
    if row["parent"] is None or row["shown_growth"] is None:
        return None
    return {"up": row["shown_growth"], "down": -row["shown_growth"]}.get(row["direction"])


def held_against(targets: list[Row], rows: list[Row], month: Period) -> list[Row]:
    result = [{**row, **wanted(row, targets, month)} for row in rows]
    for step in (gauge, sense, to_target, in_unit, elapsed, completion, progress_gap):
        result = step(result)
    for row in result:
        if row["measure"] != "level":
            row["completion"] = None
        if row["gauge"] != "progress":
            row["progress_gap"] = None
    judged = light(result, rules_of(None))
    return [
        {
            **row,
            **{name: row[f"own_{name}"] for name in ("level", "base", "growth", "unit", "amount")},
            "target_measure": row["measure"],
        }
        for row in judged
    ]


def wanted(row: Row, targets: list[Row], month: Period) -> Row:
    fitting = [
        target
        for target in targets
        if same(row, target, ["subject", "indicator"])
        and target["measure"] in ("growth", "level")
        and target["amount"] is not None
        and target["first"] == month.last_month - month.last_month % 12
        and target["last"] >= month.last_month
    ]

    def order(target: Row) -> Any:
        asks = -target["amount"] if target["direction"] == "down" else target["amount"]
        return target["measure"] == "growth", -target["last"], asks, target["target"]

    found = max(fitting, key=order, default=None)
    growth = found is not None and found["measure"] == "growth"
    answers = row["accumulation"] != "current" and found is not None
    actual = None
    if answers and growth:
        actual = row["shown_growth"]
    elif answers and found and found["unit"] == row["unit"]:
        actual = row["amount"]
    columns = ("target", "measure", "comparator", "first", "last", "amount", "amount_high", "unit")
    return {
        **{name: found and found[name] for name in columns},
        **{f"own_{name}": row[name] for name in ("level", "base", "growth", "unit", "amount")},
        "target_period": found and found["period"],
        "actual_amount": actual,
        "actual_published": actual,
        "actual_last": found and month.last_month,
        "level": row["amount"],
        "base": row["comparable"],
        "growth": row["shown_growth"],
        "level_unit": row["unit"],
    }
