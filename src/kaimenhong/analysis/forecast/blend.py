"""One forecast out of many: each model weighed by how far off it has been (回测误差倒数加权)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kaimenhong.analysis.forecast.models import Array, later

# Of an error, so much is left a period later: a model is judged by some fifty periods.
MEMORY = 0.98
# Before so many errors are known a model has no weight, unless none has more.
ENOUGH = 3.0
# Below this part of a series' size, errors are the noise of binary floats.
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Blend:
    """`told` is the blend by series, time and step; the others are of the last time only.

    `weights` and `errors` are by model, series and step; an error is NaN where none is known.
    """

    told: Array
    weights: Array
    errors: Array


def blend(told: Array, past: Array) -> Blend:
    """Blend the models' forecasts (model × series × time × step) with weights of each time.

    weight ∝ (mean absolute error)⁻⁸, errors discounted by `MEMORY`. The power makes it nearly a
    choice where one model is clearly better and nearly a mean where none is. What is weighed at
    a time is only what was known then, so the blend has a backtest of its own.
    """
    size = np.abs(past).max(axis=1, where=~np.isnan(past), initial=0.0)
    floor = NOISE * size[None, :, None, None] + np.finfo(float).tiny
    means, counted = _discounted(_known(np.abs(told - later(past, told.shape[3]))))
    able = ~np.isnan(told)
    judged = able & (counted >= ENOUGH)
    errors = np.where(judged, means + floor, np.inf)
    least = errors.min(axis=0)
    with np.errstate(invalid="ignore"):
        odds = np.where(judged, least / errors, 0.0)
    odds = odds * odds
    odds = odds * odds
    odds = odds * odds
    odds = np.where(np.isinf(least), able, odds)
    total = odds.sum(axis=0)
    weights = odds / np.where(total > 0, total, np.nan)
    blended = (weights * np.where(able, told, 0.0)).sum(axis=0)
    last_errors = np.where(counted[:, :, -1] > 0, means[:, :, -1], np.nan)
    return Blend(told=blended, weights=weights[:, :, -1], errors=last_errors)


def _known(errors: Array) -> Array:
    """Move each error to the time at which it became known: `step` periods after its forecast."""
    moved = np.full(errors.shape, np.nan)
    for step in range(1, min(errors.shape[3], errors.shape[2] - 1) + 1):
        moved[:, :, step:, step - 1] = errors[:, :, :-step, step - 1]
    return moved


def _discounted(errors: Array) -> tuple[Array, Array]:
    """Give by time the mean of the errors so far, older ones counting less, and their number."""
    means, numbers = np.empty(errors.shape), np.empty(errors.shape)
    shape = (*errors.shape[:2], errors.shape[3])
    total, weight, number = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for time in range(errors.shape[2]):
        here = errors[:, :, time]
        known = ~np.isnan(here)
        total = MEMORY * total + np.where(known, here, 0.0)
        weight = MEMORY * weight + known
        number = number + known
        means[:, :, time] = total / np.maximum(weight, NOISE)
        numbers[:, :, time] = number
    return means, numbers
