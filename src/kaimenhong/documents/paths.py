"""Drawn paths as the straight lines that a table may be made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kaimenhong.documents.layout import Rule

type Point = tuple[float, float]

# In points: a filled bar no thicker than this is a line; a shorter one is a dot. One digit of small
# print that is struck out has a line no longer than this.
THICKEST = 2.5
SHORTEST = 2.5


def rules_of(paths: Iterable[list[Point]]) -> Iterator[Rule]:
    """Yield the level and upright lines of paths, each drawn without lifting the pen.

    >>> list(rules_of([[(0, 0), (100, 0), (100, 0.5), (0, 0.5)]]))
    [Rule(left=0, bottom=0, right=100, top=0.5)]
    """
    for points in paths:
        whole = _around(points)
        if _is_line(whole):
            yield whole
        else:
            yield from filter(_is_line, (_around(ends) for ends in pairwise(points)))


def _around(points: Iterable[Point]) -> Rule:
    xs, ys = zip(*points, strict=True)
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _is_line(rule: Rule) -> bool:
    wide, high = rule.right - rule.left, rule.top - rule.bottom
    return min(wide, high) <= THICKEST and max(wide, high) >= SHORTEST
