"""When returns are filed: the periods of a campaign, the due day, and where a day falls.

A term counts from the day after the period's end. It runs to the end of its last day; a term in
calendar days that ends on a day off moves to the next working day, one in working days cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from kaimenhong.errors import Code, Mistake
from kaimenhong.records import record
from kaimenhong.returns.forms.form import Cadence
from kaimenhong.terms.calendar import Calendar
from kaimenhong.terms.codelists import Labelled
from kaimenhong.terms.period import Period

LONGEST = 90
_DAY = timedelta(days=1)


class Standing(Labelled):
    """Where a day falls in the window of a return."""

    EARLY = "early", "未到填报期"
    OPEN = "open", "填报中"
    LATE = "late", "已逾期"
    CLOSED = "closed", "已截止"


@record(frozen=True, slots=True)
class Term:
    """How long after a period's end its return is due, and how much longer a late one is taken.

    Both in working days where `working`, else in calendar days; `grace` None means that a late
    return is taken whenever it comes.
    """

    days: int
    working: bool = True
    grace: int | None = None

    @property
    def label(self) -> str:
        """The term in words.

        >>> Term(5).label, Term(12, working=False).label
        ('期后5个工作日', '期后12日（遇休息日顺延）')
        """
        return f"期后{self.days}个工作日" if self.working else f"期后{self.days}日（遇休息日顺延）"


@record(frozen=True, slots=True)
class Window:
    """From when a return can be filed, when it is due, and until when a late one is taken."""

    opens: date
    due: date
    closes: date | None

    def standing(self, day: date) -> Standing:
        """Tell where a day falls; the day it is due is in time, the closing day still taken.

        >>> window = Window(date(2026, 3, 1), date(2026, 3, 6), date(2026, 3, 10))
        >>> [window.standing(date(2026, 3, d)).value for d in (1, 6, 7, 10, 11)]
        ['open', 'open', 'late', 'late', 'closed']
        >>> window.standing(date(2026, 2, 28)).value
        'early'
        """
        if day < self.opens:
            return Standing.EARLY
        if day <= self.due:
            return Standing.OPEN
        return Standing.CLOSED if self.closes is not None and day > self.closes else Standing.LATE


def window(period: Period, term: Term, calendar: Calendar) -> Window:
    """Give the window of a return; raises Mistake TERM_INVALID, and DATE_OUTSIDE_CALENDAR where
    the holidays of that year are not known yet.

    >>> from kaimenhong.terms.calendar import standard
    >>> window(Period.month(2026, 2), Term(5), standard()).due
    datetime.date(2026, 3, 6)
    >>> window(Period.month(2026, 1), Term(18, working=False), standard()).due  # not a holiday
    datetime.date(2026, 2, 24)
    """
    _demand(1 <= term.days <= LONGEST, term.days)
    due = _after(period.end, term.days, term, calendar)
    if term.grace is None:
        return Window(period.end + _DAY, due, None)
    _demand(0 <= term.grace <= LONGEST, term.grace)
    return Window(period.end + _DAY, due, _after(due, term.grace, term, calendar))


def periods(cadence: Cadence, over: Period) -> tuple[Period, ...]:
    """Give the periods of a cadence that end within a stretch, in order.

    >>> [one.code for one in periods(Cadence.TENDAY, Period.month(2026, 2))]
    ['2026-02-T1', '2026-02-T2', '2026-02-T3']
    >>> [one.code for one in periods(Cadence.MONTH, Period.quarter(2026, 1))]
    ['2026-01', '2026-02', '2026-03']
    """
    return tuple(_PERIODS[cadence](over))


def _after(day: date, count: int, term: Term, calendar: Calendar) -> date:
    if term.working:
        return calendar.add_workdays(day, count)
    return calendar.on_or_after(day + count * _DAY)


def _demand(holds: bool, came: int) -> None:
    if not holds:
        raise Mistake(
            Code.TERM_INVALID,
            expected=f"1—{LONGEST} 日的期限（宽限可为 0）",
            came=str(came),
            remedy="请写期后几个工作日报送，例如 5",
        )


def _days(over: Period) -> Iterator[Period]:
    for offset in range((over.end - over.start).days + 1):
        yield Period.day(over.start + offset * _DAY)


def _weeks(over: Period) -> Iterator[Period]:
    seen = {one.start.isocalendar()[:2] for one in _days(over)}
    weeks = (Period.week(*week) for week in sorted(seen))
    return (week for week in weeks if over.start <= week.end <= over.end)


def _months(over: Period) -> Iterator[tuple[int, int]]:
    for month in range(over.first_month, over.last_month + 1):
        yield divmod(month, 12)


def _each_month(over: Period) -> Iterator[Period]:
    return (Period.month(year, month + 1) for year, month in _months(over))


def _tendays(over: Period) -> Iterator[Period]:
    for year, month in _months(over):
        for part in (1, 2, 3):
            yield Period.tenday(year, month + 1, part)


def _quarters(over: Period) -> Iterator[Period]:
    ends = (one for one in _months(over) if one[1] % 3 == 2)
    return (Period.quarter(year, month // 3 + 1) for year, month in ends)


_PERIODS: Mapping[Cadence, Callable[[Period], Iterator[Period]]] = {
    Cadence.DAY: _days,
    Cadence.WEEK: _weeks,
    Cadence.TENDAY: _tendays,
    Cadence.MONTH: _each_month,
    Cadence.QUARTER: _quarters,
}
