"""Who forecasts: ours, the naive ones, and the automatic models of statsforecast.

All get the same series up to the same origin. Those of statsforecast take no gaps: the few there
are, are filled by a straight line for them. Processor time is of the forecasting alone.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.quality.forecast.measure import AHEAD, Array, Question, whole
from kaimenhong.analysis.forecast.run import forecast

LEVEL = 80
# The quantile of the normal distribution that the naive ones' intervals use.
NORMAL = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Told:
    """Figures and 80% intervals by question and step, and the processor seconds they took."""

    figures: Array
    low: Array
    high: Array
    seconds: float


type Contender = Callable[[Sequence[Question]], Told]


def ours(asked: Sequence[Question]) -> Told:
    """Ask this project, all series in one call."""
    series = [one.known for one in asked]
    start = time.process_time()
    answers = forecast(series, ahead=AHEAD)
    seconds = time.process_time() - start
    points = [answer.points for answer in answers]
    figures = np.array([[point.figure for point in one] for one in points])
    ends = [[(point.low, point.high) for point in one] for one in points]
    band = np.array(ends, float)
    return Told(figures, band[:, :, 0], band[:, :, 1], seconds)


def naive(asked: Sequence[Question]) -> Told:
    """Say the last figure again."""
    return _plain(asked, lambda known, _: np.repeat(known[-1], AHEAD), lag=lambda _: 1)


def seasonal_naive(asked: Sequence[Question]) -> Told:
    """Say last year's figure again."""
    return _plain(
        asked,
        lambda known, season: known[len(known) - season : len(known) - season + AHEAD],
        lag=lambda season: season,
    )


def automatic(name: str) -> Contender:
    """Give the contender that is the automatic model of this name in statsforecast."""

    def contender(asked: Sequence[Question]) -> Told:
        from statsforecast import models

        make = getattr(models, name)
        known = [whole(one.known.values) for one in asked]
        ends = np.empty((len(asked), AHEAD, 3))
        start = time.process_time()
        for row, (one, figures) in enumerate(zip(asked, known, strict=True)):
            model = make(season_length=one.known.rhythm.per_year)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                told = model.forecast(y=figures, h=AHEAD, level=[LEVEL])
            ends[row] = np.stack([told["mean"], told[f"lo-{LEVEL}"], told[f"hi-{LEVEL}"]], axis=1)
        seconds = time.process_time() - start
        return Told(ends[:, :, 0], ends[:, :, 1], ends[:, :, 2], seconds)

    return contender


def _plain(
    asked: Sequence[Question],
    said: Callable[[Array, int], Array],
    *,
    lag: Callable[[int], int],
) -> Told:
    figures, widths = np.empty((len(asked), AHEAD)), np.empty((len(asked), AHEAD))
    start = time.process_time()
    for row, one in enumerate(asked):
        known, season = whole(one.known.values), one.known.rhythm.per_year
        apart, step = known[lag(season) :] - known[: -lag(season)], lag(season)
        figures[row] = said(known, season)
        spread = NORMAL * float(np.sqrt(np.mean(apart**2)))
        widths[row] = spread * np.sqrt((np.arange(AHEAD) // step) + 1)
    seconds = time.process_time() - start
    return Told(figures, figures - widths, figures + widths, seconds)


CONTENDERS: dict[str, Contender] = {
    "ours": ours,
    "naive": naive,
    "seasonal_naive": seasonal_naive,
    "auto_ets": automatic("AutoETS"),
    "auto_theta": automatic("AutoTheta"),
    "auto_arima": automatic("AutoARIMA"),
}
