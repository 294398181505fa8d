"""The figure at the end of a quarter or a year (预计到期末), and the chance of a target (测算).

An amount is what is in already plus what is forecast of the periods that are left; its interval
is that of the sum, taken from sums that the same forecast has made before. Everything else is
the forecast of the last period itself. The chance is the share of past forecasts, the newest
counting most, whose error would have let the target be met.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kaimenhong.analysis.forecast.answer import COVER, ENOUGH, MEMORY, Forecast, Path, Scale
from kaimenhong.analysis.forecast.series import Series
from kaimenhong.terms.codelists import Accumulation, Labelled, Measure
from kaimenhong.terms.period import Period


class Open(Labelled):
    """Why there is no figure for a period."""

    NO_FORECAST = "no_forecast", "没有预测"
    KNOWN = "known", "已有数据"
    TOO_FAR = "too_far", "超出预测的期数"
    NOT_A_PERIOD = "not_a_period", "不是这个序列的时期"
    GAP = "gap", "这一段里有缺数，加不出累计"


@dataclass(frozen=True, slots=True)
class Ending:
    """The figure expected of a period, or why there is none.

    `so_far` is what is in already of an amount, None for everything else. `growth` in % is on
    the same stretch of the year before, None without a positive base; for a growth series it is
    None too, the figure being one. `low`, `high` and their growths are the 80% interval; `tests`
    is how many past forecasts it rests on. `error` is how far off these were on average, beside
    `naive_error` of "as last time" and `seasonal_error` of "as a year ago" at the same moments;
    `covered` is the share of what came that their intervals held.
    `errors` with their weights, `coming` (the part of the figure that is forecast) and `scale`
    are what the interval and `chance` are made of.
    """

    period: Period
    figure: float | None = None
    low: float | None = None
    high: float | None = None
    so_far: float | None = None
    base: float | None = None
    growth: float | None = None
    growth_low: float | None = None
    growth_high: float | None = None
    tests: int = 0
    error: float | None = None
    naive_error: float | None = None
    seasonal_error: float | None = None
    covered: float | None = None
    open: Open | None = None
    errors: tuple[tuple[float, float], ...] = ()
    coming: float = 0.0
    scale: Scale = Scale.PLAIN


def ending(given: Series, told: Forecast, period: Period) -> Ending:
    """Say what the period will come to, from a series and its forecast.

    For an amount the period may be any stretch that starts with one of its periods: a quarter,
    the year, 1—10月. Defined instead of a figure (`Open`): no forecast; the period is in already;
    it ends beyond the forecast; it does not end with a period of the series; a missing month
    among those that should be added.
    """
    modelled = told.series
    place = modelled.rhythm.place(period)
    if place is None or (given.adds_up and _start(modelled, period) is None):
        return Ending(period, open=Open.NOT_A_PERIOD)
    if place <= given.trimmed().last:
        return Ending(period, open=Open.KNOWN)
    if not told.points:
        return Ending(period, open=Open.NO_FORECAST)
    steps = place - modelled.last
    if steps > len(told.points):
        return Ending(period, open=Open.TOO_FAR)
    if given.adds_up:
        return _amount(given, told, period, steps)
    return _direct(told, period, steps)


def chance(end: Ending, target: float, *, less_is_better: bool = False) -> float | None:
    """Give the chance, 0 to 1, that the figure reaches the target (测算); None where few tests.

    It is a count of past errors, no promise: with some fourteen that count in effect, read 0 and
    1 as "not once" and "every time".
    """
    if end.figure is None or end.tests < ENOUGH:
        return None
    met = total = 0.0
    for error, weight in end.errors:
        outcome = _with_error(end, error)
        reached = outcome <= target if less_is_better else outcome >= target
        met += weight * reached
        total += weight
    return met / total


def _amount(given: Series, told: Forecast, period: Period, steps: int) -> Ending:
    # A cumulative figure may be known where what its last period added is not.
    last, start = given.trimmed().last, _start(told.series, period) or 0
    ahead = max(start, last + 1) - told.series.last
    so_far = 0.0 if start > last else _total(given, told.series, start, last)
    if so_far is None:
        return Ending(period, open=Open.GAP)
    coming = sum(point.figure for point in told.points[ahead - 1 : steps])
    errors = _weighed(
        (path, _apart(told.scale, _sum(path.forecast, ahead, steps), _sum(path.came, ahead, steps)))
        for path in told.paths
    )
    season = told.series.rhythm.per_year
    base = _total(given, told.series, start - season, told.series.last + steps - season)
    bare = Ending(
        period,
        figure=so_far + coming,
        so_far=so_far,
        base=base,
        tests=len(errors),
        errors=errors,
        coming=coming,
        scale=told.scale,
    )
    return _with_growth(_with_backtest(_with_interval(bare), told, ahead, steps))


def _direct(told: Forecast, period: Period, steps: int) -> Ending:
    series, point = told.series, told.points[steps - 1]
    now = _open_share(series, series.last, steps)
    errors = _weighed(
        (path, _scaled(told, path, steps, now / _open_share(series, _origin(told, path), steps)))
        for path in told.paths
    )
    base = series.at(point.place - series.rhythm.per_year)
    level = series.measure is Measure.LEVEL
    bare = Ending(
        period,
        figure=point.figure,
        base=base if level else None,
        tests=len(errors),
        errors=errors,
        coming=point.figure,
        scale=told.scale,
    )
    tested = _with_backtest(_with_interval(bare), told, steps, steps)
    return _with_growth(tested) if level else tested


def _with_backtest(end: Ending, told: Forecast, ahead: int, steps: int) -> Ending:
    """Add how far off the past forecasts were, and the naive ones at the same moments."""
    series, season = told.series, told.series.rhythm.per_year
    apart = defaultdict[str, list[float]](list)
    for path in told.paths:
        origin = _origin(told, path)
        came = _sum(path.came, ahead, steps)
        now = series.at(origin)
        said = {
            "error": _sum(path.forecast, ahead, steps),
            "naive_error": None if now is None else now * (steps - ahead + 1),
            "seasonal_error": _sum(
                [series.at(origin + step - season) for step in range(1, steps + 1)], ahead, steps
            ),
        }
        for name, value in said.items():
            if value is not None and came is not None:
                apart[name].append(abs(value - came))
    means = {name: sum(values) / len(values) for name, values in apart.items()}
    return replace(
        end,
        error=means.get("error"),
        naive_error=means.get("naive_error"),
        seasonal_error=means.get("seasonal_error"),
        covered=_covered([error for error, _ in end.errors], steps),
    )


def _origin(told: Forecast, path: Path) -> int:
    """Give the place of the last figure that was known to a past forecast."""
    return told.series.last - 1 - path.age


def _scaled(told: Forecast, path: Path, steps: int, times: float) -> float | None:
    error = _apart(told.scale, path.forecast[steps - 1], path.came[steps - 1])
    return None if error is None else error * times


def _open_share(series: Series, place: int, steps: int) -> float:
    """Give the share of a coming cumulative growth that is not in yet; 1 for other series."""
    cumulated = series.accumulation is Accumulation.CUMULATIVE
    if not cumulated or series.measure is not Measure.GROWTH:
        return 1.0
    season = series.rhythm.per_year
    if place // season != (place + steps) // season:
        return 1.0
    now, then = series.rhythm.units(place)[0], series.rhythm.units(place + steps)[0]
    return (then - now) / then


def _start(series: Series, period: Period) -> int | None:
    """Give the place of the series' period with which a stretch starts; None where none does."""
    rhythm = series.rhythm
    end = rhythm.place(period)
    if end is None:
        return None
    for place in range(end, end - rhythm.per_year, -1):
        if rhythm.alone(place).start == period.start:
            return place
    return None


def _total(given: Series, modelled: Series, start: int, last: int) -> float | None:
    """Add the periods from start to last; of a cumulative series, take the cumulative figures."""
    if given.accumulation is Accumulation.CUMULATIVE:
        opening = start % given.rhythm.per_year == 0
        figure = given.at(last)
        before = 0.0 if opening else given.at(start - 1)
        same_year = start // given.rhythm.per_year == last // given.rhythm.per_year
        return None if figure is None or before is None or not same_year else figure - before
    parts = [modelled.at(place) for place in range(start, last + 1)]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _sum(values: Sequence[float | None], ahead: int, steps: int) -> float | None:
    known = [value for value in values[ahead - 1 : steps] if value is not None]
    return sum(known) if len(known) == steps - ahead + 1 else None


def _apart(scale: Scale, forecast: float | None, came: float | None) -> float | None:
    """Give the error of a past forecast in its scale: in proportion, or in the unit."""
    if forecast is None or came is None:
        return None
    if scale is Scale.LOG:
        return math.log(came / forecast)
    return came - forecast


def _weighed(
    errors: Iterable[tuple[Path, float | None]],
) -> tuple[tuple[float, float], ...]:
    """Pair each known error with its weight, the newest having 1."""
    known = [(path.age, error) for path, error in errors if error is not None]
    newest = min((age for age, _ in known), default=0)
    return tuple((error, MEMORY ** (age - newest)) for age, error in known)


def _with_interval(end: Ending) -> Ending:
    width = _width([error for error, _ in end.errors])
    if width is None:
        return end
    return replace(end, low=_with_error(end, -width), high=_with_error(end, width))


def _width(errors: Sequence[float]) -> float | None:
    """Give the half-width that errors, the oldest first, stand for; None where they are few."""
    if len(errors) < ENOUGH:
        return None
    weights = [MEMORY**age for age in range(len(errors) - 1, -1, -1)]
    ranked = sorted(zip(map(abs, errors), weights, strict=True))
    held = accumulate(weight for _, weight in ranked)
    least = COVER * sum(weights)
    return next(size for (size, _), sum_of in zip(ranked, held, strict=True) if sum_of >= least)


def _covered(errors: Sequence[float], steps: int) -> float | None:
    """Give the share of past outcomes that fell within the interval that was known then."""
    held = [
        abs(error) <= width
        for place, error in enumerate(errors)
        if (width := _width(errors[: max(place - steps + 1, 0)])) is not None
    ]
    return sum(held) / len(held) if held else None


def _with_error(end: Ending, error: float) -> float:
    """Give what the figure would be, if the forecast part were off by this error."""
    settled = (end.figure or 0.0) - end.coming
    if end.scale is Scale.LOG:
        return settled + end.coming * math.exp(error)
    return settled + end.coming + error


def _with_growth(end: Ending) -> Ending:
    growths = [_growth(value, end.base) for value in (end.figure, end.low, end.high)]
    return replace(end, growth=growths[0], growth_low=growths[1], growth_high=growths[2])


def _growth(value: float | None, base: float | None) -> float | None:
    if value is None or base is None or base <= 0:
        return None
    return (value / base - 1) * 100
