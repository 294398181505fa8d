"""How far a target is, and how far it should be by time alone (完成进度, 时间进度)."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import ratio
from kaimenhong.analysis.frame import Frame


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
