"""How far a figure lies from its own history, by medians: one odd year does not hide another."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.frame import Frame

# The median distance from the median, times this, is the standard deviation of a normal course.
ROBUST = 1.4826


def against_history(pairs: Frame, *, times: float = 5, floor: float = 5, least: float = 4) -> Frame:
    """Hold a value against its earlier ones (稳健离差): their median, and how far is far.

    usual = median(past); limit = max(times × 1.4826 × median(|past − usual|), floor).
    Grain in: one row per figure and earlier figure; columns `fact`, `value`, `past`, of any one
    unit. Out: one row per `fact` with at least `least` earlier figures: `usual`, `limit` (in the
    unit) and `of`, how many earlier figures there are. Nulls in `past` do not count.
    """
    known = pairs.filter(~nw.col("past").is_null())
    middle = known.group_by("fact").agg(usual=nw.col("past").median(), of=nw.col("past").count())
    distances = known.join(middle, on="fact", how="inner").with_columns(
        distance=(nw.col("past") - nw.col("usual")).abs()
    )
    spread = distances.group_by("fact").agg(spread=nw.col("distance").median())
    far = nw.col("spread") * (times * ROBUST)
    limit = nw.when(far > floor).then(far).otherwise(nw.lit(float(floor)))
    held = middle.join(spread, on="fact", how="inner").filter(nw.col("of") >= least)
    return held.select("fact", "usual", limit=limit, of=nw.col("of").cast(nw.Float64))
