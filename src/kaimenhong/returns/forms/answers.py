"""What somebody wrote in a cell of a form: a value, a figure that is known to be missing, nothing.

A blank, XX or — is missing and never zero; what begins like a formula is refused as one.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kaimenhong.errors import Code, Mistake
from kaimenhong.records import record
from kaimenhong.returns.forms.form import Line
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Labelled
from kaimenhong.terms.wording import folded

MOST_DIGITS = 15
LONGEST = 40
_MISSING = frozenset({"-", "--", "—", "——", "/", "…", "×", "××", "暂无", "缺", "无数"})
_PLAIN = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_BRACKETED = re.compile(r"\(([0-9][0-9,.]*)\)")
_WITH_UNIT = re.compile(r"[+-]?[0-9][0-9,.]*[^0-9,.+-]")
_APART = re.compile(r"[0-9０-９.．]\s+[0-9０-９]")
_FORMULA = ("=", "@", "+", "\t", "\r")


class Kind(Labelled):
    """What an answer is."""

    EMPTY = "empty", "未填"
    MISSING = "missing", "缺数"
    VALUE = "value", "数值"


@record(frozen=True, slots=True)
class Answer:
    """An answer as it was understood; `value` is in the line's unit, None unless it is a VALUE."""

    kind: Kind
    value: Decimal | None = None


def read_answer(text: str, line: Line) -> Answer:
    """Understand what was written for a line.

    Full-width digits, grouped ones and the line's own unit behind the figure are taken; any other
    unit is refused, because a factor is never guessed.

    Raises Mistake FORMULA_REFUSED, UNIT_MISFIT and NUMBER_INVALID.
    """
    written = text.strip()
    plain = folded(written)
    if not plain:
        return Answer(Kind.EMPTY)
    if plain in _MISSING or not plain.strip("X×*_—-"):
        return Answer(Kind.MISSING)
    if written.startswith(_FORMULA) and not _is_signed(plain):
        raise _formula(written)
    return Answer(Kind.VALUE, _value(plain, written, line))


def _is_signed(plain: str) -> bool:
    return plain[:1] == "+" and plain[1:].replace(".", "").replace(",", "").rstrip("%").isdigit()


def _value(plain: str, written: str, line: Line) -> Decimal:
    number = plain.removesuffix("%" if line.unit == "%" else folded(line.unit))
    bracketed = _BRACKETED.fullmatch(number)
    number = f"-{bracketed[1]}" if bracketed else number
    # Blanks inside and words of magnitude leave open which number is meant: 12 34, 三亿, 1.2万.
    if _APART.search(written) or not _PLAIN.fullmatch(number):
        raise _unit(written, line) if _WITH_UNIT.match(number) else _number(written)
    value = quantity.read_number(number.removeprefix("+"))
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS or len(written) > LONGEST:
        raise _number(written)
    return value


def _formula(came: str) -> Mistake:
    return Mistake(
        Code.FORMULA_REFUSED,
        expected="一个数，不是公式",
        came=came[:LONGEST],
        remedy="请填算好的结果，例如“12.5”",
    )


def _unit(came: str, line: Line) -> Mistake:
    return Mistake(
        Code.UNIT_MISFIT,
        expected=f"以“{line.unit}”计的数",
        came=came[:LONGEST],
        remedy=f"请换算成“{line.unit}”后只填数字",
    )


def _number(came: str) -> Mistake:
    return Mistake(
        Code.NUMBER_INVALID,
        expected=f"一个不超过 {MOST_DIGITS} 位的数字，例如“1234.5”",
        came=came[:LONGEST],
        remedy="请只填数字，中间不空格，不写“万”“亿”，不用科学记数法",
    )
