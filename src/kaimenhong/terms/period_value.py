"""Period 时期 as one immutable value: year, half, quarter, month, 旬, week, day, range, deadline.

A period is stored as its code (contracts: reading, facts) and shown as its label; the words that
people write are read by `read_period` in period.py, which gives this value on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

from kaimenhong.errors import Code, Mistake


class Grain(StrEnum):
    """The kind of stretch that a period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    TENDAY = "tenday"
    WEEK = "week"
    DAY = "day"
    RANGE = "range"
    DEADLINE = "deadline"


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; ordered by its end, then its start.

    A deadline starts on 1 January of the year of its end, so it sorts with the cumulative figures
    that tell whether it was met.

    >>> Period.parse("2022-01..2022-02") < Period.parse("2022Q1") < Period.parse("2022-04")
    True
    """

    grain: Grain
    start: date
    end: date

    @staticmethod
    def parse(code: str) -> Period:
        """Give the period of a code; other spellings of the same months become the canonical one.

        >>> Period.parse("2022-01..2022-03").code, Period.parse("2026-03-T1").label
        ('2022Q1', '2026年3月上旬')

        Raises Mistake PERIOD_INVALID.
        """
        for pattern, build in _CODES:
            if match := pattern.fullmatch(code):
                return build(*match.groups())
        raise invalid("时期代码", code)

    @staticmethod
    def year_of(year: int) -> Period:
        """Give the whole year."""
        return Period.months_range(year, 1, 12)

    @staticmethod
    def half(year: int, half: int) -> Period:
        """Give 上半年 (1) or 下半年 (2)."""
        _demand(half in (1, 2), "上半年或下半年", f"{year}H{half}")
        return Period.months_range(year, 6 * half - 5, 6 * half)

    @staticmethod
    def quarter(year: int, quarter: int) -> Period:
        """Give a quarter, 1 to 4."""
        _demand(1 <= quarter <= 4, "季度 1—4", f"{year}年{quarter}季度")
        return Period.months_range(year, 3 * quarter - 2, 3 * quarter)

    @staticmethod
    def month(year: int, month: int) -> Period:
        """Give a month, 1 to 12."""
        return Period.months_range(year, month, month)

    @staticmethod
    def months_range(year: int, first: int, last: int) -> Period:
        """Give the months from first to last of one year; quarters, halves and years are seen.

        >>> Period.months_range(2026, 1, 6).code, Period.months_range(2026, 1, 2).code
        ('2026H1', '2026-01..2026-02')
        """
        came = f"{year}年{first}月" if first == last else f"{year}年{first}—{last}月"
        _demand(1 <= first <= 12 and 1 <= last <= 12, "月份 1—12", came)
        _demand(first <= last, "先写起始月、后写终止月", came)
        return _months(_index(year, first), _index(year, last))

    @staticmethod
    def deadline(day: date) -> Period:
        """Give "by this day", the day included."""
        return Period(Grain.DEADLINE, date(day.year, 1, 1), day)

    @staticmethod
    def day(day: date) -> Period:
        """Give one day."""
        return Period(Grain.DAY, day, day)

    @staticmethod
    def week(year: int, week: int) -> Period:
        """Give the ISO week, Monday to Sunday; the first has the year's first Thursday."""
        try:
            start = date.fromisocalendar(year, week, 1)
        except ValueError:
            raise invalid("这一年有的周次（1—52，个别年份到 53）", f"{year}年第{week}周") from None
        return Period(Grain.WEEK, start, start + timedelta(days=6))

    @staticmethod
    def tenday(year: int, month: int, part: int) -> Period:
        """Give 上旬 (1), 中旬 (2) or 下旬 (3), which runs to the month's end."""
        whole = Period.month(year, month)
        _demand(part in (1, 2, 3), "上旬、中旬或下旬", f"{year}-{month:02d}-T{part}")
        end = whole.end if part == 3 else date(year, month, 10 * part)
        return Period(Grain.TENDAY, date(year, month, 10 * part - 9), end)

    @property
    def code(self) -> str:
        """The canonical code, from which `parse` gives the same period."""
        return _CODE_OF[self.grain](self)

    @property
    def label(self) -> str:
        """The period as papers write it: 2022年1—2月, 2022年一季度, 2022年5月底前."""
        return _LABEL_OF[self.grain](self)

    @property
    def year(self) -> int:
        """The year it is counted in; a week belongs to the year of its Thursday."""
        return self.start.isocalendar().year if self.grain is Grain.WEEK else self.end.year

    @property
    def first_month(self) -> int:
        """The first month as year × 12 + month − 1."""
        return _index(self.start.year, self.start.month)

    @property
    def last_month(self) -> int:
        """The last month as year × 12 + month − 1."""
        return _index(self.end.year, self.end.month)

    @property
    def months(self) -> int:
        """How many calendar months it touches."""
        return self.last_month - self.first_month + 1

    def contains(self, other: Period) -> bool:
        """Tell whether all days of the other lie in this one."""
        return self.start <= other.start and other.end <= self.end

    def year_before(self) -> Period:
        """Give the same period a year earlier, the base of 同比; week 53 has week 52 before it.

        >>> Period.parse("2024-02-29").year_before().code, Period.parse("2026H1").year_before().code
        ('2023-02-28', '2025H1')
        """
        if self.grain is Grain.WEEK:
            return Period.week(self.year - 1, min(self.start.isocalendar().week, 52))
        if self.grain is Grain.TENDAY:
            return Period.tenday(self.year - 1, self.start.month, _tenday_part(self))
        if self.grain is Grain.DAY:
            return Period.day(_day_before(self.end))
        if self.grain is Grain.DEADLINE:
            return Period.deadline(_deadline_before(self.end))
        return _months(self.first_month - 12, self.last_month - 12)

    def cumulative(self) -> Period:
        """Give 1 January to the end of this period; for parts of a month, as a deadline.

        >>> Period.parse("2026-10").cumulative().code, Period.parse("2026Q2").cumulative().code
        ('2026-01..2026-10', '2026H1')
        """
        if self.grain in (Grain.TENDAY, Grain.WEEK, Grain.DAY, Grain.DEADLINE):
            return Period.deadline(self.end)
        return _months(_index(self.end.year, 1), self.last_month)

    def __lt__(self, other: Period) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, date, str]:
        return (self.end, self.start, self.grain)


def invalid(expected: str, came: str) -> Mistake:
    """Make the mistake that every wrong spelling of a period gets, with right ones."""
    return Mistake(
        Code.PERIOD_INVALID,
        expected=expected,
        came=came,
        remedy="请写成“2022年3月”“2022年1—2月”或“2022年一季度”",
    )


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _demand(holds: bool, expected: str, came: str) -> None:
    if not holds:
        raise invalid(expected, came)


def _index(year: int, month: int) -> int:
    return year * 12 + month - 1


def _months(first: int, last: int) -> Period:
    """Make the one canonical period of these months, counted as in `first_month`."""
    size = last - first + 1
    grain = _WHOLE.get(size, Grain.RANGE) if first % size == 0 else Grain.RANGE
    start, (year, month) = date(first // 12, first % 12 + 1, 1), divmod(last, 12)
    return Period(grain, start, month_end(year, month + 1))


def _day_before(day: date) -> date:
    """Give the same day a year earlier, 28 February for the 29th."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def _deadline_before(day: date) -> date:
    """Give the deadline a year earlier; the end of a month stays the end of it."""
    at_end = day == month_end(day.year, day.month)
    return month_end(day.year - 1, day.month) if at_end else _day_before(day)


def _month_code(day: date) -> str:
    # Ten times as fast as a format with %Y-%m, and every statement of a document has one.
    return day.isoformat()[:7]


def _tenday_part(period: Period) -> int:
    return period.start.day // 10 + 1


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise invalid("历法上有的日期", f"{year}-{month}-{day}") from None


def _range(year: str, month: str, to_year: str, to_month: str) -> Period:
    first, last = Period.month(int(year), int(month)), Period.month(int(to_year), int(to_month))
    came = f"{year}-{month}..{to_year}-{to_month}"
    _demand(first.start <= last.start, "先写起始月、后写终止月", came)
    return _months(first.first_month, last.last_month)


_WHOLE = {1: Grain.MONTH, 3: Grain.QUARTER, 6: Grain.HALF, 12: Grain.YEAR}

_YEAR = r"((?:19|20|21)\d\d)"
_CODES: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = tuple(
    (re.compile(pattern, re.ASCII), build)
    for pattern, build in (
        (_YEAR, lambda y: Period.year_of(int(y))),
        (rf"{_YEAR}H(\d)", lambda y, n: Period.half(int(y), int(n))),
        (rf"{_YEAR}Q(\d)", lambda y, n: Period.quarter(int(y), int(n))),
        (rf"{_YEAR}-(\d\d)", lambda y, m: Period.month(int(y), int(m))),
        (rf"{_YEAR}-(\d\d)\.\.{_YEAR}-(\d\d)", _range),
        (rf"\.\.{_YEAR}-(\d\d)-(\d\d)", lambda *day: Period.deadline(_date(*day))),
        (rf"{_YEAR}-(\d\d)-T(\d)", lambda y, m, n: Period.tenday(int(y), int(m), int(n))),
        (rf"{_YEAR}-W(\d\d)", lambda y, n: Period.week(int(y), int(n))),
        (rf"{_YEAR}-(\d\d)-(\d\d)", lambda *day: Period.day(_date(*day))),
    )
)

_CODE_OF: dict[Grain, Callable[[Period], str]] = {
    Grain.YEAR: lambda p: f"{p.year}",
    Grain.HALF: lambda p: f"{p.year}H{p.end.month // 6}",
    Grain.QUARTER: lambda p: f"{p.year}Q{p.end.month // 3}",
    Grain.MONTH: lambda p: _month_code(p.start),
    Grain.TENDAY: lambda p: f"{_month_code(p.start)}-T{_tenday_part(p)}",
    Grain.WEEK: lambda p: f"{p.year}-W{p.start.isocalendar().week:02d}",
    Grain.DAY: lambda p: p.start.isoformat(),
    Grain.RANGE: lambda p: f"{_month_code(p.start)}..{_month_code(p.end)}",
    Grain.DEADLINE: lambda p: f"..{p.end.isoformat()}",
}


def _range_label(period: Period) -> str:
    first, last = period.start, period.end
    to = f"月—{last.year}年" if first.year < last.year else "—"
    return f"{first.year}年{first.month}{to}{last.month}月"


def _deadline_label(period: Period) -> str:
    day = period.end
    at_end = day == month_end(day.year, day.month)
    return f"{day.year}年{day.month}月" + ("底前" if at_end else f"{day.day}日前")


_LABEL_OF: dict[Grain, Callable[[Period], str]] = {
    Grain.YEAR: lambda p: f"{p.year}年",
    Grain.HALF: lambda p: f"{p.year}年{'上下'[p.end.month // 6 - 1]}半年",
    Grain.QUARTER: lambda p: f"{p.year}年{'一二三四'[p.end.month // 3 - 1]}季度",
    Grain.MONTH: lambda p: f"{p.year}年{p.start.month}月",
    Grain.TENDAY: lambda p: f"{p.year}年{p.start.month}月{'上中下'[_tenday_part(p) - 1]}旬",
    Grain.WEEK: lambda p: f"{p.year}年第{p.start.isocalendar().week}周",
    Grain.DAY: lambda p: f"{p.year}年{p.start.month}月{p.start.day}日",
    Grain.RANGE: _range_label,
    Grain.DEADLINE: _deadline_label,
}
