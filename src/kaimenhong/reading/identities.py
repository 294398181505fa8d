"""Indicators that are the sum of others, or contain another, by definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading import lexicon
from kaimenhong.reading.printed import Bounds, bounds, dimension, summed, total, written
from kaimenhong.terms.codelists import Comparator, Measure

# Farther apart, the parts may be of another account of the same thing.
FARTHEST = 600
Key = tuple[object, ...]


def identities(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give wholes that their parts, all stated near by, exceed or do not come to.

    Only plain figures: with 以上 or 左右 in any of them nothing is certain.
    """
    levels = _levels(statements)
    for (name, *rest), wholes in levels.items():
        for names, complete in _parts_of().get(str(name), ()):
            found = [levels.get((part, *rest), []) for part in names]
            if all(found):
                yield from _misfits(statements, wholes, found, complete=complete)


def _levels(statements: Sequence[Statement]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for at, one in enumerate(statements):
        plain = one.comparator is Comparator.EXACTLY and one.value is not None
        if plain and one.measure is Measure.LEVEL and one.period is not None:
            key = (one.indicator, one.role, one.area, one.period, dimension(one)[0])
            found.setdefault(key, []).append(at)
    return found


def _misfits(
    statements: Sequence[Statement],
    wholes: Sequence[int],
    found: Sequence[Sequence[int]],
    *,
    complete: bool,
) -> Iterator[Conflict]:
    """Compare only where each is stated once; of two figures of one thing `values` tells."""
    if len(wholes) != 1 or any(len(places) != 1 for places in found):
        return
    whole, parts = wholes[0], [places[0] for places in found]
    spread = [statements[at].start for at in (whole, *parts)]
    if max(spread) - min(spread) > FARTHEST:
        return
    limit, listed = bounds(statements[whole]), [statements[at] for at in parts]
    if limit is not None and (limit.apart if complete else limit.below)(summed(listed)):
        a, b = sorted((whole, parts[0]))
        yield Conflict("arithmetic", a, b, _because(statements[whole], listed))


def _because(whole: Statement, parts: Sequence[Statement]) -> str:
    said = "、".join(f"{one.indicator}{written(one)}" for one in parts)
    come = f"，合计{total(parts)}" if len(parts) > 1 else ""
    more = "多于" if (bounds(whole) or Bounds(None, None)).below(summed(parts)) else "少于"
    return f"{said}{come}，{more}{whole.indicator}{written(whole)}"


@cache
def _parts_of() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for row in lexicon.rows("identities"):
        parts = (tuple(row["parts"].split("|")), row["complete"] == "yes")
        found.setdefault(row["whole"], []).append(parts)
    return found
