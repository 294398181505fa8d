"""What is missing (缺口): to the target, to zero growth, to the average, to the next rank.

Every gap here has one sign: negative is behind, zero is just there, positive is ahead, whatever
the direction of the indicator. A page that says "缺口 4.73 亿元" prints the size of a negative one.
"""

from __future__ import annotations

from enum import StrEnum

import narwhals as nw

from kaimenhong.analysis.arithmetic import above, at_least, ratio
from kaimenhong.analysis.contribution import TOTAL, total_growth
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.kinds import FALLING, RANKS, RATE_UNITS, RATES
from kaimenhong.analysis.rank import merit, peer_key
from kaimenhong.terms.codelists import Accumulation, Comparator, Measure, Status


class Gauge(StrEnum):
    """What a target is held against; a rule of lights names the gauge it is for."""

    POINTS = "points"  # a rate: its distance to the target, in points
    PROGRESS = "progress"  # an amount that adds up: its completion against elapsed time
    STOCK = "stock"  # a balance: its distance, as a share of the target
    RANK = "rank"  # a place: its distance, in places


def gauge(frame: Frame) -> Frame:
    """Add `gauge`: how such a target is measured, from its measure, unit and accumulation.

    Columns in: `measure`, `unit` of the target, `accumulation` of the actual (null without one).
    A completion known at a moment (复工率) is a rate; one that grows through the year is progress.
    """
    measure = nw.col("measure")
    at_a_moment = nw.col("accumulation") == Accumulation.POINT.value
    rate_level = (measure == Measure.LEVEL.value) & nw.col("unit").is_in(RATE_UNITS)
    moment_rate = (measure == Measure.COMPLETION.value) & at_a_moment
    chosen = (
        nw.when(measure.is_in(RANKS))
        .then(nw.lit(Gauge.RANK.value))
        .when(measure.is_in(RATES) | rate_level | moment_rate)
        .then(nw.lit(Gauge.POINTS.value))
        .when(at_a_moment)
        .then(nw.lit(Gauge.STOCK.value))
        .otherwise(nw.lit(Gauge.PROGRESS.value))
    )
    return frame.with_columns(gauge=chosen)


def sense(frame: Frame) -> Frame:
    """Add `sense`: 1 more is better, −1 less is better, 0 both sides bind; and `goal`.

    Columns in: `measure`, `comparator`, `direction`, `amount`, `amount_high` of the target.
    In this order: a rank is better when smaller; of a fall (growth, change or distance below
    zero) the indicator's direction decides, since 以上 and 以内 then speak of the size of the
    fall; 以内 and 低于 mean less, 以上 and 超过 mean more; else direction: down is −1, band is 0,
    all others 1.
    `goal` is the end of the target that binds: the upper one where less is better, else the lower.
    """
    measure, direction = nw.col("measure"), nw.col("direction")
    fall = measure.is_in(FALLING) & (nw.col("amount") < 0)
    less = nw.col("comparator").is_in((Comparator.AT_MOST.value, Comparator.LESS_THAN.value))
    more = nw.col("comparator").is_in((Comparator.AT_LEAST.value, Comparator.MORE_THAN.value))
    chosen = (
        nw.when(measure.is_in(RANKS))
        .then(nw.lit(-1))
        .when(fall & (direction == "up"))
        .then(nw.lit(1))
        .when((fall & (direction == "down")) | less)
        .then(nw.lit(-1))
        .when(more)
        .then(nw.lit(1))
        .when(direction == "down")
        .then(nw.lit(-1))
        .when(direction == "band")
        .then(nw.lit(0))
        .otherwise(nw.lit(1))
    )
    upper = nw.coalesce(nw.col("amount_high"), nw.col("amount"))
    goal = nw.when(nw.col("sense") < 0).then(upper).otherwise(nw.col("amount"))
    return frame.with_columns(sense=chosen).with_columns(goal=goal)


def to_target(frame: Frame, *, near_points: float = 0.5, near_share: float = 1.0) -> Frame:
    """Add the distance to the target and whether it is reached.

    gap = actual − lower end, or upper end − actual where less is better, or the smaller of the two
    where both ends bind. Columns in: those of `sense` and `gauge`, `actual_amount` and
    `actual_published`. Out: `gap_points` (points; only gauge points; taken from the published
    digits, since those are what the target is checked by), `gap_unit` (in the unit; other gauges),
    `gap_share` (gap_unit in % of the goal's size), `met` (1.0 or 0.0; 超过 and 低于 exclude their
    number; 左右 and 同步 are met by what comes near: within `near_points` of points or places, or
    `near_share` % of the goal of amounts). Null where the target or the actual is.
    """
    points = nw.col("gauge") == Gauge.POINTS.value
    gap = _distance(
        nw.when(points).then(nw.col("actual_published")).otherwise(nw.col("actual_amount"))
    )
    strict = nw.col("comparator").is_in((Comparator.MORE_THAN.value, Comparator.LESS_THAN.value))
    close = nw.col("comparator").is_in((Comparator.ABOUT.value, Comparator.IN_STEP_WITH.value))
    amounts = nw.col("gauge").is_in((Gauge.PROGRESS.value, Gauge.STOCK.value))
    share = nw.col("goal").abs() * (near_share / 100)
    near = nw.when(amounts).then(share).otherwise(nw.lit(near_points))
    reached = (
        nw.when(strict)
        .then(above(nw.col("gap"), 0))
        .when(close)
        .then(at_least(nw.col("gap") + near, 0))
        .otherwise(at_least(nw.col("gap"), 0))
    )
    return (
        frame.with_columns(gap=gap)
        .with_columns(
            gap_points=nw.when(points).then(nw.col("gap")).otherwise(None),
            gap_unit=nw.when(~points).then(nw.col("gap")).otherwise(None),
            met=reached.cast(nw.Float64),
        )
        .with_columns(gap_share=ratio(nw.col("gap_unit"), nw.col("goal").abs()) * 100)
        .drop("gap")
    )


def in_unit(frame: Frame) -> Frame:
    """Say a growth target's gap in the unit too, and how far zero growth is (正增长缺口).

    gap_unit = level − base × (1 + goal/100); gap_to_zero_unit = level − base; both turned round
    where less is better. Columns in: `level` and `base` (unit of the indicator, see
    `growth.with_base`), `goal` (% for a growth target), `measure`, `sense`, `gap_unit`, which is
    kept for other measures. Null where level or base is.
    """
    sign = nw.when(nw.col("sense") < 0).then(nw.lit(-1)).otherwise(nw.lit(1))
    to_growth = (nw.col("level") - nw.col("base") * (1 + nw.col("goal") / 100)) * sign
    growth = nw.col("measure") == Measure.GROWTH.value
    return frame.with_columns(
        gap_unit=nw.when(growth).then(to_growth).otherwise(nw.col("gap_unit")),
        gap_to_zero_unit=(nw.col("level") - nw.col("base")) * sign,
    )


def to_parent_average(facts: Frame) -> Frame:
    """Add the distance of every rate to the average of the area above (与上级平均水平之差).

    gap_to_parent = published − parent_average, turned round where less is better.
    Grain and columns: those of the fact table, which must hold one row per subject and figure (see
    `vintage.holding`). Adds `parent_average` (in the unit of the row), `parent_average_status` and
    `gap_to_parent` (points; negative is behind).
    The average is the figure that the parent itself has, with its own status. A growth that the
    parent does not have is 推算 from all its children by base weights (`contribution.total_growth`)
    and its status is `estimated`; never from some of them, and never where the catalogue forbids
    it. Null for amounts and places, for an area without a parent, for a missing figure, and the gap
    also where the indicator is neither up nor down.
    """
    others = [column for column in TOTAL if column != "parent"]
    own = facts.select(
        *others,
        "measure",
        parent=nw.col("subject"),
        average_filed=nw.col("published"),
        average_status=nw.col("status"),
    )
    weighed = total_growth(facts).select(
        *TOTAL, measure=nw.lit(Measure.GROWTH.value), average_weighed=nw.col("total_growth")
    )
    keys = [*TOTAL, "measure"]
    beside = facts.join(own, on=keys, how="left").join(weighed, on=keys, how="left")
    return _beside_average(beside).drop("average_filed", "average_status", "average_weighed")


def to_next_rank(facts: Frame, *, by: str = "parent") -> Frame:
    """Add how far the next better place is (与前一位之差).

    gap_to_next_rank = the own published figure − that of the peers just ahead, turned round where
    less is better: never positive, in the unit of the row, points for rates.
    Grain and columns: those of `rank.within_parent`, or with `by="group"` those of
    `rank.within_group`. Adds `next_rank`, the place that is shared once the distance is made up,
    and `gap_to_next_rank`. Both are of published digits, since those decide places, and the
    difference is not rounded. Null for the first and for those who have no place.
    """
    keys = list(peer_key(by))
    with_merit = facts.with_columns(merit=merit(by))
    placed = with_merit.filter(~nw.col("merit").is_null())
    rungs = placed.select(
        *keys, "merit", place=nw.col("merit").rank("min", descending=True).over(*keys)
    ).unique()
    ladder = rungs.with_columns(
        next_merit=nw.col("merit").shift(-1).over(*keys, order_by="merit"),
        next_rank=nw.col("place").shift(-1).over(*keys, order_by="merit"),
    ).drop("place")
    return (
        with_merit.join(ladder, on=[*keys, "merit"], how="left")
        .with_columns(gap_to_next_rank=nw.col("merit") - nw.col("next_merit"))
        .drop("merit", "next_merit")
    )


def required_growth(frame: Frame) -> Frame:
    """Add `required_growth` in %: what the rest of the year must grow by (倒算增速).

    required_growth = (year_base × (1 + target_growth/100) − level) / (year_base − base) − 1.
    Columns in: `year_base`, `base`, `level` in one unit (the base of the whole year, the base and
    the level so far) and `target_growth` (%). Null where no base is left or one of them is null.
    """
    left = nw.col("year_base") - nw.col("base")
    wanted = nw.col("year_base") * (1 + nw.col("target_growth") / 100) - nw.col("level")
    growth = (ratio(wanted, left) - 1) * 100
    return frame.with_columns(required_growth=nw.when(left > 0).then(growth).otherwise(None))


def required_growth_by_share(frame: Frame) -> Frame:
    """Add `required_growth` in % for a series of which only growth is known.

    required_growth = (target_growth − share × growth) / (1 − share), `share` being the part, 0 to
    1, of the year's base that has passed. Null where nothing is left or one of them is null.
    """
    left = 1 - nw.col("share")
    growth = ratio(nw.col("target_growth") - nw.col("share") * nw.col("growth"), left)
    return frame.with_columns(required_growth=nw.when(left > 0).then(growth).otherwise(None))


def _beside_average(frame: Frame) -> Frame:
    measure = nw.col("measure")
    in_rates = (measure == Measure.LEVEL.value) & nw.col("unit").is_in(RATE_UNITS)
    a_rate = measure.is_in((*RATES, Measure.COMPLETION.value)) | in_rates
    known = a_rate & ~nw.col("published").is_null()
    filed, weighed = nw.col("average_filed"), nw.col("average_weighed")
    average = nw.when(known).then(nw.coalesce(filed, weighed)).otherwise(None)
    softer = nw.when(~weighed.is_null()).then(nw.lit(Status.ESTIMATED.value)).otherwise(None)
    status = nw.when(~filed.is_null()).then(nw.col("average_status")).otherwise(softer)
    ahead = nw.col("published") - nw.col("parent_average")
    less = nw.col("direction") == "down"
    turned = nw.when(less).then(-ahead).when(nw.col("direction") == "up").then(ahead)
    return frame.with_columns(
        parent_average=average, parent_average_status=nw.when(known).then(status).otherwise(None)
    ).with_columns(gap_to_parent=turned.otherwise(None))


def _distance(actual: nw.Expr) -> nw.Expr:
    from_below = actual - nw.col("amount")
    from_above = nw.coalesce(nw.col("amount_high"), nw.col("amount")) - actual
    nearer = nw.when(from_below < from_above).then(from_below).otherwise(from_above)
    return (
        nw.when(nw.col("sense") > 0)
        .then(from_below)
        .when(nw.col("sense") < 0)
        .then(from_above)
        .otherwise(nearer)
    )
