"""Put a faster series into step with the slower one that it is to inform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure


def in_step(faster: Series, target: Series) -> Series | None:
    """Put a faster series into the rhythm and measure of the target.

    An amount that shall inform a growth becomes its own growth on the year before; January and
    February become 1—2月 by addition, or by the cumulative figure of February. None where the two
    cannot be brought together, or where the faster series knows no more than the target.
    """
    stepped = _in_rhythm(faster, target.rhythm)
    if stepped is None:
        return None
    if target.adds_up:
        stepped = stepped.currents()
    elif target.measure is Measure.GROWTH and stepped.adds_up:
        cumulated = target.accumulation is Accumulation.CUMULATIVE
        stepped = _growth(_accumulated(stepped) if cumulated else stepped.currents())
    stepped = stepped.trimmed()
    alike = (stepped.measure, stepped.accumulation) == (target.measure, target.accumulation)
    return stepped if stepped.values and alike and lead(stepped, target) > 0 else None


def lead(faster: Series, target: Series) -> int:
    """Tell how many periods beyond the target's last figure the faster series is known."""
    return faster.last - target.last


def _in_rhythm(series: Series, rhythm: Rhythm) -> Series | None:
    if series.rhythm is rhythm:
        return series
    if series.rhythm is not Rhythm.MONTH or rhythm is not Rhythm.COMBINED or not series.values:
        return None
    year, last = series.first // 12, series.last // 12
    places = range(year * 11, last * 11 + 11)
    values = tuple(_combined(series, place) for place in places)
    return replace(series, rhythm=rhythm, first=places[0], values=values)


def _combined(series: Series, place: int) -> float | None:
    """Give the figure of a place of the combined rhythm; only amounts add January and February."""
    year, within = divmod(place, 11)
    february = year * 12 + 1
    if within or series.accumulation is not Accumulation.CURRENT:
        return series.at(february + within)
    parts = (series.at(february - 1), series.at(february))
    return _sum(parts) if series.adds_up else None


def _accumulated(series: Series) -> Series:
    """Add an amount up from the year's start; nothing is known after a gap until the next year."""
    if series.accumulation is Accumulation.CUMULATIVE:
        return series
    season = series.rhythm.per_year
    places = range(series.first, series.first + len(series.values))
    totals = tuple(
        _sum([series.at(part) for part in range(place - place % season, place + 1)])
        for place in places
    )
    return replace(series, values=totals, accumulation=Accumulation.CUMULATIVE)


def _growth(series: Series) -> Series:
    """Give the growth in % on the same period of the year before, where that is above zero."""
    season = series.rhythm.per_year
    places = range(series.first, series.first + len(series.values))
    grown = tuple(_rate(series.at(place), series.at(place - season)) for place in places)
    return replace(series, values=grown, measure=Measure.GROWTH)


def _rate(value: float | None, base: float | None) -> float | None:
    return None if value is None or base is None or base <= 0 else (value / base - 1) * 100


def _sum(parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None
