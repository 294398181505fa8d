"""Series that can be counted together, as one table of floats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from kaimenhong.analysis.forecast.answer import Scale
from kaimenhong.analysis.forecast.chosen import Kind, kind_of
from kaimenhong.analysis.forecast.models import Array, Setting
from kaimenhong.analysis.forecast.series import Rhythm, Series

# As many as keep the arrays within the processor's reach.
SIZE = 128


@dataclass(frozen=True, slots=True)
class Batch:
    """Series of one kind that end at one place, as one table: `past` in `scale`, NaN for gaps."""

    series: tuple[Series, ...]
    kind: Kind
    rhythm: Rhythm
    scale: Scale
    first: int
    past: Array

    def setting(self, ahead: int) -> Setting:
        """What the models need to know besides the figures."""
        return Setting(season=self.rhythm.per_year, ahead=ahead, first=self.first)


def batches(places: Sequence[int], modelled: Sequence[Series]) -> Iterator[list[int]]:
    """Put together what can be counted together, `SIZE` at a time."""

    def alike(place: int) -> tuple[str, ...]:
        one = modelled[place]
        end = one.first + len(one.values)
        return one.rhythm.value, kind_of(one).value, scale_of(one).value, str(end)

    for _, group in groupby(sorted(places, key=alike), key=alike):
        members = list(group)
        for start in range(0, len(members), SIZE):
            yield members[start : start + SIZE]


def scale_of(series: Series) -> Scale:
    """Tell whether its errors are in proportion: amounts and balances that are all above zero."""
    levels = kind_of(series) in (Kind.AMOUNT, Kind.BALANCE)
    above = all(value is None or value > 0 for value in series.values)
    return Scale.LOG if levels and above else Scale.PLAIN


def batch_of(series: Sequence[Series]) -> Batch:
    """Make the table of series that are alike, in the scale of their errors."""
    one = series[0]
    first = min(member.first for member in series)
    past = np.full((len(series), one.first + len(one.values) - first), np.nan)
    for row, member in enumerate(series):
        known = [np.nan if value is None else value for value in member.values]
        past[row, member.first - first :] = known
    scale = scale_of(one)
    return Batch(
        series=tuple(series),
        kind=kind_of(one),
        rhythm=one.rhythm,
        scale=scale,
        first=first,
        past=np.log(past) if scale is Scale.LOG else past,
    )
