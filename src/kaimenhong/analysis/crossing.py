"""Crossing groups 交叉小计: parts in printed digits where one cell counts in several sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor, inf

from kaimenhong.analysis.filling import Ray, stretch_for
from kaimenhong.analysis.parts import Group
from kaimenhong.analysis.programme import Limit, Unknown, solved
from kaimenhong.errors import Code, Mistake

_FARTHEST = "farthest"
NOISE = 1e-6  # of a last digit: the solver's own, less than this is none


def crossed(
    rays: Mapping[str, Ray], groups: Sequence[Group], whole: Fraction, digits: int
) -> dict[str, Fraction]:
    """Give parts at the printed digits that keep all bounds, all groups and the whole.

    First a linear programme: the largest distance from what the cells would get without groups,
    as a part of it, is least, and then the sum of all such distances. Then each part is rounded
    down or up, nearest first, by a programme in whole numbers. Raises Mistake SHARE_INFEASIBLE
    where nothing keeps everything; which group to blame is not known then.
    """
    scale = 10**digits
    wished = _without_groups(rays, whole, scale)
    parts = _nearest(rays, groups, wished, whole, scale)
    rounded = None if parts is None else _rounded(parts, groups, whole, scale)
    if rounded is None:
        raise Mistake(
            Code.SHARE_INFEASIBLE,
            expected="各小计能同时成立",
            came="、".join(group.name for group in groups[:5]),
            remedy="这些小计有共同的分项，合在一起分不出来；请放宽其中一个",
        )
    return {key: Fraction(value, scale) for key, value in rounded.items()}


def _without_groups(rays: Mapping[str, Ray], whole: Fraction, scale: int) -> dict[str, float]:
    at = stretch_for(list(rays.values()), whole)
    return {key: float(ray.at(at) * scale) for key, ray in rays.items()}


def _nearest(
    rays: Mapping[str, Ray],
    groups: Sequence[Group],
    wished: Mapping[str, float],
    whole: Fraction,
    scale: int,
) -> dict[str, float] | None:
    unknowns = [Unknown(_FARTHEST, cost=float(len(rays)))]
    limits = _sums(rays, groups, whole, scale)
    for key, ray in rays.items():
        wish, distance = wished[key], f"distance:{key}"
        low, high = (_scaled(bound, scale) for bound in (ray.low, ray.high))
        unknowns.append(Unknown(key, low=low or 0.0, high=inf if high is None else high))
        unknowns.append(Unknown(distance, cost=1.0))
        size = max(wish, 1.0)
        limits += [
            Limit({distance: size, key: -1.0}, low=-wish),
            Limit({distance: size, key: 1.0}, low=wish),
            Limit({_FARTHEST: 1.0, distance: -1.0}, low=0.0),
        ]
    found = solved(tuple(unknowns), tuple(limits))
    return None if found is None else {key: found[key] for key in rays}


def _rounded(
    parts: Mapping[str, float], groups: Sequence[Group], whole: Fraction, scale: int
) -> dict[str, int] | None:
    """Round each part down or up so that the whole and all groups hold."""
    floors = {key: floor(part + NOISE) for key, part in parts.items()}
    rests = {key: max(part - floors[key], 0.0) for key, part in parts.items()}
    unknowns = tuple(
        Unknown(key, cost=1 - 2 * rest, high=1.0 if rest > NOISE else 0.0, whole=True)
        for key, rest in rests.items()
    )
    limits = [
        Limit(
            limit.terms,
            limit.low - sum(floors[key] for key in limit.terms),
            limit.high - sum(floors[key] for key in limit.terms),
        )
        for limit in _sums(parts, groups, whole, scale)
    ]
    found = solved(unknowns, tuple(limits))
    return None if found is None else {key: floors[key] + round(found[key]) for key in parts}


def _sums(
    cells: Mapping[str, object], groups: Sequence[Group], whole: Fraction, scale: int
) -> list[Limit]:
    total = float(whole * scale)
    limits = [Limit(dict.fromkeys(cells, 1.0), total, total)]
    for group in groups:
        low, high = (_scaled(bound, scale) for bound in (group.low, group.high))
        terms = dict.fromkeys(group.members, 1.0)
        limits.append(Limit(terms, -inf if low is None else low, inf if high is None else high))
    return limits


def _scaled(bound: Fraction | Decimal | None, scale: int) -> float | None:
    return None if bound is None else float(Fraction(bound) * scale)
