"""Up and down (上下对账): children against their parent, quarters against their year.

A sum that does not fit is shown with what is missing from it; it is never adjusted.
"""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE
from kaimenhong.analysis.contribution import TOTAL, total_growth
from kaimenhong.analysis.frame import Frame, one_each
from kaimenhong.analysis.kinds import adds, kind
from kaimenhong.analysis.reason import Reason
from kaimenhong.analysis.stretch import whole_months
from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.quantity import units

YEAR = ("subject", "indicator", "role", "caliber", "unit", "january")
MONTHS, QUARTER, QUARTERS = 12, 3, 4


def children_to_parent(facts: Frame) -> Frame:
    """Hold the levels of all children against the level of their parent (下级合计与上级).

    misfit = own − total; tolerance = half the last printed digit of the unit × (children + 1).
    Grain: one row per `TOTAL` and `kind` of children (the word before the colon: area, office,
    project; empty for plain names), of rows of measure level, actuals, expected and targets alike;
    one row per subject and figure (see `vintage.holding`). Out: `unit`, `children` (how many of
    this kind under the parent report the indicator anywhere in the table), `known` (how many here),
    `known_total` (their sum), `total` (the same where none is missing), `own` (the parent's),
    `left_over` (own − known_total: what those without a figure, or 市本级, must be), `misfit`,
    `tolerance`, `fits` (1.0 or 0.0) and `reason`.
    A parent without all its children has no total, so that part of them never passes for the
    whole; `missing_children` names them. 市本级 and development zones are children like counties,
    each under its own code. No total where the catalogue forbids adding (统一核算, ratios, growths)
    or units differ. Without the parent's own figure: a total and no misfit.
    """
    levels = facts.filter(nw.col("measure") == Measure.LEVEL.value, ~nw.col("amount").is_null())
    under = _with_kind(levels)
    everyone = _with_kind(facts).select("parent", "indicator", "kind", "subject").unique()
    counted = everyone.group_by("parent", "indicator", "kind").agg(children=nw.len())
    sums = under.group_by(*TOTAL, "kind").agg(
        known=nw.len(),
        known_total=nw.col("amount").sum(),
        unit=nw.col("unit").max(),
        other_unit=nw.col("unit").min(),
    )
    others = [column for column in TOTAL if column != "parent"]
    own = levels.select(*others, "unit", parent=nw.col("subject"), own=nw.col("amount"))
    told = sums.join(counted, on=["parent", "indicator", "kind"], how="left").join(
        own, on=[*TOTAL, "unit"], how="left"
    )
    return _held(told.with_columns(reason=_against_adding()), parts="children").drop("other_unit")


def missing_children(facts: Frame) -> Frame:
    """Name the children that lack a level which a sibling has (缺哪几个下级).

    Grain: one row per `TOTAL`, `kind` and `subject` that reports the indicator anywhere in the
    table, but not here or as missing. Out: those columns.
    """
    known = _with_kind(facts.filter(nw.col("measure") == Measure.LEVEL.value))
    wanted = known.filter(~nw.col("amount").is_null()).select(*TOTAL, "kind").unique()
    everyone = _with_kind(facts).select("parent", "indicator", "kind", "subject").unique()
    there = known.filter(~nw.col("amount").is_null()).select(*TOTAL, "kind", "subject")
    keys = [*TOTAL, "kind", "subject"]
    return wanted.join(everyone, on=["parent", "indicator", "kind"], how="inner").join(
        there, on=keys, how="anti"
    )


def growth_to_parent(facts: Frame, *, step: float = 0.1) -> Frame:
    """Hold the growth that children give by base weights against the parent's own (增速上下核对).

    misfit = own_growth − total_growth, in points; tolerance = step: half a step of the parent's
    rounding and as much of the children's. Grain and columns: those of
    `contribution.total_growth`, plus `own_growth` (%, as published), `misfit`, `tolerance`, `fits`
    (1.0 or 0.0). Null where either growth is. Beyond the tolerance it is a difference of caliber or
    a missing part (市本级), for a person to judge.
    """
    others = [column for column in TOTAL if column != "parent"]
    own = facts.filter(nw.col("measure") == Measure.GROWTH.value).select(
        *others, parent=nw.col("subject"), own_growth=nw.col("published")
    )
    told = total_growth(facts).join(own, on=list(TOTAL), how="left")
    held = told.with_columns(
        misfit=nw.col("own_growth") - nw.col("total_growth"), tolerance=nw.lit(step)
    )
    return held.with_columns(fits=_fits())


def quarters_to_year(facts: Frame) -> Frame:
    """Hold the four quarters of a year against the year (分季合计与全年).

    misfit = own − total, as in `children_to_parent`; parts are quarters. Grain: one row per
    subject, indicator, role, caliber, unit and year (`january`, its first month) that has a quarter
    of its own or the year, of rows of measure level that are no balances, targets alike; one row
    per subject and figure. Out: `quarters` (4), `known`, `known_total`, `total`, `own` (the year's
    cumulative figure), `left_over`, `misfit`, `tolerance`, `fits`, `reason`.
    A cumulative first quarter serves as the quarter where no other is there; 上半年 and 前三季度
    do not: they are not quarters. With a quarter missing there is no total, and `left_over` is what
    the year leaves for it.
    """
    levels = facts.filter(
        nw.col("measure") == Measure.LEVEL.value,
        nw.col("accumulation") != Accumulation.POINT.value,
        ~nw.col("amount").is_null(),
        whole_months(),
    ).with_columns(january=nw.col("first") - nw.col("first") % MONTHS)
    length = nw.col("last") - nw.col("first") + 1
    quarter = (length == QUARTER) & (nw.col("first") % QUARTER == 0)
    # "current" sorts after "cumulative", so the quarter's own figure is kept.
    each = one_each(levels.filter(quarter), per=[*YEAR, "first"], greatest=("accumulation", "fact"))
    sums = each.group_by(*YEAR).agg(known=nw.len(), known_total=nw.col("amount").sum())
    years = one_each(
        levels.filter(length == MONTHS), per=[*YEAR], greatest=("accumulation", "fact")
    ).select(*YEAR, own=nw.col("amount"))
    told = sums.join(years, on=list(YEAR), how="left").with_columns(quarters=nw.lit(QUARTERS))
    return _held(told.with_columns(reason=_against_parts()), parts="quarters")


def _with_kind(facts: Frame) -> Frame:
    return facts.filter(~nw.col("parent").is_null()).with_columns(kind=kind("subject"))


def _against_adding() -> nw.Expr:
    return (
        nw.when(~adds())
        .then(nw.lit(Reason.NOT_ADDITIVE.value))
        .when(nw.col("unit") != nw.col("other_unit"))
        .then(nw.lit(Reason.UNITS_DIFFER.value))
        .when(nw.col("known") < nw.col("children"))
        .then(nw.lit(Reason.PART_MISSING.value))
        .otherwise(None)
    )


def _against_parts() -> nw.Expr:
    missing = nw.col("known") < nw.col("quarters")
    return nw.when(missing).then(nw.lit(Reason.PART_MISSING.value)).otherwise(None)


def _held(told: Frame, *, parts: str) -> Frame:
    """Add total, what is left over, the misfit and whether roundings explain it."""
    whole = nw.col("reason").is_null()
    adding = whole | (nw.col("reason") == Reason.PART_MISSING.value)
    tolerance = _half_step() * (nw.col(parts).cast(nw.Float64) + 1)
    held = told.with_columns(
        known_total=nw.when(adding).then(nw.col("known_total")).otherwise(None),
        total=nw.when(whole).then(nw.col("known_total")).otherwise(None),
        tolerance=nw.when(whole).then(tolerance).otherwise(None),
    ).with_columns(
        left_over=nw.col("own") - nw.col("known_total"), misfit=nw.col("own") - nw.col("total")
    )
    return held.with_columns(fits=_fits())


def _fits() -> nw.Expr:
    return (nw.col("misfit").abs() <= nw.col("tolerance") + NOISE).cast(nw.Float64)


def _half_step() -> nw.Expr:
    """Give half of the last digit that is printed for `unit`; 0 for a unit not in the table."""
    step: nw.Expr = nw.lit(0.0)
    digits = {unit.code: unit.digits for unit in units().values()}
    for place in sorted(set(digits.values())):
        of_it = tuple(code for code, count in digits.items() if count == place)
        step = nw.when(nw.col("unit").is_in(of_it)).then(nw.lit(0.5 / 10**place)).otherwise(step)
    return step
