"""Points of a series one after another (前后相接): which month follows which, and where it breaks.

1—2月 is one point; the months from January on of a cumulative series follow each other, and so does
1—2月 after the whole year before. January or February alone is no point of a flow: it moves with
the Spring Festival, and 1—2月 holds both.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.stretch import whole_months
from kaimenhong.terms.codelists import Accumulation

# What makes figures one series: two 口径 of one code are two.
SERIES = ("subject", "indicator", "accumulation", "caliber")


def runs(frame: Frame, *, every: int = 1, per: Sequence[str] = SERIES) -> Frame:
    """Keep the points of series and add `run`: points of one run follow each other without a gap.

    Columns in: `per` (what makes a series; it holds `accumulation`), `period`, `first`, `last`.
    `every` is the months from one point to the next, 1 or 3 (quarterly figures).
    Kept: cumulative figures from January on; current figures of one step, or 1—2月; balances of
    every step. Dropped: 旬, weeks, days, other ranges, and January or February of a flow alone.
    A month without a figure ends a run; nothing is put in its place. Null figures must be
    filtered out before, since a figure known to be missing is a gap too.
    """
    last = nw.col("last")
    begins = nw.when(_opening(every)).then(nw.col("first")).otherwise(last - every + 1)
    points = frame.filter(is_point(every))
    ordered = points.with_columns(begins=begins)
    before = nw.col("last").shift(1).over(*per, order_by="last")
    broken = before.is_null() | (nw.col("begins") > before + 1)
    return (
        ordered.with_columns(broken=broken.cast(nw.Int64))
        .with_columns(run=nw.col("broken").cum_sum().over(*per, order_by="last").cast(nw.Int64))
        .drop("begins", "broken")
    )


def is_point(every: int = 1) -> nw.Expr:
    """Tell of each row whether it is a point of its series, as `runs` keeps them."""
    first, last, accumulation = nw.col("first"), nw.col("last"), nw.col("accumulation")
    at_step = (last + 1) % every == 0
    month_alone = (first == last) & (first % 12 < 2)
    from_january = (first % 12 == 0) & (first // 12 == last // 12)
    cumulative = (accumulation == Accumulation.CUMULATIVE.value) & from_january & at_step
    step = (last - first + 1 == every) & at_step
    current = (accumulation == Accumulation.CURRENT.value) & (_opening(every) | step)
    balance = (accumulation == Accumulation.POINT.value) & at_step
    held = balance | ((cumulative | current) & ~month_alone)
    return whole_months() & held


def _opening(every: int) -> nw.Expr:
    first, last = nw.col("first"), nw.col("last")
    return (first % 12 == 0) & (last == first + 1) & nw.lit(every == 1)
