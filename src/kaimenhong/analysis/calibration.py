"""Calibration 校准: how an industry's growth has moved with its supporting indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from kaimenhong.terms.codelists import Labelled
from kaimenhong.terms.period import Period

LEAST_CHANGES = 5  # changes from quarter to quarter that a regression needs
LEAST_RATIO = 1.0  # growth of the support, in %, below which a ratio to it says nothing


class Basis(Labelled):
    """What an industry's growth was worked out from."""

    REGRESSION = "regression", "回归"
    RATIO = "ratio", "比例"
    LAST = "last", "沿用上季"


@dataclass(frozen=True, slots=True)
class Point:
    """A past quarter: the industry's growth and that of its support (None is missing), in %."""

    period: Period
    growth: float
    support: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """growth = anchor growth + slope × (support − anchor support), which is a + b·x.

    `error` is the standard error of one estimate in points, None where too few quarters tell it.
    """

    basis: Basis
    anchor: Point
    slope: float
    quarters: int
    error: float | None
    reason: str

    def growth(self, support: float | None) -> float:
        """Give the industry's growth for a growth of its support."""
        if self.basis is Basis.LAST or support is None or self.anchor.support is None:
            return self.anchor.growth
        return self.anchor.growth + self.slope * (support - self.anchor.support)


def calibrated(points: Sequence[Point], support: float | None) -> Calibration:
    """Fit what the industry has done against its support, for an estimate at `support`.

    Least squares through the origin on changes from one quarter to the next:
    b = Σ Δx·Δg / Σ Δx²; a follows from the last quarter known (decision 0016). With fewer than
    LEAST_CHANGES of them b = last growth / last growth of the support, unless that one is nearer
    to zero than LEAST_RATIO. Else, where the support is missing now, or where the two moved against
    each other, the last growth stands and says so. Only quarters next to each other make a change.
    """
    ordered = sorted(points, key=lambda point: point.period)
    anchor = ordered[-1]
    moves = [(b.growth - a.growth) for a, b in pairwise(ordered) if _next(a, b)]
    last = Calibration(Basis.LAST, anchor, 0.0, len(ordered), _spread(moves), "")
    if support is None:
        return _because(last, "没有支撑指标")
    if anchor.support is None:
        return _because(last, "上季没有支撑指标")
    pairs = _changes(ordered)
    square = sum(dx * dx for dx, _ in pairs)
    if len(pairs) >= LEAST_CHANGES and square > 0:
        slope = sum(dx * dg for dx, dg in pairs) / square
        spread = _forecast_error(pairs, slope, square, support - anchor.support)
        fitted = Calibration(Basis.REGRESSION, anchor, slope, len(ordered), spread, "")
        return fitted if slope > 0 else _because(last, f"与支撑指标反向变动（{slope:.2f}），不采用")
    if abs(anchor.support) < LEAST_RATIO:
        return _because(last, "季度太少，且支撑指标增速接近零，比例不可靠")
    slope = anchor.growth / anchor.support
    if slope <= 0:
        return _because(last, "季度太少，且与支撑指标一升一降，比例不可靠")
    error = _spread([dg - slope * dx for dx, dg in pairs])
    reason = f"只有{len(pairs)}次逐季变动，按上季比例"
    return Calibration(Basis.RATIO, anchor, slope, len(ordered), error, reason)


def _because(last: Calibration, reason: str) -> Calibration:
    return Calibration(last.basis, last.anchor, 0.0, last.quarters, last.error, reason)


def _next(one: Point, other: Point) -> bool:
    return other.period.last_month - one.period.last_month == 3


def _changes(ordered: Sequence[Point]) -> list[tuple[float, float]]:
    return [
        (b.support - a.support, b.growth - a.growth)
        for a, b in pairwise(ordered)
        if _next(a, b) and a.support is not None and b.support is not None
    ]


def _spread(rests: Sequence[float]) -> float | None:
    """Give the root mean square, None of fewer than two."""
    return sqrt(sum(rest * rest for rest in rests) / len(rests)) if len(rests) > 1 else None


def _forecast_error(
    pairs: Sequence[tuple[float, float]], slope: float, square: float, change: float
) -> float:
    """Give the standard error of one new value of a regression through the origin."""
    variance = sum((dg - slope * dx) ** 2 for dx, dg in pairs) / (len(pairs) - 1)
    return sqrt(variance * (1 + change * change / square))
