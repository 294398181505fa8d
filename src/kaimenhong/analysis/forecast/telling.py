"""From the arrays of a batch to one answer for each series, in the unit of its figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kaimenhong.analysis.forecast import band
from kaimenhong.analysis.forecast.answer import Forecast, Path, Point, Scale, Weighed
from kaimenhong.analysis.forecast.batch import Batch
from kaimenhong.analysis.forecast.blend import Blend
from kaimenhong.analysis.forecast.chosen import Kind
from kaimenhong.analysis.forecast.cumulated import unsettled
from kaimenhong.analysis.forecast.models import Array, Setting, later, seasonal_naive

# Models with a smaller part are not named.
TRACED = 0.01


def answers(batch: Batch, mixed: Blend, names: Sequence[str], setting: Setting) -> list[Forecast]:
    """Turn the arrays of a batch into one answer for each series, in the unit of its figures."""
    share = _open_share(batch, setting)
    apart = np.abs(later(batch.past, setting.ahead) - mixed.told) / share
    last = batch.past.shape[1] - 1
    widths = [band.half_width(apart, last, step) for step in range(1, setting.ahead + 1)]
    width = np.stack(widths, axis=1) * share[last]
    middle = mixed.told[:, last]
    ends = [_in_unit(batch, part) for part in (middle, middle - width, middle + width)]
    checked = _backtest(batch, mixed.told, apart, setting)
    paths = _paths(batch, mixed.told, setting)
    return [
        Forecast(
            series=one,
            scale=batch.scale,
            points=tuple(_point(batch, row, step, ends, checked) for step in range(setting.ahead)),
            trace=_trace(mixed, names, row),
            paths=paths[row],
        )
        for row, one in enumerate(batch.series)
    ]


def _open_share(batch: Batch, setting: Setting) -> Array:
    if batch.kind is not Kind.CUMULATED:
        return np.ones((batch.past.shape[1], setting.ahead))
    return unsettled(batch.rhythm, batch.first, batch.past.shape[1], setting.ahead)


def _in_unit(batch: Batch, figures: Array) -> Array:
    """Bring figures back from the scale, and keep amounts that never fell below zero above it."""
    if batch.scale is Scale.LOG:
        return np.exp(figures)
    if batch.kind not in (Kind.AMOUNT, Kind.BALANCE):
        return figures
    least = np.min(batch.past, axis=1, where=~np.isnan(batch.past), initial=0.0)
    floor = np.where(least >= 0, 0.0, -np.inf)
    return np.maximum(figures, floor.reshape(-1, *[1] * (figures.ndim - 1)))


def _backtest(batch: Batch, told: Array, apart: Array, setting: Setting) -> list[Array]:
    """Give, by series and step, the errors of blend, naive and seasonal naive, and the cover."""
    since = max(batch.past.shape[1] - 2 * setting.season - setting.ahead, 0)
    figures = np.exp(batch.past) if batch.scale is Scale.LOG else batch.past
    came = later(figures, setting.ahead)
    naive = np.repeat(figures[:, :, None], setting.ahead, axis=2)
    told_before = [_in_unit(batch, told), naive, seasonal_naive(figures, setting)]
    errors = [_mean_since(np.abs(one - came), since) for one in told_before]
    steps = range(1, setting.ahead + 1)
    return [*errors, np.stack([band.covered(apart, step, since=since) for step in steps], axis=1)]


def _mean_since(errors: Array, since: int) -> Array:
    recent = errors[:, since:]
    known = ~np.isnan(recent)
    total = np.where(known, recent, 0.0).sum(axis=1)
    return np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan)


def _point(
    batch: Batch, row: int, step: int, ends: Sequence[Array], checked: Sequence[Array]
) -> Point:
    one = batch.series[row]
    figure, low, high = (_known(part[row, step]) for part in ends)
    error, naive, seasonal, cover = (_known(part[row, step]) for part in checked)
    return Point(
        place=one.first + len(one.values) + step,
        figure=0.0 if figure is None else figure,
        low=low,
        high=high,
        error=error,
        naive_error=naive,
        seasonal_error=seasonal,
        covered=cover,
    )


def _trace(mixed: Blend, names: Sequence[str], row: int) -> tuple[Weighed, ...]:
    """Name the models that carry the first period ahead."""
    parts = [
        Weighed(name, float(mixed.weights[place, row, 0]), float(mixed.errors[place, row, 0]))
        for place, name in enumerate(names)
        if mixed.weights[place, row, 0] >= TRACED
    ]
    return tuple(sorted(parts, key=lambda part: (-part.weight, part.model)))


def _paths(batch: Batch, told: Array, setting: Setting) -> list[tuple[Path, ...]]:
    """Keep what was forecast from the last moments and what came, the oldest first."""
    times = batch.past.shape[1]
    start = max(times - band.WINDOW - setting.ahead, 0)
    figures = np.exp(batch.past) if batch.scale is Scale.LOG else batch.past
    before = _in_unit(batch, told)[:, start : times - 1]
    came = later(figures, setting.ahead)[:, start : times - 1]
    kept: list[tuple[Path, ...]] = []
    for row in range(len(batch.series)):
        pairs = zip(before[row].tolist(), came[row].tolist(), strict=True)
        kept.append(
            tuple(
                Path(times - 2 - start - place, _tidy(one), _tidy(other))
                for place, (one, other) in enumerate(pairs)
            )
        )
    return kept


def _tidy(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(None if value != value else value for value in values)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
