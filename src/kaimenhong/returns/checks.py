"""What is odd about one answer of a return, by the table data/return_checks.csv.

A hard finding must go before the return is filed; a soft one passes with an explanation, which is
kept. What needs the history of other figures `analysis.doubt` works out; here it is only judged.
No check knows a target, and none says what a figure should be (统计法 第七条).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

from kaimenhong.records import record
from kaimenhong.returns.forms.form import Line
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.period import Period

WHOLE_UNITS = frozenset({"家", "户", "人", "个", "次", "头", "宗", "项"})
_PARTS = 100.5  # the upper end of doubt_pairs.csv where one figure is a part of the other
_ODD_PAIR = "odd_pair"


@record(frozen=True, slots=True)
class Odd:
    """One finding about an answer: its rule, whether it must go, and what is told of it."""

    code: str
    hard: bool
    told: str


@record(frozen=True, slots=True)
class Before:
    """The figure of the period before in the same year, and which period that is."""

    value: Decimal
    period: Period


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in _rows("return_checks")}


@cache
def _signs() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in _rows("return_signs")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def check(line: Line, value: Decimal, before: Before | None) -> Iterator[Odd]:
    """Give what is odd about a value by itself and beside the period before.

    `value` and `before` are in the line's unit. Stocks, rates and figures of the period alone may
    fall.
    """
    if line.measure is Measure.GROWTH:
        if value < -100 and not _may(line, "negative"):
            yield _odd("below_minus_100", line, value, before)
        return
    # Of what the catalogue lacks nobody can say that it has no negatives: 收支差额.
    if value < 0 and indicators.find(line.indicator) and not _may(line, "negative"):
        yield _odd("negative", line, value, before)
    if line.unit in WHOLE_UNITS and value != value.to_integral_value():
        yield _odd("not_whole", line, value, before)
    adds_up = line.measure is Measure.LEVEL and line.accumulation is Accumulation.CUMULATIVE
    if before is not None and adds_up:
        yield from _beside(line, value, before)


def _beside(line: Line, value: Decimal, before: Before) -> Iterator[Odd]:
    if value < before.value:
        known = indicators.find(line.indicator)
        soft = known is None or _may(line, "falls")
        yield _odd("falls_by_refund" if soft else "falls", line, value, before)
    if value == before.value and value:
        yield _odd("same_as_last", line, value, before)


def doubted(row: Mapping[str, object], told: str) -> Odd:
    """Give a row of `doubt.DOUBTS` as a finding; `told` is its sentence.

    A part that is greater than its whole must go, any other doubt needs an explanation.
    """
    part = row["doubt"] == _ODD_PAIR and row["bound"] == _PARTS
    code = "part_over_whole" if part else "doubt"
    return Odd(f"doubt_{row['doubt']}", _rules()[code]["hard"] == "yes", told)


def _may(line: Line, what: str) -> bool:
    return _signs().get(line.indicator, {}).get(what) == "yes"


def _odd(code: str, line: Line, value: Decimal, before: Before | None) -> Odd:
    rule = _rules()[code]
    told = rule["says"].format(
        value=format(value, "f"),
        unit=line.unit,
        last=format(before.value, "f") if before else "",
        when=before.period.label if before else "",
    )
    return Odd(code, rule["hard"] == "yes", told)
