"""Doubts (存疑): figures that someone should look at, each with its numbers, never mended.

All formulas take figures that hold (see `vintage.holding`) and give rows of `DOUBTS`. A doubt says
what is unusual and against what; whether a figure is wrong, and what is right, is for a person.
"""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis import growth
from kaimenhong.analysis.arithmetic import NOISE, ratio
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.history import against_history
from kaimenhong.analysis.succession import SERIES, is_point
from kaimenhong.analysis.tables import rows
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Measure, Role

# The table of doubts: column, type, meaning.
DOUBTS: tuple[tuple[str, str, str], ...] = (
    ("fact", "text", "the figure in doubt; null where a number of figures is"),
    ("subject", "text", "area:421381 and the like"),
    ("indicator", "text", "catalogue code, or the name where the catalogue has none"),
    ("accumulation", "text", "cumulative, current or point"),
    ("caliber", "text", "口径, empty where there is only one"),
    ("period", "text", "code of the period; null where several are meant"),
    ("last", "int64", "last month of the period"),
    ("doubt", "text", "code, a row of data/doubts.csv"),
    ("value", "float64", "the figure, or what was made of it"),
    ("usual", "float64", "what it is held against"),
    ("bound", "float64", "how far it might be, or by what factor it is off"),
    ("of", "float64", "how many figures it was held against"),
    ("other", "text", "the other indicator, where there is one"),
)
COLUMNS = tuple(name for name, _, _ in DOUBTS)
RULES = {row["code"]: row for row in rows("doubts")}
PAIRS = tuple(rows("doubt_pairs"))
BESIDE = tuple((row["indicator"], row["beside"]) for row in rows("doubt_beside"))
FIXED = tuple(row["indicator"] for row in rows("fixed_basis"))
# Calibers under which level and published growth speak of the same units.
PLAIN = ("", "自然口径")
FACTORS = (10.0, 100.0, 1000.0, 10000.0)


def doubts(facts: Frame) -> Frame:
    """Give all doubts about single figures, one row each (存疑一览).

    Grain: one row per figure and doubt. Columns in: `facts.FACTS`; out: `DOUBTS`. What needs
    targets or a roster of units is in `bunching`.
    """
    return nw.concat(
        [unlike_before(facts), scale_slip(facts), odd_pair(facts), contradiction(facts),
         apart(facts)]
    )  # fmt: skip


def unlike_before(facts: Frame) -> Frame:
    """Tell which growths are unlike those of the same stretch in earlier years (与往年同期不同).

    In doubt where |growth − usual| > limit of `history.against_history`, over published growths of
    the same series and months. The season is in the stretch; the Spring Festival too, because
    January and February alone are left out and 1—2月 is held against 1—2月. Fewer than four earlier
    years give no doubt. `value` is the growth, `usual` the median, `bound` the limit, in points.
    """
    known = _points(facts, Measure.GROWTH).with_columns(value=nw.col("published"))
    held = against_history(_earlier(known), **_limits("unlike_before"))
    far = known.join(held, on="fact", how="inner").filter(_distance() > nw.col("limit") + NOISE)
    return _doubts(far, "unlike_before", usual=nw.col("usual"), bound=nw.col("limit"))


def scale_slip(facts: Frame) -> Frame:
    """Tell which levels are about 10, 100, 1,000 or 10,000 times their history (疑似差若干倍).

    factor = level / median of the levels of the same stretch in earlier years, or its inverse; in
    doubt within a factor of 1.5 of a power of ten. `value` is the level, `usual` the median,
    both in the indicator's unit, `bound` the factor: 10000 or 0.0001. One earlier year is enough.
    Levels of zero or below neither are in doubt nor count as history.
    """
    positive = _points(facts, Measure.LEVEL).filter(nw.col("amount") > 0)
    known = positive.with_columns(value=nw.col("amount"))
    usual = (
        _earlier(known)
        .group_by("fact")
        .agg(usual=nw.col("past").median(), of=nw.col("past").count())
    )
    times = ratio(nw.col("value"), nw.col("usual"))
    compared = known.join(usual, on="fact", how="inner").with_columns(times=times)
    slipped = compared.with_columns(factor=_factor()).filter(~nw.col("factor").is_null())
    return _doubts(slipped, "scale_slip", usual=nw.col("usual"), bound=nw.col("factor"))


def odd_pair(facts: Frame) -> Frame:
    """Tell which two levels cannot both be meant (两个数配不上), by the table data/doubt_pairs.csv.

    value = over / under × factor, in doubt below `low` or above `high`, which are in range
    themselves. Both levels are of one subject, period, accumulation and caliber, in the units that
    the table names; others are not compared. `usual` is null, `bound` the end that is passed,
    `other` the indicator below. A part greater than its whole, and 1.8 元 for a square metre.
    """
    levels = facts.filter(
        nw.col("measure") == Measure.LEVEL.value, nw.col("role") == Role.ACTUAL.value
    )
    keys = ["subject", "period", "accumulation", "caliber", "indicator", "unit"]
    beneath = nw.concat([_beneath(levels, row) for row in PAIRS])
    value = ratio(nw.col("amount"), nw.col("beneath")) * nw.col("factor")
    both = levels.join(beneath, on=keys, how="inner").with_columns(value=value, of=nw.lit(1.0))
    too_low = nw.col("value") < nw.col("low") - NOISE
    outside = both.filter(too_low | (nw.col("value") > nw.col("high") + NOISE))
    bound = nw.when(too_low).then(nw.col("low")).otherwise(nw.col("high"))
    return _doubts(outside, "odd_pair", usual=nw.lit(None), bound=bound, other=nw.col("other"))


def contradiction(facts: Frame) -> Frame:
    """Tell where published growth and the two levels disagree (总量和增速对不上, 口径差异).

    difference = growth − derived growth (see `growth.caliber_difference`). What rounding explains
    is half a digit of the growth and of each level:
    0.05 + 100 × half × (1 / base + level / base²). Beyond it, an indicator whose basis does not
    change (data/fixed_basis.csv: fiscal, customs, power) is `contradiction`; of any other a
    difference of a point more is `caliber_difference`, which is shown and is no error.
    `value` is the published growth, `usual` the derived one, `bound` what rounding explains.
    Only without a special 口径, or 自然口径; not in dollars, whose growth may be in yuan.
    """
    yuan = ~nw.col("unit").str.contains("美元")
    plain = facts.filter(nw.col("caliber").is_in(PLAIN), yuan, is_point())
    known = growth.caliber_difference(plain).filter(~nw.col("difference").is_null())
    base, half = nw.col("base"), _half_digit()
    rounding = 0.05 + half * 100 * (ratio(nw.lit(1.0), base) + ratio(nw.col("amount"), base * base))
    far = known.with_columns(rounding=rounding, off=nw.col("difference").abs())
    fixed = nw.col("indicator").is_in(FIXED)
    noted = nw.when(fixed).then(nw.lit(0.0)).otherwise(nw.lit(_bound("caliber_difference")))
    code = nw.when(fixed).then(nw.lit("contradiction")).otherwise(nw.lit("caliber_difference"))
    told = far.filter(nw.col("off") > nw.col("rounding") + noted + NOISE).with_columns(
        value=nw.col("growth"), of=nw.lit(1.0)
    )
    return _doubts(told, code, usual=nw.col("derived_growth"), bound=nw.col("rounding"))


def apart(facts: Frame) -> Frame:
    """Tell where output and what should go with it part ways (与用电、税收走势不一).

    value = growth − growth of the indicator beside it (data/doubt_beside.csv), in points, of one
    subject, period, accumulation and caliber; in doubt where it lies farther from the median of
    the same difference in the three years before than the limit of `history.against_history`.
    Fewer than eight earlier differences give no doubt. It says that one of two figures is
    unusual, not which. `other` is the indicator beside.
    """
    points = _points(facts, Measure.GROWTH)
    keys = ["subject", "period", "accumulation", "caliber", "indicator"]
    beside = nw.concat([_beside(points, *pair) for pair in BESIDE])
    both = points.join(beside, on=keys, how="inner")
    # One figure may stand beside two others; each pair has a history of its own.
    known = both.with_columns(
        value=nw.col("published") - nw.col("growth_beside"),
        fact=nw.concat_str([nw.col("fact"), nw.col("other")], separator=" "),
        own=nw.col("fact"),
    )
    pair = [*SERIES, "other"]
    past = known.select(*pair, past_last=nw.col("last"), past=nw.col("value"))
    pairs = known.select("fact", "value", "last", *pair).join(past, on=pair, how="inner")
    years = (nw.col("past_last") < nw.col("last")) & (nw.col("past_last") >= nw.col("last") - 36)
    held = against_history(pairs.filter(years), **_limits("apart"))
    far = known.join(held, on="fact", how="inner").filter(_distance() > nw.col("limit") + NOISE)
    told = far.with_columns(fact=nw.col("own"))
    return _doubts(
        told, "apart", usual=nw.col("usual"), bound=nw.col("limit"), other=nw.col("other")
    )


def _points(facts: Frame, measure: Measure) -> Frame:
    return facts.filter(
        nw.col("measure") == measure.value,
        nw.col("role") == Role.ACTUAL.value,
        ~nw.col("published").is_null(),
        is_point(),
    )


def _earlier(known: Frame) -> Frame:
    # The same months of a year: whole months only, so their numbers tell.
    stretch = {"opens": nw.col("first") % 12, "size": nw.col("last") - nw.col("first")}
    dated = known.with_columns(year=nw.col("last") // 12, **stretch)
    keys = [*SERIES, "unit", *stretch]
    past = dated.select(*keys, past_year=nw.col("year"), past=nw.col("value"))
    pairs = dated.select("fact", "value", "year", *keys).join(past, on=keys, how="inner")
    return pairs.filter(nw.col("past_year") < nw.col("year"))


def _factor() -> nw.Expr:
    within = _bound("scale_slip")
    chosen: nw.Expr = nw.lit(None)
    for factor in (*FACTORS, *(1 / factor for factor in FACTORS)):
        near = (nw.col("times") >= factor / within) & (nw.col("times") <= factor * within)
        chosen = nw.when(near).then(nw.lit(factor)).otherwise(chosen)
    return chosen


def _beneath(levels: Frame, row: dict[str, str]) -> Frame:
    under = levels.filter(nw.col("indicator") == row["under"], nw.col("unit") == row["under_unit"])
    return under.select(
        "subject", "period", "accumulation", "caliber",
        indicator=nw.lit(row["over"]), unit=nw.lit(row["over_unit"]), other=nw.lit(row["under"]),
        beneath=nw.col("amount"), factor=nw.lit(float(row["factor"])),
        low=nw.lit(float(row["low"])), high=nw.lit(float(row["high"])),
    )  # fmt: skip


def _beside(points: Frame, indicator: str, beside: str) -> Frame:
    return points.filter(nw.col("indicator") == beside).select(
        "subject", "period", "accumulation", "caliber",
        indicator=nw.lit(indicator), other=nw.lit(beside), growth_beside=nw.col("published"),
    )  # fmt: skip


def _distance() -> nw.Expr:
    return (nw.col("value") - nw.col("usual")).abs()


def _half_digit() -> nw.Expr:
    half: nw.Expr = nw.lit(0.05)  # a unit that the table does not have is printed with one digit
    by_digits: dict[int, list[str]] = {}
    for unit in quantity.units().values():
        by_digits.setdefault(unit.digits, []).append(unit.code)
    for digits, codes in by_digits.items():
        half = (
            nw.when(nw.col("unit").is_in(sorted(set(codes))))
            .then(nw.lit(0.5 * 10.0**-digits))
            .otherwise(half)
        )
    return half


def _bound(code: str) -> float:
    return float(RULES[code]["bound"])


def _limits(code: str) -> dict[str, float]:
    rule = RULES[code]
    return {
        "times": float(rule["bound"]), "floor": float(rule["floor"]), "least": int(rule["least"]),
    }  # fmt: skip


def _doubts(
    frame: Frame,
    code: str | nw.Expr,
    *,
    usual: nw.Expr,
    bound: nw.Expr,
    other: nw.Expr | None = None,
) -> Frame:
    return frame.with_columns(
        doubt=nw.lit(code) if isinstance(code, str) else code,
        value=nw.col("value").cast(nw.Float64),
        usual=usual.cast(nw.Float64),
        bound=bound.cast(nw.Float64),
        of=nw.col("of").cast(nw.Float64),
        other=(nw.lit(None) if other is None else other).cast(nw.String),
    ).select(*COLUMNS)
