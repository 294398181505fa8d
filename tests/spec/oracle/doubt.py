"""The doubts about single figures, as plainly as Python can say it."""

from __future__ import annotations

import csv
from fractions import Fraction
from importlib import resources
from statistics import median
from typing import Any

from kaimenhong.terms.quantity import find_unit
from tests.spec.oracle.growth import caliber_difference
from tests.spec.oracle.history import against_history
from tests.spec.oracle.rows import Row
from tests.spec.oracle.succession import SERIES, is_point

KEPT = ["fact", *SERIES, "period", "last"]
SAME = ["subject", "period", "accumulation", "caliber"]


def table(name: str) -> list[Row]:
    file = resources.files("kaimenhong.analysis") / "data" / f"{name}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def doubts(facts: list[Row]) -> list[Row]:
    formulas = (unlike_before, scale_slip, odd_pair, contradiction, apart)
    return [row for formula in formulas for row in formula(facts)]


def unlike_before(facts: list[Row]) -> list[Row]:
    known = points(facts, "growth")
    told = []
    for row in known:
        past = [one["published"] for one in earlier(row, known)]
        told += far_off(row, row["published"], past, "unlike_before", least=4)
    return told


def scale_slip(facts: list[Row]) -> list[Row]:
    known = [row for row in points(facts, "level") if row["amount"] > 0]
    told = []
    for row in known:
        past = [one["amount"] for one in earlier(row, known)]
        if not past:
            continue
        usual = median(past)
        for power in (1, 2, 3, 4, -1, -2, -3, -4):
            factor = Fraction(10) ** power
            if factor / Fraction("1.5") <= row["amount"] / usual <= factor * Fraction("1.5"):
                told.append(doubt(row, "scale_slip", row["amount"], usual, factor, len(past)))
    return told


def odd_pair(facts: list[Row]) -> list[Row]:
    levels = [row for row in facts if row["measure"] == "level" and row["role"] == "actual"]
    told = []
    for pair in table("doubt_pairs"):
        for over in levels:
            for under in levels:
                fits = all(over[name] == under[name] for name in SAME)
                if fits and all(
                    row["indicator"] == pair[side] and row["unit"] == pair[f"{side}_unit"]
                    for row, side in ((over, "over"), (under, "under"))
                ):
                    told += outside(over, under, pair)
    return told


def outside(over: Row, under: Row, pair: Row) -> list[Row]:
    if over["amount"] is None or not under["amount"]:
        return []
    value = over["amount"] / under["amount"] * int(pair["factor"])
    low, high = Fraction(pair["low"]), Fraction(pair["high"])
    if low <= value <= high:
        return []
    bound = low if value < low else high
    return [doubt(over, "odd_pair", value, None, bound, 1, pair["under"])]


def contradiction(facts: list[Row]) -> list[Row]:
    fixed = {row["indicator"] for row in table("fixed_basis")}
    plain = [
        row
        for row in facts
        if row["caliber"] in ("", "自然口径") and "美元" not in row["unit"] and is_point(row, 1)
    ]
    told = []
    for row in caliber_difference(plain):
        if row["difference"] is None:
            continue
        unit = find_unit(row["unit"])
        half = Fraction(1, 2) / 10 ** (unit.digits if unit else 1)
        amount, base = row["amount"], row["base"]
        rounding = Fraction(1, 20) + 100 * half * (1 / base + amount / base**2)
        in_fixed = row["indicator"] in fixed
        code = "contradiction" if in_fixed else "caliber_difference"
        if abs(row["difference"]) > rounding + (0 if in_fixed else 1):
            told.append(doubt(row, code, row["growth"], row["derived_growth"], rounding, 1))
    return told


def apart(facts: list[Row]) -> list[Row]:
    known = points(facts, "growth")
    told = []
    for pair in table("doubt_beside"):
        differences = [
            (row, row["published"] - other["published"])
            for row in known
            for other in known
            if row["indicator"] == pair["indicator"]
            and other["indicator"] == pair["beside"]
            and all(row[name] == other[name] for name in SAME)
        ]
        for row, value in differences:
            past = [
                before
                for one, before in differences
                if all(one[name] == row[name] for name in SERIES)
                and row["last"] - 36 <= one["last"] < row["last"]
            ]
            told += far_off(row, value, past, "apart", least=8, other=pair["beside"])
    return told


def far_off(
    row: Row, value: Any, past: list[Any], code: str, *, least: int, other: str | None = None
) -> list[Row]:
    pairs = [{"fact": row["fact"], "past": one} for one in past]
    for held in against_history(pairs, 5, 5, least):
        if abs(value - held["usual"]) > held["limit"]:
            return [doubt(row, code, value, held["usual"], held["limit"], len(past), other)]
    return []


def points(facts: list[Row], measure: str) -> list[Row]:
    return [
        row
        for row in facts
        if row["measure"] == measure
        and row["role"] == "actual"
        and row["published"] is not None
        and is_point(row, 1)
    ]


def earlier(row: Row, known: list[Row]) -> list[Row]:
    return [
        one
        for one in known
        if all(one[name] == row[name] for name in [*SERIES, "unit"])
        and one["last"] // 12 < row["last"] // 12
        and (row["last"] - one["last"]) % 12 == 0
        and row["last"] - row["first"] == one["last"] - one["first"]
    ]


def doubt(
    row: Row, code: str, value: Any, usual: Any, bound: Any, of: int, other: str | None = None
) -> Row:
    numbers = {"value": value, "usual": usual, "bound": bound, "of": of, "other": other}
    return {**{name: row[name] for name in KEPT}, "doubt": code, **numbers}
