"""Forms by the rows of tests/cases/returns: what is asked and when, what an answer means."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaimenhong.errors import Mistake
from kaimenhong.returns.checks import Before, check
from kaimenhong.returns.forms.answers import read_answer
from kaimenhong.returns.forms.asking import Answering, Asked, asked, more_often
from kaimenhong.returns.forms.form import Cadence, Line, period_of
from kaimenhong.returns.forms.schedule import Term, periods, window
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.calendar import standard
from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.period import Period

CASES = Path(__file__).parents[2] / "cases" / "returns"
type Row = dict[str, str]


def rows(name: str) -> list[Row]:
    text = (CASES / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def line(indicator: str, measure: str, unit: str = "") -> Line:
    known = indicators.find(indicator)
    of = Measure(measure)
    return Line(
        subject="area:990100",
        area="锦泽市",
        indicator=indicator,
        name=known.short_name if known else indicator,
        measure=of,
        accumulation=known.accumulation if known else Accumulation.CUMULATIVE,
        unit=unit or (known.unit_of(of) if known else "亿元"),
    )


@pytest.mark.parametrize("case", rows("answers"), ids=lambda row: f"{row['text']} {row['unit']}")
def test_an_answer_is_understood(case: Row) -> None:
    try:
        answer = read_answer(case["text"], line("REV", "level", case["unit"]))
    except Mistake as mistake:
        assert mistake.code == case["code"]
        return
    value = "" if answer.value is None else format(answer.value, "f")
    assert (answer.kind, value, "") == (case["kind"], case["value"], case["code"])


@pytest.mark.parametrize("case", rows("windows"), ids=lambda row: " ".join(row.values()))
def test_a_day_falls_in_the_window(case: Row) -> None:
    term = Term(
        int(case["days"]), case["working"] == "yes", int(case["grace"]) if case["grace"] else None
    )
    try:
        found = window(Period.parse(case["period"]), term, standard())
    except Mistake as mistake:
        assert mistake.code == case["standing"]
        return
    closes = found.closes.isoformat() if found.closes else ""
    assert (found.due.isoformat(), closes) == (case["due"], case["closes"])
    assert found.standing(date.fromisoformat(case["day"])) == case["standing"]


@pytest.mark.parametrize("case", rows("checks"), ids=lambda row: " ".join(row.values()))
def test_what_is_odd_about_an_answer(case: Row) -> None:
    before = Before(Decimal(case["last"]), Period.month(2026, 1)) if case["last"] else None
    found = check(line(case["indicator"], case["measure"]), Decimal(case["value"]), before)
    assert "|".join(("!" if one.hard else "") + one.code for one in found) == case["odd"]


OFFICES = {"a": 1, "b": 2}
AREAS = {"city": "area:990100", "county": "area:990121"}


@pytest.mark.parametrize("case", rows("asked"), ids=lambda row: " ".join(row.values()))
def test_who_is_asked_for_what(case: Row) -> None:
    offices = [one.split("@") for one in case["offices"].split("|") if one]
    target = Answering(
        subject=AREAS[case["area"]],
        area=case["area"],
        indicator=case["indicator"],
        name=case["indicator"],
        unit="亿元",
        measure=Measure(case["measure"]),
        offices=tuple((OFFICES[office], AREAS[area]) for office, area in offices),
    )
    found = asked([target, target])
    assert {one.office for one in found} == ({OFFICES[case["office"]]} if case["office"] else set())
    assert "|".join(f"{one.line.measure}@{one.cadence}" for one in found) == case["lines"]


@pytest.mark.parametrize(
    ("cadence", "lines"),
    [
        ("month", []),
        ("tenday", ["level current tenday", "level point tenday"]),
        ("day", ["level current day", "level point day"]),
    ],
)
def test_levels_are_filed_more_often_by_the_stretch_alone_besides(
    cadence: str, lines: list[str]
) -> None:
    monthly = [
        Asked(1, Cadence.MONTH, line("REV", "level")),
        Asked(1, Cadence.MONTH, line("REV", "growth")),
        Asked(1, Cadence.MONTH, line("SOW_STOCK", "level")),
    ]
    quarterly = Asked(1, Cadence.QUARTER, line("GDP", "growth"))
    found = more_often([*monthly, quarterly], Cadence(cadence))
    assert found[:4] == (*monthly, quarterly)
    assert [
        f"{one.line.measure} {one.line.accumulation} {one.cadence}" for one in found[4:]
    ] == lines


@pytest.mark.parametrize(
    ("indicator", "period", "asks"),
    [
        ("REV", "2026-01", "2026-01"),
        ("REV", "2026-03", "2026Q1"),
        ("RETAIL", "2026-01", None),
        ("RETAIL", "2026-02", "2026-01..2026-02"),
        ("GDP", "2026-02", None),
        ("GDP", "2026Q1", "2026Q1"),
        ("GDP", "2026Q3", "2026-01..2026-09"),
        ("LOAN", "2026-02", "2026-02"),
        ("LOAN", "2026Q1", "2026-03"),
        ("RETAIL", "2026-01-T1", "2026-01-T1"),
        ("VOUCHER", "2026-03-15", "2026-03-15"),
    ],
)
def test_of_which_period_a_line_asks(indicator: str, period: str, asks: str | None) -> None:
    found = period_of(line(indicator, "level"), Period.parse(period))
    assert (found.code if found else None) == asks


@pytest.mark.parametrize(
    ("cadence", "count", "first", "last"),
    [
        ("day", 90, "2026-01-01", "2026-03-31"),
        ("week", 13, "2026-W01", "2026-W13"),
        ("tenday", 9, "2026-01-T1", "2026-03-T3"),
        ("month", 3, "2026-01", "2026-03"),
        ("quarter", 1, "2026Q1", "2026Q1"),
    ],
)
def test_the_periods_of_a_quarter(cadence: str, count: int, first: str, last: str) -> None:
    found = periods(Cadence(cadence), Period.quarter(2026, 1))
    assert (len(found), found[0].code, found[-1].code) == (count, first, last)


def test_a_calendar_is_lengthened_year_by_year() -> None:
    off = {date(2027, 1, 1): False}
    longer = standard().extended(2027, off)
    assert window(Period.month(2026, 12), Term(1), longer).due == date(2027, 1, 4)
    with pytest.raises(Mistake):
        standard().extended(2028, {})
    with pytest.raises(Mistake):
        standard().extended(2027, {date(2028, 1, 1): False})
