"""The inverse of the GDP estimate: which growth of which support would give a wished growth.

One equation and many unknowns have no one answer; here are three, all 测算. They are gaps in the
work of departments, and never figures for anybody to report (domain 3.4, 9.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from kaimenhong.analysis.calibration import Basis
from kaimenhong.analysis.gdp import Estimate, IndustryEstimate
from kaimenhong.analysis.programme import Limit, Unknown, solved
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Labelled, Status

LEAST_EFFECT = 1e-6  # points of GDP for a point of the indicator, below which it moves nothing
LEAST_PAST = 3  # past quarters that tell what an indicator has ever done
_STRETCH = "stretch"


class Reach(Labelled):
    """Whether a wished growth of GDP can be had inside what has ever been."""

    REACHED = "reached", "测算已达到"
    WITHIN = "within", "历史范围内可以达到"
    BEYOND = "beyond", "难以完成：超出历史范围"


@dataclass(frozen=True, slots=True)
class Lever:
    """One indicator: what a point of it gives GDP, and how far it has ever gone.

    `effects` is, by industry that it supports, w·b·(its weight there) in points of GDP; `spread`
    is its own standard deviation, the measure of effort; `high` its best growth, at least the
    present one.
    """

    indicator: str
    now: float
    effects: Mapping[str, float]
    high: float
    spread: float

    @property
    def effect(self) -> float:
        """Points of GDP for a point of the indicator."""
        return sum(self.effects.values())


@dataclass(frozen=True, slots=True)
class WorkGap:
    """What a department's indicator lacks, in points, with all others as they are or together.

    `stretch` is the gap in the indicator's own standard deviations; `within` tells whether it has
    ever been so high.
    """

    owner: str
    indicator: str
    name: str
    now: float
    wished: float
    gap: float
    stretch: float
    within: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """The three answers: each indicator alone, all with equal effort, and the most there is.

    `together` is empty where the wish is beyond reach or met; `greatest` is the growth of GDP with
    every lever at its best.
    """

    wished: float
    estimate: Estimate
    reach: Reach
    alone: tuple[WorkGap, ...]
    together: tuple[WorkGap, ...]
    greatest: float
    notes: tuple[str, ...]
    status: Status = Status.ESTIMATED


def inverse(estimate: Estimate, wished: float) -> Inverse:
    """Say what the supports lack for GDP to grow by `wished` % (倒算).

    (a) alone: Δx = (wished − growth) / (w·b); (b) together: a linear programme for the smallest
    largest stretch Δx / own standard deviation, no indicator above its best, no industry above its
    best growth; (c) greatest: growth with all of them at that best.
    Industries that carry their last growth on or were clipped have no lever, nor have indicators
    with fewer than three past quarters or that never moved. An indicator that supports two
    industries moves both.

    The answer is for departments; nothing here names a firm, and it must not be broken down to any.
    """
    levers = _levers(estimate)
    ceilings = {one.industry.code: _ceiling(one) for one in estimate.industries}
    missing = wished - estimate.growth
    greatest = estimate.growth + _most(levers, ceilings)
    notes = _notes(estimate, levers)
    if missing <= 1e-9:
        return Inverse(wished, estimate, Reach.REACHED, (), (), greatest, notes)
    alone = tuple(_gap(lever, missing / lever.effect, ceilings, "其余不变") for lever in levers)
    found = _with_equal_effort(levers, ceilings, missing)
    if found is None:
        notes = (*notes, f"各支撑指标都到历史最好，增速也只到{greatest:.1f}%")
        return Inverse(wished, estimate, Reach.BEYOND, alone, (), greatest, notes)
    together = tuple(
        _gap(lever, found[lever.indicator], ceilings, "各指标同等努力") for lever in levers
    )
    return Inverse(wished, estimate, Reach.WITHIN, alone, together, greatest, notes)


def _levers(estimate: Estimate) -> tuple[Lever, ...]:
    found: dict[str, Lever] = {}
    for one in estimate.industries:
        if one.calibration.basis is Basis.LAST or one.growth != one.unclipped:
            continue
        now = {given.indicator: given.growth for given in one.given.now}
        for code, weight in one.weights.items():
            past = [quarter.supports.get(code) for quarter in one.given.past]
            known, growth = [value for value in past if value is not None], now[code]
            effect = one.share * one.calibration.slope * weight / sum(one.weights.values())
            if growth is None or len(known) < LEAST_PAST or effect < LEAST_EFFECT:
                continue
            effects = {one.industry.code: effect}
            if code in found:
                effects |= found[code].effects
            found[code] = Lever(code, growth, effects, max(*known, growth), _deviation(known))
    return tuple(lever for lever in found.values() if lever.spread > 0)


def _ceiling(one: IndustryEstimate) -> float:
    """Give the points that an industry adds to GDP from here to its best growth ever."""
    best = max(quarter.growth for quarter in one.given.past)
    return max(one.share * (best - one.growth), 0.0)


def _with_equal_effort(
    levers: Sequence[Lever], ceilings: Mapping[str, float], missing: float
) -> dict[str, float] | None:
    """Give each indicator's points so that the largest of them, by own spread, is least."""
    limits = [Limit({_STRETCH: lever.spread, lever.indicator: -1.0}, low=0.0) for lever in levers]
    whole = Limit({lever.indicator: lever.effect for lever in levers}, missing, missing)
    unknowns = [Unknown(_STRETCH, cost=1.0), *_points(levers)]
    limits = [*limits, whole, *_under_ceilings(levers, ceilings)]
    return solved(tuple(unknowns), tuple(limits)) if levers else None


def _most(levers: Sequence[Lever], ceilings: Mapping[str, float]) -> float:
    """Give the points of GDP that all indicators together can still add."""
    unknowns = tuple(
        replace(one, cost=-lever.effect) for one, lever in zip(_points(levers), levers, strict=True)
    )
    found = solved(unknowns, tuple(_under_ceilings(levers, ceilings))) if levers else None
    return sum(lever.effect * found[lever.indicator] for lever in levers) if found else 0.0


def _points(levers: Sequence[Lever]) -> list[Unknown]:
    return [Unknown(lever.indicator, high=lever.high - lever.now) for lever in levers]


def _under_ceilings(levers: Sequence[Lever], ceilings: Mapping[str, float]) -> list[Limit]:
    limits = []
    for industry, ceiling in ceilings.items():
        own = {one.indicator: one.effects[industry] for one in levers if industry in one.effects}
        if own:
            limits.append(Limit(own, high=ceiling))
    return limits


def _gap(lever: Lever, points: float, ceilings: Mapping[str, float], how: str) -> WorkGap:
    known = indicator.find(lever.indicator)
    wished = lever.now + points
    within = wished <= lever.high + 1e-9 and all(
        effect * points <= ceilings[industry] + 1e-9 for industry, effect in lever.effects.items()
    )
    reason = f"{how}：1个百分点拉动GDP {lever.effect:.3f}个百分点"
    beyond = f"；历史最高{lever.high:.1f}%或行业历史最高增速已过，单靠它难以完成"
    return WorkGap(
        owner=known.owner if known else "",
        indicator=lever.indicator,
        name=known.short_name if known else lever.indicator,
        now=lever.now,
        wished=wished,
        gap=points,
        stretch=points / lever.spread,
        within=within,
        reason=reason if within else reason + beyond,
    )


def _notes(estimate: Estimate, levers: Sequence[Lever]) -> tuple[str, ...]:
    moved = {industry for lever in levers for industry in lever.effects}
    still = [one.industry.name for one in estimate.industries if one.industry.code not in moved]
    notes = ["测算的工作差距，供部门安排工作；不得作为填报数，不得分解到企业"]
    if still:
        notes.append(f"没有可用支撑、保持不变的行业：{'、'.join(still)}")
    return tuple(notes)


def _deviation(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values))
