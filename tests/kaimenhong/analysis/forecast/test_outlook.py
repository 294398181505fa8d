"""From rows to what is ahead: which way a target binds, how far it is looked."""

from __future__ import annotations

from typing import Any

import pytest

from kaimenhong.analysis.forecast.outlook import Outlook, look_ahead
from kaimenhong.terms.period import Period

SUBJECT = "area:锦泽市"


def rows(indicator: str, direction: str, **more: str) -> list[dict[str, Any]]:
    """Four years of a growth that stays near −2%, known to April 2026."""
    months = [(year, month) for year in range(2022, 2027) for month in range(2, 13)]
    return [
        {
            "subject": SUBJECT,
            "indicator": indicator,
            "period": Period.months_range(year, 1, month).code,
            "accumulation": "cumulative",
            "measure": "growth",
            "caliber": "",
            "unit": "%",
            "direction": direction,
            "vintage": f"{year}-{month:02d}-28",
            "amount": -2.0 + ((year * 7 + month * 5) % 5) / 5,
        }
        | more
        for year, month in months
        if (year, month) < (2026, 5)
    ]


def target(amount: float, comparator: str, indicator: str = "RETAIL") -> dict[str, Any]:
    return {
        "subject": SUBJECT,
        "indicator": indicator,
        "measure": "growth",
        "period": "2026H1",
        "comparator": comparator,
        "amount": amount,
        "unit": "%",
        "issuer": "市政府",
        "tier": "own",
    }


def chance_of(direction: str, *asked: Any) -> float | None:
    told = look_ahead(rows("RETAIL", direction), [target(*asked)])
    (aim,) = told[0].aims
    return aim.chance


@pytest.mark.parametrize(
    ("direction", "amount", "comparator", "expected"),
    [
        ("up", -50.0, "at_least", 1.0),
        ("up", 50.0, "at_least", 0.0),
        ("up", 50.0, "exactly", 0.0),
        ("up", 50.0, "at_most", 1.0),
        ("down", 50.0, "exactly", 1.0),
        ("down", 50.0, "at_most", 1.0),
        ("down", -50.0, "at_least", 0.0),
        ("up", -50.0, "at_most", 1.0),
        ("neutral", 50.0, "at_most", 1.0),
        ("neutral", 50.0, "at_least", 0.0),
        ("neutral", 50.0, "exactly", None),
        ("up", 50.0, "about", None),
        ("up", 50.0, "between", None),
    ],
)
def test_a_target_binds_as_its_words_and_the_direction_say(
    direction: str, amount: float, comparator: str, expected: float | None
) -> None:
    assert chance_of(direction, amount, comparator) == expected


def test_a_target_of_another_period_or_unit_is_not_held_against_it() -> None:
    other = [target(5, "at_least") | {"period": "2026"}, target(5, "at_least") | {"unit": "亿元"}]
    assert look_ahead(rows("RETAIL", "up"), other)[0].aims == ()


def periods(one: Outlook) -> list[str]:
    return [end.period.code for end in one.endings]


def test_it_looks_to_the_end_of_the_quarter_or_as_far_as_asked() -> None:
    known = rows("RETAIL", "up")
    assert periods(look_ahead(known)[0]) == ["2026-01..2026-05", "2026H1"]
    far = look_ahead(known, until=Period.parse("2026"))[0]
    assert (len(far.endings), periods(far)[-1]) == (8, "2026")
    next_year = look_ahead(known, until=Period.parse("2027Q1"))[0]
    assert [end.open for end in next_year.endings] == [None] * 10


def test_one_indicator_may_be_asked_for_and_its_faster_ones_are_used() -> None:
    known = rows("IND_VA", "up") + rows("IND_ELEC", "up") + rows("FAI", "up")
    told = look_ahead(known, indicator="IND_VA")
    assert [one.gathered.indicator for one in told] == ["IND_VA"]
    assert look_ahead(known, subject="area:青岚县") == []


def test_ten_days_run_to_the_end_of_the_month_that_is_asked_for() -> None:
    tenths = [
        rows("TREASURY", "up")[0]
        | {
            "period": Period.tenday(2025 + month // 12, month % 12 + 1, part).code,
            "accumulation": "current",
            "measure": "level",
            "amount": 5.0 + part,
        }
        for month in range(16)
        for part in (1, 2, 3)
    ]
    (told,) = look_ahead(tenths, until=Period.parse("2026-05"))
    assert periods(told)[-1] == "2026-05-T3"
    assert len(told.endings) == 3
