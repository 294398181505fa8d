"""The interval (区间): as wide as the errors that the same forecast has made.

No distribution is assumed. Of the errors so many periods ahead, the newest counting most, the
half-width is the smallest that holds `answer.COVER` of their weight (split conformal prediction;
Vovk et al. 2005, weighted by age as in Barber et al. 2023).
"""

from __future__ import annotations

import numpy as np

from kaimenhong.analysis.forecast.answer import COVER, ENOUGH, MEMORY, WINDOW
from kaimenhong.analysis.forecast.models import Array


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
