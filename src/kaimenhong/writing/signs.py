"""Warnings and doubts in words: what is seen, with its numbers, for a person to judge.

A sentence describes; it never says what a figure ought to be, and nothing is mended by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kaimenhong.analysis.doubt import PAIRS, RULES
from kaimenhong.analysis.tables import rows
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms import quantity
from kaimenhong.terms.period import Period
from kaimenhong.writing.numerals import MISSING, number

JUDGE = "供人判断，不作更正"
WARNINGS = {row["code"]: row for row in rows("warnings")}
# How many decimals the numbers of a sentence have; levels have those of their unit.
_DIGITS = {"sloping": 2, "apart": 1, "bunching": 1, "exactly_at_target": 1}
_COUNTS = {"bunching", "exactly_at_target"}

type Row = Mapping[str, object]


def warned(row: Row, *, unit: str = "%") -> str:
    """Say a row of `warning.WARNINGS`; `unit` is that of a forecast, growths are in %.

    >>> warned({"warning": "falling", "months": 3.0, "value": 6.5, "bound": 8.0,
    ...         "since": "2025Q1", "period": "2025-01..2025-05"})
    '自2025年一季度起连续3期走低，由8.0%到6.5%'
    """
    code = str(row["warning"])
    digits = _DIGITS.get(code, _digits(unit))
    return WARNINGS[code]["words"].format(
        since=_label(row["since"]),
        period=_label(row["period"]),
        months=_number(row["months"], 0),
        value=_number(row["value"], digits),
        bound=_number(row["bound"], digits),
        unit=unit,
    )


def doubted(row: Row, *, unit: str = "") -> str:
    """Say a row of `doubt.DOUBTS`; `unit` is that of the indicator's level.

    >>> doubted({"doubt": "odd_pair", "indicator": "HOUSE_AMT", "other": "HOUSE_AREA",
    ...          "value": 1.8175, "usual": None, "bound": 1000.0, "of": 1.0, "period": "2026Q1"})
    '同新建商品房销售面积相比得1.8元/平方米，超出通常的1000—150000元/平方米'
    """
    code, other = str(row["doubt"]), row["other"]
    digits = _digits(unit) if code == "scale_slip" else 1
    pair = _pair(row) if code == "odd_pair" else None
    bound = _number(row["bound"], 1)
    if code == "scale_slip":
        bound = _times(row["bound"])
    return RULES[code]["words"].format(
        period=_label(row["period"]),
        value=_number(row["value"], 0 if code in _COUNTS else digits),
        usual=_number(row["usual"], digits),
        bound=f"{pair['low']}—{pair['high']}" if pair else bound,
        of=_number(row["of"], 0),
        other=_name(other),
        unit=pair["unit"] if pair else unit,
    )


def finding(row: Row, *, place: Place, unit: str = "") -> Finding:
    """Make a row of `doubt.DOUBTS` a finding, to be listed beside others at `place`."""
    mistake = Mistake(
        Code[f"DOUBT_{row['doubt']}".upper()],
        expected="可以核实来由的数",
        came=doubted(row, unit=unit),
        remedy=JUDGE,
        place=place,
    )
    return Finding(mistake, place)


def _pair(row: Row) -> dict[str, str]:
    names = (row["indicator"], row["other"])
    return next(pair for pair in PAIRS if (pair["over"], pair["under"]) == names)


def _times(factor: object) -> str:
    value = float(str(factor))
    return f"{value:.0f}倍" if value > 1 else f"{1 / value:.0f}分之一"


def _label(period: object) -> str:
    return Period.parse(str(period)).label if period else MISSING


def _name(code: object) -> str:
    known = terms_indicator.find(str(code))
    return known.short_name if known else str(code)


def _digits(unit: str) -> int:
    known = quantity.find_unit(unit)
    return known.digits if known else 1


def _number(value: object, digits: int) -> str:
    if value is None:
        return MISSING
    # Twelve digits are all that a figure has; beyond them is the noise of binary floats.
    return number(Decimal(format(float(str(value)), ".12g")), digits)
