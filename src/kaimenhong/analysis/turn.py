"""How a growth moved (升降的说法): 增速加快, 降幅收窄, 由降转增, as a code and in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import narwhals as nw

from kaimenhong.analysis.arithmetic import NOISE
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.stretch import line, stretch, year
from kaimenhong.analysis.vintage import firmest
from kaimenhong.terms.codelists import Labelled, Measure, Role


class Turn(Labelled):
    """How a growth moved between two periods."""

    FLAT = "flat", "均为持平"
    RISE_HELD = "rise_held", "增速持平"
    FALL_HELD = "fall_held", "降幅持平"
    FASTER = "faster", "增速加快"
    SLOWER = "slower", "增速回落"
    FALL_NARROWED = "fall_narrowed", "降幅收窄"
    FALL_WIDENED = "fall_widened", "降幅扩大"
    FALL_TO_RISE = "fall_to_rise", "由降转增"
    FALL_TO_FLAT = "fall_to_flat", "由降转平"
    RISE_TO_FALL = "rise_to_fall", "由增转降"
    FLAT_TO_FALL = "flat_to_fall", "由平转降"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: signs of the growth before and after, which way it went, and what that is called."""

    before: str
    after: str
    way: str
    turn: Turn


# The first row that fits speaks. A fall that ends is not 收窄 and a rise that ends is not 回落.
RULES = (
    Rule("0", "0", "=", Turn.FLAT),
    Rule("+", "+", "=", Turn.RISE_HELD),
    Rule("-", "-", "=", Turn.FALL_HELD),
    Rule("+0", "+0", "+", Turn.FASTER),
    Rule("+0", "+0", "-", Turn.SLOWER),
    Rule("-", "-", "+", Turn.FALL_NARROWED),
    Rule("-", "-", "-", Turn.FALL_WIDENED),
    Rule("-", "+", "+", Turn.FALL_TO_RISE),
    Rule("-", "0", "+", Turn.FALL_TO_FLAT),
    Rule("+", "-", "-", Turn.RISE_TO_FALL),
    Rule("0", "-", "-", Turn.FLAT_TO_FALL),
)


def turned(before: Decimal, after: Decimal) -> Turn:
    """Name the turn between two growths as published.

    >>> turned(Decimal("-5.0"), Decimal("-3.2")).label
    '降幅收窄'
    >>> turned(Decimal("-1.3"), Decimal("0.5")).label
    '由降转增'
    """
    signs = _sign(before), _sign(after)
    way = "=" if after == before else _sign(after - before)
    return next(
        rule.turn
        for rule in RULES
        if signs[0] in rule.before and signs[1] in rule.after and way == rule.way
    )


def turn(frame: Frame) -> Frame:
    """Add `change` in points and `turn`, the code of `Turn`, between two growths.

    change = growth − growth_before. Columns in: `growth_before` and `growth` (%), both as
    published: readers check the difference against the printed figures. Null where either is.
    From a fall to a rise, or the other way, the change is given but the words leave it out.
    """
    before, after = nw.col("growth_before"), nw.col("growth")
    change = after - before
    named: nw.Expr = nw.lit(None).cast(nw.String)
    for rule in reversed(RULES):
        fits = _of(before, rule.before) & _of(after, rule.after) & _went(change, rule.way)
        named = nw.when(fits).then(nw.lit(rule.turn.value)).otherwise(named)
    return frame.with_columns(change=change, turn=named)


def on_period_before(facts: Frame) -> Frame:
    """Tell how every growth moved since the figure before it (比上期).

    Grain: one row per growth of the fact table, which must hold one row per subject and figure
    (see `vintage.holding`). Adds `growth` (%, as published), `before` (the period compared with),
    `growth_before`, `change` (points) and `turn`.
    The figure before is the last earlier one of the same subject, indicator, role and caliber; of
    cumulative ones among those that start alike, else among those of the same length (see
    `stretch.line`). 1—2月 has none before it in its year. Null where there is none, or where it is
    missing.
    """
    same = ["subject", "indicator", "accumulation", "measure", "role", "caliber", "line"]
    growths = _growths(facts).with_columns(line=line())

    def earlier(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(*same, order_by=["last", "period"])

    placed = growths.with_columns(before=earlier("period"), growth_before=earlier("growth"))
    return turn(placed.drop("line"))


def on_year_before(facts: Frame) -> Frame:
    """Tell how every growth moved since the same stretch of the year before (比上年同期).

    Grain and columns as `on_period_before`; the figure before is the actual, firmest, of the same
    subject, indicator, accumulation, caliber and stretch one year earlier. 1—2月 meets 1—2月.
    """
    keys = ["subject", "indicator", "accumulation", "caliber", "stretch", "year"]
    growths = _growths(facts).with_columns(year=year(), stretch=stretch())
    then = firmest(growths.filter(nw.col("role") == Role.ACTUAL.value)).select(
        *keys[:-1],
        year=nw.col("year") + 1,
        before=nw.col("period"),
        growth_before=nw.col("growth"),
    )
    return turn(growths.join(then, on=keys, how="left").drop("year", "stretch"))


def _growths(facts: Frame) -> Frame:
    measured = nw.col("measure") == Measure.GROWTH.value
    told = facts.filter(measured & (nw.col("role") != Role.TARGET.value))
    return told.with_columns(growth=nw.col("published"))


def _sign(value: Decimal) -> str:
    if not value:
        return "0"
    return "+" if value > 0 else "-"


def _of(value: nw.Expr, signs: Iterable[str]) -> nw.Expr:
    fits = {"+": value > NOISE, "0": value.abs() <= NOISE, "-": value < -NOISE}
    first, *others = (fits[sign] for sign in signs)
    for other in others:
        first = first | other
    return first


def _went(change: nw.Expr, way: str) -> nw.Expr:
    return _of(change, "0" if way == "=" else way)
