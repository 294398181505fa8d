"""The Spring Festival (春节), which wanders between January and February and takes figures along.

Exposure is the part of the festival season, from a week before the first day of the lunar year to
a fortnight after it, that falls into a period. A month with more of it than a year ago is compared
with a quieter one (domain 2.3).
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from kaimenhong.analysis.forecast.informed import informed
from kaimenhong.analysis.forecast.models import Array, Model, Setting
from kaimenhong.analysis.forecast.series import Rhythm
from kaimenhong.terms.calendar import spring_festival

FROM, TO = timedelta(days=-7), timedelta(days=14)

# The season is believed to matter as if a third of a swing without any effect had been seen before.
DOUBT = 0.3


def exposure(rhythm: Rhythm, place: int) -> float:
    """Give the part of the festival season, 0 to 1, that falls into the period at a place.

    >>> [round(exposure(Rhythm.MONTH, 2026 * 12 + month), 2) for month in (0, 1, 2)]
    [0.0, 0.86, 0.14]
    >>> round(exposure(Rhythm.COMBINED, 2025 * 11), 2)
    1.0
    """
    period = rhythm.alone(place)
    first_day = spring_festival(period.year)
    start, end = max(period.start, first_day + FROM), min(period.end, first_day + TO)
    return max((end - start).days + 1, 0) / ((TO - FROM).days + 1)


def wanders(rhythm: Rhythm) -> bool:
    """Tell whether the festival falls now into one period, now into another.

    In 1—2月 and the first quarter it always does, but for a few days in early March.
    """
    return rhythm in (Rhythm.MONTH, Rhythm.TENDAY)


def adjusted(model: Model, rhythm: Rhythm, *, growth: bool) -> Model:
    """Let a linear model know how much of the festival each period has (春节因素).

    Growth feels the difference of two years' exposures, every other figure the exposure itself.
    """

    def knowing(past: Array, setting: Setting) -> Array:
        count = past.shape[1] + setting.ahead
        shown = _exposures(rhythm, setting.first, count)
        if growth:
            shown = shown - _exposures(rhythm, setting.first - setting.season, count)
        return informed(model, shown, doubt=DOUBT)(past, setting)

    return knowing


def _exposures(rhythm: Rhythm, first: int, count: int) -> Array:
    return np.array([[exposure(rhythm, first + place) for place in range(count)]])
