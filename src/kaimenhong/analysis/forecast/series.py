"""A series (序列): a run of figures of one thing, in a rhythm, with its gaps left open."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.period import Grain, Period


class Rhythm(StrEnum):
    """In which steps the figures of a series come, the year always starting anew."""

    MONTH = "month"  # twelve months: January is known by itself
    COMBINED = "combined"  # 1—2月 is one period, eleven in a year
    QUARTER = "quarter"
    TENDAY = "tenday"  # 旬, three in a month

    @property
    def per_year(self) -> int:
        """How many periods a year has."""
        return {"month": 12, "combined": 11, "quarter": 4, "tenday": 36}[self.value]

    def place(self, period: Period) -> int | None:
        """Number the period by its end, year × periods per year + place within the year.

        None where no period of this rhythm ends there: a quarter of a ten-day series, January of
        one that combines it with February.

        >>> Rhythm.COMBINED.place(Period.parse("2026-01..2026-03")) - 2026 * 11
        1
        >>> Rhythm.COMBINED.place(Period.parse("2026-01")) is None
        True
        """
        year, month, day = period.end.year, period.end.month, period.end.day
        if self is Rhythm.TENDAY:
            part = {10: 0, 20: 1}.get(day, 2)
            fits = period.grain in (Grain.TENDAY, Grain.DEADLINE)
            return year * 36 + 3 * (month - 1) + part if fits else None
        if period.grain in (Grain.TENDAY, Grain.WEEK, Grain.DAY):
            return None
        if self is Rhythm.QUARTER:
            return year * 4 + month // 3 - 1 if month % 3 == 0 else None
        if self is Rhythm.COMBINED:
            return year * 11 + month - 2 if month > 1 else None
        return year * 12 + month - 1

    def alone(self, place: int) -> Period:
        """Give the period that stands at a place, by itself.

        >>> Rhythm.COMBINED.alone(2026 * 11).code, Rhythm.QUARTER.alone(2026 * 4 + 1).code
        ('2026-01..2026-02', '2026Q2')
        """
        year, within = divmod(place, self.per_year)
        if self is Rhythm.TENDAY:
            return Period.tenday(year, within // 3 + 1, within % 3 + 1)
        if self is Rhythm.QUARTER:
            return Period.quarter(year, within + 1)
        if self is Rhythm.COMBINED:
            return Period.months_range(year, 1 if within == 0 else within + 2, within + 2)
        return Period.month(year, within + 1)

    def units(self, place: int) -> tuple[int, int]:
        """Tell how many months (quarters, 旬) of the year are in by a place, and how many are its.

        >>> Rhythm.COMBINED.units(2026 * 11), Rhythm.COMBINED.units(2026 * 11 + 1)
        ((2, 2), (3, 1))
        """
        within = place % self.per_year
        if self is Rhythm.COMBINED:
            return within + 2, 2 if within == 0 else 1
        return within + 1, 1


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing in consecutive periods; None is a figure that is not known.

    `key` is the caller's name for it. `first` is the place of `values[0]` (see `Rhythm.place`).
    A missing month stays missing: models step over it, nothing is filled in.
    """

    key: str
    rhythm: Rhythm
    first: int
    values: tuple[float | None, ...]
    measure: Measure = Measure.LEVEL
    accumulation: Accumulation = Accumulation.CURRENT

    def __post_init__(self) -> None:
        if any(value is not None and not math.isfinite(value) for value in self.values):
            raise ValueError(f"{self.key}: a figure must be finite; a missing one is None")

    @property
    def adds_up(self) -> bool:
        """Whether figures of several periods add up to a larger one: amounts, no balances."""
        flows = self.accumulation is not Accumulation.POINT
        return self.measure is Measure.LEVEL and flows

    @property
    def last(self) -> int:
        """The place of the last value."""
        return self.first + len(self.values) - 1

    @property
    def known(self) -> int:
        """How many figures are known."""
        return sum(value is not None for value in self.values)

    def stretch(self, place: int) -> Period:
        """Give the period that a figure at this place is of: cumulative from January, or alone."""
        alone = self.rhythm.alone(place)
        return alone.cumulative() if self.accumulation is Accumulation.CUMULATIVE else alone

    def at(self, place: int) -> float | None:
        """Give the figure at a place; None outside the series too."""
        inside = 0 <= place - self.first < len(self.values)
        return self.values[place - self.first] if inside else None

    def trimmed(self) -> Series:
        """Leave out the unknown at both ends; an empty series where nothing is known."""
        places = [place for place, value in enumerate(self.values) if value is not None]
        if not places:
            return replace(self, values=())
        first, last = places[0], places[-1]
        return replace(self, first=self.first + first, values=self.values[first : last + 1])

    def currents(self) -> Series:
        """Turn a cumulative amount into what each period added; any other series stays.

        Added = this cumulative figure − the one before it within the year. Where the one before
        is missing, what was added is missing too: it is not spread over the gap.
        """
        if not (self.adds_up and self.accumulation is Accumulation.CUMULATIVE):
            return self
        places = range(self.first, self.first + len(self.values))
        added = tuple(self._added(place) for place in places)
        return replace(self, values=added, accumulation=Accumulation.CURRENT)

    def _added(self, place: int) -> float | None:
        figure, before = self.at(place), self.at(place - 1)
        if place % self.rhythm.per_year == 0 or figure is None:
            return figure
        return None if before is None else figure - before
