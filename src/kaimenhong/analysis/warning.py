"""Early warning (预警): a course that turns, falls on and on, or will not reach its target.

A warning describes figures that are published; it says nothing of what they ought to be. All
formulas take figures that hold (see `vintage.holding`), look at published growths of indicators
that have a better side (`direction` up or down), and give rows of `WARNINGS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add, and_

import narwhals as nw

from kaimenhong.analysis.against import growth_targets
from kaimenhong.analysis.arithmetic import NOISE, ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.succession import SERIES, is_point, runs
from kaimenhong.analysis.tables import rows
from kaimenhong.terms.codelists import Measure, Role

# The table of warnings: column, type, meaning.
WARNINGS: tuple[tuple[str, str, str], ...] = (
    ("subject", "text", "area:421381 and the like"),
    ("indicator", "text", "catalogue code, or the name where the catalogue has none"),
    ("accumulation", "text", "cumulative, current or point"),
    ("caliber", "text", "口径, empty where there is only one"),
    ("period", "text", "code of the period at which it holds"),
    ("last", "int64", "last month of the period"),
    ("warning", "text", "code, a row of data/warnings.csv"),
    ("months", "float64", "how many points it counts; null where it counts none"),
    ("value", "float64", "the figure of the period, or the slope"),
    ("bound", "float64", "what the figure is held against"),
    ("since", "text", "code of the period at which it began; null for a forecast"),
)
COLUMNS = tuple(name for name, _, _ in WARNINGS)
BOUNDS = {row["code"]: float(row["bound"]) for row in rows("warnings") if row["bound"]}


def warnings(targets: Frame, facts: Frame, *, every: int = 1) -> Frame:
    """Give all warnings that figures and targets show, one row each (预警一览).

    Grain: one row per series, period and warning; a page takes those of its newest period.
    `every` is the months between two points: 1, or 3 for quarterly figures. Columns in:
    `facts.FACTS` and `standing.TARGETS`; out: `WARNINGS`. See the formulas below.
    """
    return nw.concat(
        [
            turning_point(facts, every=every),
            falling(facts, every=every),
            sloping(facts, every=every),
            below_target(targets, facts, every=every),
        ]
    )


def latest(facts: Frame, found: Frame) -> Frame:
    """Keep of all warnings those that hold at the newest point of their series (最新预警).

    Columns in: `facts.FACTS`, and `WARNINGS` as the formulas below give them; out: `WARNINGS`.
    The newest point is the last month with a published growth: a turn that has been outrun by newer
    months is history. A forecast speaks of a period to come and is kept.
    """
    growth = (nw.col("measure") == Measure.GROWTH.value) & (nw.col("role") == Role.ACTUAL.value)
    points = facts.filter(growth, ~nw.col("published").is_null(), is_point(1) | is_point(3))
    newest = points.group_by(*SERIES).agg(newest=nw.col("last").max())
    dated = found.join(newest, on=list(SERIES), how="left")
    to_come = nw.col("since").is_null()
    return dated.filter(to_come | (nw.col("last") == nw.col("newest"))).select(*COLUMNS)


def turning_point(facts: Frame, *, every: int = 1, least: float = BOUNDS["turning_point"]) -> Frame:
    """Tell where growth turned down after rising (拐点), by `least` points or more.

    Told once a turn, at the first point that lies `least` or more below the high which growth had
    risen to, with no rise in between; all by published digits, and 0.1 tells every turn that
    print shows. `value` is the growth there, `bound` the high, `since` the period that reached it
    first: months that print the same growth are passed over. For an indicator of which less is
    better it is a rise after a fall. A gap in the months ends a course.
    """
    course = (*SERIES, "run")
    moved = _change(_growths(facts, every)).filter(nw.col("change").abs() > NOISE)
    placed = moved.with_columns(
        peak=nw.col("period").shift(1).over(*course, order_by="last"),
        risen=nw.col("change").shift(1).over(*course, order_by="last"),
        hit=nw.when(nw.col("change") < 0).then(nw.lit(1)).otherwise(nw.lit(0)),
    )
    fallen = _in_a_row(placed, kept=("before", "peak", "risen"))
    below = (nw.col("start_before") - nw.col("value")) * nw.col("sense")
    below_before = (nw.col("start_before") - nw.col("before")) * nw.col("sense")
    turned = fallen.filter(
        nw.col("start_risen") > 0, below >= least - NOISE, below_before < least - NOISE
    ).with_columns(since=nw.col("start_peak"))
    return _warnings(turned, "turning_point", months=nw.lit(None), bound=nw.col("start_before"))


def falling(facts: Frame, *, every: int = 1, least: float = BOUNDS["falling"]) -> Frame:
    """Tell where growth fell point after point (连续走低), `least` times or more.

    `months` is how many falls in a row, `value` the growth now, `bound` the growth before the
    first fall, `since` the period of the first fall. Equal published digits end the row of falls,
    and so does a gap. A row at each period from the `least`-th fall on.
    """
    changed = _change(_growths(facts, every))
    fell = nw.when(nw.col("change") < -NOISE).then(nw.lit(1)).otherwise(nw.lit(0))
    counted = _in_a_row(changed.with_columns(hit=fell))
    long = counted.filter(nw.col("months") >= least)
    return _warnings(long, "falling", months=nw.col("months"), bound=nw.col("start_before"))


def sloping(
    facts: Frame, *, every: int = 1, points: int = 6, bound: float = BOUNDS["sloping"]
) -> Frame:
    """Tell where growth went down by `bound` points a month or more of late (持续走低).

    `value` is the least-squares slope, in points per month, of the last `points` published growths
    on their last month (1—2月 stands at February); `bound` its limit with the sign of the worse
    side; `months` is `points`; `since` the first of them. Nothing where a gap leaves fewer points.
    """
    course = (*SERIES, "run")
    held = _growths(facts, every)
    steps = range(points)
    back = {
        **{f"x{k}": nw.col("last").shift(k).over(*course, order_by="last") for k in steps},
        **{f"y{k}": nw.col("value").shift(k).over(*course, order_by="last") for k in steps},
        "since": nw.col("period").shift(points - 1).over(*course, order_by="last"),
    }
    sloped = held.with_columns(**back).with_columns(value=_slope(points))
    steep = sloped.filter(nw.col("value") * nw.col("sense") <= -bound + NOISE)
    return _warnings(
        steep, "sloping", months=nw.lit(float(points)), bound=nw.lit(-bound) * nw.col("sense")
    )


def missed_months(frame: Frame, *, every: int = 1) -> Frame:
    """Count how often in a row a target or monthly task was missed (连续未完成月数).

    Grain: one row per `target` and point; columns in: those of a series (`subject`, `indicator`,
    `accumulation`, `caliber`), `target`, `period`, `first`, `last` and `met` (1 reached, 0
    missed). Adds `missed_months`, 0 where it was reached, and `since`, the period of the first
    miss in the row, null at 0. A point where `met` is null is dropped: it is a gap, and a gap
    begins the count anew.
    """
    per = (*SERIES, "target")
    known = runs(frame.filter(~nw.col("met").is_null()), every=every, per=per)
    missed = known.with_columns(
        hit=nw.when(nw.col("met") < 0.5).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    counted = _in_a_row(missed, per=per, kept=())
    return counted.with_columns(missed_months=nw.col("months").cast(nw.Int64)).drop(
        "run", "hit", "months"
    )


def below_target(
    targets: Frame, facts: Frame, *, every: int = 1, least: float = BOUNDS["below_target"]
) -> Frame:
    """Tell where growth missed its target point after point (连续低于目标), `least` times or more.

    A growth is held against every growth target whose period holds it (`against.growth_targets`).
    `months` is how many in a
    row, `value` the growth now, `bound` the target's binding end, `since` the first miss. Reached
    and missed as in `gap.to_target`: 以上 includes its number, 超过 does not.
    """
    missed = missed_months(growth_targets(targets, facts), every=every)
    long = missed.filter(nw.col("missed_months") >= least)
    months = nw.col("missed_months").cast(nw.Float64)
    told = long.with_columns(value=nw.col("actual_published"))
    return _warnings(told, "below_target", months=months, bound=nw.col("goal"))


def forecast_below(frame: Frame) -> Frame:
    """Tell where a forecast (预计) does not reach its target: certainly, or perhaps.

    Columns in: those of a series, `period` and `last` of the target, `forecast`, `low`, `high` in
    the unit of `goal`, and `sense` (1 more is better, −1 less; see `gap.sense`).
    `forecast_below` where the whole interval misses the goal; `forecast_at_risk` where the
    forecast misses it and the better end of the interval does not, or is not known. `value` is
    the forecast, `bound` the goal. Nothing where forecast or goal is null or both sides bind.
    """
    sense = nw.col("sense")
    best = nw.when(sense > 0).then(nw.col("high")).otherwise(nw.col("low"))
    short = frame.filter(sense != 0, (nw.col("goal") - nw.col("forecast")) * sense > NOISE)
    lost = (nw.col("goal") - best) * sense > NOISE
    code = nw.when(lost).then(nw.lit("forecast_below")).otherwise(nw.lit("forecast_at_risk"))
    told = short.with_columns(value=nw.col("forecast"), since=nw.lit(None).cast(nw.String))
    return _warnings(told, code, months=nw.lit(None), bound=nw.col("goal"))


def _growths(facts: Frame, every: int) -> Frame:
    growth = (nw.col("measure") == Measure.GROWTH.value) & (nw.col("role") == Role.ACTUAL.value)
    sided = nw.col("direction").is_in(("up", "down"))
    known = facts.filter(growth, sided, ~nw.col("published").is_null())
    sense = nw.when(nw.col("direction") == "down").then(nw.lit(-1)).otherwise(nw.lit(1))
    return runs(known, every=every).with_columns(value=nw.col("published"), sense=sense)


def _change(points: Frame) -> Frame:
    before = nw.col("value").shift(1).over(*SERIES, "run", order_by="last")
    return points.with_columns(before=before, change=(nw.col("value") - before) * nw.col("sense"))


def _in_a_row(
    points: Frame, per: Sequence[str] = SERIES, kept: Sequence[str] = ("before",)
) -> Frame:
    # A spell is a stretch of hits; the count of points that are none numbers the spells.
    course = (*per, "run")
    rest = (1 - nw.col("hit")).cum_sum().over(*course, order_by="last")
    spells = points.with_columns(spell=rest.cast(nw.Int64))
    months = nw.col("hit").cum_sum().over(*course, "spell", order_by="last")
    counted = spells.with_columns(months=months.cast(nw.Float64))
    opening = counted.filter(nw.col("months") == 1, nw.col("hit") == 1).select(
        *course, "spell", since=nw.col("period"), **{f"start_{c}": nw.col(c) for c in kept}
    )
    # The point that ends one spell carries the number of the next, which began after it.
    since = nw.when(nw.col("hit") == 1).then(nw.col("since")).otherwise(None)
    joined = counted.join(opening, on=[*course, "spell"], how="left")
    return joined.with_columns(since=since).drop("spell")


def _slope(points: int) -> nw.Expr:
    # Months are counted from this point back, which keeps the sums small.
    xs = [(nw.col(f"x{k}") - nw.col("last")).cast(nw.Float64) for k in range(points)]
    ys = [nw.col(f"y{k}") for k in range(points)]
    whole = reduce(and_, (~y.is_null() for y in ys))
    total_x, total_y = reduce(add, xs), reduce(add, ys)
    products = reduce(add, (x * y for x, y in zip(xs, ys, strict=True)))
    squares = reduce(add, (x * x for x in xs))
    slope = ratio(products * points - total_x * total_y, squares * points - total_x * total_x)
    return nw.when(whole).then(slope).otherwise(None)


def _warnings(frame: Frame, code: str | nw.Expr, *, months: nw.Expr, bound: nw.Expr) -> Frame:
    named = nw.lit(code) if isinstance(code, str) else code
    return frame.with_columns(
        warning=named,
        months=months.cast(nw.Float64),
        bound=bound.cast(nw.Float64),
        value=nw.col("value").cast(nw.Float64),
    ).select(*COLUMNS)
