"""Calendar of working days 工作日 2007–2026, with holidays and make-up days; 春节 1990–2050.

Days outside the table are refused, because holidays are announced year by year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.tables import rows

FIRST_DAY, LAST_DAY = date(2007, 1, 1), date(2026, 12, 31)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days from `first` to `last`: weekdays, but for the `exceptions`.

    An exception says of a day whether offices work: False for a holiday on a weekday, True for a
    make-up day. A year that was announced after this program came out is added with `extended`.
    """

    exceptions: Mapping[date, bool]
    first: date
    last: date

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on this day; raises Mistake DATE_OUTSIDE_CALENDAR."""
        if not self.first <= day <= self.last:
            raise _outside(
                day.isoformat(), f"{self.first.year}—{self.last.year}年的日期", self.last
            )
        return self.exceptions.get(day, day.isoweekday() <= 5)

    def add_workdays(self, day: date, count: int) -> date:
        """Give the count-th working day after a day, before it where count is negative.

        The day itself is not counted, as terms in law run from the next day; 0 gives the day
        itself.
        """
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def on_or_after(self, day: date) -> date:
        """Give the day, or the next working day where offices do not work: a term moves on.

        >>> standard().on_or_after(date(2022, 2, 1))
        datetime.date(2022, 2, 7)
        """
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def extended(self, year: int, exceptions: Mapping[date, bool]) -> Calendar:
        """Give the calendar with the next year, or with that year's exceptions in place of known.

        >>> longer = standard().extended(2027, {date(2027, 1, 1): False})
        >>> longer.is_workday(date(2027, 1, 1)), longer.is_workday(date(2027, 1, 4))
        (False, True)

        Raises Mistake DATE_OUTSIDE_CALENDAR where a year would be left out between, or where a day
        is of another year.
        """
        known = f"{self.first.year}—{self.last.year + 1}年"
        if not self.first.year <= year <= self.last.year + 1:
            raise _outside(f"{year}年", known, self.last)
        for day in exceptions:
            if day.year != year:
                raise _outside(day.isoformat(), f"{year}年的日期", self.last)
        kept = {day: works for day, works in self.exceptions.items() if day.year != year}
        return Calendar(kept | dict(exceptions), self.first, max(self.last, date(year, 12, 31)))


@cache
def standard() -> Calendar:
    """Give the calendar of the years that are known here."""
    return Calendar(_exceptions(), FIRST_DAY, LAST_DAY)


def is_workday(day: date) -> bool:
    """Tell whether offices work on this day; raises Mistake DATE_OUTSIDE_CALENDAR.

    >>> is_workday(date(2022, 1, 29)), is_workday(date(2022, 1, 31))
    (True, False)
    """
    return standard().is_workday(day)


def workdays(start: date, end: date) -> int:
    """Count the working days from start to end, both included; 0 where end is before start.

    >>> workdays(date(2022, 1, 1), date(2022, 1, 31))
    21
    """
    days = (end - start).days + 1
    return sum(is_workday(start + offset * _DAY) for offset in range(days))


def add_workdays(day: date, count: int) -> date:
    """Give the count-th working day after a day, before it where count is negative.

    The day itself is not counted, as terms in law run from the next day; 0 gives the day itself.

    >>> add_workdays(date(2022, 1, 26), 5)
    datetime.date(2022, 2, 7)
    """
    return standard().add_workdays(day, count)


def spring_festival(year: int) -> date:
    """Give the first day of the lunar year in a year; raises Mistake DATE_OUTSIDE_CALENDAR.

    >>> spring_festival(2026)
    datetime.date(2026, 2, 17)
    """
    found = _spring_festivals().get(year)
    if found is None:
        years = list(_spring_festivals())
        raise _outside(f"{year}年", f"{years[0]}—{years[-1]}年", LAST_DAY)
    return found


@cache
def _exceptions() -> Mapping[date, bool]:
    """Give the days that are not as their weekday says: True where a make-up day is worked."""
    return {date.fromisoformat(row["date"]): row["kind"] == "work" for row in rows("holidays")}


@cache
def _spring_festivals() -> Mapping[int, date]:
    return {int(row["year"]): date.fromisoformat(row["date"]) for row in rows("lunar_new_year")}


def _outside(came: str, expected: str, last: date) -> Mistake:
    return Mistake(
        Code.DATE_OUTSIDE_CALENDAR,
        expected=expected,
        came=came,
        remedy=f"工作日历到{last.year}年为止；以后的年份请先导入国务院办公厅公布的放假安排",
    )
