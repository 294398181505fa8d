"""From rows to series, and a faster series into step with a slower one."""

from __future__ import annotations

from typing import Any

import pytest

from kaimenhong.analysis.forecast.companions import companions, faster_than
from kaimenhong.analysis.forecast.gather import gather
from kaimenhong.analysis.forecast.in_step import in_step
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.period import Period
from tests.kaimenhong.analysis.forecast.told import figures_of, listed, series_of

ROW = {
    "subject": "area:锦泽市",
    "indicator": "RETAIL",
    "measure": "level",
    "caliber": "",
    "unit": "亿元",
    "direction": "up",
    "vintage": "2026-04-18T09:00:00+08:00",
}


def row(text: str, **more: str) -> dict[str, Any]:
    period, accumulation, amount = text.split()
    value = None if amount == "—" else float(amount)
    return {**ROW, **more, "period": period, "accumulation": accumulation, "amount": value}


@pytest.mark.parametrize("case", listed("gather.json"), ids=lambda case: str(case["case"]))
def test_rows_become_the_series_of_the_table(case: dict[str, Any]) -> None:
    more = {name: case[name] for name in ("measure", "unit") if name in case}
    made = gather(row(text, **more) for text in case["rows"])
    if "rhythm" not in case:
        assert made == []
        return
    assert len(made) == 1
    series = made[0].series
    assert series.rhythm.value == case["rhythm"]
    assert series.first == series.rhythm.place(Period.parse(case["first"]))
    assert series.values == figures_of(case["values"])


def test_two_calibers_and_two_units_are_never_one_series() -> None:
    rows = [
        row("2025-03 current 1"),
        row("2025-04 current 2", caliber="同口径"),
        row("2025-05 current 3", unit="万美元"),
        row("2025-06 current 4", subject="area:青岚县"),
        row("2025-07 current 5", indicator="FAI"),
    ]
    assert len(gather(rows)) == 5


@pytest.mark.parametrize("case", listed("in_step.json"), ids=lambda case: str(case["case"]))
def test_a_faster_series_is_put_into_step(case: dict[str, Any]) -> None:
    target = series_of(case["target"])
    stepped = in_step(series_of(case["faster"]), target)
    if "first" not in case:
        assert stepped is None
        return
    assert stepped is not None
    assert stepped.first == target.rhythm.place(Period.parse(case["first"]))
    expected = [
        pytest.approx(v, abs=0.01) if v is not None else None for v in figures_of(case["values"])
    ]
    assert list(stepped.values) == expected


def test_companions_are_of_the_same_subject() -> None:
    made = gather(
        [
            row("2025-03 current 1", indicator="IND_OUT"),
            row("2025-03 current 2", indicator="IND_ELEC"),
            row("2025-03 current 3", indicator="IND_ELEC", subject="area:青岚县"),
            row("2025-03 current 4", indicator="FAI"),
        ]
    )
    found = companions(made)
    output = next(one for one in made if one.indicator == "IND_OUT")
    assert [one.values for one in found[output.series.key]] == [(2.0,)]


def test_every_faster_indicator_is_in_the_catalogue() -> None:
    known = catalogue()
    for code in known:
        assert set(faster_than(code)) <= set(known), code
