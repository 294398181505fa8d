"""Which simple models serve which kind of series: a short list each, with fixed numbers.

The numbers were chosen on national series up to 2024 (bench/README.md, forecast); the blend gives
each its weight, so a list needs no model that is right, only one that is near.
"""

from __future__ import annotations

from enum import StrEnum

from kaimenhong.analysis.forecast import festival, models
from kaimenhong.analysis.forecast.cumulated import paced
from kaimenhong.analysis.forecast.models import Model
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure


class Kind(StrEnum):
    """How the figures of a series hang together, which decides the models that can serve it."""

    AMOUNT = "amount"  # adds up over the year: output, revenue
    BALANCE = "balance"  # a level at a date, or an index
    RATE = "rate"  # growth of each period on the year before, and other rates
    CUMULATED = "cumulated"  # growth from the year's start on


def kind_of(series: Series) -> Kind:
    """Tell the kind by measure and accumulation."""
    if series.adds_up:
        return Kind.AMOUNT
    if series.measure is Measure.LEVEL:
        return Kind.BALANCE
    cumulative = series.accumulation is Accumulation.CUMULATIVE
    growth = series.measure is Measure.GROWTH
    return Kind.CUMULATED if growth and cumulative else Kind.RATE


def chosen(kind: Kind, rhythm: Rhythm) -> dict[str, Model]:
    """Give the models by the name that the trace shows."""
    if kind is Kind.CUMULATED:
        return _cumulated(rhythm)
    plain = {Kind.AMOUNT: AMOUNT, Kind.BALANCE: BALANCE, Kind.RATE: RATE}[kind]
    if not festival.wanders(rhythm):
        return plain
    growth = kind is Kind.RATE
    aware = {
        f"{name}，春节调整": festival.adjusted(plain[name], rhythm, growth=growth)
        for name in FESTIVE[kind]
    }
    return plain | aware


def leading(kind: Kind, rhythm: Rhythm) -> Model:
    """Give the model that a faster series informs: one of the list that is near on its own."""
    return chosen(kind, rhythm)[LEADING[kind]]


AMOUNT: dict[str, Model] = {
    "上期值": models.level(1.0),
    "趋势外推": models.trend(0.5, 0.2, 0.9),
    "上年同期": models.seasonal_naive,
    "上年同期加上期增幅": models.grown_mean(1, 0.9),
    "上年同期加近3期增幅": models.grown_mean(3, 0.9),
    "上年同期加近6期增幅": models.grown_mean(6, 0.95),
    "上年同期加平滑增幅": models.grown(0.5, 0.9),
    "霍尔特—温特斯，慢": models.seasonal(0.3, 0.0, 0.9, 0.2),
    "霍尔特—温特斯，快": models.seasonal(0.6, 0.0, 0.9, 0.2),
    "季节虚拟变量，四年，稳": models.dummies(4, 0.4),
    "季节虚拟变量，四年，快": models.dummies(4, 0.8),
    "季节虚拟变量，六年，稳": models.dummies(6, 0.4),
    "季节虚拟变量，六年，快": models.dummies(6, 0.8),
    "Theta，季节调整": models.dummies(4, 0.6, slope=0.5),
}
BALANCE: dict[str, Model] = {
    "上期值": models.level(1.0),
    "平滑，慢": models.level(0.3),
    "趋势外推": models.trend(1.0, 0.5, 0.5),
    "均值回归，慢": models.reverting(0.6, 0.8),
    "均值回归，快": models.reverting(0.6, 0.5),
    "均值回归，平滑": models.reverting(0.3, 0.3),
    "上年同期": models.seasonal_naive,
    "上年同期加平滑增幅": models.grown(0.5, 0.9),
    "霍尔特—温特斯": models.seasonal(0.3, 0.0, 0.9, 0.2),
    "季节虚拟变量": models.dummies(4, 0.4),
}
RATE: dict[str, Model] = {
    "上期值": models.level(1.0),
    "平滑，慢": models.level(0.3),
    "平滑，很慢": models.level(0.1),
    "趋势外推": models.trend(1.0, 0.5, 0.5),
    "基数效应，小": models.base_effect(1.0, 0.2),
    "基数效应，平滑": models.base_effect(0.6, 0.2),
    "基数效应，中": models.base_effect(0.6, 0.4),
    "基数效应，大": models.base_effect(0.3, 0.7),
    "均值回归，慢": models.reverting(1.0, 0.9),
    "均值回归": models.reverting(0.6, 0.7),
}
FESTIVE = {
    Kind.AMOUNT: ("上年同期加平滑增幅", "霍尔特—温特斯，慢", "季节虚拟变量，四年，稳"),
    Kind.BALANCE: ("上年同期加平滑增幅",),
    Kind.RATE: ("上期值", "基数效应，平滑"),
}
LEADING = {
    Kind.AMOUNT: "上年同期加平滑增幅",
    Kind.BALANCE: "上年同期加平滑增幅",
    Kind.RATE: "基数效应，平滑",
    Kind.CUMULATED: "逐月累加，基数",
}


def _cumulated(rhythm: Rhythm) -> dict[str, Model]:
    return {
        "上期值": models.level(1.0),
        "平滑，快": models.level(0.8),
        "基数效应，小": models.base_effect(1.0, 0.2),
        "逐月累加，慢": paced(rhythm, alpha=0.2, share=0.0, phi=1.0, mix=0.0),
        "逐月累加，快": paced(rhythm, alpha=0.4, share=0.2, phi=1.0, mix=0.0),
        "逐月累加，基数": paced(rhythm, alpha=0.4, share=0.2, phi=1.0, mix=0.3),
        "逐月累加，减退": paced(rhythm, alpha=0.5, share=0.3, phi=0.95, mix=0.3),
        "逐月累加，基数大": paced(rhythm, alpha=0.3, share=0.4, phi=1.0, mix=0.3),
    }
