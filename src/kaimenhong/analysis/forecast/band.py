"""The interval (区间): as wide as the errors that the same forecast has made.

No distribution is assumed. Of the errors so many periods ahead, the newest counting most, the
half-width is the smallest that holds 80% of their weight (split conformal prediction; Vovk et
al. 2005, weighted by age as in Barber et al. 2023).
"""

from __future__ import annotations

import numpy as np

from kaimenhong.analysis.forecast.models import Array

COVER = 0.8
# Of the weight of an error, so much is left a period later: some fourteen count in effect.
MEMORY = 0.87
WINDOW = 36
# Below so many known errors no interval is said.
ENOUGH = 6


def weights(count: int) -> Array:
    """Give the weights of errors from the oldest to the newest, which has 1."""
    powers: Array = MEMORY ** np.arange(count - 1, -1, -1.0)
    return powers


def half_width(errors: Array, time: int, step: int) -> Array:
    """Give the half-width known at a time for a step ahead, one for each series, NaN where few.

    `errors` are sizes by series, time of the forecast and step; used are those whose figure had
    come by `time`.
    """
    end = time - step + 1
    known = errors[:, max(end - WINDOW, 0) : max(end, 0), step - 1]
    if known.shape[1] < ENOUGH:
        return np.full(errors.shape[0], np.nan)
    missing = np.isnan(known)
    weight = np.where(missing, 0.0, weights(known.shape[1]))
    order = np.argsort(np.where(missing, np.inf, known), axis=1, kind="stable")
    ranked = np.take_along_axis(known, order, axis=1)
    held = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    place = (held < COVER * held[:, -1:]).sum(axis=1)
    width = np.take_along_axis(ranked, place[:, None], axis=1)[:, 0]
    return np.where((~missing).sum(axis=1) >= ENOUGH, width, np.nan)


def covered(errors: Array, step: int, *, since: int) -> Array:
    """Give the share of figures since a time that fell within the interval said of them then.

    NaN where no interval could be said, or nothing came.
    """
    inside, said = np.zeros(errors.shape[0]), np.zeros(errors.shape[0])
    for time in range(max(since, 0), errors.shape[1] - step):
        width, error = half_width(errors, time, step), errors[:, time, step - 1]
        known = ~np.isnan(width) & ~np.isnan(error)
        said += known
        inside += known & (error <= width)
    return np.where(said > 0, inside / np.maximum(said, 1), np.nan)
