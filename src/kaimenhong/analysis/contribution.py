"""Parts and wholes: growth of a total (汇总推算), pull and contribution (拉动、贡献率)."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE, ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.growth import with_base
from kaimenhong.analysis.kinds import kind, weighs
from kaimenhong.analysis.reason import Reason
from kaimenhong.terms.codelists import Measure

# What tells one total from another; its parts are the subjects that have this parent.
TOTAL = ("parent", "indicator", "period", "accumulation", "role", "caliber")

# Below this growth of the total, in %, contributions say nothing.
LEAST_GROWTH = 0.5


def children(facts: Frame) -> Frame:
    """Put level, growth and base of every child area side by side, as parts of its parent.

    Projects, firms and offices of an area are no such parts.

    Grain: one row per child and `TOTAL`, of the rows of measure level and growth; the table must
    hold one row per subject and figure (see `vintage.holding`). Out: `TOTAL`, `subject`, `level`
    with `level_unit`, `growth` (%) and the `base` that the two imply (`growth.with_base`); null
    where the child lacks one. `pull` takes it with `of=TOTAL`.
    """
    return with_base(_level_and_growth(_areas_below(facts)))


def pull(parts: Frame, *, of: Sequence[str] = ("whole",)) -> Frame:
    """Add what each part pulls its whole up by (拉动) and its contribution (贡献率).

    share = base / Σ base; pull = share × growth (percentage points); pulled = Σ pull;
    contribution = pull / pulled × 100 (%).
    Grain: one row per part; `of` are the columns that tell its whole. Columns in: those, `base`
    (comparable, best at constant prices) and `growth` (%). Out: `share` (0 to 1), `pull`, `pulled`,
    `contribution` and `reason`. 测算: official pulls stand on constant prices and are not
    recomputed; rounding of the growths moves `pulled` by at most half their last digit.
    All null where a part of the whole lacks growth or a positive base: shares of some are shares of
    something else. Contribution is null, with the reason too_small, where `pulled` is below 0.5 or
    not positive: parts of +1 and −2 would give −100% and 200%.
    """
    keys = list(of)
    complete = (nw.col("base") > 0) & ~nw.col("growth").is_null()
    told = parts.with_columns(
        lacking=nw.when(complete).then(0).otherwise(1), moved=nw.col("base") * nw.col("growth")
    ).with_columns(
        lacking=nw.col("lacking").sum().over(*keys), bases=nw.col("base").sum().over(*keys)
    )
    whole = nw.col("lacking") == 0
    told = told.with_columns(
        share=nw.when(whole).then(ratio(nw.col("base"), nw.col("bases"))).otherwise(None),
        pull=nw.when(whole).then(ratio(nw.col("moved"), nw.col("bases"))).otherwise(None),
    ).with_columns(pulled=nw.col("pull").sum().over(*keys))
    told = told.with_columns(pulled=nw.when(whole).then(nw.col("pulled")).otherwise(None))
    return _contributed(told).drop("lacking", "moved", "bases")


def against_total(parts: Frame, *, step: float = 0.1) -> Frame:
    """Hold published pulls of the parts against the published growth of the whole (拉动合计核对).

    misfit = total_published − Σ pull; tolerance = step / 2 × parts: so far roundings may add up.
    Grain: one row per `whole`. Columns in: `whole`, `pull` (points, as published) and
    `total_published` (%, the same in all its rows). Out: `parts`, `pulled`, `total_published`,
    `misfit`, `tolerance` and `fits` (1.0 or 0.0). Shown, never adjusted: nothing is moved from one
    part to another to make the sum fit. Null where a pull or the total is missing.
    """
    known = nw.col("parts") == nw.col("told")
    sums = parts.group_by("whole").agg(
        parts=nw.len(),
        told=nw.col("pull").count(),
        pulled=nw.col("pull").sum(),
        total_published=nw.col("total_published").max(),
    )
    held = sums.with_columns(
        parts=nw.col("parts").cast(nw.Int64),
        pulled=nw.when(known).then(nw.col("pulled")).otherwise(None),
        tolerance=nw.col("parts").cast(nw.Float64) * (step / 2),
    ).with_columns(misfit=nw.col("total_published") - nw.col("pulled"))
    fits = nw.col("misfit").abs() <= nw.col("tolerance") + NOISE
    return held.with_columns(fits=fits.cast(nw.Float64)).drop("told")


def share(frame: Frame) -> Frame:
    """Add `share_of_whole`, 占比 in %: part_amount / whole_amount × 100.

    Columns in: `part_amount`, `whole_amount`, in one unit. Null where either is missing or the
    whole is zero or negative. It is no completion: 55% of all investment being in large projects
    does not say that 55% of anything is done.
    """
    part = ratio(nw.col("part_amount"), nw.col("whole_amount")) * 100
    return frame.with_columns(
        share_of_whole=nw.when(nw.col("whole_amount") > 0).then(part).otherwise(None)
    )


def total_growth(facts: Frame) -> Frame:
    """Derive the growth of every parent area from its children by base weights (汇总推算增速).

    total_growth = Σ base × growth / Σ base = (Σ level / Σ base − 1) × 100, the base of each child
    being the one that its published level and growth imply (`growth.with_base`). Neither the mean
    of the growths nor weights of this year's levels give it.
    Grain: one row per parent, indicator, period, accumulation, role and caliber, from the rows of
    measure level and growth of its children; the table must hold one row per subject and figure
    (see `vintage.holding`); projects, firms and offices are no children here. Out: `total_level`
    and `total_base` (unit of the indicator), `total_growth` (%), `children` (how many areas under
    this parent report the indicator anywhere in the table), `known` (how many of them have level
    and growth here), `reason`.
    Nothing but `children` and `known` is given where `reason` says why: the catalogue forbids it
    (GDP, household income, ratios), units differ, a child is missing, a child has no positive base.
    An estimate (推算): the parent's own published growth is another fact and is never replaced.
    """
    under = _areas_below(facts)
    roster = under.select("parent", "indicator", "subject").unique()
    counted = roster.group_by("parent", "indicator").agg(children=nw.len())
    totals = _totals(with_base(_level_and_growth(under)))
    return _refused(totals.join(counted, on=["parent", "indicator"], how="left"))


def _contributed(told: Frame) -> Frame:
    enough = nw.col("pulled") >= LEAST_GROWTH - NOISE
    contribution = ratio(nw.col("pull"), nw.col("pulled")) * 100
    reason = (
        nw.when(nw.col("lacking") > 0)
        .then(nw.lit(Reason.PART_MISSING.value))
        .when(~enough)
        .then(nw.lit(Reason.TOO_SMALL.value))
        .otherwise(None)
    )
    shown = nw.when(enough).then(contribution).otherwise(None)
    return told.with_columns(contribution=shown, reason=reason)


def _areas_below(facts: Frame) -> Frame:
    """Keep subjects that are of their parent's kind: areas below an area, not its projects."""
    return facts.filter(~nw.col("parent").is_null(), kind("subject") == kind("parent"))


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
