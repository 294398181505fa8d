"""Which stretch of time a figure is of, and which other figures stand in one line with it."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.terms.codelists import Accumulation


def year() -> nw.Expr:
    """Give the year in which the period starts, as it is written in its code."""
    return nw.col("period").str.strip_chars(".").str.slice(0, 4).cast(nw.Int64)


def stretch() -> nw.Expr:
    """Give the code of the period without its years.

    2026-01..2026-02 and 2025-01..2025-02 are both -01..-02. It keeps a month apart from a 旬 or a
    day of that month.
    """
    return nw.col("period").str.replace_all("[0-9]{4}", "")


def whole_months() -> nw.Expr:
    """Tell whether the period is made of whole months: no 旬, week, day or deadline."""
    pattern = "^[0-9]{4}(Q[1-4]|H[12]|-[0-9]{2}([.]{2}[0-9]{4}-[0-9]{2})?)?$"
    return nw.col("period").str.contains(pattern)


def line() -> nw.Expr:
    """Number the line of figures in which one follows the other.

    Cumulative figures that start in the same month are one line, all others are one with those of
    the same length: a month follows a month, a quarter a quarter.
    """
    cumulative = nw.col("accumulation") == Accumulation.CUMULATIVE.value
    length = nw.col("first") - nw.col("last") - 1
    return nw.when(cumulative).then(nw.col("first")).otherwise(length)
