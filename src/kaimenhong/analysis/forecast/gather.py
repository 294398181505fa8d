"""Facts → series: the figures of one thing in order, with the rhythm in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.vintage import firmest, newest
from kaimenhong.terms.codelists import Accumulation, Measure, Role
from kaimenhong.terms.period import Grain, Period

# What makes figures one series. Two calibers of one code, and two units that do not convert, are
# two series: they are never mixed.
SAME = ("subject", "indicator", "accumulation", "measure", "caliber", "unit")
MEASURES = (Measure.LEVEL, Measure.GROWTH, Measure.SHARE, Measure.COMPLETION)
QUARTER_ENDS = {3, 6, 9, 12}


@dataclass(frozen=True, slots=True)
class Gathered:
    """A series with what the facts say of it; `vintage` is of its newest figure's version."""

    series: Series
    subject: str
    indicator: str
    caliber: str
    unit: str
    direction: str
    vintage: str


def known_actuals(facts: Frame) -> Frame:
    """Keep the rows that `gather` takes: of each actual the newest version, firmest status.

    Unlike `vintage.holding` it keeps the calibers apart, since a series of one must not be patched
    with figures of another.
    """
    actuals = firmest(newest(facts.filter(nw.col("role") == Role.ACTUAL.value)))
    return actuals.filter(~nw.col("amount").is_null())


def gather(rows: Iterable[Mapping[str, Any]]) -> list[Gathered]:
    """Make a series of each thing that the rows tell of, sorted by subject and indicator.

    Takes rows of the fact table, one each for a figure (`known_actuals`). A row
    without an amount is a gap. Ranks, gaps to a target and the like are no series; yearly,
    weekly and daily figures are not forecast and give none.
    """
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["measure"] in MEASURES and row["amount"] is not None:
            groups[tuple(row[name] for name in SAME)].append(row)
    made = [_gathered(key, groups[key]) for key in sorted(groups)]
    return [one for one in made if one is not None]


def rhythm_of(periods: Sequence[Period], accumulation: Accumulation) -> Rhythm | None:
    """Tell the rhythm in which these periods come; None for years, weeks and days.

    1—2月 is one period where one such is current, or where a cumulative or point series has a
    February without its January; a lonely missing January of a current series is a gap.

    >>> months = [Period.parse(code) for code in ("2025-12", "2026-01..2026-02", "2026-03")]
    >>> rhythm_of(months, Accumulation.CURRENT).value
    'combined'
    """
    if 2 * sum(_is_tenday(period) for period in periods) > len(periods):
        return Rhythm.TENDAY
    whole = [period for period in periods if fits(period, accumulation)]
    ends = {period.end.month for period in whole}
    if not whole or ends == {12}:
        return None
    if ends <= QUARTER_ENDS and not any(period.grain is Grain.MONTH for period in whole):
        return Rhythm.QUARTER
    if accumulation is Accumulation.CURRENT:
        together = any(period.months == 2 for period in whole)
    else:
        together = not _has_januaries(whole)
    return Rhythm.COMBINED if together else Rhythm.MONTH


def fits(period: Period, accumulation: Accumulation) -> bool:
    """Tell whether a period of whole months is one that this accumulation is counted in."""
    if period.grain in (Grain.TENDAY, Grain.WEEK, Grain.DAY, Grain.DEADLINE):
        return False
    if accumulation is Accumulation.CURRENT:
        first_two = period.start.month == 1 and period.months == 2
        return first_two or period.grain in (Grain.MONTH, Grain.QUARTER)
    if accumulation is Accumulation.CUMULATIVE:
        return period.start.month == 1 and period.start.year == period.end.year
    return True


def _is_tenday(period: Period) -> bool:
    at_end = period.end.day in (10, 20) or period.grain is Grain.TENDAY
    return period.grain is Grain.TENDAY or (period.grain is Grain.DEADLINE and at_end)


def _has_januaries(periods: Sequence[Period]) -> bool:
    """Tell whether January is known in every year that the figures have from its start."""
    ends = {(period.end.year, period.end.month) for period in periods}
    from_start = {year for year, month in ends if month in (2, 3) and (year, 1) >= min(ends)}
    januaries = {year for year, month in ends if month == 1}
    return bool(januaries) and from_start <= januaries


def _gathered(key: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> Gathered | None:
    subject, indicator, accumulation, measure, caliber, unit = key
    accumulated = Accumulation(accumulation)
    periods = {Period.parse(row["period"]): float(row["amount"]) for row in rows}
    rhythm = rhythm_of(list(periods), accumulated)
    if rhythm is None:
        return None
    places = _placed(periods, rhythm, accumulated, Measure(measure))
    if not places:
        return None
    first, last = min(places), max(places)
    series = Series(
        key="|".join(key),
        rhythm=rhythm,
        first=first,
        values=tuple(places.get(place) for place in range(first, last + 1)),
        measure=Measure(measure),
        accumulation=accumulated,
    )
    newest = max(rows, key=lambda row: (Period.parse(row["period"]), str(row["vintage"])))
    return Gathered(
        series, subject, indicator, caliber, unit, newest["direction"] or "", newest["vintage"]
    )


def _placed(
    periods: Mapping[Period, float], rhythm: Rhythm, accumulation: Accumulation, measure: Measure
) -> dict[int, float]:
    """Put each figure at its place; what is no period of the rhythm is left out."""
    placed = {
        place: value
        for period, value in periods.items()
        if _belongs(period, rhythm, accumulation) and (place := rhythm.place(period)) is not None
    }
    if rhythm is Rhythm.COMBINED and accumulation is Accumulation.CURRENT:
        placed |= _first_two(periods, measure)
    return placed


def _belongs(period: Period, rhythm: Rhythm, accumulation: Accumulation) -> bool:
    if rhythm is Rhythm.TENDAY:
        return _is_tenday(period)
    if not fits(period, accumulation):
        return False
    if accumulation is not Accumulation.CURRENT:
        return True
    if rhythm is Rhythm.QUARTER:
        return period.grain is Grain.QUARTER
    alone = period.grain is Grain.MONTH
    if rhythm is Rhythm.MONTH:
        return alone
    return period.months == 2 or (alone and period.start.month > 2)


def _first_two(periods: Mapping[Period, float], measure: Measure) -> dict[int, float]:
    """Add January and February of the years that have them apart, to stand beside 1—2月."""
    months = {
        (period.end.year, period.end.month): value
        for period, value in periods.items()
        if period.grain is Grain.MONTH
    }
    together = {period.end.year for period in periods if period.months == 2}
    if measure is not Measure.LEVEL:
        return {}
    return {
        year * 11: value + months[year, 2]
        for (year, month), value in months.items()
        if month == 1 and (year, 2) in months and year not in together
    }
