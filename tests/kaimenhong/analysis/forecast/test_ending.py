"""The figure at a period's end, and the chance of a target."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.analysis.forecast.ending import chance, ending
from kaimenhong.analysis.forecast.run import forecast
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.period import Period
from tests.kaimenhong.analysis.forecast.told import listed, series_of


@pytest.mark.parametrize("case", listed("ending.json"), ids=lambda case: str(case["case"]))
def test_a_period_comes_to_what_the_table_says(case: dict[str, Any]) -> None:
    series = series_of(case["series"])
    told = forecast([series], ahead=min(11, series.rhythm.per_year))[0]
    end = ending(series, told, Period.parse(case["period"]))
    assert (end.open.value if end.open else None) == case.get("open")
    for name in ("figure", "so_far", "base", "growth", "low", "high"):
        if name in case:
            expected = case[name]
            came = getattr(end, name)
            assert came == (None if expected is None else pytest.approx(expected, abs=1e-6)), name


def wavy(measure: Measure, accumulation: Accumulation, base: float) -> Series:
    values = tuple(base + 7 * ((place * 37) % 11) / 11 + place / 10 for place in range(60))
    return Series("波动", Rhythm.COMBINED, 2020 * 11, values, measure, accumulation)


SERIES = [
    wavy(Measure.LEVEL, Accumulation.CURRENT, 50),
    wavy(Measure.LEVEL, Accumulation.POINT, 50),
    wavy(Measure.GROWTH, Accumulation.CURRENT, -3),
    wavy(Measure.GROWTH, Accumulation.CUMULATIVE, 2),
]


@pytest.mark.parametrize("series", SERIES, ids=lambda one: f"{one.measure}-{one.accumulation}")
def test_one_period_ahead_is_the_point_itself(series: Series) -> None:
    told = forecast([series], ahead=3)[0]
    end = ending(series, told, series.stretch(series.first + len(series.values)))
    point = told.points[0]
    assert (end.figure, end.low) == (pytest.approx(point.figure), pytest.approx(point.low))
    assert end.high == pytest.approx(point.high)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.sampled_from(SERIES), st.floats(-100, 300), st.floats(0, 100))
def test_a_harder_target_is_never_more_likely(series: Series, easy: float, more: float) -> None:
    told = forecast([series], ahead=6)[0]
    end = ending(series, told, series.stretch(series.first + len(series.values) + 4))
    likely, unlikely = chance(end, easy), chance(end, easy + more)
    assert likely is not None
    assert unlikely is not None
    assert 1 >= likely >= unlikely >= 0
    below = chance(end, easy, less_is_better=True)
    assert below is not None
    assert likely + below >= 1 - 1e-9


def test_the_middle_of_the_interval_is_reached_about_half_the_time() -> None:
    series = SERIES[0]
    told = forecast([series], ahead=6)[0]
    end = ending(series, told, Period.parse("2025-01..2025-10"))
    assert end.figure is not None
    assert end.low is not None
    assert chance(end, end.low) == pytest.approx(0.9, abs=0.15)
    assert 0.15 < (chance(end, end.figure) or 0) < 0.85


def test_without_enough_past_forecasts_there_is_no_chance() -> None:
    short = Series("短", Rhythm.MONTH, 2026 * 12, tuple(float(value) for value in range(1, 9)))
    told = forecast([short], ahead=4)[0]
    end = ending(short, told, Period.parse("2026-12"))
    assert end.figure is not None
    assert (end.low, end.high, chance(end, 1.0)) == (None, None, None)
