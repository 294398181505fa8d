"""From the arrays of a batch to one answer for each series, in the unit of its figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kaimenhong.analysis.forecast import band
from kaimenhong.analysis.forecast.answer import WINDOW, Forecast, Path, Point, Scale, Weighed
from kaimenhong.analysis.forecast.batch import Batch
from kaimenhong.analysis.forecast.blend import Blend
from kaimenhong.analysis.forecast.chosen import Kind
from kaimenhong.analysis.forecast.cumulated import unsettled
from kaimenhong.analysis.forecast.models import Array, Setting, later

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
    paths = _paths(batch, mixed.told, setting)
    return [
        Forecast(
            series=one,
            scale=batch.scale,
            points=tuple(_point(batch, row, step, ends) for step in range(setting.ahead)),
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


def _point(batch: Batch, row: int, step: int, ends: Sequence[Array]) -> Point:
    one = batch.series[row]
    figure, low, high = (part[row, step] for part in ends)
    return Point(
        place=one.last + 1 + step,
        figure=float(figure),
        low=_known(low),
        high=_known(high),
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
    start = max(times - WINDOW - setting.ahead, 0)
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
