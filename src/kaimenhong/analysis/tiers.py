"""Several targets for one thing (上级下达、本级、奋斗), side by side; none overwrites another."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import at_least
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.gap import sense

# What is wanted of whom, by when: targets that agree in it are of different issuers or tiers.
WANTED = ("subject", "indicator", "period", "measure", "unit", "from_bottom")


def side_by_side(targets: Frame) -> Frame:
    """Tell of every target how many stand beside it, which is the strictest, and by how much.

    Grain: one row per target. Columns in: those of `standing.TARGETS`. Adds those of `gap.sense`,
    `beside` (how many targets with a figure the same subject, indicator, period, measure and unit
    has), `strictest` (1.0 or 0.0) and `slack`: how much less than the strictest it wants, in the
    unit or points, 0 for the strictest itself and negative for the others.
    The strictest has the greatest goal where more is better, the smallest where less is. Null where
    the figure is missing, where both ends bind, and where one target wants more and another less.
    """
    keys = list(WANTED)
    told = sense(targets).with_columns(wanted=nw.col("goal") * nw.col("sense"))
    one_way = nw.col("low_sense") == nw.col("high_sense")
    comparable = one_way & (nw.col("low_sense") != 0)
    return (
        told.with_columns(
            low_sense=nw.col("sense").min().over(*keys),
            high_sense=nw.col("sense").max().over(*keys),
            most=nw.col("wanted").max().over(*keys),
            beside=nw.col("goal").count().over(*keys),
        )
        .with_columns(
            slack=nw.when(comparable).then(nw.col("wanted") - nw.col("most")).otherwise(None)
        )
        .with_columns(strictest=at_least(nw.col("slack"), 0).cast(nw.Float64))
        .drop("wanted", "low_sense", "high_sense", "most")
    )
