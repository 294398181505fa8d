"""Figures as a paper prints them: rounded half-up, at display and only there.

No thousands separators, because running text of official papers has none; the same in tables, so
that a figure is found by searching for it. A looked-up figure keeps the digits it was published
with, a computed one takes the usual digits of its unit.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kaimenhong.terms.quantity import round_half_up, unit

MINUS = "−"  # as wide as a digit's plus sign, and no line breaks after it
MISSING = "—"
DIGITS = "零一二三四五六七八九"


def number(value: Decimal, digits: int | None = None) -> str:
    """Print a figure; without `digits` it keeps those that it came with.

    >>> number(Decimal("2.675"), 2), number(Decimal("-5.0")), number(Decimal("-0.04"), 1)
    ('2.68', '−5.0', '0.0')
    """
    shown = value if digits is None else round_half_up(value, digits)
    return f"{shown:f}".replace("-", MINUS) if shown else f"{abs(shown):f}"


def amount(value: Decimal, of: str) -> str:
    """Print how much it is, without a sign, in the usual digits of the unit; the verb says whither.

    >>> amount(Decimal("0.3949"), "亿元"), amount(Decimal("-1.25"), "个百分点")
    ('0.39亿元', '1.3个百分点')
    >>> amount(Decimal("0.04"), "个百分点")
    '不足0.1个百分点'
    """
    digits = unit(of).digits
    if value and not round_half_up(value, digits):
        return f"不足{Decimal(1).scaleb(-digits)}{of}"
    return f"{number(abs(value), digits)}{of}"


def cell(value: Decimal | None) -> str:
    """Print a figure in a table; a missing one is a dash, never a zero.

    >>> cell(None), cell(Decimal("6.20"))
    ('—', '6.20')
    """
    return MISSING if value is None else number(value)


def day(of: date) -> str:
    """Print a date as GB/T 9704 wants it: full year, no leading zeros.

    >>> day(date(2026, 5, 9))
    '2026年5月9日'
    """
    return f"{of.year}年{of.month}月{of.day}日"


def in_chinese(count: int) -> str:
    """Count in Chinese from 零 to 九十九, as headings are numbered and small sets are counted.

    >>> in_chinese(1), in_chinese(10), in_chinese(21)
    ('一', '十', '二十一')
    """
    tens, ones = divmod(count, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return f"{ten}{DIGITS[ones] if ones or not tens else ''}"
