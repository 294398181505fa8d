"""The lazy table that every formula takes and gives, and how one row is kept of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

type Frame = nw.LazyFrame[Any]


def one_each(frame: Frame, *, per: Sequence[str], greatest: Sequence[str]) -> Frame:
    """Keep, of the rows that agree in `per`, the one that is greatest by `greatest`.

    The last column of `greatest` must be without nulls and tell any two rows apart: then the
    choice is the same on every engine. Nulls in the other columns of it count as smallest.
    """
    # A running count, because "first by order" differs between engines.
    place = nw.col(greatest[-1]).cum_count(reverse=True).over(*per, order_by=list(greatest))
    return frame.with_columns(place=place).filter(nw.col("place") == 1).drop("place")
