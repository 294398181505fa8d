"""Parts and wholes: the growth of a total from its parts (汇总推算)."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.growth import with_base
from kaimenhong.analysis.kinds import weighs
from kaimenhong.analysis.reason import Reason
from kaimenhong.terms.codelists import Measure

# What tells one total from another; its parts are the subjects that have this parent.
TOTAL = ("parent", "indicator", "period", "accumulation", "role", "caliber")


def total_growth(facts: Frame) -> Frame:
    """Derive the growth of every parent area from its children by base weights (汇总推算增速).

    total_growth = Σ base × growth / Σ base = (Σ level / Σ base − 1) × 100, the base of each child
    being the one that its published level and growth imply (`growth.with_base`). Neither the mean
    of the growths nor weights of this year's levels give it.
    Grain: one row per parent, indicator, period, accumulation, role and caliber, from the rows of
    measure level and growth of its children; the table must hold one row per subject and figure
    (see `vintage.holding`). Out: `total_level` and `total_base` (unit of the indicator),
    `total_growth` (%), `children` (how many areas under this parent report the indicator anywhere
    in the table), `known` (how many of them have level and growth here), `reason`.
    Nothing but `children` and `known` is given where `reason` says why: the catalogue forbids it
    (GDP, household income, ratios), units differ, a child is missing, a child has no positive base.
    An estimate (推算): the parent's own published growth is another fact and is never replaced.
    """
    under = facts.filter(~nw.col("parent").is_null())
    roster = under.select("parent", "indicator", "subject").unique()
    counted = roster.group_by("parent", "indicator").agg(children=nw.len())
    totals = _totals(with_base(_level_and_growth(under)))
    return _refused(totals.join(counted, on=["parent", "indicator"], how="left"))


def _level_and_growth(facts: Frame) -> Frame:
    def of(measure: Measure, column: str) -> nw.Expr:
        return nw.when(nw.col("measure") == measure.value).then(nw.col(column)).otherwise(None)

    beside = facts.filter(nw.col("measure").is_in((Measure.LEVEL.value, Measure.GROWTH.value)))
    return (
        beside.with_columns(
            level=of(Measure.LEVEL, "amount"),
            growth=of(Measure.GROWTH, "amount"),
            level_unit=of(Measure.LEVEL, "unit"),
        )
        .group_by(*TOTAL, "subject")
        .agg(nw.col("level").max(), nw.col("growth").max(), nw.col("level_unit").max())
    )


def _totals(each: Frame) -> Frame:
    both = ~nw.col("level").is_null() & ~nw.col("growth").is_null()
    return (
        each.with_columns(paired=both.cast(nw.Int64))
        .group_by(*TOTAL)
        .agg(
            total_level=nw.col("level").sum(),
            total_base=nw.col("base").sum(),
            known=nw.col("paired").sum().cast(nw.Int64),
            based=nw.col("base").count().cast(nw.Int64),
            unit_low=nw.col("level_unit").min(),
            unit_high=nw.col("level_unit").max(),
        )
    )


def _refused(totals: Frame) -> Frame:
    reason = (
        nw.when(~weighs())
        .then(nw.lit(Reason.NOT_ADDITIVE.value))
        .when(nw.col("unit_low") != nw.col("unit_high"))
        .then(nw.lit(Reason.UNITS_DIFFER.value))
        .when(nw.col("known") < nw.col("children"))
        .then(nw.lit(Reason.PART_MISSING.value))
        .when(nw.col("based") < nw.col("children"))
        .then(nw.lit(Reason.NO_BASE.value))
        .otherwise(None)
    )
    whole = nw.col("reason").is_null()
    growth = (ratio(nw.col("total_level"), nw.col("total_base")) - 1) * 100
    return (
        totals.with_columns(reason=reason)
        .with_columns(
            total_growth=nw.when(whole).then(growth).otherwise(None),
            total_level=nw.when(whole).then(nw.col("total_level")).otherwise(None),
            total_base=nw.when(whole).then(nw.col("total_base")).otherwise(None),
        )
        .drop("based", "unit_low", "unit_high")
    )
