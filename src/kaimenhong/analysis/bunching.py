"""Bunching (汇聚): more figures just on the good side of a line than chance puts there.

These are doubts about many figures at once; small numbers say nothing and stay silent. They never
point at one unit: many have good reasons to stand where they stand.
"""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.against import growth_targets
from kaimenhong.analysis.arithmetic import NOISE, at_least
from kaimenhong.analysis.doubt import COLUMNS, RULES
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.succession import SERIES

GROUP = (*SERIES, "period", "last")


def bunching(units: Frame) -> Frame:
    """Tell where too many values stand just above a line and too few just below (汇聚).

    Columns in: one row per unit with the group that it belongs to (`subject`, `indicator`,
    `accumulation`, `caliber`, `period`, `last`), its `value`, the `threshold` and the `width` of
    a window, all in one unit. Four windows of that width are counted: two on each side of the
    line, the line itself above. A smooth spread would run straight through them:
    expected = (outer below + 2 × outer above) / 3.
    In doubt where the window just above holds 8 units or more and exceeds what is expected by
    three times its square root (at least 3), and the one just below holds fewer than its own
    expected count. `value` is how many stand just above, `usual` how many are expected, `bound`
    the excess that is needed, `of` all four windows. Null values do not count; where less is
    better, give values and threshold with their signs turned.
    """
    offset = (nw.col("value") - nw.col("threshold")) / nw.col("width")
    known = units.filter(~nw.col("value").is_null(), nw.col("width") > 0).with_columns(at=offset)
    counted = known.group_by(*GROUP).agg(
        far_below=_between(-2, -1), below=_between(-1, 0), above=_between(0, 1),
        far_above=_between(1, 2),
    )  # fmt: skip
    outer_below, outer_above = nw.col("far_below"), nw.col("far_above")
    expected = counted.with_columns(
        usual=(outer_below + outer_above * 2) / 3, usual_below=(outer_below * 2 + outer_above) / 3
    )
    times = float(RULES["bunching"]["bound"])
    root = nw.when(nw.col("usual") > 1).then(nw.col("usual")).otherwise(nw.lit(1.0)).sqrt()
    over = nw.col("above") - nw.col("usual") >= root * times - NOISE
    crowded = expected.with_columns(bound=root * times).filter(
        nw.col("above") >= float(RULES["bunching"]["least"]),
        over,
        nw.col("below") < nw.col("usual_below"),
    )
    of = outer_below + nw.col("below") + nw.col("above") + outer_above
    return _doubts(crowded.with_columns(value=nw.col("above"), of=of), "bunching")


def exactly_at_target(targets: Frame, facts: Frame) -> Frame:
    """Tell where growth came out exactly at its target too often (恰好等于目标).

    Looks at growths that reach the end of their target's period, per subject, indicator,
    accumulation and caliber, over all years. Growths are printed with one digit, so within half a
    point of a target lie eleven printed values; expected = how many came out there / 11.
    In doubt where three or more equal their targets, and three times as many as expected or more.
    `value` is how many are equal, `usual` the expected count, `bound` three times it, `of` how
    many targets ended, `period` is null and `last` the newest month. A pandemic year or a target
    set after the fact can explain it.
    """
    ended = growth_targets(targets, facts).filter(
        nw.col("at_end") == 1, ~nw.col("actual_published").is_null()
    )
    off = (nw.col("actual_published") - nw.col("goal")).abs()
    counted = (
        ended.with_columns(
            equal=(off <= NOISE).cast(nw.Float64), near=(off <= 0.5 + NOISE).cast(nw.Float64)
        )
        .group_by(*SERIES)
        .agg(
            value=nw.col("equal").sum(), near=nw.col("near").sum(), of=nw.col("equal").count(),
            last=nw.col("last").max(),
        )
    )  # fmt: skip
    rule = RULES["exactly_at_target"]
    usual = nw.col("near") / 11
    expected = counted.with_columns(
        usual=usual, bound=usual * float(rule["bound"]), period=nw.lit(None).cast(nw.String)
    )
    often = expected.filter(
        nw.col("value") >= float(rule["least"]), nw.col("value") >= nw.col("bound") - NOISE
    )
    return _doubts(often, "exactly_at_target")


def _between(low: int, high: int) -> nw.Expr:
    within = at_least(nw.col("at"), low) & ~at_least(nw.col("at"), high)
    return within.cast(nw.Int64).cast(nw.Float64).sum()


def _doubts(frame: Frame, code: str) -> Frame:
    return frame.with_columns(
        fact=nw.lit(None).cast(nw.String),
        doubt=nw.lit(code),
        other=nw.lit(None).cast(nw.String),
        of=nw.col("of").cast(nw.Float64),
        last=nw.col("last").cast(nw.Int64),
    ).select(*COLUMNS)
