"""Simple models, each run over many series and from every past moment at once.

A model takes `past`, figures by series and time with NaN for gaps, and gives the array series ×
time × periods ahead: what would have been said at each time with what was known then. Their
numbers are fixed, so one pass gives both the forecast and its whole backtest; which of them is
right for a series is left to the blend. All are linear in the figures, on which `informed`
relies. Sources: seasonal naive, drift, smoothing and theta as in Hyndman & Athanasopoulos,
Forecasting: Principles and Practice, 3rd ed., ch. 5 and 8; the damped seasonal form is that of
Gardner & McKenzie 1985 with an additive season.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the series of one batch share: periods in a year, how far ahead, the first place."""

    season: int
    ahead: int
    first: int


type Model = Callable[[Array, Setting], Array]


def later(past: Array, ahead: int) -> Array:
    """Put beside each time the figures that came 1, 2, … periods after it; NaN where unknown."""
    coming = np.full((*past.shape, ahead), np.nan)
    for step in range(1, min(ahead, past.shape[1] - 1) + 1):
        coming[:, :-step, step - 1] = past[:, step:]
    return coming


def before(past: Array, periods: int) -> Array:
    """Put the figure of so many periods earlier in each place; NaN where there is none."""
    moved = np.full(past.shape, np.nan)
    if periods < past.shape[1]:
        moved[:, periods:] = past[:, : past.shape[1] - periods]
    return moved


def smoothed(past: Array, alpha: float) -> Array:
    """Give the level by exponential smoothing, as it stood after each time; gaps are stepped over.

    level = level + alpha × (figure − level), starting from the first known figure.
    """
    levels = np.empty(past.shape)
    level = np.full(past.shape[0], np.nan)
    for time in range(past.shape[1]):
        figure = past[:, time]
        moved = np.where(np.isnan(level), figure, level + alpha * (figure - level))
        level = np.where(np.isnan(figure), level, moved)
        levels[:, time] = level
    return levels


def damped(ahead: int, factor: float) -> Array:
    """Give factor, factor², …, one for each period ahead."""
    powers: Array = factor ** np.arange(1.0, ahead + 1)
    return powers


def level(alpha: float) -> Model:
    """Expect the smoothed level for all periods ahead; alpha 1 is "as last time" (naive)."""

    def model(past: Array, setting: Setting) -> Array:
        return np.repeat(smoothed(past, alpha)[:, :, None], setting.ahead, axis=2)

    return model


def seasonal_naive(past: Array, setting: Setting) -> Array:
    """Expect what the same period a year ago brought."""
    coming = np.full((*past.shape, setting.ahead), np.nan)
    for step in range(1, setting.ahead + 1):
        coming[:, :, step - 1] = before(past, setting.season - step)
    return coming


def trend(alpha: float, beta: float, phi: float) -> Model:
    """Expect the level plus a damped trend (Holt): drift that dies out by `phi` a period."""

    def model(past: Array, setting: Setting) -> Array:
        count, times = past.shape
        steps = np.cumsum(damped(setting.ahead, phi))
        coming = np.empty((count, times, setting.ahead))
        height, slope = np.full(count, np.nan), np.zeros(count)
        for time in range(times):
            figure = past[:, time]
            expected, carried = height + phi * slope, phi * slope
            surprise = figure - expected
            known, first = ~np.isnan(surprise), np.isnan(height)
            height = np.where(known, expected + alpha * surprise, np.where(first, figure, expected))
            slope = np.where(known, carried + alpha * beta * surprise, carried)
            coming[:, time] = height[:, None] + slope[:, None] * steps
        return coming

    return model


def seasonal(alpha: float, beta: float, phi: float, gamma: float) -> Model:
    """Expect level, damped trend and season (Holt–Winters); it speaks after one whole year."""

    def model(past: Array, setting: Setting) -> Array:
        count, times = past.shape
        season, ahead = setting.season, np.arange(1, setting.ahead + 1)
        steps = np.cumsum(damped(setting.ahead, phi))
        opening = np.argmax(~np.isnan(past), axis=1) + season
        within = np.arange(times) < opening[:, None]
        year = np.where(within, past, np.nan)
        height = _mean(year, axis=1)
        slope, pattern = np.zeros(count), np.zeros((count, season))
        coming = np.full((count, times, setting.ahead), np.nan)
        for time in range(times):
            here, figure, start = time % season, past[:, time], within[:, time]
            expected, carried = height + phi * slope, phi * slope
            surprise = figure - expected - pattern[:, here]
            known = ~np.isnan(surprise)
            learnt = pattern[:, here] + gamma * (1 - alpha) * surprise
            pattern[:, here] = np.where(
                known, np.where(start, figure - height, learnt), pattern[:, here]
            )
            moving = known & ~start
            height = np.where(
                start, height, np.where(moving, expected + alpha * surprise, expected)
            )
            slope = np.where(moving, carried + alpha * beta * surprise, carried)
            told = height[:, None] + slope[:, None] * steps + pattern[:, (time + ahead) % season]
            coming[:, time] = np.where(start[:, None], np.nan, told)
        return coming

    return model


def grown(alpha: float, phi: float) -> Model:
    """Expect last year's figure plus the smoothed yearly change, damped (同期 × 近期增速)."""

    def model(past: Array, setting: Setting) -> Array:
        change = smoothed(past - before(past, setting.season), alpha)
        return seasonal_naive(past, setting) + change[:, :, None] * damped(setting.ahead, phi)

    return model


def grown_mean(periods: int, phi: float) -> Model:
    """Expect last year's figure plus the mean yearly change of the last periods, damped."""

    def model(past: Array, setting: Setting) -> Array:
        change = past - before(past, setting.season)
        recent = np.stack([before(change, back) if back else change for back in range(periods)])
        return seasonal_naive(past, setting) + _mean(recent, axis=0)[:, :, None] * damped(
            setting.ahead, phi
        )

    return model


def base_effect(alpha: float, share: float) -> Model:
    """Expect a rate to give back part of what the same period a year ago was out of line (基数).

    expected = level − share × (rate a year before the period − level a year ago).
    """

    def model(past: Array, setting: Setting) -> Array:
        now = smoothed(past, alpha)[:, :, None]
        then = before(now[:, :, 0], setting.season)[:, :, None]
        return now - share * (seasonal_naive(past, setting) - then)

    return model


def reverting(alpha: float, phi: float) -> Model:
    """Expect the level to go back to the mean of all that is known (均值回归)."""

    def model(past: Array, setting: Setting) -> Array:
        known = ~np.isnan(past)
        total = np.cumsum(np.where(known, past, 0.0), axis=1)
        counted = np.cumsum(known, axis=1)
        mean = np.where(counted > 0, total / np.maximum(counted, 1), np.nan)[:, :, None]
        apart = smoothed(past, alpha)[:, :, None] - mean
        return mean + apart * damped(setting.ahead, phi)

    return model


def dummies(years: int, alpha: float, slope: float = 0.0) -> Model:
    """Expect the level plus what the season usually did to it in the last years (季节虚拟变量).

    Usually is the median, so that one odd year does not become the season. With `slope` 0.5 half
    of the yearly trend is added: theta on the seasonally adjusted series.
    """

    def model(past: Array, setting: Setting) -> Array:
        now = smoothed(past, alpha)
        coming = later(past, setting.ahead) - now[:, :, None]
        back = [_earlier(coming, year * setting.season) for year in range(1, years + 1)]
        told = now[:, :, None] + _median(np.stack(back))
        if not slope:
            return told
        yearly = smoothed(past - before(past, setting.season), 2 / (setting.season + 1))
        steps = np.arange(1, setting.ahead + 1) / setting.season
        return told + slope * yearly[:, :, None] * steps

    return model


def _earlier(coming: Array, periods: int) -> Array:
    # What was found at a time stands `periods` later; a deviation is used a year on at the soonest,
    # so all of it had been known by then.
    moved = np.full(coming.shape, np.nan)
    if periods < coming.shape[1]:
        moved[:, periods:] = coming[:, :-periods]
    return moved


def _mean(values: Array, axis: int) -> Array:
    """Give the mean of what is known; NaN, and no warning, where nothing is."""
    known = ~np.isnan(values)
    counted = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(counted > 0, total / np.maximum(counted, 1), np.nan)


def _median(values: Array) -> Array:
    """Give the median over the first axis of what is known; NaN where nothing is."""
    counted = (~np.isnan(values)).sum(axis=0)
    ranked = np.sort(values, axis=0)  # NaN stands last
    low, high = np.maximum(counted - 1, 0) // 2, np.minimum(counted // 2, len(values) - 1)
    ends = [np.take_along_axis(ranked, place[None], axis=0)[0] for place in (low, high)]
    middle: Array = np.where(counted > 0, (ends[0] + ends[1]) / 2, np.nan)
    return middle
