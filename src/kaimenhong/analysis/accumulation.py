"""Cumulative and current figures (累计与当月), made of one another: always 推算, with its range."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE, ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.growth import with_base
from kaimenhong.analysis.reason import Reason
from kaimenhong.analysis.stretch import whole_months
from kaimenhong.analysis.vintage import KEY, holding
from kaimenhong.terms.codelists import Accumulation, Measure, Role

# What the figures of one year's row of months share.
SERIES = ("subject", "indicator", "caliber")
KEPT = (*SERIES, "period", "first", "last", "unit")

MONTHS = 12


def current(
    facts: Frame, *, as_of: str | None = None, step: float = 0.1, within: float = 0.1
) -> Frame:
    """Take the month out of two cumulative figures (当月推算), level, base and growth.

    current_level = level(1—n月) − level(1—n−1月), current_base likewise of the bases that levels
    and published growths imply, current_growth = (current_level / current_base − 1) × 100.
    Grain: one row per cumulative level that holds at `as_of`, starts in January and ends in a later
    month (January by itself is a month already); the table must hold all versions. Out: subject,
    indicator, caliber, period, first, last, `unit`, `level`, `growth`; `before` (the period taken
    off), `month_level` (the month as the ledger itself has it), `current_level`, `current_base`,
    `current_growth` (%), `current_low` and `current_high`: the growths that print as these two
    cumulative ones, `step` their last digit; `reason`.
    Null with a reason where the month before is missing (two months are never one), so also for
    1—2月, out of which no January and no February is made; where an earlier month was revised
    between the days on which the two became known, or where the difference is more than `within` %
    off the month's own published level, since then it was revised in silence. March is the first
    quarter less 1—2月. Null growth without both growths or a positive base. The range is that of
    rounding alone: of 2,107 national months of 2018–2026 it holds the released growth in 81%.
    Two rates can never be subtracted: 3.5% and 3.3% do not make 0.2%.
    社零 of 2024: 3.5% and 3.3% with their levels give about 5.1%, 4.2 to 5.9; 4.8% was released.
    """
    held = _with_growth(_year_to_date(holding(facts, as_of=as_of)))
    before = held.select(
        *SERIES,
        "first",
        last=nw.col("last") + 1,
        before=nw.col("period"),
        level_before=nw.col("level"),
        growth_before=nw.col("growth"),
        unit_before=nw.col("unit"),
        known_before=nw.col("vintage"),
    )
    pairs = held.join(before, on=[*SERIES, "first", "last"], how="left")
    revised = _revised(pairs, _revisions(facts, as_of=as_of))
    later = pairs.filter(nw.col("first") < nw.col("last"))
    told = later.join(revised, on=[*SERIES, "period"], how="left")
    months = _months_alone(holding(facts, as_of=as_of))
    beside = told.join(months, on=[*SERIES, "unit", "last"], how="left")
    return _apart(beside, half=step / 2, within=within)


def current_growth_by_share(frame: Frame, *, step: float = 0.1) -> Frame:
    """Add the month's growth of a series of which only growth is known, by base shares W.

    current_growth = (growth × share − growth_before × share_before) / (share − share_before).
    Columns in: `growth`, `growth_before` (%, cumulative, this and the month before), `share` and
    `share_before` (0 to 1, what part of the year's base falls into each stretch). Out:
    `current_growth` (推算), and `current_low`, `current_high`: it moves by
    half a step × (share + share_before) / (share − share_before). Null where one of them is, or
    where the stretch does not grow.
    """
    added = nw.col("share") - nw.col("share_before")
    known = added > 0
    moved = nw.col("growth") * nw.col("share") - nw.col("growth_before") * nw.col("share_before")
    growth = ratio(moved, added)
    error = ratio((nw.col("share") + nw.col("share_before")) * (step / 2), added)
    return frame.with_columns(
        current_growth=nw.when(known).then(growth).otherwise(None),
        current_low=nw.when(known).then(growth - error).otherwise(None),
        current_high=nw.when(known).then(growth + error).otherwise(None),
    )


def cumulative(facts: Frame) -> Frame:
    """Add the months of a year up (累计推算): level, base and growth from January to each month.

    cumulative_level = Σ level, cumulative_base = Σ base, over 1—2月 (or January and February where
    the ledger has them), March, … ; cumulative_growth = (Σ level / Σ base − 1) × 100.
    Grain: one row per level of accumulation current that is one month or 1—2月; the table must hold
    one row per subject and figure (see `vintage.holding`). Out: subject, indicator, caliber,
    period, first, last, unit, `level`, `growth`; the three sums and `reason`.
    Null with the reason part_missing where a month between January and this one has no row: a
    missing month is not a zero. Balances are never added: the year's figure is that of its end.
    A sum of growths needs bases: null where one of the months has no growth or no positive base.
    """
    months = _with_growth(_single_months(facts))
    same = [*SERIES, "unit", "january"]

    def so_far(column: str) -> nw.Expr:
        return nw.col(column).cum_sum().over(*same, order_by="last")

    sums = with_base(months.with_columns(january=_january())).with_columns(
        length=nw.col("last") - nw.col("first") + 1,
        based=(~nw.col("base").is_null()).cast(nw.Int64),
        one=nw.lit(1),
    )
    added = sums.with_columns(
        covered=so_far("length"),
        levels=so_far("level"),
        bases=so_far("base"),
        all_based=so_far("based") == so_far("one"),
    )
    return _added_up(added)


def _added_up(added: Frame) -> Frame:
    whole = nw.col("covered") == nw.col("last") - nw.col("january") + 1
    based = whole & nw.col("all_based")
    growth = (ratio(nw.col("levels"), nw.col("bases")) - 1) * 100
    missing = nw.lit(Reason.PART_MISSING.value)
    return added.select(
        *KEPT,
        "level",
        "growth",
        cumulative_level=nw.when(whole).then(nw.col("levels")).otherwise(None),
        cumulative_base=nw.when(based).then(nw.col("bases")).otherwise(None),
        cumulative_growth=nw.when(based).then(growth).otherwise(None),
        reason=nw.when(~whole).then(missing).otherwise(None),
    )


def _january() -> nw.Expr:
    return nw.col("first") - nw.col("first") % MONTHS


def _year_to_date(facts: Frame) -> Frame:
    return facts.filter(
        nw.col("accumulation") == Accumulation.CUMULATIVE.value,
        nw.col("first") == _january(),
        nw.col("last") < nw.col("first") + MONTHS,
        whole_months(),
    )


def _single_months(facts: Frame) -> Frame:
    """Keep months and, where its series has no January of that year, 1—2月."""
    month = nw.col("first") == nw.col("last")
    opening = (nw.col("first") == _january()) & (nw.col("last") == nw.col("first") + 1)
    pieces = facts.filter(
        nw.col("accumulation") == Accumulation.CURRENT.value,
        nw.col("role") == Role.ACTUAL.value,
        month | opening,
        whole_months(),
    )
    january = month & (nw.col("first") == _january())
    own = pieces.with_columns(own=january.cast(nw.Int64)).with_columns(
        january_months=nw.col("own").max().over(*SERIES, "measure", "first")
    )
    kept = (nw.col("first") == nw.col("last")) | (nw.col("january_months") == 0)
    return own.filter(kept).drop("own", "january_months")


def _with_growth(facts: Frame) -> Frame:
    growths = facts.filter(nw.col("measure") == Measure.GROWTH.value).select(
        *SERIES, "period", growth=nw.col("amount")
    )
    levels = facts.filter(
        nw.col("measure") == Measure.LEVEL.value, ~nw.col("amount").is_null()
    ).select(*KEPT, "vintage", level=nw.col("amount"))
    return levels.join(growths, on=[*SERIES, "period"], how="left")


def _revisions(facts: Frame, *, as_of: str | None) -> Frame:
    """Give the moments at which a cumulative level took another value than it had before."""
    known = _year_to_date(facts).filter(
        nw.col("measure") == Measure.LEVEL.value, nw.col("role") == Role.ACTUAL.value
    )
    if as_of is not None:
        known = known.filter(nw.col("vintage").str.slice(0, len(as_of)) <= as_of)
    former = nw.col("amount").shift(1).over(*KEY, order_by=["vintage", "fact"])
    return (
        known.with_columns(former=former)
        .filter(nw.col("amount") != nw.col("former"))
        .select(*SERIES, "first", revised_last=nw.col("last"), revised_at=nw.col("vintage"))
    )


def _revised(pairs: Frame, revisions: Frame) -> Frame:
    """Tell the pairs between whose two days an earlier month of the year was revised."""
    earlier_first = nw.col("known_before") < nw.col("vintage")
    start = nw.when(earlier_first).then(nw.col("known_before")).otherwise(nw.col("vintage"))
    end = nw.when(earlier_first).then(nw.col("vintage")).otherwise(nw.col("known_before"))
    met = pairs.join(revisions, on=[*SERIES, "first"], how="inner").filter(
        nw.col("revised_last") < nw.col("last"),
        nw.col("revised_at") > start,
        nw.col("revised_at") <= end,
    )
    return met.group_by(*SERIES, "period").agg(revisions=nw.len())


def _months_alone(facts: Frame) -> Frame:
    """Give the level of every month that the ledger has by itself."""
    return facts.filter(
        nw.col("accumulation") == Accumulation.CURRENT.value,
        nw.col("measure") == Measure.LEVEL.value,
        nw.col("first") == nw.col("last"),
        whole_months(),
    ).select(*SERIES, "unit", "last", month_level=nw.col("amount"))


def _apart(pairs: Frame, *, half: float, within: float) -> Frame:
    level = nw.col("level") - nw.col("level_before")
    own = nw.col("month_level")
    off = (level - own).abs() > own.abs() * (within / 100) + NOISE
    reason = (
        nw.when(nw.col("unit") != nw.col("unit_before"))
        .then(nw.lit(Reason.UNITS_DIFFER.value))
        .when(nw.col("before").is_null() & (nw.col("last") == nw.col("first") + 1))
        .then(nw.lit(Reason.FIRST_POINT.value))
        .when(nw.col("before").is_null())
        .then(nw.lit(Reason.PART_MISSING.value))
        .when(~nw.col("revisions").is_null() | off)
        .then(nw.lit(Reason.REVISED.value))
        .otherwise(None)
    )
    known = nw.col("reason").is_null()
    parted = pairs.with_columns(reason=reason).with_columns(
        current_level=nw.when(known).then(level).otherwise(None),
        base=nw.when(known).then(_base_apart(0)).otherwise(None),
        least=nw.when(known).then(_base_apart(half)).otherwise(None),
        most=nw.when(known).then(_base_apart(-half)).otherwise(None),
    )
    return parted.select(
        *KEPT,
        "level",
        "growth",
        "before",
        "month_level",
        "current_level",
        "reason",
        current_base=nw.when(nw.col("base") > 0).then(nw.col("base")).otherwise(None),
        current_growth=_growth_on("base"),
        current_low=_growth_on("most"),
        current_high=_growth_on("least"),
    )


def _base_apart(off: float) -> nw.Expr:
    """Give the month's base if the later growth is higher by `off` and the earlier one lower."""
    return _base("level", "growth", off) - _base("level_before", "growth_before", -off)


def _base(level: str, growth: str, off: float) -> nw.Expr:
    implied = ratio(nw.col(level), 1 + (nw.col(growth) + off) / 100)
    return nw.when(implied > 0).then(implied).otherwise(None)


def _growth_on(base: str) -> nw.Expr:
    found = (ratio(nw.col("current_level"), nw.col(base)) - 1) * 100
    return nw.when(nw.col(base) > 0).then(found).otherwise(None)
