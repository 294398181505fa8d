"""Let a model know of a companion whose coming figures are known already.

The companion may be the calendar (`festival`) or a faster series (`bridge`). A model that is
linear, run on figures from which the companion's worth was taken, with that put back afterwards,
says: its own forecast + worth × (coming figure of the companion − the model's forecast of the
companion). So it is enough to regress the model's past errors on that bracket.
"""

from __future__ import annotations

import numpy as np

from kaimenhong.analysis.forecast.models import Array, Model, Setting, before, later

# Beyond so many times the usual error, a surprise is not the companion's doing.
BOUND = 3.0


def informed(model: Model, companion: Array, *, doubt: float) -> Model:
    """Add to a model's forecast what the companion's surprise has been worth.

    `companion` has a row for each series, or one for all, and a column for each time and for each
    period ahead; NaN where it is not known, and there the model is left as it is. The worth is a
    ridge regression on what was known at each time; `doubt` is the sum of squared surprises
    without any effect that are thought to have been seen before.
    """

    def knowing(past: Array, setting: Setting) -> Array:
        times = past.shape[1]
        told = model(past, setting)
        unseen = later(companion, setting.ahead)[:, :times] - model(companion[:, :times], setting)
        errors = later(past, setting.ahead) - told
        worth = np.stack(
            [
                before(_worth(errors[:, :, step], unseen[:, :, step], doubt), step + 1)
                for step in range(setting.ahead)
            ],
            axis=2,
        )
        added: Array = told + np.nan_to_num(worth) * np.nan_to_num(unseen)
        return added

    return knowing


def _worth(errors: Array, unseen: Array, doubt: float) -> Array:
    """Regress errors on what the model did not see, over all times up to each."""
    seen = ~np.isnan(errors) & ~np.isnan(unseen)
    size, counted = np.where(seen, np.abs(errors), 0.0), np.cumsum(seen, axis=1)
    bound = BOUND * np.cumsum(size, axis=1) / np.maximum(counted, 1)
    kept = np.clip(np.where(seen, errors, 0.0), -bound, bound)
    swing = np.where(seen, unseen, 0.0)
    worth: Array = np.cumsum(swing * kept, axis=1) / (np.cumsum(swing**2, axis=1) + doubt)
    return worth
