"""What holds of every forecast, whatever the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.analysis.forecast.answer import Forecast
from kaimenhong.analysis.forecast.run import forecast
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure

lively = settings(max_examples=30, deadline=None, derandomize=True)
figures = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 1))
natures = st.sampled_from(
    [
        (Measure.LEVEL, Accumulation.CURRENT),
        (Measure.LEVEL, Accumulation.CUMULATIVE),
        (Measure.LEVEL, Accumulation.POINT),
        (Measure.GROWTH, Accumulation.CURRENT),
        (Measure.GROWTH, Accumulation.CUMULATIVE),
    ]
)


@st.composite
def series(draw: st.DrawFn, *, least: int = 0, gaps: bool = True, above: bool = False) -> Series:
    value = st.floats(1, 1000).map(lambda value: round(value, 1)) if above else figures
    rhythm = draw(st.sampled_from(list(Rhythm)))
    year = draw(st.integers(2012, 2022))
    values = st.lists(st.none() | value if gaps else value, min_size=least, max_size=60)
    measure, accumulation = draw(natures)
    first = year * rhythm.per_year + draw(st.integers(0, 3))
    return Series("一个序列", rhythm, first, tuple(draw(values)), measure, accumulation)


@lively
@given(series())
def test_every_series_has_an_answer_or_a_reason(one: Series) -> None:
    told = forecast([one], ahead=3)[0]
    assert bool(told.points) != bool(told.silent)
    for point in told.points:
        assert point.low is None or point.low <= point.figure <= (point.high or point.low)


@lively
@given(series(least=30, gaps=False, above=True), st.floats(0.01, 1000))
def test_a_change_of_unit_changes_the_forecast_alike(one: Series, factor: float) -> None:
    other = replace(one, values=tuple(value * factor for value in one.values if value is not None))
    before, after = forecast([one, other], ahead=2)
    for point, scaled in zip(before.points, after.points, strict=True):
        assert scaled.figure == pytest.approx(point.figure * factor, rel=1e-4, abs=1e-4 * factor)
        assert point.low is not None
        assert scaled.low == pytest.approx(point.low * factor, rel=1e-4, abs=1e-3 * factor)


@lively
@given(st.lists(series(least=12), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_a_series_is_forecast_alike_in_any_company_and_order(
    many: list[Series], dice: st.Random
) -> None:
    named = [replace(one, key=str(place)) for place, one in enumerate(many)]
    alone = {one.key: figures_of(forecast([one], ahead=2)[0]) for one in named}
    dice.shuffle(named)
    for one, told in zip(named, forecast(named, ahead=2), strict=True):
        assert figures_of(told) == pytest.approx(alone[one.key], rel=1e-6, abs=1e-6)


@lively
@given(series(least=30, gaps=False, above=True), st.integers(1, 8))
def test_the_backtest_says_what_would_have_been_said_then(one: Series, back: int) -> None:
    """Nothing that came later is in a past forecast, and no forecast knows what it is tested on."""
    told = forecast([one], ahead=3)[0]
    then = forecast([replace(one, values=one.values[:-back])], ahead=3)[0]
    if one.adds_up and one.accumulation is Accumulation.CUMULATIVE and then.scale != told.scale:
        return
    path = next(path for path in told.paths if path.age == back - 1)
    assert path.forecast == pytest.approx(figures_of(then), rel=1e-6, abs=1e-6)


@lively
@given(series(least=12), st.lists(st.none() | figures, max_size=24))
def test_more_history_never_breaks_a_forecast(one: Series, earlier: list[float | None]) -> None:
    longer = replace(one, first=one.first - len(earlier), values=(*earlier, *one.values))
    told, more = forecast([one, longer], ahead=1)
    assert bool(more.points) >= (bool(told.points) and more.silent is None)
    assert more.silent is None or told.silent is not None


def figures_of(told: Forecast) -> tuple[float, ...]:
    return tuple(point.figure for point in told.points)
