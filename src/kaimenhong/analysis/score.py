"""Scores that a ranking rule asks for (考核得分): by ladder, by efficacy coefficient."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.rank import merit


def ladder(ranked: Frame, *, step: float = 5.0) -> Frame:
    """Add `score` by places (位次递减): the first has 100, each place after it `step` less.

    score = 100 − step × (rank − 1), never below 0. Columns in: `rank`, of the ranks that skip after
    a tie (`rank.within_parent`): 8.0, 7.5, 7.5, 7.0 have 100, 95, 95, 85. Null without a rank: who
    takes no part is not last.
    """
    fallen = 100.0 - (nw.col("rank") - 1).cast(nw.Float64) * step
    return ranked.with_columns(score=nw.when(fallen > 0).then(fallen).otherwise(fallen * 0))


def efficacy(frame: Frame, *, least: float = 60.0, when_equal: float = 100.0) -> Frame:
    """Add `score` by efficacy coefficient (功效系数): the worst has `least`, the best 100.

    score = least + (100 − least) × (x − min) / (max − min), over the peers of one `group`, turned
    round where less is better. Columns in: `group`, `published`, `direction`, `measure`. Where all
    are equal there is no scale: every one has `when_equal`, which the rule must say (full marks, or
    60). Null where the figure is missing or the indicator is neither up nor down.
    """
    told = frame.with_columns(merit=merit("group"))
    low = nw.col("merit").min().over("group")
    high = nw.col("merit").max().over("group")
    told = told.with_columns(low=low, spread=high - low)
    wide = nw.col("spread") > NOISE
    spread = nw.when(wide).then(nw.col("spread")).otherwise(None)
    scaled = (nw.col("merit") - nw.col("low")) / spread * (100 - least) + least
    known = ~nw.col("merit").is_null()
    equal = nw.when(known).then(nw.lit(when_equal)).otherwise(None)
    score = nw.when(wide).then(scaled).otherwise(equal)
    return told.with_columns(score=score).drop("merit", "low", "spread")
