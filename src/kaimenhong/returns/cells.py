"""What one cell of a return says: a period, a unit, a status; or a Mistake."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from kaimenhong.documents.workbook import Cell
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Accumulation, Status
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Grain, Period, read_period
from kaimenhong.terms.wording import folded

WHOLE_MONTHS = (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.RANGE)
STATUSES = {status.label: status for status in Status} | {
    "正式数": Status.OFFICIAL,
    "快报数": Status.FLASH,
    "预计数": Status.EXPECTED,
    "测算数": Status.ESTIMATED,
    "调度数": Status.DISPATCH,
}
# 2026.1 in a number cell may have been typed as 2026.10, whose zero the program dropped.
CUT_OFF_MONTH = re.compile(r"\d{4}\.\d")
CHINA = timezone(timedelta(hours=8))


def period(indicator: Indicator, year: int | None, cell: Cell) -> Period:
    """Give the period of a figure as the catalogue releases it.

    A cumulative figure runs from January, a stock is of its last month. Raises Mistake
    PERIOD_INVALID for what is no period, for a January that the series does not have, and for a
    stretch in mid-year, which may be meant alone or from January on.
    """
    written = _written_period(cell, year)
    if written.grain not in WHOLE_MONTHS:
        raise _period("年、半年、季、月或 1—N月", cell.text)
    fitted = _fitted(written, indicator, cell)
    first, last = fitted.first_month % 12 + 1, fitted.last_month % 12 + 1
    if indicator.jan_rule == "combined" and (first, last) == (1, 1):
        raise _period(f"“{indicator.short_name}”1—2月合并的数，1月单月不发布", cell.text)
    if indicator.frequency == "quarterly" and last % 3:
        raise _period(
            f"“{indicator.short_name}”按季的时期",
            cell.text,
            "请写成“2026年一季度”等；没有按季的数时不填这一行",
        )
    return fitted


def _written_period(cell: Cell, year: int | None) -> Period:
    if isinstance(cell.value, date):
        if cell.value.day != 1:
            raise _period("月份", cell.text)
        return Period.month(cell.value.year, cell.value.month)
    if isinstance(cell.value, Decimal) and CUT_OFF_MONTH.fullmatch(cell.text):
        raise _period("写全的月份（是 1 月还是 10 月看不出来）", cell.text)
    return read_period(cell.text, year=year)


def _fitted(written: Period, indicator: Indicator, cell: Cell) -> Period:
    if indicator.accumulation is Accumulation.POINT:
        return Period.month(written.year, written.last_month % 12 + 1)
    if indicator.accumulation is Accumulation.CURRENT or written.first_month % 12 == 0:
        return written
    if written.grain is Grain.MONTH:
        return written.cumulative()
    raise _period(f"从 1 月起的累计时期，例如“{written.cumulative().label}”", cell.text)


def ended(period: Period, received: datetime, cell: Cell) -> Period:
    """Give the period back; raises Mistake PERIOD_AHEAD where it ends after the day of receipt."""
    day = received.astimezone(CHINA).date()
    if period.end <= day:
        return period
    raise Mistake(
        Code.PERIOD_AHEAD,
        expected=f"收到报表之日（{day.year}年{day.month}月{day.day}日）以前结束的时期",
        came=cell.text,
        remedy="请核对年份；如是预计数，请在“状态”列写“预计”",
    )


def unit(text: str, indicator: Indicator, cell: Cell) -> str:
    """Give the unit of a level: as written where it fits the indicator, else the only one there is.

    `亿元、%` is the unit of the level and that of the growth. Raises Mistake UNIT_UNKNOWN,
    UNIT_MISFIT, or ROW_INCOMPLETE where none is written and the catalogue has several.
    """
    own = tuple(one for one in indicator.units if one != "%") or indicator.units
    parts = [part for part in re.split("[、,，/]", folded(text)) if part]
    written = [part for part in parts if part != "%"] or parts
    try:
        return _fitting(written[0], own, indicator) if written else _only(own, indicator)
    except Mistake as mistake:
        raise mistake.at(cell.place) from mistake


def _fitting(text: str, own: tuple[str, ...], indicator: Indicator) -> str:
    found = quantity.unit(text)
    if found.dimension in {quantity.unit(one).dimension for one in own}:
        return found.code
    raise Mistake(
        Code.UNIT_MISFIT,
        expected=f"“{indicator.short_name}”的单位（{'、'.join(own)}等）",
        came=text,
        remedy="请核对单位；增速请填在“增速(%)”列",
    )


def _only(own: tuple[str, ...], indicator: Indicator) -> str:
    if len(own) == 1:
        return own[0]
    raise Mistake(
        Code.ROW_INCOMPLETE,
        expected=f"“{indicator.short_name}”的单位（{'或'.join(own)}）",
        came="空白",
        remedy="请在“单位”列写明，不同单位相差很大，不能代填",
    )


def status(cell: Cell) -> Status:
    """Give the status that a cell names: 正式, 快报, 预计, 测算 or 调度."""
    found = STATUSES.get(folded(cell.text))
    if found is None:
        raise Mistake(
            Code.STATUS_UNKNOWN,
            expected="、".join(status.label for status in Status),
            came=cell.text,
            remedy="请改用其中之一，或留空（按调度数收）",
        )
    return found


def unread(place: Place, what: str, remedy: str) -> Mistake:
    """Make the mistake for figures that were left out, so that nothing is dropped in silence."""
    return Mistake(
        Code.CELLS_UNREAD, expected="能认出的内容", came=what, remedy=remedy, place=place
    )


def _period(
    expected: str, came: str, remedy: str = "请写成“2026年1—2月”“2026年一季度”等"
) -> Mistake:
    return Mistake(Code.PERIOD_INVALID, expected=expected, came=came, remedy=remedy)
