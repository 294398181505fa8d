"""Where a document contradicts itself: two figures for one thing, two spellings, sums.

Each kind is a file of its own; here they are put together, each contradiction once. What is told is
certain by the figures as printed: 以上 and 左右 leave room, and so do the digits not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaimenhong.facts import Conflict, Statement, Task
from kaimenhong.reading import bases, within_year
from kaimenhong.reading.completions import completions
from kaimenhong.reading.differing import values
from kaimenhong.reading.distances import distances
from kaimenhong.reading.identities import identities
from kaimenhong.reading.portions import portions
from kaimenhong.reading.spelling import spellings
from kaimenhong.reading.sums import hundreds, sums, totals
from kaimenhong.reading.territories import territories


def conflicts(
    statements: Sequence[Statement], tasks: Sequence[Task], text: str
) -> Iterator[Conflict]:
    """Give the contradictions, kind by kind: values, names, then what does not add up."""
    differing = list(values(statements, text))
    yield from differing
    yield from spellings(tasks, text)
    told: set[tuple[int | str, int | str]] = set()
    for one in _arithmetic(statements, text, differing):
        if (one.a, one.b) not in told:
            told.add((one.a, one.b))
            yield one


def _arithmetic(
    statements: Sequence[Statement], text: str, differing: Sequence[Conflict]
) -> Iterator[Conflict]:
    settled = {at for one in differing for at in (one.a, one.b) if isinstance(at, int)}
    yield from sums(statements, text)
    yield from totals(statements, text)
    yield from hundreds(statements)
    yield from portions(statements, text)
    yield from completions(statements)
    yield from distances(statements)
    yield from identities(statements)
    yield from bases.growths(statements)
    yield from bases.said(statements, text)
    yield from bases.twice(statements, settled)
    yield from territories(statements)
    yield from within_year.stretches(statements)
