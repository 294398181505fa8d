"""One month, all of it (一个月的全盘): every area and indicator, with what a board shows of them.

`figures` looks at the rows of the month, of the year so far and of the same stretch a year before,
and at nothing else, however long the history is; `board` adds what comes of comparing.
"""

from __future__ import annotations

from functools import reduce
from operator import add

import narwhals as nw

from kaimenhong.analysis import gap, lights, progress
from kaimenhong.analysis.arithmetic import NOISE, half_up, ratio
from kaimenhong.analysis.frame import Engine, Frame, Plain, one_each
from kaimenhong.analysis.rank import within_parent
from kaimenhong.analysis.slots import CELL, GRAIN, LINE, growth_slots, level_slots, side_by_side
from kaimenhong.terms.codelists import Accumulation, Measure, Role
from kaimenhong.terms.period import Period

GROWTH_DIGITS = 10.0

# The columns of `figures` with those that say about whom, and what `board` adds to them.
FIGURES = (
    "subject", "parent", "indicator", "unit", "caliber", "direction", "level", "base", "growth",
    "derived_growth", "accumulation", "ytd", "ytd_base", "ytd_growth", "ytd_derived_growth",
    "ytd_made",
)  # fmt: skip
ADDED = (
    "amount", "amount_base", "shown_growth", "shown_derived", "gap_to_zero_unit",
    "rank", "peers", "gap_to_next_rank", "parent_growth", "gap_to_parent",
    "target", "target_period", "target_measure", "goal", "gap_points", "gap_unit", "met",
    "completion", "progress_gap",
    "light", "light_rule", "light_metric", "light_value", "light_bound",
)  # fmt: skip

PLAIN = Plain()


def wanted(month: str) -> tuple[str, ...]:
    """Give the codes of the periods that a month's board looks at, this year's and last year's.

    >>> wanted("2026-02")
    ('2025-01', '2025-01..2025-02', '2025-02', '2026-01', '2026-01..2026-02', '2026-02')
    """
    years = (Period.parse(month), Period.parse(month).year_before())
    return tuple(
        sorted({code for one in years for codes, _ in level_slots(one).values() for code in codes})
    )


def figures(facts: Frame, *, month: str, engine: Engine = PLAIN) -> Frame:
    """Gather what is known of one month: level, growth, year to date, and their bases.

    Grain: one row per subject, indicator, unit of the level and 口径; of an indicator that has no
    level, one row per subject, indicator and 口径, its unit null. Columns in: those of the fact
    table, all versions; `vintage` may also be a whole number that grows with time. Of each figure
    the newest version, known to be missing counting as missing, and of these the firmest status.
    Out, besides the grain:
    - `level`, `base` (unit): of the month alone, of a balance that at its end, and the same a year
      before; `growth` (%, published); `derived_growth` (%, 推算) = (level / base − 1) × 100;
    - `accumulation`: cumulative where there is a year to date, point for a balance, else current;
    - `ytd`, `ytd_base` (unit): from January, the cumulative figure where there is one, else the sum
      of the months, 1—2月 being one figure where January and February are not both known;
      `ytd_growth` (published); `ytd_derived_growth` (推算); `ytd_made` 1.0 where one of the two
      levels is such a sum.
    Null where a month between is missing (it is not zero), where a base is missing; derived growths
    also where it is zero or below. No January is made out of 1—2月. Balances have no year to date.
    Two 口径 are two rows and never compared, and levels of two units likewise.
    `engine` may gather in its own way what Narwhals says less well; it changes no figure.
    """
    now, before = Period.parse(month), Period.parse(month).year_before()
    rows = facts.filter(
        nw.col("role") == Role.ACTUAL.value,
        nw.col("measure").is_in((Measure.LEVEL.value, Measure.GROWTH.value)),
        # A range is cheaper than a list; what else lies in it is for no slot.
        nw.col("period") >= min(wanted(month)),
        nw.col("period") <= max(wanted(month)),
    )
    slots = {
        **{f"{name}_now": slot for name, slot in level_slots(now).items()},
        **{f"{name}_before": slot for name, slot in level_slots(before).items()},
    }
    levels = rows.filter(nw.col("measure") == Measure.LEVEL.value)
    growths = rows.filter(nw.col("measure") == Measure.GROWTH.value)
    return _levels_and_growths(
        _summed(side_by_side(levels, slots, engine), now.last_month % 12 + 1),
        side_by_side(growths, growth_slots(now), engine),
    )


def board(targets: Frame, figures: Frame, *, month: str) -> Frame:
    """Compare a month's figures: with zero, the target, the area above, the next place.

    Grain and columns: those of `figures` with `parent` and `direction` of its subject and indicator
    beside them; `targets` as in `standing.TARGETS`. Adds
    - `amount` and `amount_base`: year to date, else the month's or the balance;
    - `shown_growth` (%): the published growth of that stretch, else the derived one, half-up at one
      digit, and `shown_derived` 1.0 where it is the latter (推算);
    - `gap_to_zero_unit` = amount − base, turned round where less is better; the base is the one
      that the published growth implies (`growth.with_base`), else `amount_base`;
    - `rank`, `peers` among those of one parent by `shown_growth`; `gap_to_next_rank` (points, never
      positive) to the nearest better figure; `parent_growth`, the shown growth of the parent
      itself, and `gap_to_parent` (points);
    - `target`, `target_period`, `target_measure`, `goal`, `gap_points`, `gap_unit`, `met`,
      `completion`, `progress_gap`, and `light` with its trace, as in `standing`.
    What is held against a target is the year to date or a balance, never a month by itself. The
    target is one that runs from January and covers the month: one for growth before one for the
    level, the soonest to end, of several issuers the one that asks most. A cell without a target is
    grey. Null where what is compared is missing; a parent without a figure of its own gives none.
    Signs: in every gap negative is behind and positive ahead.
    """
    shown = _shown(figures, Period.parse(month).last_month)
    ranked = _to_next_rank(_ranked(shown, month))
    return _against_targets(_to_parent(ranked), _one_target(targets, Period.parse(month)))


def monthly(targets: Frame, facts: Frame, *, month: str) -> Frame:
    """Give the board of one month from the fact table and the targets: `board` of `figures`."""
    about = facts.select(*CELL, "parent", "direction").unique()
    found = figures(facts, month=month).join(about, on=list(CELL), how="left")
    return board(targets, found, month=month)


def _summed(rows: Frame, number: int) -> Frame:
    """Make levels and their bases of the figures side by side; `number` is that of the month."""
    sums = {}
    for when in ("now", "before"):
        months = [nw.col(f"month_{n}_{when}") for n in range(1, number + 1)]
        start = months[0] if number == 1 else nw.coalesce(
            months[0] + months[1], nw.col(f"opening_{when}")
        )  # fmt: skip
        sums[f"sum_{when}"] = reduce(add, months[2:], start)
    flow = ~nw.col(f"month_{number}_now").is_null()
    return rows.with_columns(**sums).select(
        *GRAIN,
        level=nw.coalesce(nw.col(f"month_{number}_now"), nw.col("stock_now")),
        base=nw.when(flow).then(nw.col(f"month_{number}_before")).otherwise(nw.col("stock_before")),
        ytd=nw.coalesce(nw.col("total_now"), nw.col("sum_now")),
        ytd_base=nw.coalesce(nw.col("total_before"), nw.col("sum_before")),
        made=nw.col("total_now").is_null() | nw.col("total_before").is_null(),
        balance=~flow & ~nw.col("stock_now").is_null(),
    )


def _levels_and_growths(levels: Frame, growths: Frame) -> Frame:
    both = levels.join(growths, on=list(LINE), how="full", suffix="_of_growth")
    ytd = ~nw.col("ytd").is_null()
    balance = nw.col("balance") | ~nw.col("growth_of_balance").is_null()
    accumulation = (
        nw.when(ytd | ~nw.col("ytd_growth").is_null())
        .then(nw.lit(Accumulation.CUMULATIVE.value))
        .when(balance)
        .then(nw.lit(Accumulation.POINT.value))
        .otherwise(nw.lit(Accumulation.CURRENT.value))
    )
    return both.select(
        *(nw.coalesce(nw.col(key), nw.col(f"{key}_of_growth")).alias(key) for key in LINE),
        "unit",
        "level",
        "base",
        "ytd",
        "ytd_base",
        "ytd_growth",
        growth=nw.coalesce(nw.col("growth_alone"), nw.col("growth_of_balance")),
        derived_growth=_growth("level", "base"),
        ytd_derived_growth=_growth("ytd", "ytd_base"),
        ytd_made=nw.when(ytd).then(nw.col("made").cast(nw.Float64)).otherwise(None),
        accumulation=accumulation,
    )


def _growth(level: str, base: str) -> nw.Expr:
    growth = (ratio(nw.col(level), nw.col(base)) - 1) * 100
    return nw.when(nw.col(base) > 0).then(growth).otherwise(None)


def _shown(figures: Frame, last: int) -> Frame:
    so_far = nw.col("accumulation") == Accumulation.CUMULATIVE.value

    def of_stretch(total: str, single: str) -> nw.Expr:
        return nw.when(so_far).then(nw.col(total)).otherwise(nw.col(single))

    implied = ratio(nw.col("amount"), 1 + nw.col("told") / 100)
    comparable = (
        nw.when(nw.col("told").is_null())
        .then(nw.col("amount_base"))
        .otherwise(nw.when(implied > 0).then(implied).otherwise(None))
    )
    return (
        figures.with_columns(
            amount=of_stretch("ytd", "level"),
            amount_base=of_stretch("ytd_base", "base"),
            told=of_stretch("ytd_growth", "growth"),
            made=of_stretch("ytd_derived_growth", "derived_growth"),
            actual_last=nw.lit(last),
        )
        .with_columns(
            shown_growth=nw.coalesce(nw.col("told"), half_up(_steady("made"), GROWTH_DIGITS)),
            shown_derived=nw.when(nw.col("told").is_null() & ~nw.col("made").is_null())
            .then(nw.lit(1.0))
            .when(~nw.col("told").is_null())
            .then(nw.lit(0.0))
            .otherwise(None),
            comparable_base=comparable,
        )
        .drop("told", "made")
    )


def _steady(column: str) -> nw.Expr:
    """Lift a computed figure off the noise of binary floats, so that a half is rounded as one."""
    value = nw.col(column)
    return nw.when(value < 0).then(value - NOISE).otherwise(value + NOISE)


def _ranked(shown: Frame, month: str) -> Frame:
    as_facts = shown.with_columns(
        period=nw.lit(month),
        measure=nw.lit(Measure.GROWTH.value),
        role=nw.lit(Role.ACTUAL.value),
        published=nw.col("shown_growth"),
    )
    return within_parent(as_facts).drop("rank_from_bottom")


def _to_next_rank(ranked: Frame) -> Frame:
    """Add the distance to the nearest better figure among the same peers."""
    per = ["parent", "indicator", "accumulation", "caliber"]
    less = nw.col("direction") == "down"
    merit = nw.when(less).then(-nw.col("published")).otherwise(nw.col("published"))
    placed = ranked.with_columns(
        merit=nw.when(nw.col("rank").is_null()).then(None).otherwise(merit)
    )
    ahead = nw.col("merit").shift(-1).over(*per, order_by="merit")
    # Those who share a place stand together: the last of them sees the next better one.
    seen = placed.with_columns(ahead=nw.when(ahead > nw.col("merit")).then(ahead).otherwise(None))
    nearest = nw.col("ahead").max().over(*per, "merit")
    return seen.with_columns(gap_to_next_rank=nw.col("merit") - nearest).drop(
        "ahead", "merit", "measure", "role", "published", "period"
    )


def _to_parent(rows: Frame) -> Frame:
    keys = ["indicator", "caliber", "accumulation"]
    above = one_each(
        rows.filter(~nw.col("shown_growth").is_null()).select(
            *keys, "unit", parent=nw.col("subject"), parent_growth=nw.col("shown_growth")
        ),
        per=["parent", *keys],
        greatest=("unit", "parent_growth"),
    ).drop("unit")
    ahead = nw.col("shown_growth") - nw.col("parent_growth")
    turned = nw.when(nw.col("direction") == "down").then(-ahead)
    return rows.join(above, on=["parent", *keys], how="left").with_columns(
        gap_to_parent=turned.when(nw.col("direction") == "up").then(ahead).otherwise(None)
    )


def _one_target(targets: Frame, month: Period) -> Frame:
    january = month.last_month - month.last_month % 12
    fitting = targets.filter(
        nw.col("measure").is_in((Measure.GROWTH.value, Measure.LEVEL.value)),
        nw.col("first") == january,
        nw.col("last") >= month.last_month,
        ~nw.col("amount").is_null(),
    ).with_columns(
        of_growth=(nw.col("measure") == Measure.GROWTH.value).cast(nw.Int64),
        soon=-nw.col("last"),
        asks=nw.when(nw.col("direction") == "down")
        .then(-nw.col("amount"))
        .otherwise(nw.col("amount")),
    )
    chosen = one_each(fitting, per=CELL, greatest=("of_growth", "soon", "asks", "target"))
    return chosen.select(
        *CELL,
        "target",
        "measure",
        "comparator",
        "first",
        "last",
        "amount_high",
        target_period=nw.col("period"),
        wanted_amount=nw.col("amount"),
        wanted_unit=nw.col("unit"),
    )


def _against_targets(rows: Frame, targets: Frame) -> Frame:
    """Hold figures against their targets, by the rules that `standing` goes by."""
    # The figure of a month by itself says nothing of a target that runs from January.
    answers = nw.col("accumulation") != Accumulation.CURRENT.value
    growth = answers & (nw.col("measure") == Measure.GROWTH.value)
    same_unit = answers & (nw.col("unit") == nw.col("wanted_unit"))
    of_level = nw.when(same_unit).then(nw.col("reached"))
    kept = {name: f"own_{name}" for name in ("level", "base", "growth")}
    beside = (
        rows.rename({"amount": "reached", **kept})
        .join(targets, on=list(CELL), how="left")
        .with_columns(
            amount=nw.col("wanted_amount"),
            actual_published=nw.when(growth).then(nw.col("shown_growth")).otherwise(None),
            actual_amount=nw.when(growth)
            .then(nw.col("shown_growth"))
            .otherwise(of_level.otherwise(None)),
            level=nw.col("reached"),
            base=nw.col("comparable_base"),
            growth=nw.col("shown_growth"),
            level_unit=nw.col("unit"),
            unit=nw.col("wanted_unit"),
        )
    )
    measured = gap.in_unit(gap.to_target(gap.sense(gap.gauge(beside))))
    timed = progress.progress_gap(progress.completion(progress.elapsed(measured)))
    adds_up = nw.col("gauge") == gap.Gauge.PROGRESS.value
    level = nw.col("measure") == Measure.LEVEL.value
    judged = lights.light(
        timed.with_columns(
            completion=nw.when(level).then(nw.col("completion")).otherwise(None),
            progress_gap=nw.when(adds_up).then(nw.col("progress_gap")).otherwise(None),
        ),
        lights.default_rules(),
    )
    back = {own: name for name, own in kept.items()}
    return (
        judged.drop("level", "base", "growth", "unit", "amount")
        .rename({**back, "reached": "amount", "level_unit": "unit", "measure": "target_measure"})
        .select(*FIGURES, *ADDED)
    )
