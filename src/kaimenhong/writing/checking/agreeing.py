"""Whether a printed figure is what an answer says: at its digits, in its unit, within its words."""

from __future__ import annotations

from decimal import Decimal

from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Comparator, Role
from kaimenhong.terms.quantity import round_half_up
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.ledger.question import Answer

# 约 and 左右 reach a twentieth; beyond it nobody would say so.
ROOM_OF_ABOUT = Decimal("0.05")
# 超过20亿元 of 27亿元 is true and still the wrong figure.
ROOM_OF_BOUND = Decimal("0.1")
_POINTS, _PERCENT = "个百分点", "%"
_COUNTED = frozenset("家个户项人名处条位座笔批件")


def in_unit(answer: Answer, unit: str) -> Decimal | None:
    """Give the answer's value in the unit of the draft, exact; None where none leads to the other.

    Percent and points go for each other here: that they are confused is told apart later. So do
    the words that count things (家, 个, 户).
    """
    own, other = quantity.find_unit(answer.unit), quantity.find_unit(unit)
    if answer.unit == unit or not unit or {answer.unit, unit} == {_POINTS, _PERCENT}:
        return answer.value
    if answer.unit in _COUNTED and unit in _COUNTED:
        return answer.value
    if own is None or other is None or own.dimension != other.dimension:
        return None
    return quantity.convert(answer.value, own, other)


def printed(value: Decimal, said: Said) -> Decimal:
    """Give a value as the place would print it: without sign, at the digits of the figure."""
    return round_half_up(abs(value) / said.times, said.digits)


def agrees(answer: Answer, said: Said) -> bool:
    """Tell whether the figure, its sign left aside, is the answer as the place prints it.

    超过, 以上 and the like are kept where they hold and the figure is near; a target is told as it
    was set.
    """
    value = in_unit(answer, said.unit)
    if value is None:
        return False
    if printed(value, said) == said.number and not _coarse(value, said):
        return True
    aimed = not answer.computed and any(one.figure.role is Role.TARGET for one in answer.sources)
    return not aimed and _bounds(abs(value) / said.times, said)


def _coarse(value: Decimal, said: Said) -> bool:
    """A rate of which the decimals are left out is not the rate: 3% of 2.5%."""
    whole = said.unit in (_POINTS, _PERCENT) and said.digits == 0 and said.times == 1
    return whole and abs(value) != said.number


def _bounds(value: Decimal, said: Said) -> bool:
    number = said.number
    holds = {
        Comparator.AT_LEAST: value >= number,
        Comparator.MORE_THAN: value >= number,
        Comparator.AT_MOST: value <= number,
        Comparator.LESS_THAN: value <= number,
        Comparator.ABOUT: abs(value - number) <= number * ROOM_OF_ABOUT,
    }
    near = abs(value - number) <= number * ROOM_OF_BOUND
    return holds.get(said.statement.comparator, False) and near


def nearly(answer: Answer, said: Said) -> bool:
    """Tell whether only rounding parts the two: one step of the last digit, or fewer digits known.

    >>> from kaimenhong.writing.ledger.question import Answer
    >>> answer = Answer(Decimal("1.25"), "个百分点", (), formula="6.85%－5.6%")
    >>> answer.computed
    True
    """
    value = in_unit(answer, said.unit)
    if value is None:
        return False
    if answer.computed and all(one.unit in _COUNTED for one in answer.sources):
        return False  # counts are exact
    if answer.computed:
        step = Decimal(1).scaleb(-said.digits)
        return abs(printed(value, said) - said.number) <= step and said.digits > 0
    known = digits_of(value)
    fewer = 0 <= known < said.digits and answer.unit == said.unit
    return fewer and round_half_up(said.number, known) == abs(value)


def digits_of(value: Decimal) -> int:
    """Count the decimals of a value as it is written.

    >>> digits_of(Decimal("5.60")), digits_of(Decimal("5"))
    (2, 0)
    """
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def shown(answer: Answer, said: Said, unit: str | None = None) -> str:
    """Print the answer for the place: digits of the facts, or the usual ones of a computed figure.

    `unit` is the unit that should stand there where it is not the figure's own.
    """
    to = unit if unit is not None else said.unit
    value = in_unit(answer, to)
    if value is None:
        value, to = answer.value, answer.unit
    if said.times != 1 and to == said.unit:
        return f"{printed(value, said):f}{to}"
    known = quantity.find_unit(to)
    looked_up = not answer.computed and value == answer.value
    digits = said.digits if known is None else max(known.digits, 0)
    text = abs(value) if looked_up else round_half_up(abs(value), digits)
    return f"{text:f}{to}"
