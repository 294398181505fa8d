"""The number that a cell of a return holds; a factor of a hundred is asked about, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kaimenhong.documents.workbook import Cell
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import quantity

POWER = re.compile("[万亿]")
PERCENT_SIGN = re.compile("[%％]$")
MOST_DIGITS = 15  # as many as a spreadsheet keeps; no figure of a region needs more
USUAL_DECIMALS = 2  # of a percentage as it is released


def level(cell: Cell, unit: str) -> Decimal:
    """Give the number of a level cell that is in this unit.

    Raises Mistake NUMBER_INVALID, UNIT_MISFIT where a percentage stands for an amount, and
    PERCENT_UNCLEAR as `growth` does.
    """
    if unit == "%":
        return growth(cell)
    if is_percent(cell):
        raise Mistake(
            Code.UNIT_MISFIT,
            expected=f"以“{unit}”计的数",
            came=cell.text,
            remedy="增速请填在“增速(%)”列；如不是百分比，请改单元格的数字格式",
        )
    return _number(cell, cell.text)


def growth(cell: Cell, *, among_fractions: bool = False) -> Decimal:
    """Give the number in percent, with or without its sign ％ in the cell.

    Raises Mistake NUMBER_INVALID, and PERCENT_UNCLEAR for a number without its sign that looks as
    if it were one of 1 instead of one of 100: 0.065, or 0.07 `among_fractions`.
    """
    value = _number(cell, PERCENT_SIGN.sub("", cell.text))
    if is_percent(cell) or not _may_be_fraction(value, long=not among_fractions):
        return value
    raise Mistake(
        Code.PERCENT_UNCLEAR,
        expected=f"写明的百分比，例如“{quantity.shifted(value, 2)}%”或“{value}%”",
        came=cell.text,
        remedy="请写上百分号，或将单元格设为百分比格式后另存为 .xlsx",
    )


def is_percent(cell: Cell) -> bool:
    """Tell whether the cell shows the sign ％, typed or by its format."""
    return cell.percent or bool(PERCENT_SIGN.search(cell.text))


def are_fractions(cells: Iterable[Cell]) -> bool:
    """Tell whether a column looks as if 1 were the whole: none reaches 1, and one is too exact."""
    values = [cell.value for cell in cells if not cell.percent]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return all(abs(number) < 1 for number in numbers) and any(
        _may_be_fraction(number, long=True) for number in numbers
    )


def _may_be_fraction(value: Decimal, *, long: bool) -> bool:
    exact = not long or value != quantity.round_half_up(value, USUAL_DECIMALS)
    return 0 < abs(value) < 1 and exact


def _number(cell: Cell, text: str) -> Decimal:
    if isinstance(cell.value, Decimal):
        return _sized(cell.value, cell)
    if isinstance(cell.value, date) or POWER.search(text):
        raise Mistake(
            Code.NUMBER_INVALID,
            expected="数字",
            came=cell.text,
            remedy="请只填数字，例如“1234.5”，单位写在“单位”列",
        )
    return _sized(quantity.read_number(text), cell)


def _sized(value: Decimal, cell: Cell) -> Decimal:
    """Refuse what is too long, too large or too near zero for any figure; zero itself is one."""
    plain = value.normalize()
    digits = len(plain.as_tuple().digits)
    if not value or (digits <= MOST_DIGITS and -MOST_DIGITS <= plain.adjusted() < MOST_DIGITS):
        return value
    raise Mistake(
        Code.NUMBER_INVALID,
        expected=f"不超过 {MOST_DIGITS} 位的数字",
        came=cell.text,
        remedy="请核对数字，不要用科学记数法",
    )
