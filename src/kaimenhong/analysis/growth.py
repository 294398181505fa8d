"""Growth on the year before (同比), and the base that a published growth implies."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.stretch import stretch, year
from kaimenhong.analysis.vintage import firmest
from kaimenhong.terms.codelists import Measure, Role


def year_on_year(facts: Frame) -> Frame:
    """Derive 推算同比 of every level: this level over the level of the same stretch a year before.

    derived_growth = (amount / base − 1) × 100.
    Grain: one row per row of measure level whose role is not target. Adds `base` (unit of the
    indicator: the actual, firmest, of the same subject, indicator, accumulation, caliber, unit
    and stretch of the year before), `base_fact` (its row) and `derived_growth` (%).
    Null growth where either level is missing or the base is zero or negative; the base is shown
    all the same. 1—2月 meets 1—2月 only: no month is made out of it. A 29 February and a 53rd week
    have no base.
    It is an estimate (推算): a published growth is another fact on a comparable base and is never
    replaced by it. Rule: a growth is printed "—" where its base is not positive.
    """
    measured = (nw.col("measure") == Measure.LEVEL.value) & (nw.col("role") != Role.TARGET.value)
    levels = facts.filter(measured).with_columns(year=year(), stretch=stretch())
    before = firmest(levels.filter(nw.col("role") == Role.ACTUAL.value)).select(
        "subject",
        "indicator",
        "accumulation",
        "caliber",
        "unit",
        "stretch",
        year=nw.col("year") + 1,
        base=nw.col("amount"),
        base_fact=nw.col("fact"),
    )
    keys = ["subject", "indicator", "accumulation", "caliber", "unit", "stretch", "year"]
    joined = levels.join(before, on=keys, how="left").drop("stretch", "year")
    return joined.with_columns(derived_growth=_growth(nw.col("amount"), nw.col("base")))


def caliber_difference(facts: Frame) -> Frame:
    """Put the published growth beside the derived one: 口径差异, in points.

    difference = growth − derived_growth.
    Grain and columns: those of `year_on_year` for actuals, plus `growth` (%, as published, same
    subject, indicator, period, accumulation and caliber) and `difference` (percentage points).
    Null where either growth is. A difference is shown, never mended: units enter and leave the
    survey, prices change, double counting is taken out.
    """
    actuals = facts.filter(nw.col("role") == Role.ACTUAL.value)
    published = firmest(actuals.filter(nw.col("measure") == Measure.GROWTH.value)).select(
        "subject", "indicator", "period", "accumulation", "caliber", growth=nw.col("amount")
    )
    keys = ["subject", "indicator", "period", "accumulation", "caliber"]
    return (
        year_on_year(actuals)
        .join(published, on=keys, how="left")
        .with_columns(difference=nw.col("growth") - nw.col("derived_growth"))
    )


def with_base(frame: Frame) -> Frame:
    """Add the `base` on which a published growth stands (可比基数): level / (1 + growth/100).

    Columns in: `level` (unit of the indicator), `growth` (%). Out: `base`, same unit.
    Null where either is missing, where growth is −100, or where no positive base can have given
    the two: growth on a base of zero or less is not defined.
    """
    implied = ratio(nw.col("level"), 1 + nw.col("growth") / 100)
    return frame.with_columns(base=nw.when(implied > 0).then(implied).otherwise(None))


def with_base_range(frame: Frame, *, step: float = 0.1) -> Frame:
    """Add `base_low` and `base_high`: all bases that print as this growth, `step` its last digit.

    A growth printed as 46.5 may be 46.45 to 46.55, so the base is known only "about" (约).
    Columns in: `level`, `growth`. Null where either is missing, where the level is not positive,
    or where the growth comes within half a step of −100.
    """
    half = step / 2
    least = 1 + (nw.col("growth") - half) / 100
    most = 1 + (nw.col("growth") + half) / 100
    known = (nw.col("level") > 0) & (least > 0)
    return frame.with_columns(
        base_low=nw.when(known).then(ratio(nw.col("level"), most)).otherwise(None),
        base_high=nw.when(known).then(ratio(nw.col("level"), least)).otherwise(None),
    )


def _growth(level: nw.Expr, base: nw.Expr) -> nw.Expr:
    return nw.when(base > 0).then((ratio(level, base) - 1) * 100).otherwise(None)
