"""Phasing 分期: how a total spreads over months by season, over 旬 and days by working days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import calendar, indicator
from kaimenhong.terms.period import Grain, Period


@dataclass(frozen=True, slots=True)
class Phasing:
    """The weight of each period, adding up to 1, and how it came about, for a page to show."""

    weights: Mapping[Period, Decimal]
    notes: tuple[str, ...]


def by_season(
    periods: Sequence[Period], past: Mapping[Period, Decimal | None], *, years: int = 3
) -> Phasing:
    """Weigh periods by what they brought in the last years (季节比重).

    weight = mean over the years of amount / the same year's amounts of all these periods.
    `past` holds amounts of the periods alone (当期, not 累计). A year counts only if it has every
    one of the periods, none below zero and not all zero; the latest `years` of those are taken.
    1—2月 is one period; no month is made out of it. The Spring festival wanders between January
    and February and is not taken out, which matters only where both stand alone.
    Raises Mistake SHARE_INPUT_INVALID where no year is whole. (domain 2.3, 2.8)
    """
    _demand_apart(periods)
    shares: dict[int, list[Decimal]] = {}
    for back in range(1, 11):
        amounts = [_known(past.get(_years_before(period, back))) for period in periods]
        whole = [amount for amount in amounts if amount is not None]
        if len(whole) == len(periods) and sum(whole) > 0:
            shares[periods[0].year - back] = [amount / sum(whole) for amount in whole]
        if len(shares) == years:
            break
    if not shares:
        raise Mistake(
            Code.SHARE_INPUT_INVALID,
            expected="至少有一年，各期的数都有、都不小于零",
            came=f"{periods[0].label}至{periods[-1].label}的往年数",
            remedy="请补上往年各期的当期数；没有往年数的，改按工作日或自定权重",
        )
    means = [sum(column) / len(shares) for column in zip(*shares.values(), strict=True)]
    named = "、".join(f"{year}年" for year in sorted(shares))
    return Phasing(
        dict(zip(periods, map(Decimal, means), strict=True)),
        (f"季节比重取{named}同期占比的平均",),
    )


def by_workdays(periods: Sequence[Period]) -> Phasing:
    """Weigh periods by their working days (工作日), public holidays and make-up days counted.

    Raises Mistake DATE_OUTSIDE_CALENDAR beyond the years whose holidays are announced, and
    SHARE_INPUT_INVALID where there is no working day at all.
    """
    _demand_apart(periods)
    days = [calendar.workdays(period.start, period.end) for period in periods]
    if not sum(days):
        raise Mistake(
            Code.SHARE_INPUT_INVALID,
            expected="至少一个工作日",
            came=f"{periods[0].label}至{periods[-1].label}",
            remedy="请选有工作日的时段",
        )
    return Phasing(
        {period: Decimal(n) / sum(days) for period, n in zip(periods, days, strict=True)},
        (f"按工作日均摊，共{sum(days)}个工作日，节假日和调休已计",),
    )


def demand_periods_exist(name: str, periods: Sequence[Period]) -> None:
    """Refuse a January or February alone for an indicator whose first figure is 1—2月."""
    known = indicator.find(name)
    alone = [p for p in periods if p.grain is Grain.MONTH and p.start.month <= 2]
    if known and known.jan_rule == "combined" and alone:
        raise Mistake(
            Code.SHARE_INPUT_INVALID,
            expected="1—2月作为一个时期",
            came=alone[0].label,
            remedy=f"{known.short_name}1月不单独统计，请把1月、2月合为“1—2月”一期",
        )


def _demand_apart(periods: Sequence[Period]) -> None:
    ordered = sorted(periods, key=lambda period: period.start)
    for one, other in pairwise(ordered):
        if other.start <= one.end:
            raise Mistake(
                Code.SHARE_INPUT_INVALID,
                expected="互不重叠的时期",
                came=f"{one.label}与{other.label}",
                remedy="累计数不能与其中的月份并列，请只留当期",
            )
    if not periods:
        raise Mistake(
            Code.SHARE_INPUT_INVALID, expected="至少一个时期", came="", remedy="请给出要分的时期"
        )


def _known(amount: Decimal | None) -> Decimal | None:
    return None if amount is None or amount < 0 else amount


def _years_before(period: Period, years: int) -> Period:
    for _ in range(years):
        period = period.year_before()
    return period
