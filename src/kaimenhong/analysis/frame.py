"""The lazy table that every formula takes and gives, and how one row is kept of many."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, ClassVar, Protocol

import narwhals as nw

type Frame = nw.LazyFrame[Any]
# Number of a slot to how many rows it has, and how many of them are known.
type Census = Mapping[int, tuple[int, int]]


class Engine(Protocol):
    """What an engine does better than a formula can say it; no figure changes by it.

    `few` tells that the rows are so few that steps cost more than they do.
    """

    few: ClassVar[bool]

    def hold(self, frame: Frame) -> Frame:
        """Keep a frame that is asked more than once."""

    def empty(self, frame: Frame) -> bool:
        """Tell whether a frame that is kept has no row; False where nobody looked."""

    def census(self, frame: Frame) -> Census | None:
        """Count the rows of each slot, and those of them with an amount; None where nobody looked.

        Columns in: `slot`, `amount`.
        """

    def latest(
        self, frame: Frame, *, per: Sequence[str], slots: Sequence[str], filled: Container[int]
    ) -> Frame:
        """See the function `latest` of this module; those not `filled` are null unasked."""


def one_each(frame: Frame, *, per: Sequence[str], greatest: Sequence[str]) -> Frame:
    """Keep, of the rows that agree in `per`, the one that is greatest by `greatest`.

    The last column of `greatest` must be without nulls and tell any two rows apart: then the
    choice is the same on every engine. Nulls in the other columns of it count as smallest.
    """
    # A running count, because "first by order" differs between engines.
    place = nw.col(greatest[-1]).cum_count(reverse=True).over(*per, order_by=list(greatest))
    return frame.with_columns(place=place).filter(nw.col("place") == 1).drop("place")


def latest(frame: Frame, *, per: Sequence[str], slots: Sequence[str]) -> Frame:
    """Give one row per group with its amounts side by side: for each slot the one that holds.

    Columns in: `slot`, the number of the slot that a row is for, counted as `slots` names them;
    `amount`; `order`, greatest for the row that holds, of which a group has no two alike in a slot
    unless they agree. Null where a group has no row for a slot. It is one pass over the rows where
    `one_each` needs a window.
    """
    held = {name: nw.col("slot") == place for place, name in enumerate(slots)}
    marked = frame.with_columns(
        **{name: nw.when(test).then(nw.col("amount")) for name, test in held.items()},
        **{f"{name}_order": nw.when(test).then(nw.col("order")) for name, test in held.items()},
    )
    if frame.implementation.is_pyspark():  # has no ordered aggregate in Narwhals
        greatest = {
            name: nw.struct(nw.col(f"{name}_order").alias("order"), nw.col(name).alias("it")).max()
            for name in slots
        }
        picked = {name: nw.col(name).struct.field("it") for name in slots}
        return marked.group_by(*per).agg(**greatest).with_columns(**picked)
    return marked.group_by(*per).agg(
        **{name: nw.col(name).last(order_by=f"{name}_order") for name in slots}
    )


def by_slot(frame: Frame) -> Frame:
    """Give `slot`, `rows` and `known`: how many rows a slot has, and how many with an amount."""
    return frame.group_by("slot").agg(rows=nw.len(), known=nw.col("amount").count())


class Plain:
    """The engine of a formula that is given none."""

    few: ClassVar[bool] = False

    def hold(self, frame: Frame) -> Frame:
        """Give the frame back: it is computed each time it is asked."""
        return frame

    def empty(self, frame: Frame) -> bool:
        """Not look: it would be computed for that alone."""
        return False

    def census(self, frame: Frame) -> Census | None:
        """Not look, likewise."""
        return None

    def latest(
        self, frame: Frame, *, per: Sequence[str], slots: Sequence[str], filled: Container[int]
    ) -> Frame:
        """Say it in Narwhals."""
        return latest(frame, per=per, slots=slots)
