"""旬, weeks and days that exactly fill a month (合到月): 推算, and never a part passing for it."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.kinds import adds_over_time
from kaimenhong.analysis.reason import Reason
from kaimenhong.analysis.stretch import whole_months
from kaimenhong.terms.codelists import Accumulation, Measure, Role

SERIES = ("subject", "indicator", "caliber")
TENDAY, WEEK, DAY = "tenday", "week", "day"
TENDAYS, WEEKS = 3, 4
MONTHS = 12
FEBRUARY, SHORT_MONTHS = 2, (4, 6, 9, 11)


def month_from_parts(facts: Frame) -> Frame:
    """Add 旬, weeks or days up to the month that they fill, beside the month that is known.

    month_sum = Σ level over 上旬、中旬、下旬, or over every day of the month, or over four weeks of
    a February of 28 days that begins on a Monday, the only month that weeks fill.
    Grain: one row per subject, indicator, caliber, month and `piece` (tenday, week or day) that
    has a level, of actuals of accumulation current; the table must hold one row per subject and
    figure (see `vintage.holding`). Out: those, `period`, `first` and `last` of the month,
    `unit`; `known` and `wanted` (how many pieces), `known_sum` (what is known so far), `month_sum`
    (推算, null unless all are there), `own_level` (the month as the ledger has it by itself) and
    `misfit` = own_level − month_sum; `reason`.
    Null with the reason part_missing where a piece is missing (it is not zero), units_differ, or
    not_additive for balances, rates and what the catalogue does not have. Pieces of two kinds are
    never mixed. A week across two months belongs to neither; weeks of other months have no row.
    """
    levels = facts.filter(
        nw.col("accumulation") == Accumulation.CURRENT.value,
        nw.col("measure") == Measure.LEVEL.value,
        nw.col("role") == Role.ACTUAL.value,
        ~nw.col("amount").is_null(),
        nw.col("first") == nw.col("last"),
    )
    pieces = levels.with_columns(piece=_piece()).filter(
        ~nw.col("piece").is_null(), (nw.col("piece") != WEEK) | (_month() == FEBRUARY)
    )
    sums = pieces.group_by(*SERIES, "piece", "first", "last").agg(
        known=nw.len(),
        known_sum=nw.col("amount").sum(),
        unit=nw.col("unit").max(),
        other_unit=nw.col("unit").min(),
    )
    own = levels.filter(whole_months()).select(*SERIES, "unit", "last", own_level=nw.col("amount"))
    told = sums.join(own, on=[*SERIES, "unit", "last"], how="left")
    return _added(told.with_columns(period=_code(), wanted=_wanted()))


def _piece() -> nw.Expr:
    """Name what part of a month the period is; null for whole months and deadlines."""
    period = nw.col("period")
    return (
        nw.when(period.str.contains("^[0-9]{4}-[0-9]{2}-T[1-3]$"))
        .then(nw.lit(TENDAY))
        .when(period.str.contains("^[0-9]{4}-W[0-9]{2}$"))
        .then(nw.lit(WEEK))
        .when(period.str.contains("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))
        .then(nw.lit(DAY))
        .otherwise(None)
    )


def _month() -> nw.Expr:
    return nw.col("last") % MONTHS + 1


def _january() -> nw.Expr:
    return nw.col("last") - nw.col("last") % MONTHS


def _code() -> nw.Expr:
    """Write the month as its code, out of its number."""
    year = (_january() / MONTHS).cast(nw.Int64).cast(nw.String)
    zero = nw.when(_month() < 10).then(nw.lit("-0")).otherwise(nw.lit("-"))
    return nw.concat_str(year, zero, _month().cast(nw.String))


def _wanted() -> nw.Expr:
    """Tell how many pieces fill the month."""
    piece = nw.col("piece")
    return (
        nw.when(piece == TENDAY)
        .then(nw.lit(TENDAYS))
        .when(piece == WEEK)
        .then(nw.lit(WEEKS))
        .otherwise(_days())
    )


def _days() -> nw.Expr:
    # A year is one of 366 days by its number; months are counted by twelves.
    every = _january() % (4 * MONTHS) == 0
    leap = every & ((_january() % (100 * MONTHS) != 0) | (_january() % (400 * MONTHS) == 0))
    return (
        nw.when((_month() == FEBRUARY) & leap)
        .then(nw.lit(29))
        .when(_month() == FEBRUARY)
        .then(nw.lit(28))
        .when(_month().is_in(SHORT_MONTHS))
        .then(nw.lit(30))
        .otherwise(nw.lit(31))
    )


def _added(told: Frame) -> Frame:
    reason = (
        nw.when(~adds_over_time())
        .then(nw.lit(Reason.NOT_ADDITIVE.value))
        .when(nw.col("unit") != nw.col("other_unit"))
        .then(nw.lit(Reason.UNITS_DIFFER.value))
        .when((nw.col("known") < nw.col("wanted")) | _leaves_days())
        .then(nw.lit(Reason.PART_MISSING.value))
        .otherwise(None)
    )
    added = told.with_columns(reason=reason)
    adding = nw.col("reason").is_null() | (nw.col("reason") == Reason.PART_MISSING.value)
    return (
        added.with_columns(
            known_sum=nw.when(adding).then(nw.col("known_sum")).otherwise(None),
            month_sum=nw.when(nw.col("reason").is_null()).then(nw.col("known_sum")).otherwise(None),
        )
        .with_columns(misfit=nw.col("own_level") - nw.col("month_sum"))
        .drop("other_unit")
    )


def _leaves_days() -> nw.Expr:
    """Tell the February of 29 days, which four weeks do not fill."""
    return (nw.col("piece") == WEEK) & (_days() > WEEKS * 7)
