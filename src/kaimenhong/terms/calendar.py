"""Calendar of working days 工作日 2007–2026, with holidays and make-up days; 春节 1990–2050.

Days outside the table are refused, because holidays are announced year by year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.tables import rows

FIRST_DAY, LAST_DAY = date(2007, 1, 1), date(2026, 12, 31)
_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Tell whether offices work on this day; raises Mistake DATE_OUTSIDE_CALENDAR.

    >>> is_workday(date(2022, 1, 29)), is_workday(date(2022, 1, 31))
    (True, False)
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _outside(day.isoformat(), f"{FIRST_DAY.year}—{LAST_DAY.year}年的日期")
    return _exceptions().get(day, day.isoweekday() <= 5)


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
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day


def spring_festival(year: int) -> date:
    """Give the first day of the lunar year in a year; raises Mistake DATE_OUTSIDE_CALENDAR.

    >>> spring_festival(2026)
    datetime.date(2026, 2, 17)
    """
    found = _spring_festivals().get(year)
    if found is None:
        years = list(_spring_festivals())
        raise _outside(f"{year}年", f"{years[0]}—{years[-1]}年")
    return found


@cache
def _exceptions() -> Mapping[date, bool]:
    """Give the days that are not as their weekday says: True where a make-up day is worked."""
    return {date.fromisoformat(row["date"]): row["kind"] == "work" for row in rows("holidays")}


@cache
def _spring_festivals() -> Mapping[int, date]:
    return {int(row["year"]): date.fromisoformat(row["date"]) for row in rows("lunar_new_year")}


def _outside(came: str, expected: str) -> Mistake:
    return Mistake(
        Code.DATE_OUTSIDE_CALENDAR,
        expected=expected,
        came=came,
        remedy=f"工作日历只到{LAST_DAY.year}年，请改用范围内的日期，例如“2026年3月2日”",
    )
