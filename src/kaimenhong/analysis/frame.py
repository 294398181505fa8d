"""The lazy table that every formula takes and gives, and how one row is kept of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def latest(frame: Frame, *, per: Sequence[str], order_of: Mapping[str, str]) -> Frame:
    """Give one row per group with the value of each column where its order is greatest.

    `order_of` is value column and order column; a value counts where its order is not null, and is
    null where no row of the group has one. Two rows of a group with one order must agree in the
    value. It is one pass over the rows where `one_each` needs a window for each column.
    """
    if frame.implementation.is_pyspark():  # has no ordered aggregate in Narwhals
        greatest = {
            name: nw.struct(nw.col(order).alias("order"), nw.col(name).alias("value")).max()
            for name, order in order_of.items()
        }
        picked = {name: nw.col(name).struct.field("value") for name in order_of}
        return frame.group_by(*per).agg(**greatest).with_columns(**picked)
    return frame.group_by(*per).agg(
        **{name: nw.col(name).last(order_by=order) for name, order in order_of.items()}
    )
