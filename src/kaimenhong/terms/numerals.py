"""Number words of Chinese text: 三千二百, 十二, 两, 二〇二二, 七点五, and back."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {"零": 0, "〇": 0, "两": 2} | {sign: n for n, sign in enumerate("一二三四五六七八九", 1)}
_SIGNS = "零一二三四五六七八九"
_YEAR = re.compile("[零〇一二三四五六七八九]{4}")
_LONGEST = len("九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九")
# One group below 万: each place may be missing, and then 零 stands for the gap before the next.
_GROUP = re.compile(
    "(?:([一二两三四五六七八九])千)?(零?)(?:([一二两三四五六七八九])百)?(零?)"
    "(?:([一二三四五六七八九]?)(十))?(零?)([一二两三四五六七八九]?)"
)


def integer(text: str) -> int | None:
    """Give the whole number that the words say, or None where they are none.

    Two digits side by side (五六家) mean about so many and are refused, and so is 三千二, which may
    be 3200 or 3002. Four digits in a row are a year.

    >>> integer("三千二百"), integer("十二"), integer("一万零五百"), integer("二〇二二")
    (3200, 12, 10500, 2022)
    >>> integer("五六"), integer("三千二"), integer("百")
    (None, None, None)
    """
    if len(text) > _LONGEST:
        return None
    if _YEAR.fullmatch(text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    if text in ("零", "〇"):
        return 0
    return _above(text, "亿", 10**8) if "亿" in text else _below_hundred_million(text)


def _below_hundred_million(text: str) -> int | None:
    return _above(text, "万", 10**4) if "万" in text else _group(text)


def _above(text: str, sign: str, size: int) -> int | None:
    """Read 一万零五百 at its 万: what stands before it counts `size` times."""
    head, _, tail = text.rpartition(sign)
    high = None if sign in head else integer(head)
    if not high:
        return None
    if not tail:
        return high * size
    low = integer(tail.removeprefix("零"))
    gap = low is not None and low < size // 10
    return None if low is None or low == 0 or gap != tail.startswith("零") else high * size + low


def _group(text: str) -> int | None:
    match = _GROUP.fullmatch(text)
    if not match or not text:
        return None
    thousands, _, hundreds, _, tens, ten, _, ones = match.groups()
    places = (
        _DIGITS.get(thousands or "", 0),
        _DIGITS.get(hundreds or "", 0),
        _DIGITS[tens] if tens else int(ten is not None),
        _DIGITS.get(ones, 0),
    )
    value = int("".join(map(str, places)))
    return value if text.replace("两", "二") in _spellings(value) else None


def _spellings(value: int) -> tuple[str, ...]:
    """Give the ways to write a number below 万: 十二 also as 一十二, 二 also 两 (by the caller)."""
    full = _four_digits(value)
    return (full, full.removeprefix("一")) if full.startswith("一十") else (full,)


def _four_digits(value: int) -> str:
    written, gap = "", False
    for sign, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // size % 10
        if digit:
            written += ("零" if gap and written else "") + _SIGNS[digit] + sign
        gap = not digit
    return written


def number(text: str) -> Decimal | None:
    """Give the number that the words say, with 点 as the decimal point; None where they are none.

    >>> number("七点五"), number("十"), number("点五")
    (Decimal('7.5'), Decimal('10'), None)
    """
    whole, point, rest = text.partition("点")
    left = integer(whole)
    if left is None or not point:
        return None if left is None else Decimal(left)
    if not rest or any(sign not in _DIGITS or sign == "两" for sign in rest):
        return None
    return Decimal(f"{left}." + "".join(str(_DIGITS[sign]) for sign in rest))


def words(value: int) -> str:
    """Write a whole number from 0 up to, but not, 10¹² in words; `integer` reads it back.

    >>> words(3200), words(12), words(10500), words(100000001)
    ('三千二百', '十二', '一万零五百', '一亿零一')
    """
    written, gap = "", False
    for sign, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part = value // size % 10**4
        if part:
            written += (
                ("零" if written and (gap or part < 1000) else "") + _four_digits(part) + sign
            )
        gap = not part
    written = written or "零"
    return written.removeprefix("一") if written.startswith("一十") else written
