"""A form 表式: which figures an office is asked for, and how often."""

from __future__ import annotations

from kaimenhong.records import record
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Accumulation, Labelled, Measure
from kaimenhong.terms.period import Grain, Period


class Cadence(Labelled):
    """How often a form is filed."""

    DAY = "day", "日报"
    WEEK = "week", "周报"
    TENDAY = "tenday", "旬报"
    MONTH = "month", "月报"
    QUARTER = "quarter", "季报"


@record(frozen=True, slots=True)
class Line:
    """One figure that a form asks for, the same each time but for its period.

    `subject` is whose figure (area:…), `area` its name; `indicator` is the catalogue's code, or the
    name where the catalogue has none, `name` what is printed; `unit` is the one to answer in.
    """

    subject: str
    area: str
    indicator: str
    name: str
    measure: Measure
    accumulation: Accumulation
    unit: str

    @property
    def key(self) -> str:
        """What tells the line from all others of a campaign."""
        return "|".join((self.subject, self.indicator, self.measure, self.accumulation))

    @property
    def label(self) -> str:
        """The line in words, without its period and unit.

        >>> Line("area:990101", "望潮区", "RETAIL", "社会消费品零售总额", Measure.GROWTH,
        ...      Accumulation.CUMULATIVE, "%").label
        '望潮区社会消费品零售总额增速'
        """
        return f"{self.area}{self.name}" + ("" if self.measure is Measure.LEVEL else "增速")


def period_of(line: Line, asked: Period) -> Period | None:
    """Give the period of the figure that a line asks for on the return of a period, or None.

    A cumulative figure runs from January, a stock is of the last month. None where there is no such
    figure: a January of a series that begins with 1—2月, a month that ends no quarter where the
    indicator is quarterly. A return of a day, week or 旬 asks for that stretch alone.

    >>> from kaimenhong.terms.codelists import Accumulation as A, Measure as M
    >>> output = Line("area:990100", "锦泽市", "IND_OUT", "产值", M.LEVEL, A.CUMULATIVE, "亿元")
    >>> period_of(output, Period.month(2026, 1)), period_of(output, Period.month(2026, 2)).label
    (None, '2026年1—2月')
    """
    if asked.grain in (Grain.DAY, Grain.WEEK, Grain.TENDAY):
        return asked
    known = indicators.find(line.indicator)
    last = asked.last_month % 12 + 1
    if known and known.frequency == "quarterly" and last % 3:
        return None
    together = known is not None and known.jan_rule == "combined" and asked.grain is Grain.MONTH
    if together and last == 1:
        return None
    match line.accumulation:
        case Accumulation.POINT:
            return Period.month(asked.year, last)
        case Accumulation.CUMULATIVE:
            return Period.months_range(asked.year, 1, last)
        case _:
            first_two = together and last == 2
            return Period.months_range(asked.year, 1, 2) if first_two else asked
