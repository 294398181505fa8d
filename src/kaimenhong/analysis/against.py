"""Every published growth beside the growth targets whose period holds it (与目标对照)."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis import gap
from kaimenhong.analysis.frame import Frame
from kaimenhong.terms.codelists import Comparator, Measure, Role


def growth_targets(targets: Frame, facts: Frame) -> Frame:
    """Put each published growth beside each target that it can be held against.

    Grain: one row per target and actual growth of the same subject and indicator whose months lie
    within the target's: an annual target meets every cumulative growth of its year, one of a
    quarter those of the quarter. Columns in: `standing.TARGETS`, `facts.FACTS` (figures that hold);
    out: `target`, the figure's `fact`, `parent`, `subject`, `indicator`, `accumulation`, `caliber`,
    `period`, `first`, `last`, `actual_amount`, `actual_published`, and `goal`, `sense`, `met`,
    `gap_points` (see `gap.to_target`), `at_end` (1.0 where the figure reaches the target's last
    month). Blank targets and 与…同步 meet nothing.
    """
    wanted = targets.filter(
        nw.col("measure") == Measure.GROWTH.value,
        nw.col("comparator") != Comparator.IN_STEP_WITH.value,
        ~nw.col("amount").is_null(),
    )
    bound = wanted.select(
        "target", "subject", "indicator", "measure", "comparator", "amount", "amount_high", "unit",
        "direction", from_month=nw.col("first"), to_month=nw.col("last"),
    )  # fmt: skip
    known = facts.filter(
        nw.col("measure") == Measure.GROWTH.value, nw.col("role") == Role.ACTUAL.value
    ).select(
        "fact", "parent", "subject", "indicator", "accumulation", "caliber", "period", "first",
        "last", actual_amount=nw.col("amount"), actual_published=nw.col("published"),
    )  # fmt: skip
    within = (nw.col("first") >= nw.col("from_month")) & (nw.col("last") <= nw.col("to_month"))
    pairs = known.join(bound, on=["subject", "indicator"], how="inner").filter(within)
    held = gap.to_target(gap.sense(gap.gauge(pairs)))
    at_end = (nw.col("last") == nw.col("to_month")).cast(nw.Float64)
    return held.with_columns(at_end=at_end).select(
        "target", "fact", "parent", "subject", "indicator", "accumulation", "caliber", "period",
        "first", "last", "actual_amount", "actual_published", "goal", "sense", "met", "gap_points",
        "at_end",
    )  # fmt: skip
