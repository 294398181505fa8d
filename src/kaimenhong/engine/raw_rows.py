"""What the rows of fact files look like before their words are read: one table for every kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kaimenhong.analysis.frame import Frame
from kaimenhong.engine.columns import NUMBERS, WORDS
from kaimenhong.engine.session import Schema
from kaimenhong.facts import Finding
from kaimenhong.returns.cells import CHINA

# `value` and `value_high` are numbers, null for missing; `*_text` is what the file says; `wrong`
# names the column that bears no number or moment though something stands there; `known` is the
# moment of `vintage` as a number that grows with time.
RAW: Schema = (
    *((name, "text", "") for name in WORDS),
    *((name, "float64", "") for name in NUMBERS),
    *((f"{name}_text", "text", "") for name in NUMBERS),
    ("vintage", "moment", ""),
    ("known", "int64", ""),
    ("source", "text", ""),
    ("file", "text", ""),
    ("row", "int64", ""),
    ("wrong", "text", ""),
)
MOST_DIGITS = 15  # as many as a binary float keeps

# Column and the words of it that are wanted; all of them where a column is not named. Words between
# the wanted ones may come along.
type Only = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Raw:
    """The rows of the files, with what is known of them without a look.

    `constant` tells the columns that hold one word in all rows, `filled` those that hold a word in
    every row: the statistics of Parquet tell both. `refused` are the rows that could not even be
    split into columns or bear no number.
    """

    frame: Frame
    constant: Mapping[str, str]
    filled: frozenset[str] = frozenset()
    refused: tuple[Finding, ...] = ()


def local(moment: datetime) -> datetime:
    """Give a moment in China's time, without saying so: in one column all are of one zone."""
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).replace(tzinfo=None)
