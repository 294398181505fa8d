"""A slower series from a faster one (先行数据搭桥): this month's electricity is known already.

The target's model is told how far the faster series came from what the same model expected of
it, in the same month; what that has been worth is regressed on the past. A faster series helps
only as far ahead as it is known now, and the past is judged with the same lead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kaimenhong.analysis.forecast.answer import Scale
from kaimenhong.analysis.forecast.batch import Batch, scale_of
from kaimenhong.analysis.forecast.blend import Blend, blend
from kaimenhong.analysis.forecast.chosen import leading
from kaimenhong.analysis.forecast.in_step import in_step, lead
from kaimenhong.analysis.forecast.informed import informed
from kaimenhong.analysis.forecast.models import Array, Model, Setting, before, later
from kaimenhong.analysis.forecast.series import Series

# A link is believed as if so many ordinary surprises without any link had been seen before.
DOUBT = 6.0


def with_faster(
    batch: Batch,
    told: Array,
    plain: Blend,
    companions: Sequence[Sequence[Series]],
    setting: Setting,
) -> Blend:
    """Take the faster series in where, series by series and step by step, it has been nearer.

    Which one, and whether, is told by the errors of the whole past; the errors shown beside such a
    forecast are by that choice a little too small.
    """
    extra = np.stack(list(_bridges(batch, companions, setting)))
    mixed = blend(np.concatenate([told, _nearest(extra, batch.past)[None]]), batch.past)
    nearer = _recent_error(mixed.told, batch.past) < _recent_error(plain.told, batch.past)
    without = np.concatenate([plain.weights, np.zeros((1, *plain.weights.shape[1:]))])
    return Blend(
        told=np.where(nearer[:, None, :], mixed.told, plain.told),
        weights=np.where(nearer[None], mixed.weights, without),
        errors=mixed.errors,
    )


def _bridges(
    batch: Batch, companions: Sequence[Sequence[Series]], setting: Setting
) -> Iterator[Array]:
    """Give one model's forecasts for each place in the lists of faster series."""
    model = leading(batch.kind, batch.rhythm)
    for place in range(max(map(len, companions))):
        rows = np.full((len(batch.series), batch.past.shape[1] + setting.ahead), np.nan)
        leads = [0] * len(batch.series)
        for row, given in enumerate(companions):
            target = batch.series[row]
            faster = in_step(given[place], target) if place < len(given) else None
            if faster is None or scale_of(faster) is not batch.scale:
                continue
            leads[row] = lead(faster, target)
            rows[row] = _aligned(faster, batch.first, rows.shape[1])
        rows = np.log(rows) if batch.scale is Scale.LOG else rows
        yield bridged(model, rows, leads)(batch.past, setting)


def _aligned(series: Series, first: int, count: int) -> Array:
    values = [series.at(first + place) for place in range(count)]
    return np.array([np.nan if value is None else value for value in values])


def _nearest(extra: Array, past: Array) -> Array:
    """Of several faster series keep, for each target and step, the one nearest so far."""
    errors = np.stack([_recent_error(one, past) for one in extra])
    best = np.argmin(np.where(np.isnan(errors), np.inf, errors), axis=0)
    nearest: Array = np.take_along_axis(extra, best[None, :, None, :], axis=0)[0]
    return nearest


def _recent_error(told: Array, past: Array) -> Array:
    """Give the mean absolute error by series and step, over all that is known."""
    errors = np.abs(told - later(past, told.shape[2]))
    known = ~np.isnan(errors)
    total = np.where(known, errors, 0.0).sum(axis=1)
    return np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), np.nan)


def bridged(model: Model, companions: Array, leads: Sequence[int]) -> Model:
    """Make the model that knows of the companions, silent beyond their leads.

    `companions` has a row for each target, NaN throughout where it has none, and a column for
    each time and each period ahead; `leads` are the periods ahead that each is known.
    """

    def knowing(past: Array, setting: Setting) -> Array:
        usual = _usual(companions, setting.season)
        scaled = companions / np.where(usual > 0, usual, 1.0)[:, None]
        told = informed(model, scaled, doubt=DOUBT)(past, setting)
        beyond = np.arange(1, setting.ahead + 1)[None, :] > np.array(leads)[:, None]
        return np.where(beyond[:, None, :], np.nan, told)

    return knowing


def _usual(companions: Array, season: int) -> Array:
    """Give the usual size of news in each companion, so that one doubt serves all units.

    News is what its yearly change moved by from one period to the next: the season is none.
    """
    news = np.diff(companions - before(companions, season), axis=1)
    known = ~np.isnan(news)
    total = np.where(known, news, 0.0)
    mean: Array = np.sqrt((total**2).sum(axis=1) / np.maximum(known.sum(axis=1), 1))
    return mean
