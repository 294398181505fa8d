"""Rank among siblings (位次)."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.gap import RANKS

# Who is compared with whom: one list of siblings, one thing measured, one stretch of time.
GROUP = ("parent", "indicator", "period", "accumulation", "measure", "role", "caliber")


def within_parent(facts: Frame) -> Frame:
    """Add `rank` and `peers`: the place of each figure among those of one parent area.

    Grain and columns: those of the fact table, which must hold one row per subject and figure
    (see `vintage.firmest`). Ranked on `published`, the printed digits, so that two figures that
    read alike share a rank; the ranks after it are skipped (1, 2, 2, 4). `direction` up: the
    greatest is first; down: the smallest. `peers` is how many took part.
    Without a rank, and not counted: a missing figure, an area without a parent, an indicator that
    is neither up nor down, and a figure that is itself a rank.
    """
    taking_part = (
        nw.col("direction").is_in(("up", "down"))
        & ~nw.col("measure").is_in(RANKS)
        & ~nw.col("parent").is_null()
    )
    less_is_better = taking_part & (nw.col("direction") == "down")
    merit = nw.when(less_is_better).then(-nw.col("published")).when(taking_part)
    return (
        facts.with_columns(merit=merit.then(nw.col("published")).otherwise(None))
        .with_columns(
            rank=nw.col("merit").rank("min", descending=True).over(*GROUP),
            peers=nw.col("merit").count().over(*GROUP),
        )
        .with_columns(peers=nw.when(nw.col("peers") > 0).then(nw.col("peers")).otherwise(None))
        .drop("merit")
    )
