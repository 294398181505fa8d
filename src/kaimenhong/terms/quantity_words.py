"""Quantities as people write them: 不低于7%, 800万棒左右, 200余家, 5—6亿元, 两成, 三分之一."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.codelists import Comparator
from kaimenhong.terms.numerals import integer
from kaimenhong.terms.quantity import (
    POWERS,
    Quantity,
    Unit,
    find_unit,
    read_number,
    round_half_up,
    shifted,
    sign_words,
    unit,
)
from kaimenhong.terms.tables import rows
from kaimenhong.terms.wording import dashed


@dataclass(frozen=True, slots=True)
class ComparatorWord:
    """Words that say how a figure binds, by where they stand; empty where there is none."""

    before: str
    inside: str
    after: str
    comparator: Comparator


@cache
def comparator_words() -> tuple[ComparatorWord, ...]:
    """Give the words that bind a figure, the longest first."""
    words = (
        ComparatorWord(row["before"], row["inside"], row["after"], Comparator(row["comparator"]))
        for row in rows("comparator_words")
    )
    return tuple(sorted(words, key=lambda w: -len(w.before + w.inside + w.after)))


def find_comparator(before: str = "", inside: str = "", after: str = "") -> Comparator | None:
    """Give what the words around a figure say together; None where they contradict each other.

    >>> find_comparator("控制在", after="左右").value, find_comparator("超过", "余").value
    ('about', 'more_than')
    >>> find_comparator("不低于", after="以内") is None
    True
    """
    if not (before or inside or after):
        return Comparator.EXACTLY
    if whole := _comparators().get((before, inside, after)):
        return whole
    alone = [(before, "", ""), ("", inside, ""), ("", "", after)]
    said = {_comparators().get(words) for words in alone if any(words)}
    return said.pop() if len(said) == 1 else None


@cache
def _comparators() -> dict[tuple[str, str, str], Comparator]:
    return {(w.before, w.inside, w.after): w.comparator for w in comparator_words()}


def read_quantity(text: str, *, default: Unit | None = None) -> Quantity:
    """Give a figure with unit, sign and bound; a figure without a unit takes `default`.

    下降 and the like make it negative, 成 and 增长N倍 become %, a share such as 三分之一 is % with
    the one decimal that shares are printed with, 翻一番 is 100 %. 低于 before 个百分点 is a sign,
    before other units a bound.

    >>> found = read_quantity("增长不低于7.50%")
    >>> found.value, found.unit.code, found.comparator.value
    (Decimal('7.50'), '%', 'at_least')
    >>> read_quantity("下降3.2％").value, read_quantity("三分之一").value
    (Decimal('-3.2'), Decimal('33.3'))

    Raises Mistake NUMBER_INVALID, UNIT_UNKNOWN.
    """
    plain = _shares_in_percent(dashed(text))
    match = _figure().fullmatch(plain)
    if match is None:
        raise _not_a_figure(text)
    power, found = _unit_of(match["unit"] or match["low_unit"] or "", default, text)
    quantity = _bound(match, found)
    if quantity is None:
        raise _not_a_figure(text)
    return _in_percent(_times(quantity, power), grown=bool(match["sign"]))


def _bound(match: re.Match[str], found: Unit) -> Quantity | None:
    """Give the figure with its bound; None where words or range contradict themselves."""
    before, sign = match["before"] or match["inner"] or "", sign_words().get(match["sign"], 1)
    if found.dimension == "point" and before in sign_words():
        before, sign = "", sign_words()[before]
    comparator = find_comparator(before, match["inside"] or "", match["after"] or "")
    low = sign * read_number(match["low"])
    if comparator is None or (sign < 0 and match["low"].startswith("-")):
        return None
    if not match["high"]:
        return None if comparator is Comparator.BETWEEN else Quantity(low, found, comparator)
    high = sign * read_number(match["high"])
    if comparator not in (Comparator.EXACTLY, Comparator.ABOUT, Comparator.BETWEEN):
        return None
    return Quantity(min(low, high), found, Comparator.BETWEEN, max(low, high))


def _unit_of(written: str, default: Unit | None, text: str) -> tuple[int, Unit]:
    """Give the unit, and the power of ten where 万 or 亿 belongs to the figure: 1.2万家."""
    if not written and default:
        return 0, default
    if not written:
        raise Mistake(
            Code.UNIT_UNKNOWN,
            expected="带单位的数",
            came=text,
            remedy="请写明单位，例如“24亿元”“5.5%”",
        )
    if found := find_unit(written):
        return 0, found
    for size, power in reversed(POWERS.items()):
        rest = written.removeprefix(size)
        if size and rest != written and (found := find_unit(rest) if rest else default):
            return power, found
    return 0, unit(written)


def _times(quantity: Quantity, power: int) -> Quantity:
    high = quantity.value_high
    return replace(
        quantity,
        value=shifted(quantity.value, power),
        value_high=None if high is None else shifted(high, power),
    )


def _in_percent(quantity: Quantity, *, grown: bool) -> Quantity:
    """Write 成 as %, and 倍 too where something grew by it; 2倍 alone stays a ratio."""
    power = {"成": 1, "倍": 2 if grown else 0}.get(quantity.unit.code, 0)
    return replace(_times(quantity, power), unit=unit("%")) if power else quantity


def _shares_in_percent(text: str) -> str:
    """Write 百分之八, 三分之一 and 翻两番 with %."""
    return _SHARE.sub(_share, text)


def _share(match: re.Match[str]) -> str:
    if match["times"]:
        return f"增长{(2 ** _whole(match['times']) - 1) * 100}%"
    if match["whole"] == "百":
        return f"{match['part']}%"
    whole, part = _whole(match["whole"]), _whole(match["part"])
    if not whole or part > whole:
        return match[0]
    exact = Decimal(part) * 100 / Decimal(whole)
    return f"{exact if exact == int(exact) else round_half_up(exact, 1)}%"


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else integer(text) or 0


def _not_a_figure(text: str) -> Mistake:
    return Mistake(
        Code.NUMBER_INVALID,
        expected="数字和单位",
        came=text,
        remedy="请写成“24亿元”“下降3.2%”“不低于7%”或“5—6亿元”",
    )


_NUMERALS = "零〇一二两三四五六七八九十百千"
_SHARE = re.compile(
    rf"(?P<whole>[{_NUMERALS}]{{1,3}}|\d{{1,3}})分之(?P<part>[{_NUMERALS}点]+|\d+(?:\.\d+)?)"
    rf"|翻(?P<times>[一二两三四1-4])番"
)


@cache
def _figure() -> re.Pattern[str]:
    befores = _any_of({w.before for w in comparator_words()})
    number = rf"-?\d[\d,]*(?:\.\d+)?|[{_NUMERALS}点]+"
    return re.compile(
        rf"(?P<before>{befores})?(?P<sign>{_any_of(set(sign_words()))})?(?P<inner>{befores})?"
        rf"(?P<low>{number})(?:(?P<low_unit>[^\d-]*?)[-至到](?P<high>{number}))?"
        rf"(?P<inside>{_any_of({w.inside for w in comparator_words()})})?(?P<unit>[^-几之]*?)"
        rf"(?P<after>{_any_of({w.after for w in comparator_words()})})?"
    )


def _any_of(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words - {""}, key=len, reverse=True))
