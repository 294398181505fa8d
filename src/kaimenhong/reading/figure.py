"""A figure as it stands in a sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from kaimenhong.records import record
from kaimenhong.terms import numerals
from kaimenhong.terms.codelists import Comparator

Kind = Literal["number", "rank", "step", "done", "ratio"]
Dimension = Literal[
    "percent", "point", "times", "rank", "money", "count", "physical", "none", "never"
]


@record(frozen=True, slots=True)
class Figure:
    """A figure as it stands: `start`–`end` is number and unit, `stop` counts 以上 and the like.

    `value` is None for a blank and for `step` (与…同步), whose other side is `words`.
    `comparator` is what stands inside and after; what stands before belongs to the clause.
    """

    kind: Kind
    start: int
    end: int
    stop: int
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    dimension: Dimension
    placeholder: bool
    inside: str = ""
    after: str = ""
    words: str = ""
    comparator: Comparator | None = None


BLANK = r"-?(?:[Xx]{1,6}(?:\.[Xx]{1,2})?|_{2,}+)"
DIGITS = r"-?[0-9]+(?:\.[0-9]+)?"
CHINESE = "一二三四五六七八九十百千两零"


_BLANK, _DIGITS = re.compile(BLANK), re.compile(DIGITS)


def value_of(text: str) -> Decimal | None:
    """The number as written; None for a blank."""
    if _DIGITS.fullmatch(text):
        return Decimal(text)
    if _BLANK.fullmatch(text):
        return None
    whole = numerals.integer(text)
    return None if whole is None else Decimal(whole)
