"""How far off a forecast was: MASE, and how much of what came its interval held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kaimenhong.analysis.forecast.series import Series

type Array = NDArray[np.float64]

AHEAD = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A series as it was known at an origin, what came after, and the scale of its errors.

    `scale` is the mean absolute error of the seasonal naive forecast within what was known
    (Hyndman & Koehler 2006). `to_quarter_end` is how many periods are left of the quarter, None
    at its end and for figures that have no quarter's total.
    """

    known: Series
    came: Array
    scale: float
    to_quarter_end: int | None


def questions(
    series: Sequence[Series], year: int, month: int, shortest: int = 36
) -> list[Question]:
    """Ask every series that was long enough by the origin, and of which something came since."""
    asked = []
    for one in series:
        place = one.rhythm.per_year * year + month - (2 if one.rhythm.per_year == 11 else 1)
        count = place - one.first + 1
        if not 0 < count < len(one.values):
            continue
        known = replace(one, values=one.values[:count]).trimmed()
        scale = _scale(known)
        if known.known < shortest or one.values[count - 1] is None or not scale:
            continue
        came = _filled([one.at(place + step) for step in range(1, AHEAD + 1)])
        asked.append(Question(known, came, scale, _to_quarter_end(one, month)))
    return asked


def whole(values: Sequence[float | None]) -> Array:
    """Fill gaps by a straight line, for contenders that take none."""
    array = _filled(values)
    places = np.arange(len(array))
    known = ~np.isnan(array)
    return np.interp(places, places[known], array[known])


def errors(asked: Sequence[Question], told: Array) -> Array:
    """Give the scaled absolute errors by question and step."""
    came = np.stack([one.came for one in asked])
    return np.abs(told - came) / _scales(asked)


def quarter_errors(asked: Sequence[Question], told: Array) -> Array:
    """Give the scaled error of the figure at the quarter's end, one for each question that has one.

    Of amounts the total of the periods that are left is compared, per period; of a cumulative
    growth the figure itself.
    """
    found = []
    for one, figures in zip(asked, told, strict=True):
        left = one.to_quarter_end
        if left is None:
            continue
        if one.known.adds_up:
            found.append(abs((figures - one.came)[:left].mean()) / one.scale)
        else:
            found.append(abs(figures[left - 1] - one.came[left - 1]) / one.scale)
    return np.array(found)


def held(asked: Sequence[Question], low: Array, high: Array) -> Array:
    """Tell by question and step whether the interval held what came; NaN where nothing came."""
    came = np.stack([one.came for one in asked])
    slack = 1e-9 * _scales(asked)
    inside = (came >= low - slack) & (came <= high + slack)
    return np.where(np.isnan(came) | np.isnan(low), np.nan, inside)


def _scales(asked: Sequence[Question]) -> Array:
    return np.array([one.scale for one in asked])[:, None]


def _scale(known: Series) -> float:
    values, season = _filled(known.values), known.rhythm.per_year
    apart = np.abs(values[season:] - values[:-season])
    return float(np.nanmean(apart)) if (~np.isnan(apart)).sum() >= season else 0.0


def _to_quarter_end(one: Series, month: int) -> int | None:
    has_total = one.adds_up or one.accumulation.value == "cumulative"
    left = -month % 3
    return left if has_total and left else None


def _filled(values: Sequence[float | None]) -> Array:
    return np.array([np.nan if value is None else value for value in values])
