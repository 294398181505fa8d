"""Kinds: which measures are places or rates, which indicators add up, what a subject is."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.indicator import catalogue

RANKS = (Measure.GROWTH_RANK.value, Measure.LEVEL_RANK.value)
RATES = (
    Measure.GROWTH.value,
    Measure.CHANGE_PP.value,
    Measure.SHARE.value,
    Measure.GAP_PP.value,
)
# Measures below zero whose 以上 and 以内 speak of the size of the fall.
FALLING = (Measure.GROWTH.value, Measure.CHANGE_PP.value, Measure.GAP_PP.value)
RATE_UNITS = ("%", "‰", "个百分点")

# Words of the catalogue's `aggregation`: what may be added, and what needs base weights.
_ADD = ("sum", "sum_adj", "stock_sum", "count")
_WEIGH = (*_ADD, "weighted")


def adds() -> nw.Expr:
    """Tell whether levels of `indicator` may be added over areas, by the catalogue.

    False for what the catalogue does not have: nothing is known of it.
    """
    return nw.col("indicator").is_in(_codes(_ADD))


def weighs() -> nw.Expr:
    """Tell whether growths of `indicator` may be weighed into the growth of a total.

    False where the catalogue says `none` (统一核算, household income) or `recompute` (ratios), and
    for what it does not have.
    """
    return nw.col("indicator").is_in(_codes(_WEIGH))


def adds_over_time() -> nw.Expr:
    """Tell whether levels of `indicator` add up over time: flows, counts and quantities do.

    False for balances, rates, ratios and indexes, and for what the catalogue does not have.
    """
    natures = ("flow", "count", "physical")
    codes = tuple(
        one.code
        for one in catalogue().values()
        if one.nature in natures and one.accumulation is not Accumulation.POINT
    )
    return nw.col("indicator").is_in(codes)


def kind(column: str) -> nw.Expr:
    """Give the word before the colon of a subject: area, office, firm, project; "" for a name."""
    subject = nw.col(column)
    named = nw.when(subject.str.contains(":")).then(subject.str.replace_all(":.*", ""))
    return named.when(~subject.is_null()).then(nw.lit("")).otherwise(None)


def _codes(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one.code for one in catalogue().values() if one.aggregation in words)
