"""Models of a cumulative growth (累计增速), which is bound the tighter the later in the year.

A cumulative growth is the mean of the growth of its months, so far: in November ten months are
in already, and in January and February all begins anew. Equal months are assumed, which is wrong
in the second place and right in the first; nothing here is published, it is only a way to look
ahead (domain 2.2: the months behind a cumulative growth are known only about).
"""

from __future__ import annotations

import numpy as np

from kaimenhong.analysis.forecast.models import (
    Array,
    Model,
    Setting,
    before,
    damped,
    smoothed,
)
from kaimenhong.analysis.forecast.series import Rhythm


def in_year(rhythm: Rhythm, first: int, count: int) -> tuple[Array, Array]:
    """Tell for consecutive places how many months are in, and how many are the period's own."""
    units = [rhythm.units(first + place) for place in range(count)]
    return np.array([u[0] for u in units], float), np.array([u[1] for u in units], float)


def monthly(past: Array, months: Array, own: Array) -> Array:
    """Give the growth of each period alone that the cumulative ones imply, months being equal."""
    total = past * months
    return np.where(months == own, past, (total - before(total, 1)) / own)


def paced(rhythm: Rhythm, *, alpha: float, share: float, phi: float, mix: float) -> Model:
    """Expect the months to come to grow at the recent pace, and add them to those that are in.

    pace = mix × cumulative growth + (1 − mix) × smoothed growth of the months; of what a month a
    year ago was out of line, `share` is given back; `phi` damps.
    """

    def model(past: Array, setting: Setting) -> Array:
        times, ahead = past.shape[1], setting.ahead
        months, own = in_year(rhythm, setting.first, times + ahead)
        alone = monthly(past, months[:times], own[:times])
        pace = (1 - mix) * smoothed(alone, alpha) + mix * past
        then = before(pace, setting.season)
        coming = np.empty((*past.shape, ahead))
        total = past * months[:times]
        for step, factor in enumerate(damped(ahead, phi), start=1):
            given_back = np.nan_to_num(before(alone, setting.season - step) - then)
            growth = pace * factor - share * given_back
            at, mine = months[step : step + times], own[step : step + times]
            total = np.where(at == mine, 0.0, total) + mine * growth
            coming[:, :, step - 1] = total / at
        return coming

    return model


def unsettled(rhythm: Rhythm, first: int, times: int, ahead: int) -> Array:
    """Give the share of a coming cumulative figure that is not in yet, by time and step.

    An error of it is that share of an error of the months to come, so errors of different months
    of the year can be compared.
    """
    months, _ = in_year(rhythm, first, times + ahead)
    open_share = np.ones((times, ahead))
    for step in range(1, ahead + 1):
        now, then = months[:times], months[step : step + times]
        within = _within_year(rhythm, first, times, step)
        open_share[:, step - 1] = np.where(within, (then - now) / then, 1.0)
    return open_share


def _within_year(rhythm: Rhythm, first: int, times: int, step: int) -> Array:
    place = first + np.arange(times)
    same: Array = (place + step) // rhythm.per_year == place // rhythm.per_year
    return same
