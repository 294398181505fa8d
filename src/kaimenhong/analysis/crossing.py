"""Crossing groups 交叉小计: parts in printed digits where one cell counts in several sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import inf

from kaimenhong.analysis.filling import Ray, stretch_for
from kaimenhong.analysis.parts import Group
from kaimenhong.analysis.programme import Limit, Unknown, solved
from kaimenhong.errors import Code, Mistake

_FARTHEST = "farthest"


def crossed(
    rays: Mapping[str, Ray], groups: Sequence[Group], whole: Fraction, digits: int
) -> dict[str, Fraction]:
    """Give whole numbers of last digits that keep all bounds, groups and the whole.

    A programme in whole numbers: the largest distance from what the cells would get without
    groups, as a part of it, is least, and then the sum of all such distances. Raises Mistake
    SHARE_INFEASIBLE where no numbers keep everything; which group to blame is not known then.
    """
    scale = 10**digits
    at = stretch_for(list(rays.values()), whole)
    unknowns = [Unknown(_FARTHEST, cost=float(len(rays)))]
    limits = [Limit({_cell(key): 1.0 for key in rays}, float(whole * scale), float(whole * scale))]
    for key, ray in rays.items():
        wished = float(ray.at(at) * scale)
        low, high = (_scaled(bound, scale) for bound in (ray.low, ray.high))
        size = max(wished, 1.0)
        cell, distance = _cell(key), f"distance:{key}"
        most = inf if high is None else high
        unknowns.append(Unknown(cell, low=low or 0.0, high=most, whole=True))
        unknowns.append(Unknown(distance, cost=1.0))
        limits += [
            Limit({distance: size, cell: -1.0}, low=-wished),
            Limit({distance: size, cell: 1.0}, low=wished),
            Limit({_FARTHEST: 1.0, distance: -1.0}, low=0.0),
        ]
    for group in groups:
        low, high = (_scaled(b, scale) for b in (group.low, group.high))
        members = {_cell(key): 1.0 for key in group.members}
        limits.append(Limit(members, -inf if low is None else low, inf if high is None else high))
    found = solved(tuple(unknowns), tuple(limits))
    if found is None:
        raise Mistake(
            Code.SHARE_INFEASIBLE,
            expected="各小计能同时成立",
            came="、".join(group.name for group in groups[:5]),
            remedy="这些小计有共同的分项，合在一起分不出来；请放宽其中一个",
        )
    return {key: Fraction(round(found[_cell(key)]), scale) for key in rays}


def _cell(key: str) -> str:
    return f"cell:{key}"


def _scaled(bound: Fraction | Decimal | None, scale: int) -> float | None:
    return None if bound is None else float(Fraction(bound) * scale)
