"""Filling 摊配: raise every part along its own ray until the parts make up the whole, exactly.

Among all parts that keep their bounds and make up the whole, these are the ones nearest to the
rays (squares of the distances, each over its own step, are least), so that no part is moved
without a bound that asks for it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Ray:
    """A part on its way: `start` + `step` × stretch, kept from `low` to `high`.

    `count` is what one unit of it counts in the whole: 1 for an amount, its base for a growth.
    `high` None is without bound.
    """

    key: str
    start: Fraction
    step: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    count: Fraction = Fraction(1)

    def at(self, stretch: Fraction) -> Fraction:
        """Give the part at a stretch, inside its bounds."""
        return self.bounded(self.start + self.step * stretch)

    def bounded(self, value: Fraction) -> Fraction:
        """Give the value, moved to the bound that it passes."""
        raised = value if self.low is None else max(value, self.low)
        return raised if self.high is None else min(raised, self.high)

    def least(self) -> Fraction | None:
        """Give the smallest that it can be, None where there is no end."""
        return self.low if self.step > 0 else self.bounded(self.start)

    def most(self) -> Fraction | None:
        """Give the largest that it can be, None where there is no end."""
        return self.high if self.step > 0 else self.bounded(self.start)


def span(rays: Iterable[Ray]) -> tuple[Fraction | None, Fraction | None]:
    """Give the least and the most that the parts can make together, None where there is no end."""
    least = most = Fraction(0)
    open_below = open_above = False
    for ray in rays:
        low, high = ray.least(), ray.most()
        open_below, open_above = open_below or low is None, open_above or high is None
        least += (low or Fraction(0)) * ray.count
        most += (high or Fraction(0)) * ray.count
    return (None if open_below else least), (None if open_above else most)


def stretch_for(rays: Sequence[Ray], whole: Fraction) -> Fraction:
    """Give the one stretch at which the parts make up the whole, which must lie in their `span`.

    The total is a rising line with a corner wherever a part meets a bound: halve the corners until
    one piece is left, and go along it.
    """
    corners = {corner for ray in rays for corner in _corners(ray)} | {Fraction(0)}
    in_turn = sorted(corners, key=lambda corner: (float(corner), corner))
    at, total = _first_reaching(rays, in_turn, whole)
    corner, missing = in_turn[at], whole - total
    if missing == 0:
        return corner
    upward = missing > 0
    slope = sum(
        (ray.step * ray.count for ray in rays if _moves(ray, corner, upward=upward)), Fraction(0)
    )
    return corner + missing / slope if slope else corner


def within_sum(rays: Sequence[Ray], low: Fraction | None, high: Fraction | None) -> tuple[Ray, ...]:
    """Give the rays with bounds so drawn in that, along any stretch, their sum keeps its own.

    The sum's bound must lie in their `span`. At the bound of the sum all of them stand at one
    stretch; before it they may not be lower, beyond it not higher.
    """
    least, most = span(rays)
    drawn = tuple(rays)
    if low is not None and (least is None or low > least):
        at = stretch_for(rays, low)
        drawn = tuple(replace(ray, low=ray.at(at)) for ray in drawn)
    if high is not None and (most is None or high < most):
        at = stretch_for(rays, high)
        drawn = tuple(replace(new, high=old.at(at)) for new, old in zip(drawn, rays, strict=True))
    return drawn


def _first_reaching(
    rays: Sequence[Ray], corners: Sequence[Fraction], whole: Fraction
) -> tuple[int, Fraction]:
    """Give the place, and total, of the first corner that reaches the whole, else of the last.

    Floats find the neighbourhood, because thousands of fractions are slow to add; fractions decide.
    """
    rough = [_Rough.of(ray) for ray in rays]
    at = bisect_left(
        corners, float(whole), key=lambda corner: sum(one.at(float(corner)) for one in rough)
    )
    at = min(at, len(corners) - 1)
    total = _total(rays, corners[at])
    while total < whole and at < len(corners) - 1:
        at, total = at + 1, _total(rays, corners[at + 1])
    while at > 0 and (before := _total(rays, corners[at - 1])) >= whole:
        at, total = at - 1, before
    return at, total


class _Rough(NamedTuple):
    """A ray in floats."""

    start: float
    step: float
    low: float
    high: float
    weight: float

    @staticmethod
    def of(ray: Ray) -> _Rough:
        low = -inf if ray.low is None else float(ray.low)
        high = inf if ray.high is None else float(ray.high)
        return _Rough(float(ray.start), float(ray.step), low, high, float(ray.count))

    def at(self, stretch: float) -> float:
        return min(max(self.start + self.step * stretch, self.low), self.high) * self.weight


def _corners(ray: Ray) -> Iterable[Fraction]:
    if ray.step > 0:
        bounds = (bound for bound in (ray.low, ray.high) if bound is not None)
        yield from ((bound - ray.start) / ray.step for bound in bounds)


def _total(rays: Sequence[Ray], stretch: Fraction) -> Fraction:
    return sum((ray.at(stretch) * ray.count for ray in rays), Fraction(0))


def _moves(ray: Ray, corner: Fraction, *, upward: bool) -> bool:
    value = ray.start + ray.step * corner
    if upward:
        return (ray.high is None or value < ray.high) and (ray.low is None or value >= ray.low)
    return (ray.low is None or value > ray.low) and (ray.high is None or value <= ray.high)
