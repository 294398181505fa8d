"""The ledger's figures as inputs of the estimate of GDP: industries, their past, their supports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.analysis.gdp import GDP, Input, Quarter, Support
from kaimenhong.analysis.industries import Industry, default_industries
from kaimenhong.terms.codelists import Measure, PriceBasis, Status
from kaimenhong.terms.period import Period
from office.returns.models import Observation

# The indicator of the ledger that holds each industry's value added. The catalogue has none for
# 农林牧渔业: the primary sector stands for it, which leaves out the services to agriculture.
VALUE_ADDED = {
    "agriculture": "VA1",
    "industry": "VA_IND",
    "construction": "VA_CON",
    "trade": "VA_WR",
    "transport": "VA_TRANS",
    "catering": "VA_HC",
    "finance": "VA_FIN",
    "real_estate": "VA_RE",
    "information": "VA_IT",
    "leasing": "VA_LEASE",
    "others": "VA_OTH",
}
STAND_INS = {"agriculture": "用第一产业增加值代替，不含农林牧渔专业及辅助性活动"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is held of one area, by indicator, measure and last month of a year-to-date figure."""

    rows: Mapping[tuple[str, str, int], Observation]

    def find(self, indicator: str, measure: Measure, last: int) -> Observation | None:
        """Return the figure from January to the month, or of the stock at its end."""
        return self.rows.get((indicator, measure, last))

    def growth(self, indicator: str, last: int) -> float | None:
        """Return a published growth in %."""
        row = self.find(indicator, Measure.GROWTH, last)
        return None if row is None or row.amount is None else float(row.amount)

    def newest(self, indicator: str, period: Period) -> Observation | None:
        """Return the newest growth of the period's year that is known by its end."""
        first = period.last_month - period.last_month % 12
        months = range(period.last_month, first - 1, -1)
        found = (self.find(indicator, Measure.GROWTH, last) for last in months)
        return next((row for row in found if row and row.amount is not None), None)


def needed() -> tuple[str, ...]:
    """Return the indicators that an estimate reads."""
    supports = {code for industry in default_industries() for code in industry.supports}
    return (GDP, *VALUE_ADDED.values(), *sorted(supports))


def ledger(rows: Iterable[Observation]) -> Ledger:
    """Return the figures of one area that run from January, and its stocks; others are left out."""
    return Ledger(
        {
            (row.indicator, row.measure, row.last): row
            for row in rows
            if row.first % 12 == 0 or row.first == row.last
        }
    )


def quarters(known: Ledger) -> list[Period]:
    """Return the cumulative quarters of which industries are known, in order of time."""
    lasts = {
        last
        for code, measure, last in known.rows
        if code in VALUE_ADDED.values() and measure == Measure.GROWTH and last % 3 == 2
    }
    return [year_to_date(last) for last in sorted(lasts)]


def year_to_date(last: int) -> Period:
    """Return the period from January to a month, counted year × 12 + month − 1.

    >>> year_to_date(2026 * 12 + 2).code, year_to_date(2025 * 12 + 11).code
    ('2026Q1', '2025')
    """
    return Period.month(last // 12, last % 12 + 1).cumulative()


def inputs(known: Ledger, period: Period, changed: Mapping[str, Decimal]) -> tuple[Input, ...]:
    """Return what is known of each industry; what a person changed stands as 测算.

    An industry of which the base or all past is missing is left out: the estimate refuses then.
    """
    past = [one for one in quarters(known) if one.end < period.end]
    found = (industry_input(known, period, one, past, changed) for one in default_industries())
    return tuple(one for one in found if one is not None)


def industry_input(
    known: Ledger,
    period: Period,
    industry: Industry,
    past: Sequence[Period],
    changed: Mapping[str, Decimal],
) -> Input | None:
    """Return the input of one industry; None without last year's value added or any past."""
    code = VALUE_ADDED[industry.code]
    base = known.find(code, Measure.LEVEL, period.last_month - 12)
    if base is None or base.amount is None:
        return None
    now = tuple(support(known, period, one, changed.get(one)) for one in industry.supports)
    # What is late now (服务业错月) was as late in every past quarter: like is held against like.
    late = {one.indicator: period.last_month - one.period.last_month for one in now}
    history = tuple(
        Quarter(
            one,
            growth,
            {code: known.growth(code, one.last_month - months) for code, months in late.items()},
        )
        for one in past
        if (growth := known.growth(code, one.last_month)) is not None
    )
    if not history:
        return None
    constant = base.basis == PriceBasis.CONSTANT
    return Input(industry.code, float(base.amount), history, now, constant)


def support(known: Ledger, period: Period, code: str, changed: Decimal | None) -> Support:
    """Return what is known now of a supporting indicator, or what a person supposes of it."""
    row = known.newest(code, period)
    if changed is not None:
        return Support(code, float(changed), period, Status.ESTIMATED, "")
    if row is None or row.amount is None:
        return Support(code, None, period, Status.ESTIMATED, "")
    vintage = row.vintage.isoformat()
    return Support(code, float(row.amount), Period.parse(row.period), Status(row.status), vintage)
