"""GDP estimate 测算 from supporting indicators; the account itself is the state's (domain 3).

growth of an industry = a + b × growth of its support; growth of GDP = Σ share × growth. Always
测算, with its range, its inputs and their vintages; never written over a released figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from kaimenhong.analysis.calibration import Basis, Calibration, Point, calibrated
from kaimenhong.analysis.holder import Holder, demand_lawful
from kaimenhong.analysis.industries import Industry, composite, default_industries, invalid
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Status
from kaimenhong.terms.period import Period

GDP = "GDP"
MOST_UNCOVERED = 0.25  # share of GDP without support beyond which nothing is estimated
HALF_DIGIT = 0.05  # growths are printed with one digit
WIDTH = 1.2816  # standard errors on either side that hold 80%


@dataclass(frozen=True, slots=True)
class Quarter:
    """A past quarter of one industry: growth of its value added and of its supports, in %."""

    period: Period
    growth: float
    supports: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Support:
    """What is known now of a supporting indicator: its growth in %, how firm, since when.

    `period` is its own (服务业错月), `vintage` an ISO moment, empty where unknown.
    """

    indicator: str
    growth: float | None
    period: Period
    status: Status
    vintage: str


@dataclass(frozen=True, slots=True)
class Input:
    """All that is known of one industry: last year's value added of the same period, its past.

    `constant` says that `base` is at constant prices; at current ones the estimate tells so.
    """

    industry: str
    base: float
    past: tuple[Quarter, ...]
    now: tuple[Support, ...]
    constant: bool = True


@dataclass(frozen=True, slots=True)
class IndustryEstimate:
    """One industry: share (0 to 1) × growth = pull in points; how the growth came about."""

    industry: Industry
    given: Input
    share: float
    support: float | None
    calibration: Calibration
    growth: float
    unclipped: float
    pull: float
    weights: Mapping[str, float]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Growth of GDP in %, the range that holds it in four of five cases, and what it stands on.

    `low` and `high` are None where an industry's error cannot be told. `uncovered` is the share of
    GDP that only carries its last growth on. `status` is 测算 whatever the inputs are.
    """

    subject: str
    period: Period
    industries: tuple[IndustryEstimate, ...]
    growth: float
    low: float | None
    high: float | None
    uncovered: float
    notes: tuple[str, ...]
    status: Status = Status.ESTIMATED


@dataclass(frozen=True, slots=True)
class Difference:
    """After the release: 测算 − 核算 in points, kept as a record; neither figure changes."""

    industry: str
    period: Period
    estimated: float
    released: float | None
    difference: float | None
    vintage: str


def estimated(
    subject: str,
    holder: Holder,
    period: Period,
    inputs: Sequence[Input],
    *,
    table: Sequence[Industry] | None = None,
    most_uncovered: float = MOST_UNCOVERED,
) -> Estimate:
    """Estimate the growth of a region's GDP (测算).

    growth = Σ w·g, w the share of last year's value added, g from `calibration.calibrated` and
    kept inside what the industry has ever grown; where it was clipped the reasons say so.
    Range: ±(1.28 × √Σ(w·error)² + Σ w·b × 0.05): the industries' errors are taken to be
    independent, the rounding of the inputs to add up. Errors common to all industries are not in
    it. A missing support: the others of its industry stand for it; an owner's 预计 counts, marked;
    where none is left the last growth is carried on, marked.
    Raises Mistake GDP_UNCOVERED where more than `most_uncovered` of GDP is so carried,
    GDP_INPUT_INVALID for an industry missing, twice, without past or with a base that is not
    positive, TARGET_STOPS_AT_COUNTY below the county, where no account is made.
    """
    demand_lawful(GDP, subject, holder)
    industries = {one.code: one for one in (table or default_industries())}
    _demand_whole(industries, inputs, period)
    total = sum(one.base for one in inputs)
    found = tuple(
        _industry(industries[one.industry], one, one.base / total, period) for one in inputs
    )
    uncovered = sum(one.share for one in found if one.calibration.basis is Basis.LAST)
    if uncovered > most_uncovered + 1e-9:
        raise _uncovered(found, uncovered, most_uncovered)
    growth = sum(one.pull for one in found)
    reach = _reach(found)
    low, high = (None, None) if reach is None else (growth - reach, growth + reach)
    return Estimate(subject, period, found, growth, low, high, uncovered, _notes(found, uncovered))


def differences(
    estimate: Estimate, released: Mapping[str, float], *, vintage: str
) -> tuple[Difference, ...]:
    """Put the released growths, by industry code and `GDP`, beside the estimated ones.

    An industry that is not released has no difference. `vintage` is when the release came.
    """
    said = {one.industry.code: one.growth for one in estimate.industries}
    return tuple(
        Difference(
            code,
            estimate.period,
            growth,
            released.get(code),
            growth - released[code] if code in released else None,
            vintage,
        )
        for code, growth in {**said, GDP: estimate.growth}.items()
    )


def _industry(industry: Industry, given: Input, share: float, period: Period) -> IndustryEstimate:
    now = {one.indicator: one.growth for one in given.now}
    weights = {code: w for code, w in industry.supports.items() if now.get(code) is not None}
    support = composite(weights, now)
    points = [Point(one.period, one.growth, composite(weights, one.supports)) for one in given.past]
    calibration = calibrated(points, support)
    raw = calibration.growth(support)
    growths = [one.growth for one in given.past]
    growth = min(max(raw, min(growths)), max(growths))
    reasons = tuple(_reasons(industry, given, period, weights, calibration, raw, growth))
    return IndustryEstimate(
        industry, given, share, support, calibration, growth, raw, share * growth, weights, reasons
    )


def _reasons(
    industry: Industry,
    given: Input,
    period: Period,
    weights: Mapping[str, float],
    calibration: Calibration,
    raw: float,
    growth: float,
) -> list[str]:
    told = [calibration.basis.label + (f"：{calibration.reason}" if calibration.reason else "")]
    missing = [code for code in industry.supports if code not in weights]
    told += [f"缺{_named(code)}" for code in missing]
    for one in given.now:
        if one.indicator in weights and one.status is not Status.OFFICIAL:
            told.append(f"{_named(one.indicator)}是{one.status.label}数")
        if one.indicator in weights and one.period != period:
            told.append(f"{_named(one.indicator)}是{one.period.label}的")
    if period.last_month - calibration.anchor.period.last_month != 3:
        told.append(f"上一季缺，从{calibration.anchor.period.label}推起")
    if growth != raw:
        told.append(f"算得{raw:.1f}%，超出历史范围，收到{growth:.1f}%")
    if not given.constant:
        told.append("比重用现价")
    return told


def _reach(found: Sequence[IndustryEstimate]) -> float | None:
    errors = [(one.share, one.calibration.error) for one in found]
    if any(error is None for _, error in errors):
        return None
    fit = sqrt(sum((share * error) ** 2 for share, error in errors if error is not None))
    rounding = sum(one.share * one.calibration.slope * HALF_DIGIT for one in found)
    return WIDTH * fit + rounding


def _notes(found: Sequence[IndustryEstimate], uncovered: float) -> tuple[str, ...]:
    notes = ["测算数，不是核算数；地区生产总值由国家统一核算"]
    carried = [one.industry.name for one in found if one.calibration.basis is Basis.LAST]
    if carried:
        notes.append(f"沿用上季增速的行业占{uncovered:.1%}：{'、'.join(carried)}")
    unknown = [one.industry.name for one in found if one.calibration.error is None]
    if unknown:
        notes.append(f"季度太少，误差不明，不给区间：{'、'.join(unknown)}")
    return tuple(notes)


def _demand_whole(
    industries: Mapping[str, Industry], inputs: Sequence[Input], period: Period
) -> None:
    given = [one.industry for one in inputs]
    if sorted(given) != sorted(industries):
        lacking = [one.name for code, one in industries.items() if code not in given]
        came = f"缺{'、'.join(lacking)}" if lacking else "、".join(given)
        raise invalid("每个行业一份，不多不少", came)
    said: dict[str, float | None] = {}
    for support in (support for one in inputs for support in one.now):
        if said.setdefault(support.indicator, support.growth) != support.growth:
            raise invalid("一个指标只有一个增速", f"{_named(support.indicator)}有两个")
    for one in inputs:
        name = industries[one.industry].name
        past = [quarter.period for quarter in one.past]
        if not one.base > 0:
            raise invalid("大于零的上年同期增加值", f"{name} {one.base}")
        if not past:
            raise invalid("至少一个过去的季度", name)
        if len(set(past)) < len(past):
            raise invalid("每个季度一个数，口径一致", f"{name}有重复的季度")
        if max(past) >= period:
            raise invalid(f"{period.label}以前的季度", f"{name}有{max(past).label}")


def _uncovered(
    found: Sequence[IndustryEstimate], uncovered: float, most_uncovered: float
) -> Mistake:
    lacking = [one for one in found if one.calibration.basis is Basis.LAST]
    names = "、".join(f"{one.industry.name}（{one.calibration.reason}）" for one in lacking)
    return Mistake(
        Code.GDP_UNCOVERED,
        expected=f"没有支撑的行业不超过增加值的{most_uncovered:.0%}",
        came=f"{uncovered:.1%}：{names}",
        remedy="请补上支撑指标，或请主管部门给出预计数",
    )


def _named(code: str) -> str:
    known = indicator.find(code)
    return known.short_name if known else code
