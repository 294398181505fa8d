"""The economy of 锦泽市: what each county made in each month. 演示数据, seeded, repeatable.

Every county has its own level and pace; the days of the calendar do the rest. A day counts as one
working day, a rest day as a part of one, and the days around the Spring Festival are multiplied
again: factories fall, shops rise. So a festival on 29 January and one on 17 February give the same
1—2月 but very different months, as in life.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from kaimenhong.terms.calendar import is_workday, spring_festival
from office.sample.tables import rows

FIRST_YEAR = 2023
BASE_YEAR = FIRST_YEAR - 1
CITY = "990100"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How one kind of activity runs through the year; see `rhythms.csv` for the columns."""

    code: str
    rest: float
    before: int
    after: int
    festival: float
    months: tuple[float, ...]

    @property
    def of_a_stock(self) -> bool:
        """Whether the months are shares of a year's increase, which no holiday moves."""
        return not self.before


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of the city; see `series.csv` for the columns. Growth by year, in percent."""

    code: str
    unit: str
    rhythm: str
    base: float
    own: float
    growth: Mapping[int, float]
    spread: float
    rebase: float
    noise: float
    digits: int
    show: str
    known: int


def _number(text: str) -> float:
    return float(text) if text else 0.0


@cache
def rhythms() -> Mapping[str, Rhythm]:
    """The kinds of activity by code."""
    return {row["code"]: _rhythm(row) for row in rows("rhythms.csv")}


def _rhythm(row: Mapping[str, str]) -> Rhythm:
    return Rhythm(
        code=row["code"],
        rest=_number(row["rest"]),
        before=int(_number(row["before"])),
        after=int(_number(row["after"])),
        festival=_number(row["festival"]),
        months=tuple(_number(row[f"m{month:02}"]) for month in range(1, 13)),
    )


@cache
def series() -> Mapping[str, Series]:
    """The indicators of the sample by code, in the order of their table."""
    return {row["code"]: _series(row) for row in rows("series.csv")}


def _series(row: Mapping[str, str]) -> Series:
    return Series(
        code=row["code"],
        unit=row["unit"],
        rhythm=row["rhythm"],
        base=_number(row["base"]),
        own=_number(row["own"]),
        growth={FIRST_YEAR + n: _number(row[f"g{23 + n}"]) for n in range(4)},
        spread=_number(row["spread"]),
        rebase=_number(row["rebase"]),
        noise=_number(row["noise"]),
        digits=int(row["digits"]),
        show=row["show"],
        known=int(row["known"]),
    )


@cache
def counties() -> Mapping[str, tuple[float, float]]:
    """Weight and lean of each county by its code."""
    return {
        row["code"]: (float(row["weight"]), float(row["lean"]))
        for row in rows("areas.csv")
        if row["level"] == "county"
    }


@cache
def activity(code: str, year: int, month: int) -> float:
    """Answer how many full working days the month was worth to this rhythm."""
    rhythm = rhythms()[code]
    festival = spring_festival(year)
    day, total = date(year, month, 1), 0.0
    while day.month == month:
        worth = 1.0 if is_workday(day) else rhythm.rest
        near = -rhythm.before <= (day - festival).days <= rhythm.after
        total += worth * (rhythm.festival if near else 1.0)
        day += timedelta(days=1)
    return total * rhythm.months[month - 1]


class Economy:
    """All months of all series and parts of the city, from one seed.

    A part is a county or the city's own level (市本级, under the code of the city); the city is the
    sum of its parts, so a total never disagrees with them.
    """

    def __init__(self, seed: int) -> None:
        """Keep the seed: each series of each part draws from a stream of its own."""
        self._seed = seed
        self._shares = {code: self._share(item) for code, item in series().items()}
        self._levels: dict[tuple[str, str, int, int], float] = {}

    def level(self, code: str, part: str, year: int, month: int) -> float:
        """Answer what one part made in this month, or held at its end, in the series' unit."""
        key = (code, part, year, month)
        if key not in self._levels:
            self._levels[key] = self._level(series()[code], part, year, month)
        return self._levels[key]

    def _level(self, item: Series, part: str, year: int, month: int) -> float:
        if rhythms()[item.rhythm].of_a_stock:
            return self._stock(item, part, year, month)
        pace = self._pace(item, part, year, month)
        size = item.base * self._shares[item.code][part] / _year_of_activity(item.rhythm)
        luck = self._stream(item.code, part, f"{year}-{month}").uniform(-1, 1) * item.noise / 100
        return size * pace * activity(item.rhythm, year, month) * (1 + luck)

    def rebased(self, code: str, part: str, year: int) -> float:
        """Answer the factor that turns last year's published level into this year's base."""
        item = series()[code]
        return 1 + self._stream(code, part, f"base {year}").uniform(-0.3, 1) * item.rebase / 100

    def _stream(self, code: str, part: str, use: str) -> Random:
        return Random(f"{self._seed}/{code}/{part}/{use}")  # noqa: S311 -- figures, not secrets

    def _share(self, item: Series) -> Mapping[str, float]:
        weights = {
            part: weight * self._stream(item.code, part, "share").uniform(0.8, 1.2)
            for part, (weight, _) in counties().items()
        }
        left = (1 - item.own) / sum(weights.values())
        return {CITY: item.own} | {part: weight * left for part, weight in weights.items()}

    def _growth(self, item: Series, part: str, year: int) -> float:
        lean = counties()[part][1] if part in counties() else 0.0
        own_mind = self._stream(item.code, part, f"growth {year}").uniform(-1.2, 1.2)
        return item.growth[year] + (lean + own_mind) * item.spread

    def _pace(self, item: Series, part: str, year: int, month: int) -> float:
        """Compound the same month's growth since the base year; it turns slowly, not in January."""
        pace = 1.0
        for passed in range(FIRST_YEAR, year + 1):
            here = self._growth(item, part, passed)
            before = self._growth(item, part, max(passed - 1, FIRST_YEAR))
            turned = min(1.0, 0.6 + month * 0.1)
            pace *= 1 + (before + (here - before) * turned) / 100
        return pace

    def _stock(self, item: Series, part: str, year: int, month: int) -> float:
        held = item.base * self._shares[item.code][part]
        for passed in range(FIRST_YEAR, year):
            held *= 1 + self._growth(item, part, passed) / 100
        growth = self._growth(item, part, max(year, FIRST_YEAR)) / 100
        if year < FIRST_YEAR:
            held /= 1 + growth
        return held * (1 + growth * sum(rhythms()[item.rhythm].months[:month]))


@cache
def _year_of_activity(code: str) -> float:
    return sum(activity(code, BASE_YEAR, month) for month in range(1, 13))
