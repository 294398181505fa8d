"""How far a target is, and how far it should be by time alone (完成进度, 时间进度)."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.terms.codelists import Accumulation, Measure, Role

MONTHS = 12


def elapsed(frame: Frame) -> Frame:
    """Add `elapsed`, 时间进度: the share, 0 to 1, of a target's months that the actual covers.

    elapsed = (actual_last − first + 1) / (last − first + 1): 1—2月 is 2/12 of the year and 2/3 of
    the first quarter. Columns in: `first`, `last` of the target and `actual_last`, month indexes.
    Null without an actual; an actual outside the target's months counts as 0 or 1. It is linear by
    months; a place with a plan curve of its own compares with that instead.
    """
    done = (nw.col("actual_last") - nw.col("first") + 1).cast(nw.Float64)
    months = (nw.col("last") - nw.col("first") + 1).cast(nw.Float64)
    return frame.with_columns(elapsed=ratio(done, months).clip(0.0, 1.0))


def completion(frame: Frame) -> Frame:
    """Add `completion`, 完成率 in %: what was reached of what is wanted.

    completion = actual_amount / goal × 100; both in one unit; `goal` is the end of the target that
    binds. Null where either is missing or the goal is zero or negative. It says nothing of a
    growth target: 6.5 of 8.0 is not "81% done" (see `level_completion`).
    """
    share = ratio(nw.col("actual_amount"), nw.col("goal")) * 100
    return frame.with_columns(completion=nw.when(nw.col("goal") > 0).then(share).otherwise(None))


def progress_gap(frame: Frame) -> Frame:
    """Add `progress_gap`, 进度差 in points: completion against elapsed time, negative = behind.

    progress_gap = (completion − elapsed × 100), turned round where less is better (`sense` −1).
    Taken before any rounding: 629.0 of 647.4 by October is +13.8 points, not 97.2 − 83.3 = 13.9.
    Columns in: `completion` (%), `elapsed` (share), `sense`. Null where one of them is.
    """
    ahead = nw.col("completion") - nw.col("elapsed") * 100
    turned = nw.when(nw.col("sense") < 0).then(-ahead).otherwise(ahead)
    return frame.with_columns(progress_gap=turned)


def progress_ratio(frame: Frame) -> Frame:
    """Add `progress_ratio`, 完成与应完成之比 in %: what is done of what is due by now.

    progress_ratio = completion / (elapsed × 100) × 100: 40% done by the end of July is 68.6%.
    Columns in: `completion` (%), `elapsed` (share), `sense`. Null where one of them is, where
    nothing is due yet, and where less is better: to have spent twice what is due is not "200%".
    """
    share = ratio(nw.col("completion"), nw.col("elapsed") * 100) * 100
    return frame.with_columns(
        progress_ratio=nw.when(nw.col("sense") >= 0).then(share).otherwise(None)
    )


def progress_shortfall(frame: Frame) -> Frame:
    """Add `progress_shortfall`, 相对差 in %: how far behind what is due, as a part of what is due.

    progress_shortfall = (elapsed × 100 − completion) / (elapsed × 100) × 100, turned round where
    less is better: 5% done by the end of February is 70%, and what is ahead is below zero.
    Columns in: `completion` (%), `elapsed` (share), `sense`. Null where one of them is and where
    nothing is due yet.
    """
    due = nw.col("elapsed") * 100
    behind = ratio(due - nw.col("completion"), due) * 100
    turned = nw.when(nw.col("sense") < 0).then(-behind).otherwise(behind)
    return frame.with_columns(progress_shortfall=turned)


def level_completion(frame: Frame) -> Frame:
    """Add `level_completion` of a growth target: the level reached, in % of the level wanted.

    level_completion = (100 + growth) / (100 + target_growth) × 100, both growths in % on one base:
    −2 against 8 is 90.7%. Null where either is missing or the target is −100 or less.
    """
    wanted = nw.col("target_growth") + 100
    share = ratio(nw.col("growth") + 100, wanted) * 100
    return frame.with_columns(level_completion=nw.when(wanted > 0).then(share).otherwise(None))


def by_plan(frame: Frame, curve: Frame) -> Frame:
    """Hold the completion against a plan's own curve instead of the calendar (按计划曲线).

    due_gap = completion − due, in points, turned round where less is better.
    Grain: that of `frame`. Columns in: `target`, `actual_last`, `completion` (%), `elapsed` (share)
    and `sense`; of `curve`: `target`, `last` (month index) and `due` (% of the target due by the
    end of that month), such as `seasonal_curve` gives. Adds `due` (%), `due_by` and `due_gap`.
    A target with a curve is held against its point of that very month (`due_by` is curve) and has
    no answer where the curve says nothing of the month; a target without any curve is held against
    elapsed time (`due_by` is time). Null without completion.
    """
    points = curve.select("target", actual_last=nw.col("last"), planned=nw.col("due"))
    curved = curve.select("target").unique().with_columns(curved=nw.lit(1))
    told = frame.join(points, on=["target", "actual_last"], how="left").join(
        curved, on="target", how="left"
    )
    has_curve = ~nw.col("curved").is_null()
    due = nw.when(has_curve).then(nw.col("planned")).otherwise(nw.col("elapsed") * 100)
    ahead = nw.col("completion") - nw.col("due")
    return (
        told.with_columns(
            due=due, due_by=nw.when(has_curve).then(nw.lit("curve")).otherwise(nw.lit("time"))
        )
        .with_columns(due_gap=nw.when(nw.col("sense") < 0).then(-ahead).otherwise(ahead))
        .drop("planned", "curved")
    )


def seasonal_curve(targets: Frame, facts: Frame, *, years: int = 3) -> Frame:
    """Draw the curve of a target as its last years went (上年同期进度).

    due = the mean over the years before of cumulative level / level of the whole stretch × 100.
    Grain: one row per target and month, `years_used` telling over how many years. Columns in:
    `target`, `subject`, `indicator`, `first`, `last` of the targets; facts as usual, one row per
    subject and figure (see `vintage.holding`). Out: `target`, `last` (month index in the target's
    year), `due` (%), `due_low` and `due_high` (the years' extremes), `years_used`.
    A year counts where both the month's and the whole stretch's cumulative actual are known and the
    whole is positive; 1—2月 is the first point. No year, no row: nothing is guessed.
    """
    levels = facts.filter(
        nw.col("measure") == Measure.LEVEL.value,
        nw.col("role") == Role.ACTUAL.value,
        nw.col("accumulation") == Accumulation.CUMULATIVE.value,
        nw.col("caliber") == "",
    )
    asked = targets.select("target", "subject", "indicator", start="first", end="last")
    back = nw.col("start") - nw.col("first")
    earlier = (back > 0) & (back <= MONTHS * years) & (back % MONTHS == 0)
    met = asked.join(levels, on=["subject", "indicator"], how="inner").filter(earlier)
    met = met.with_columns(last=nw.col("last") + back).filter(nw.col("last") <= nw.col("end"))
    keys = ["target", "first", "unit"]
    wholes = met.filter(nw.col("last") == nw.col("end")).select(*keys, whole=nw.col("amount"))
    parts = met.join(wholes, on=keys, how="inner").filter(nw.col("whole") > 0)
    done = parts.with_columns(done=nw.col("amount") / nw.col("whole") * 100)
    known = done.filter(~nw.col("done").is_null())
    return known.group_by("target", "last").agg(
        due=nw.col("done").mean(),
        due_low=nw.col("done").min(),
        due_high=nw.col("done").max(),
        years_used=nw.len(),
    )


def of_plans(frame: Frame) -> Frame:
    """Put the completion of every plan side by side, each under its own name (分母各是哪个).

    of_year = done / year_plan, of_due = done / due_plan, of_total = done / total_plan, each × 100.
    Columns in: `done`, `year_plan` (this year's), `due_plan` (what was due by now) and `total_plan`
    (of the whole project), in one unit. 206 started of 255 planned is 80.8% of the year and of 223
    due 92.4% of what is due: a page prints both names. The year's completion is done / year_plan,
    never / total_plan. Null where the figure or that plan is missing, or the plan not positive.
    """

    def of(plan: str) -> nw.Expr:
        share = ratio(nw.col("done"), nw.col(plan)) * 100
        return nw.when(nw.col(plan) > 0).then(share).otherwise(None)

    return frame.with_columns(
        of_year=of("year_plan"), of_due=of("due_plan"), of_total=of("total_plan")
    )
