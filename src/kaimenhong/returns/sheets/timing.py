"""The period of a figure: what its heads, its row and the title say of time, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Accumulation, Role
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Period
from kaimenhong.terms.when import When

_STOCK = re.compile(
    r"余额|存栏|期末|月末|季末|年末|实有|现有|保有量|在册|在库|结存|库存|存量|企业数|单位数|家数|户数|人口|从业人员|职工人数|床位|用户数"
    r"|[存贷]款$"
)
_FLOW = re.compile(
    "新增|新开|净增|新登记|新设|新入|新引进|新建|新签|增加|升规|入库|发放|投放|迁入|迁出|出生|死亡"
)
FULL_YEAR = (1, 12)


def is_stock(name: str, known: Indicator | None) -> bool:
    """Whether the figure is of a day, the last of its period: 存款余额, 规上工业企业数.

    >>> is_stock("规上工业企业数", None), is_stock("新增规上工业企业数", None)
    (True, False)
    """
    if known is not None:
        return known.accumulation is Accumulation.POINT and known.nature in ("stock", "count")
    return bool(_STOCK.search(name)) and not _FLOW.search(name)


def joined(said: Sequence[When], title: When) -> When:
    """Join what the nearest says first; a month taken out of the title's months by 本月."""
    when = When()
    for one in said:
        when = when.over(one)
    if when.last is None and when.accumulation is Accumulation.CURRENT and title.last is not None:
        months = (title.last, title.last)
        if when.year is None or when.year == title.year:
            when = replace(when, first=months[0], last=months[1])
    return when.over(title)


def period_of(
    when: When, *, stock: bool, role: Role, annual: bool, quarterly: bool
) -> tuple[Period, Accumulation] | str:
    """Give the period and how the figure adds up, or the reason why they are open.

    A month or a quarter alone is current, from January on it is cumulative; a stock is of its last
    month. `quarterly` is an indicator that no month has alone: its 6月 is the first half.
    """
    if when.year is None:
        return "表头、标题和选项都没有说是哪一年"
    year = when.year - when.back
    first, last = when.first, when.last
    if (
        last is None
        and not when.part
        and (when.accumulation is None or annual)
        and (role is not Role.ACTUAL or not when.back)
    ):
        first, last = FULL_YEAR
    if when.part.startswith("W") or "-" in when.part:
        return _of_week(year, when, stock=stock)
    if last is None:
        return "表头、标题和选项都没有说是哪几个月"
    if when.part:
        return _of_part(year, last, when.part, stock=stock)
    first = first if first is not None else last
    if first > last:
        return "起止月份前后颠倒"
    return _of_months(year, first, last, when.accumulation, stock=stock, quarterly=quarterly)


def _of_part(year: int, month: int, part: str, *, stock: bool) -> tuple[Period, Accumulation]:
    """Give ten days or a day of a month; raises Mistake for a day that the month does not have."""
    day = int(part.removeprefix("T"))
    if part.startswith("T"):
        found = Period.tenday(year, month, day)
    else:
        found = Period.parse(f"{year}-{month:02}-{day:02}")
    return found, Accumulation.POINT if stock else Accumulation.CURRENT


def _of_week(year: int, when: When, *, stock: bool) -> tuple[Period, Accumulation] | str:
    """Give a week, or what had added up to its end; raises Mistake for one the year lacks."""
    week = _week(year, when.part)
    if week is None:
        return "起止日期不是一个自然周"
    if when.accumulation is Accumulation.CUMULATIVE:
        return Period.months_range(year, 1, week.end.month), Accumulation.CUMULATIVE
    return week, Accumulation.POINT if stock else Accumulation.CURRENT


def _week(year: int, part: str) -> Period | None:
    if part.startswith("W"):
        return Period.parse(f"{year}-{part}")
    try:
        first, last = (date(year, int(one[:2]), int(one[2:])) for one in part.split("-"))
    except ValueError:
        return None
    named = first.isocalendar()
    found = Period.parse(f"{named.year}-W{named.week:02}")
    return found if (found.start, found.end) == (first, last) else None


def _of_months(
    year: int, first: int, last: int, said: Accumulation | None, *, stock: bool, quarterly: bool
) -> tuple[Period, Accumulation]:
    if stock:
        return Period.month(year, last), Accumulation.POINT
    if said in (Accumulation.CUMULATIVE, Accumulation.POINT) or (quarterly and first == last):
        return Period.months_range(year, 1, last), Accumulation.CUMULATIVE
    if said is Accumulation.CURRENT and first == 1 and last > 1 and last != 3:
        return Period.month(year, last), Accumulation.CURRENT
    if first == 1 and said is not Accumulation.CURRENT:
        return Period.months_range(year, 1, last), Accumulation.CUMULATIVE
    return Period.months_range(year, first, last), Accumulation.CURRENT


def known_indicator(name: str) -> Indicator | None:
    """Give the catalogue's indicator of a name, None for one that it does not have."""
    return indicator.find(name) if name else None
