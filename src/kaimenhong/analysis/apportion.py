"""Rounding to the printed digit so that the parts still add up (最大余数法, largest remainder)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Exact:
    """A part before rounding; `weight` and then `key` break ties between equal remainders."""

    key: str
    value: Fraction
    weight: Fraction


def largest_remainder(parts: Sequence[Exact], whole: Fraction, digits: int) -> dict[str, Fraction]:
    """Round the parts so that they add up to the whole, which has no more digits than asked for.

    All are rounded down; what is left goes, a last digit at a time, to the largest remainders.
    Ties: the larger weight first, then the key in order of its characters. A part that has no
    remainder never changes, so bounds that have the digits asked for hold after rounding.

    >>> parts = [Exact(key, Fraction(10, 3), Fraction(1)) for key in "cab"]
    >>> {key: str(value) for key, value in largest_remainder(parts, Fraction(10), 0).items()}
    {'c': '3', 'a': '4', 'b': '3'}
    """
    step = Fraction(1, 10**digits)
    floors = _floors(parts, digits)
    left = int((whole - sum(floors.values(), Fraction(0))) / step)
    raised = {part.key for part in _in_turn(parts, floors)[:left]}
    return {key: value + step if key in raised else value for key, value in floors.items()}


def nearest_total(
    parts: Sequence[Exact], counts: Mapping[str, Fraction], whole: Fraction, digits: int
) -> dict[str, Fraction]:
    """Round parts that count unequally so that their sum comes as near to the whole as they let.

    Σ count × part is the whole before rounding. All are rounded down; in the order of
    `largest_remainder` one after the other is raised by a last digit wherever that brings the sum
    nearer. What then is missing is at most half a last digit of the part that counts most.
    """
    step = Fraction(1, 10**digits)
    rounded = _floors(parts, digits)
    missing = whole - sum((counts[key] * value for key, value in rounded.items()), Fraction(0))
    for part in _in_turn(parts, rounded):
        gain = counts[part.key] * step
        if missing * 2 >= gain:
            rounded[part.key] += step
            missing -= gain
    return rounded


def _floors(parts: Sequence[Exact], digits: int) -> dict[str, Fraction]:
    scale = 10**digits
    return {
        part.key: Fraction(part.value.numerator * scale // part.value.denominator, scale)
        for part in parts
    }


def _in_turn(parts: Sequence[Exact], floors: Mapping[str, Fraction]) -> list[Exact]:
    """Give the parts that have a remainder, in the order in which they are raised."""
    rests = {part.key: part.value - floors[part.key] for part in parts}
    # Floats first: they are quicker to compare, and in the same order where they differ.
    return sorted(
        (part for part in parts if rests[part.key] > 0),
        key=lambda part: (-float(rests[part.key]), -rests[part.key], -part.weight, part.key),
    )
