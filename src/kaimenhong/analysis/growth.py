"""Growth on the year before (同比): its base, two years' average, and growth less prices."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.arithmetic import ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.reason import Reason
from kaimenhong.analysis.stretch import stretch, whole_months, year
from kaimenhong.analysis.vintage import firmest
from kaimenhong.terms.codelists import Accumulation, Measure, Role

# What became of an area: column, type, meaning. `terms.lineage.changes` has the rows.
CHANGES: tuple[tuple[str, str, str], ...] = (
    ("subject", "text", "the area as it was"),
    ("successor", "text", "the area that took its place, one row for each"),
    ("at", "int64", "first month of the change, counted year × 12 + month − 1"),
    ("renamed", "int64", "1: nothing but name or code changed; 0: split or merged"),
)
MONTHS = 12


def year_on_year(facts: Frame, changes: Frame | None = None) -> Frame:
    """Derive 推算同比 of every level: this level over the level of the same stretch a year before.

    derived_growth = (amount / base − 1) × 100.
    Grain: one row per row of measure level whose role is not target. Adds `base` (unit of the
    indicator: the actual, firmest, of the same subject, indicator, accumulation, caliber, unit
    and stretch of the year before), `base_fact` (its row), `derived_growth` (%) and `reason`.
    Null growth where either level is missing or the base is zero or negative; the base is shown
    all the same. 1—2月 meets 1—2月 only: no month is made out of it. A 29 February and a 53rd week
    have no base.
    With `changes` (columns: `CHANGES`) the base of an area that was only renamed or recoded is that
    of its former code, where it has none of its own. An area that was split or merged between the
    two stretches has no comparable base: null, with the reason `rebased`, also where the ledger has
    a figure under the same code.
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
    joined = levels.join(before, on=keys, how="left")
    followed = _unchanged(joined) if changes is None else _followed(joined, before, changes)
    grown = followed.with_columns(derived_growth=_growth(nw.col("amount"), nw.col("base")))
    return grown.drop("stretch", "year")


def caliber_difference(facts: Frame, changes: Frame | None = None) -> Frame:
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
        year_on_year(actuals, changes)
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


def two_year_average(frame: Frame) -> Frame:
    """Add `two_year_average`, 两年平均增速 in %, of this year's growth and the one before.

    two_year_average = (((1 + growth_before/100) × (1 + growth/100)) ^ ½ − 1) × 100, the geometric
    mean: −6.1 and 14.6 give 3.7, not 4.3. Columns in: `growth_before`, `growth` (%). Null where
    either is missing or −100 or less. From rounded growths it may be 0.1 off the released one.
    """
    before, after = 1 + nw.col("growth_before") / 100, 1 + nw.col("growth") / 100
    known = (before > 0) & (after > 0)
    product = nw.when(known).then(before * after).otherwise(None)
    return frame.with_columns(two_year_average=(product.sqrt() - 1) * 100)


def deflated(facts: Frame, deflators: Frame) -> Frame:
    """Take the change of prices out of a growth (扣除价格因素的实际增速).

    real_growth = ((100 + growth) / (100 + price_growth) − 1) × 100.
    Grain: one row per growth of the fact table of role actual whose indicator is in `deflators`,
    columns `indicator` and `price` (the indicator of the price index that serves it); the table
    must hold one row per subject and figure (see `vintage.holding`). Adds `growth` (%), `price`,
    `price_subject`, `price_growth` (%) and `real_growth` (%, 推算).
    The index is that of the area itself, else of the area above, else of the one above that: a
    county seldom has its own. `price_subject` says whose it is, and belongs on the page. Same
    period and accumulation, no special 口径. Null where none is known or prices fell by 100.
    Give it nominal growths only: a growth at constant prices is real already.
    """
    growths = facts.filter(
        nw.col("measure") == Measure.GROWTH.value, nw.col("role") == Role.ACTUAL.value
    )
    same = ["price", "period", "accumulation"]
    prices = growths.filter(nw.col("caliber") == "").select(
        "period", "accumulation", "subject", price=nw.col("indicator"), found=nw.col("amount")
    )
    above = facts.select("subject", "parent").unique()
    asked = growths.with_columns(growth=nw.col("amount")).join(
        deflators.select("indicator", "price"), on="indicator", how="inner"
    )
    higher = above.select(parent=nw.col("subject"), upper=nw.col("parent"))
    told = asked.join(higher, on="parent", how="left")
    for place in ("subject", "parent", "upper"):
        one = prices.select(*same, **{place: nw.col("subject"), f"{place}_price": nw.col("found")})
        told = told.join(one, on=[*same, place], how="left")
    return _deflated(told)


def since_year_start(facts: Frame) -> Frame:
    """Tell how a balance changed since the year began (比年初).

    since_year_start = amount − year_start, `year_start` being the balance at the end of December
    before. Grain: one row per level of accumulation point that is no target. Adds `year_start` and
    `since_year_start`, in the unit of the row. Balances are never added over months. Null where
    either is missing; a zero or negative start does not matter to a difference.
    """
    balances = facts.filter(
        nw.col("measure") == Measure.LEVEL.value,
        nw.col("role") != Role.TARGET.value,
        nw.col("accumulation") == Accumulation.POINT.value,
    ).with_columns(january=nw.col("last") - nw.col("last") % MONTHS)
    month = nw.col("first") == nw.col("last")
    december = nw.col("last") % MONTHS == MONTHS - 1
    actual = nw.col("role") == Role.ACTUAL.value
    keys = ["subject", "indicator", "caliber", "unit", "january"]
    ends = firmest(balances.filter(actual, month, december, whole_months())).select(
        *keys[:-1], january=nw.col("last") + 1, year_start=nw.col("amount")
    )
    return (
        balances.join(ends, on=keys, how="left")
        .with_columns(since_year_start=nw.col("amount") - nw.col("year_start"))
        .drop("january")
    )


def _unchanged(joined: Frame) -> Frame:
    return joined.with_columns(reason=nw.lit(None).cast(nw.String))


def _followed(joined: Frame, before: Frame, changes: Frame) -> Frame:
    former = changes.filter(nw.col("renamed") == 1).select(
        subject=nw.col("successor"), former=nw.col("subject"), since=nw.col("at")
    )
    keys = ["indicator", "accumulation", "caliber", "unit", "stretch", "year"]
    earlier = before.select(
        *keys,
        former=nw.col("subject"),
        former_base=nw.col("base"),
        former_fact=nw.col("base_fact"),
    )
    broken = _broken(joined, changes)
    linked = joined.join(former, on="subject", how="left").join(
        earlier, on=["former", *keys], how="left"
    )
    own = ~nw.col("base_fact").is_null()
    follows = ~own & (nw.col("since") <= nw.col("last"))
    base = nw.when(follows).then(nw.col("former_base")).otherwise(nw.col("base"))
    fact = nw.when(follows).then(nw.col("former_fact")).otherwise(nw.col("base_fact"))
    whole = nw.col("reason").is_null()
    return (
        linked.join(broken, on="fact", how="left")
        .with_columns(
            base=nw.when(whole).then(base).otherwise(None),
            base_fact=nw.when(whole).then(fact).otherwise(None),
        )
        .drop("former", "since", "former_base", "former_fact")
    )


def _broken(joined: Frame, changes: Frame) -> Frame:
    """Give the rows between which and their base the area was split or merged."""
    parted = changes.filter(nw.col("renamed") == 0).select("at", subject=nw.col("successor"))
    met = joined.select("fact", "subject", "first", "last").join(parted, on="subject", how="inner")
    between = (nw.col("at") > nw.col("first") - MONTHS) & (nw.col("at") <= nw.col("last"))
    rows = met.filter(between).select("fact").unique()
    return rows.with_columns(reason=nw.lit(Reason.REBASED.value))


def _deflated(told: Frame) -> Frame:
    own, above = nw.col("subject_price"), nw.col("parent_price")
    whose = (
        nw.when(~own.is_null())
        .then(nw.col("subject"))
        .when(~above.is_null())
        .then(nw.col("parent"))
        .when(~nw.col("upper_price").is_null())
        .then(nw.col("upper"))
        .otherwise(None)
    )
    told = told.with_columns(
        price_growth=nw.coalesce(own, above, nw.col("upper_price")), price_subject=whose
    )
    prices = 100 + nw.col("price_growth")
    real = (ratio(100 + nw.col("growth"), prices) - 1) * 100
    return told.with_columns(real_growth=nw.when(prices > 0).then(real).otherwise(None)).drop(
        "subject_price", "parent_price", "upper_price", "upper"
    )


def _growth(level: nw.Expr, base: nw.Expr) -> nw.Expr:
    return nw.when(base > 0).then((ratio(level, base) - 1) * 100).otherwise(None)
