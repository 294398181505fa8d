"""Quantity 数量: units with exact factors, numbers as people write them, how a figure binds.

Percent and percentage point are different units and no currency turns into another: such a
conversion is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import numerals
from kaimenhong.terms.codelists import Comparator
from kaimenhong.terms.tables import rows
from kaimenhong.terms.wording import folded


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: `factor` leads to the base of its dimension, `digits` are printed."""

    code: str
    dimension: str
    factor: Decimal
    digits: int

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit and how it binds; `value_high` is the upper end of 区间 only."""

    value: Decimal
    unit: Unit
    comparator: Comparator = Comparator.EXACTLY
    value_high: Decimal | None = None


@cache
def units() -> Mapping[str, Unit]:
    """Give all units by every spelling, folded."""
    found: dict[str, Unit] = {}
    for row in rows("units"):
        made = Unit(row["code"], row["dimension"], Decimal(row["factor"]), int(row["digits"]))
        spellings = (row["code"], *filter(None, row["aliases"].split("|")))
        found.update(dict.fromkeys(map(folded, spellings), made))
    return found


@cache
def sign_words() -> Mapping[str, int]:
    """Give the words before a figure that carry its sign, the longest first, with 1 or -1."""
    return {
        row["word"]: int(row["sign"])
        for row in sorted(rows("sign_words"), key=lambda row: -len(row["word"]))
    }


def find_unit(text: str) -> Unit | None:
    """Give the unit of a spelling, or None.

    >>> find_unit("个亿").code, find_unit("％").code, find_unit("百分点").code, find_unit("亿")
    ('亿元', '%', '个百分点', None)
    """
    return units().get(folded(text))


def unit(text: str) -> Unit:
    """Give the unit of a spelling; raises Mistake UNIT_UNKNOWN.

    >>> unit("万元").factor
    Decimal('10000')
    """
    found = find_unit(text)
    if found is None:
        raise Mistake(
            Code.UNIT_UNKNOWN,
            expected="计量单位",
            came=text,
            remedy="请改用常用写法，例如“亿元”“万元”“%”“个百分点”“家”",
        )
    return found


def convert(value: Decimal, from_: Unit, to: Unit) -> Decimal:
    """Give the value in another unit of the same dimension; raises Mistake UNIT_MISFIT.

    >>> convert(Decimal("28583"), unit("万元"), unit("亿元"))
    Decimal('2.8583')
    """
    if from_.dimension != to.dimension:
        raise _misfit(from_, to)
    return value if from_ == to else value * from_.factor / to.factor


def _misfit(from_: Unit, to: Unit) -> Mistake:
    dimensions = {from_.dimension, to.dimension}
    remedy = "请改用与指标相符的单位，例如金额用“万元”或“亿元”"
    if dimensions == {"percent", "point"}:
        remedy = "百分比与百分点不能互换，请核对原文：增速用“%”，增减幅度用“个百分点”"
    elif dimensions == {"yuan", "us_dollar"}:
        remedy = "不同币种不换算，请按原币种填报，例如“万美元”"
    return Mistake(
        Code.UNIT_MISFIT, expected=f"能换算成“{to}”的单位", came=from_.code, remedy=remedy
    )


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """Round for display, an exact half away from zero (四舍五入).

    >>> round_half_up(Decimal("8.25"), 1), round_half_up(Decimal("2.675"), 2)
    (Decimal('8.3'), Decimal('2.68'))
    """
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def read_number(text: str) -> Decimal:
    """Give the plain number, keeping its digits: 1,234.50, １２３, 三千二百, 1.2万, 负三, (1.7).

    A word of sign in front counts (下降3.2), brackets alone mean less than nothing, as accountants
    write. What carries a unit of its own (5%, 两成, 三分之一) is for `read_quantity`. Raises
    Mistake NUMBER_INVALID, also for a blank, which is a missing figure and never zero.

    >>> read_number("1,234.50"), read_number("－３.２"), read_number("三千二百")
    (Decimal('1234.50'), Decimal('-3.2'), Decimal('3200'))
    """
    found = _signed(folded(text))
    if found is None:
        raise Mistake(
            Code.NUMBER_INVALID,
            expected="数字",
            came=text,
            remedy="请填写数字，例如“1234.5”“-3.2”；没有数据请留空",
        )
    return found


def _signed(text: str) -> Decimal | None:
    if bracketed := re.fullmatch(r"\((\d.*)\)", text):
        inner = _unsigned(bracketed[1])
        return None if inner is None else -inner
    sign, rest = _sign_and_rest(text)
    if minus := re.match(r"[-−+]", rest):
        if sign < 0:
            return None
        sign, rest = (1 if minus[0] == "+" else -1), rest[1:]
    value = _unsigned(rest)
    return None if value is None else value.copy_negate() if sign < 0 else value


def _sign_and_rest(text: str) -> tuple[int, str]:
    for word, sign in sign_words().items():
        if text.startswith(word):
            return sign, text.removeprefix(word)
    return 1, text


def _unsigned(text: str) -> Decimal | None:
    if match := _ARABIC.fullmatch(text):
        return shifted(Decimal(match[1].replace(",", "")), POWERS[match[2]])
    return numerals.number(text)


def shifted(value: Decimal, power: int) -> Decimal:
    """Multiply by a power of ten without inventing digits: 1.2万 is 12000, 1.25倍 is 125 %.

    >>> shifted(Decimal("1.2"), 4), shifted(Decimal("1.255"), 2)
    (Decimal('12000'), Decimal('125.5'))
    """
    return Decimal(f"{value.scaleb(power):f}")


POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_ARABIC = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(|百|千|万|百万|千万|亿|万亿)", re.ASCII
)
