"""What was foreseen (预计), kept as it was said and scored against what came."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE, ratio
from kaimenhong.analysis.frame import Frame, one_each
from kaimenhong.analysis.vintage import firmest, newest
from kaimenhong.terms.codelists import Role

# What an expectation shares with the figure that answers it. Another caliber or unit is no answer.
SAME = ("subject", "indicator", "period", "accumulation", "measure", "caliber", "unit")
# Of whom, of what, and in which standing: an office's 预计 is scored apart from a 测算.
SCORED = ("subject", "indicator", "accumulation", "measure", "caliber", "unit", "status")


def against_actual(facts: Frame) -> Frame:
    """Put every 预计 beside the actual that came after it.

    error = amount − actual_amount; error_share = error / |actual_amount| × 100;
    within = whether amount ≤ actual_amount ≤ amount_high.
    Grain: one row per `SAME` and status that has a figure of role expected: the last version that
    was known before the actual first came. Earlier versions stay in the source; one that came with
    the actual or after it foresaw nothing and is left out. Adds `actual` (its row), `actual_amount`
    (the newest version, firmest status), `came` (when an actual was first known), `error` (unit,
    positive = more was expected than came), `error_share` (%), `within` (1.0 or 0.0).
    Null as long as no actual has come; `error_share` also where the actual is zero, `within` where
    no upper end was said. An expectation without a figure is no expectation.
    Source: domain 3.3 (4): after the release the difference is stored, nothing is overwritten.
    """
    known = facts.filter(~nw.col("amount").is_null())
    actuals = known.filter(nw.col("role") == Role.ACTUAL.value)
    first = actuals.group_by(*SAME).agg(came=nw.col("vintage").min())
    answers = firmest(newest(actuals)).select(
        *SAME, actual=nw.col("fact"), actual_amount=nw.col("amount")
    )
    foreseen = known.filter(nw.col("role") == Role.EXPECTED.value)
    timed = foreseen.join(first, on=list(SAME), how="left")
    ahead = timed.filter(nw.col("came").is_null() | (nw.col("vintage") < nw.col("came")))
    last = one_each(ahead, per=(*SAME, "status"), greatest=("vintage", "fact"))
    beside = last.join(answers, on=list(SAME), how="left")
    return _within(beside.with_columns(error=nw.col("amount") - nw.col("actual_amount")))


def score(facts: Frame) -> Frame:
    """Score the 预计 of every subject and indicator against what came (预计评分).

    bias = mean error, mean_error = mean |error|, mean_error_share = mean |error_share|,
    covered = share of the ranges that held what came, in %.
    Grain: one row per `SCORED` of which at least one actual has come; status keeps an office's
    预计 apart from 测算, so that the two can be compared. Out besides: `made` (how many were
    answered), `ranged` (how many of these had a range). Bias and errors are in the unit of the
    figures, positive bias = too much was expected. `covered` is null without a range,
    `mean_error_share` where every actual was zero. A figure that is still to come counts nowhere.
    """
    answered = against_actual(facts).filter(~nw.col("error").is_null())
    told = answered.with_columns(size=nw.col("error").abs(), size_share=nw.col("error_share").abs())
    return told.group_by(*SCORED).agg(
        made=nw.len(),
        ranged=nw.col("within").count(),
        bias=nw.col("error").mean(),
        mean_error=nw.col("size").mean(),
        mean_error_share=nw.col("size_share").mean(),
        covered=nw.col("within").mean() * 100,
    )


def _within(frame: Frame) -> Frame:
    actual = nw.col("actual_amount")
    above = actual >= nw.col("amount") - NOISE
    below = actual <= nw.col("amount_high") + NOISE
    ranged = ~nw.col("amount_high").is_null() & ~actual.is_null()
    held = (above & below).cast(nw.Float64)
    return frame.with_columns(
        error_share=ratio(nw.col("error"), actual.abs()) * 100,
        within=nw.when(ranged).then(held).otherwise(None),
    )
