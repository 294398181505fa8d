"""From series to forecasts, many at once: the one entry of this package that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kaimenhong.analysis.forecast import telling
from kaimenhong.analysis.forecast.answer import Forecast, Scale, Silent
from kaimenhong.analysis.forecast.batch import Batch, batch_of, batches
from kaimenhong.analysis.forecast.blend import blend
from kaimenhong.analysis.forecast.bridge import with_faster
from kaimenhong.analysis.forecast.chosen import chosen
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.errors import Code, Mistake

# Fewer known figures than this say nothing about what comes.
SHORTEST = 8
BRIDGE = "先行数据"


def forecast(
    series: Sequence[Series],
    *,
    ahead: int,
    faster: Mapping[str, Sequence[Series]] | None = None,
) -> list[Forecast]:
    """Forecast every series so many periods beyond its last known figure (预测).

    The answers stand in the order of the series; each depends on its own series and its faster
    ones alone. A cumulative amount is forecast by what each period adds (`ending` adds up again);
    everything else as it is. `faster` names for a key the series that are known sooner; one is
    used, step by step ahead, only where the backtest has been nearer with it than without.

    Needs `SHORTEST` known figures and half of the last year, else the answer says why there is
    none. Gaps are stepped over, never filled. Amounts above zero are modelled in proportion,
    others, with a zero or a negative among them, by difference; a series that has never been
    below zero is not forecast below it. A constant series is forecast constant. An interval needs
    `answer.ENOUGH` past errors of that step, else it is missing.
    Nothing more than a year ahead is said: raises Mistake FORECAST_TOO_FAR.

    >>> from kaimenhong.analysis.forecast.series import Rhythm
    >>> month = Series("a", Rhythm.MONTH, 2024 * 12, tuple(10.0 for _ in range(24)))
    >>> told = forecast([month], ahead=2)[0]
    >>> [round(figure, 6) for figure in (told.points[1].low, told.points[1].figure)]
    [10.0, 10.0]
    >>> forecast([Series("b", Rhythm.MONTH, 2026 * 12, (1.0, 2.0))], ahead=1)[0].silent.label
    '数据太少，不作预测'
    """
    modelled = [one.currents().trimmed() for one in series]
    for one in modelled:
        _refuse_too_far(ahead, one.rhythm)
    answers = {
        place: Forecast(one, Scale.PLAIN, silent=reason)
        for place, one in enumerate(modelled)
        if (reason := _silent(one))
    }
    able = [place for place in range(len(modelled)) if place not in answers]
    for places in batches(able, modelled):
        batch = batch_of([modelled[place] for place in places])
        companions = [(faster or {}).get(series[place].key, ()) for place in places]
        answers.update(zip(places, _answer(batch, ahead, companions), strict=True))
    return [answers[place] for place in range(len(modelled))]


def _refuse_too_far(ahead: int, rhythm: Rhythm) -> None:
    if not 1 <= ahead <= rhythm.per_year:
        raise Mistake(
            Code.FORECAST_TOO_FAR,
            expected=f"一年以内，即 1—{rhythm.per_year} 期",
            came=f"{ahead} 期",
            remedy="请把截止时期改近，或先补上最近的数据",
        )


def _silent(series: Series) -> Silent | None:
    if series.known < SHORTEST:
        return Silent.TOO_SHORT
    recent = series.values[-series.rhythm.per_year :]
    sparse = 2 * sum(value is None for value in recent) > len(recent)
    return Silent.TOO_SPARSE if sparse else None


def _answer(batch: Batch, ahead: int, companions: Sequence[Sequence[Series]]) -> list[Forecast]:
    setting = batch.setting(ahead)
    names = list(chosen(batch.kind, batch.rhythm))
    told = np.stack(
        [model(batch.past, setting) for model in chosen(batch.kind, batch.rhythm).values()]
    )
    mixed = blend(told, batch.past)
    if any(companions):
        names.append(BRIDGE)
        mixed = with_faster(batch, told, mixed, companions, setting)
    return telling.answers(batch, mixed, names, setting)
