"""A faster series helps where it helps, and never more."""

from __future__ import annotations

import numpy as np
import pytest

from kaimenhong.analysis.forecast.run import BRIDGE, forecast
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure

RATE = (Measure.GROWTH, Accumulation.CURRENT)
DICE = np.random.default_rng(7)
WALK = np.cumsum(DICE.normal(0, 1, 73)).round(2)


def rate(key: str, values: list[float]) -> Series:
    return Series(key, Rhythm.MONTH, 2019 * 12, tuple(values), *RATE)


def error(told: float, real: float) -> float:
    return abs(told - real)


def test_a_faster_series_that_moves_alike_takes_the_error_down() -> None:
    target = rate("产值", (5 + 2 * WALK[:72]).tolist())
    power = rate("用电", WALK.tolist())
    real = 5 + 2 * WALK[72]
    alone = forecast([target], ahead=2)[0]
    told = forecast([target], ahead=2, faster={"产值": [power]})[0]
    assert BRIDGE in [part.model for part in told.trace]
    assert error(told.points[0].figure, real) < error(alone.points[0].figure, real) / 3
    assert told.points[0].low is not None
    assert alone.points[0].low is not None
    narrow = (told.points[0].high or 0) - told.points[0].low
    assert narrow < ((alone.points[0].high or 0) - alone.points[0].low) / 2
    assert told.points[1].figure == pytest.approx(alone.points[1].figure)


def test_a_faster_series_that_says_nothing_is_left_out() -> None:
    target = rate("产值", WALK[:72].tolist())
    noise = rate("别的", DICE.normal(0, 5, 73).round(1).tolist())
    alone = forecast([target], ahead=1)[0]
    told = forecast([target], ahead=1, faster={"产值": [noise]})[0]
    spread = float(np.abs(np.diff(WALK)).mean())
    assert told.points[0].figure == pytest.approx(alone.points[0].figure, abs=spread / 4)


def test_of_several_the_nearest_is_taken() -> None:
    target = rate("产值", (2 * WALK[:72]).tolist())
    noise = rate("别的", DICE.normal(0, 5, 73).round(1).tolist())
    power = rate("用电", WALK.tolist())
    one = forecast([target], ahead=1, faster={"产值": [power]})[0]
    both = forecast([target], ahead=1, faster={"产值": [noise, power]})[0]
    assert both.points[0].figure == pytest.approx(one.points[0].figure)


def test_it_helps_its_own_series_only() -> None:
    target, other = rate("产值", (2 * WALK[:72]).tolist()), rate("投资", WALK[:72].tolist())
    power = rate("用电", WALK.tolist())
    alone = forecast([other], ahead=1)[0]
    told = forecast([target, other], ahead=1, faster={"产值": [power]})[1]
    assert told.points == alone.points
    assert BRIDGE not in [part.model for part in told.trace]


def test_amounts_are_informed_by_amounts() -> None:
    season = np.tile([80.0, 90, 100, 110, 120, 100, 95, 105, 115, 125, 90, 130], 7)[:73]
    moved = np.exp(WALK / 40)
    power = Series("用电", Rhythm.MONTH, 2019 * 12, tuple((50 * season * moved).tolist()))
    target = Series("产值", Rhythm.MONTH, 2019 * 12, tuple((3 * season * moved)[:72].tolist()))
    real = float((3 * season * moved)[72])
    alone = forecast([target], ahead=1)[0].points[0].figure
    told = forecast([target], ahead=1, faster={"产值": [power]})[0].points[0].figure
    assert error(told, real) < error(alone, real) / 2
