"""What a printed figure may truly be: its digits and the words around it leave room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kaimenhong.facts import Statement
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Comparator, Measure

# Nobody says how far 左右 reaches; a tenth is more than anybody means.
ROOM_OF_ABOUT = Decimal("0.1")
LONGEST = 18
_SHORT_OF = Decimal("0.9999")
_OPEN_ABOVE = {Comparator.AT_LEAST, Comparator.MORE_THAN}
_OPEN_BELOW = {Comparator.AT_MOST, Comparator.LESS_THAN}
_AROUND = {
    Comparator.AT_LEAST: "{}以上",
    Comparator.MORE_THAN: "超过{}",
    Comparator.AT_MOST: "不超过{}",
    Comparator.LESS_THAN: "低于{}",
    Comparator.ABOUT: "{}左右",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that a figure may have, both ends included; None is no end."""

    low: Decimal | None
    high: Decimal | None

    def below(self, other: Bounds) -> bool:
        """Tell whether every value of this lies under every value of the other.

        >>> Bounds(Decimal(1), Decimal(2)).below(Bounds(Decimal(3), None))
        True
        >>> Bounds(Decimal(1), None).below(Bounds(Decimal(3), None))
        False
        """
        return self.high is not None and other.low is not None and self.high < other.low

    def apart(self, other: Bounds) -> bool:
        """Tell whether no value fits both."""
        return self.below(other) or other.below(self)


def bounds(one: Statement) -> Bounds | None:
    """Give the values that the figure may stand for, in the smallest unit of its dimension.

    24亿元 may be anything that rounds to it; a count is exact; 以上 and 超过 have no upper end.
    None for a blank and for 与…同步.
    """
    if one.value is None or one.comparator is Comparator.IN_STEP_WITH:
        return None
    slack = abs(one.value) * ROOM_OF_ABOUT if one.comparator is Comparator.ABOUT else Decimal(0)
    half = _rounding(one, one.value)
    top = one.value if one.value_high is None else one.value_high
    factor = dimension(one)[1]
    # An exact half is printed as the next figure, so 5 is always less than 6.
    low = None if one.comparator in _OPEN_BELOW else (one.value - slack - half) * factor
    high = None if one.comparator in _OPEN_ABOVE else (top + slack + half * _SHORT_OF) * factor
    return Bounds(low, high)


def summed(several: Iterable[Statement]) -> Bounds:
    """Give the bounds of the sum; one open end opens the sum's."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    for one in several:
        part = bounds(one) or Bounds(None, None)
        low = None if low is None or part.low is None else low + part.low
        high = None if high is None or part.high is None else high + part.high
    return Bounds(low, high)


def _rounding(one: Statement, value: Decimal) -> Decimal:
    """Half of the last digit that was written; 1.2万户 stands as 12000 and is rounded too."""
    exponent = value.as_tuple().exponent
    digits = exponent if isinstance(exponent, int) else 0
    if digits == 0 and is_count(one):
        zeros = len(str(value)) - len(str(value).rstrip("0"))
        return Decimal(5).scaleb(zeros - 1) if zeros > 2 else Decimal(0)
    return Decimal(5).scaleb(digits - 1)


def is_count(one: Statement) -> bool:
    """Whether the figure counts whole things: 30家, not 30万家 and not 30亿元."""
    known = quantity.find_unit(one.unit or "")
    if known is None:
        return one.measure is Measure.LEVEL and not (one.unit or "").startswith(("万", "亿"))
    return known.factor == 1 and known.digits == 0 and known.dimension != "yuan"


def dimension(one: Statement) -> tuple[str, Decimal]:
    """Give what the unit measures and its factor; a unit that none knows measures itself."""
    return _dimension(one.unit or "")


@cache
def _dimension(unit: str) -> tuple[str, Decimal]:
    known = quantity.find_unit(unit)
    return (unit, Decimal(1)) if known is None else (known.dimension, known.factor)


def written(one: Statement) -> str:
    """Give the figure as the document has it: 46%以上, 超过24亿元, 10—12%.

    A blank gives its unit alone.
    """
    unit = one.unit or ""
    if one.value is None:
        return unit
    if one.value_high is not None:
        return f"{one.value:f}—{one.value_high:f}{unit}"
    if one.measure is Measure.GROWTH and one.value < 0:
        return f"下降{_AROUND.get(one.comparator, '{}').format(f'{-one.value:f}{unit}')}"
    return _AROUND.get(one.comparator, "{}").format(f"{one.value:f}{unit}")


def bare(one: Statement) -> str:
    """Give the figure without the words that bound it, for a sum: 46%, 24亿元."""
    return written(replace(one, comparator=Comparator.EXACTLY))


def plain_number(value: Decimal, digits: int = 2) -> str:
    """Give a reckoned figure rounded half-up, without needless zeros.

    >>> plain_number(Decimal("16.3823")), plain_number(Decimal("20.00"))
    ('16.38', '20')
    """
    text = f"{rounded(value, digits):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half-up; a figure too long for reckoning, which no plan has, stays as it is."""
    return value if value.adjusted() > LONGEST else quantity.round_half_up(value, digits)


def total(several: Iterable[Statement]) -> str:
    """Give the plain sum of the figures in the unit of the first, as a page shows it."""
    listed = list(several)
    factor = dimension(listed[0])[1]
    amounts = [(one.value or Decimal(0)) * dimension(one)[1] / factor for one in listed]
    return f"{plain_number(sum(amounts, Decimal(0)), 4)}{listed[0].unit or ''}"
