"""Reference values of the simple models from independent software, for tests/cases/forecast.

`python -m bench.quality.forecast.reference` in the environment of `make bench` writes the file
again. statsmodels is given the same start (level, trend, season) as ours takes from the first
year, because its own ways to start differ; its smoothing of the season is gamma × (1 − alpha) of
ours, which follows Hyndman & Athanasopoulos.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).parents[3] / "tests" / "cases" / "forecast" / "reference.json"
AHEAD, SEASON = 4, 12
# A seasonal series with trend and noise that anyone can make again.
PAST = [
    round(100 + 0.8 * t + 12 * np.sin(2 * np.pi * t / SEASON) + 5 * np.sin(1.7 * t * t), 3)
    for t in range(60)
]


def main() -> None:
    from statsforecast import models
    from statsmodels.tsa.holtwinters import ExponentialSmoothing, Holt

    past = np.array(PAST)
    first = past[:SEASON]
    seasonal = ExponentialSmoothing(
        past[SEASON:],
        trend="add",
        damped_trend=True,
        seasonal="add",
        seasonal_periods=SEASON,
        initialization_method="known",
        initial_level=first.mean(),
        initial_trend=0.0,
        initial_seasonal=first - first.mean(),
    ).fit(
        smoothing_level=0.4,
        smoothing_trend=0.1,
        smoothing_seasonal=0.3 * 0.6,
        damping_trend=0.9,
        optimized=False,
    )
    trend = Holt(
        past[1:],
        damped_trend=True,
        initialization_method="known",
        initial_level=past[0],
        initial_trend=0.0,
    ).fit(smoothing_level=0.5, smoothing_trend=0.2, damping_trend=0.9, optimized=False)
    told = {
        "naive": models.Naive().forecast(y=past, h=AHEAD)["mean"],
        "seasonal_naive": models.SeasonalNaive(SEASON).forecast(y=past, h=AHEAD)["mean"],
        "level_0.3": models.SimpleExponentialSmoothing(0.3).forecast(y=past, h=AHEAD)["mean"],
        "trend_0.5_0.2_0.9": trend.forecast(AHEAD),
        "seasonal_0.4_0.1_0.9_0.3": seasonal.forecast(AHEAD),
    }
    data: dict[str, Any] = {
        "made_with": {name: version(name) for name in ("statsforecast", "statsmodels", "numpy")},
        "season": SEASON,
        "past": PAST,
        "told": {
            name: [round(float(value), 6) for value in values] for name, values in told.items()
        },
    }
    TARGET.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
