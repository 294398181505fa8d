"""Where a document contradicts itself: two figures for one thing, two spellings, sums."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations

from kaimenhong.facts import Conflict, Statement, Task
from kaimenhong.reading import names
from kaimenhong.terms.codelists import Comparator, Measure, Role

COMPARED = {Measure.LEVEL, Measure.GROWTH, Measure.SHARE, Measure.COMPLETION}
EXACT = {Comparator.EXACTLY}
MOST_PARTS = 12
COUNTED = {"个", "家", "户", "次", "场", "项", "件", "人"}
DEFINITE = 8
TOLERANCE = Decimal(1)
_NEAREST_SPELLING = 64
_OPENS = re.compile("[，（\\s*]*其中[，：:\\s]*")
_JOINS = re.compile("[、，和\\s*]{1,4}")


def conflicts(
    statements: Sequence[Statement], tasks: Sequence[Task], text: str
) -> Iterator[Conflict]:
    """Give the contradictions in the order in which the text comes upon them."""
    yield from values(statements)
    yield from spellings(name for task in tasks for name in task.leaders)
    yield from sums(statements, text)
    yield from growths(statements)


def values(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Two figures or bounds for one indicator, area, period and measure, in different places."""
    first: dict[tuple[object, ...], int] = {}
    for index, one in enumerate(statements):
        if one.value is None or one.period is None or one.measure not in COMPARED:
            continue
        if one.role is Role.EXPECTED or not _definite(one):
            continue
        key = (one.role, one.indicator, one.area, one.period, one.measure, one.unit)
        other = first.setdefault(key, index)
        if other != index and _disagree(statements[other], one):
            yield Conflict("value", other, index)


def _definite(one: Statement) -> bool:
    """Whether the name says so much that two places mean the same thing: not 实施项目20个."""
    counted = one.measure is Measure.LEVEL and one.unit in COUNTED
    return names.known(one.indicator) and (not counted or len(one.indicator) >= DEFINITE)


def _disagree(a: Statement, b: Statement) -> bool:
    """One sentence may name two targets of two tiers; two places may not."""
    if b.start < a.end or abs(b.start - a.end) < 30:
        return False
    if (a.value, a.comparator, a.value_high) == (b.value, b.comparator, b.value_high):
        return False
    if a.role is Role.ACTUAL:
        return a.value != b.value and not _compatible(a, b)
    return True


def _compatible(a: Statement, b: Statement) -> bool:
    """Whether 超300 and 312 can both be meant of one thing."""
    loose = {Comparator.ABOUT, Comparator.MORE_THAN, Comparator.AT_LEAST}
    return a.comparator in loose or b.comparator in loose


def spellings(people: Iterable[str]) -> Iterator[Conflict]:
    """Two spellings of one person: alike but for one character, and that one a look-alike."""
    for a, b in combinations(dict.fromkeys(people), 2):
        if _alike(a, b):
            yield Conflict("name", a, b)


def _alike(a: str, b: str) -> bool:
    if len(a) != len(b) or len(a) < 2 or a[0] != b[0]:
        return False
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(pairs) == 1 and len(a) > 2 and _look_alike(*pairs[0])


def _look_alike(a: str, b: str) -> bool:
    """Characters are ordered by radical and strokes, so look-alikes stand close together."""
    return _radical(a) == _radical(b) and abs(ord(a) - ord(b)) <= _NEAREST_SPELLING


@cache
def _radicals() -> list[int]:
    """The first character of each radical, which Unicode gives by its compatibility forms."""
    forms = (unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6))
    return sorted(ord(form) for form in forms)


def _radical(sign: str) -> int:
    return bisect_right(_radicals(), ord(sign))


def sums(statements: Sequence[Statement], text: str) -> Iterator[Conflict]:
    """A whole and its parts in one breath, where the parts come to more than the whole."""
    for index, whole in enumerate(statements):
        parts = _parts(statements, index, text)
        values_of = [part.value for part in parts if part.value is not None]
        if len(parts) < 2 or len(values_of) < len(parts) or whole.value is None:
            continue
        if sum(values_of, Decimal(0)) > whole.value:
            yield Conflict("arithmetic", index, index + 1)


def _parts(statements: Sequence[Statement], index: int, text: str) -> list[Statement]:
    """The statements that follow a whole after 其中, each joined to the one before by 、."""
    whole = statements[index]
    if whole.measure is not Measure.LEVEL or whole.comparator not in EXACT:
        return []
    parts: list[Statement] = []
    end = whole.end
    for one in statements[index + 1 : index + 1 + MOST_PARTS]:
        between = text[end : max(one.start, end)]
        joined = _OPENS.fullmatch(between) if not parts else _JOINS.fullmatch(between)
        same = (one.unit, one.role, one.measure) == (whole.unit, whole.role, whole.measure)
        if not joined or not same or "以上" in one.indicator:
            break
        parts.append(one)
        end = one.end
    return parts


def growths(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """A target's level and growth that no base fits which the document itself states.

    Only targets: a published growth is on a comparable basis and may differ from its two levels.
    """
    bases = {
        (one.indicator, one.area, one.period): one.value
        for one in statements
        if one.measure is Measure.LEVEL and one.value and one.period and one.comparator in EXACT
    }
    for index, level in enumerate(statements[:-1]):
        growth = statements[index + 1]
        if not _level_and_growth(level, growth) or level.period is None:
            continue
        base = bases.get((level.indicator, level.area, level.period.year_before()))
        if not base or level.value is None or growth.value is None:
            continue
        if abs(100 * (level.value / base - 1) - growth.value) > TOLERANCE:
            yield Conflict("arithmetic", index, index + 1)


def _level_and_growth(level: Statement, growth: Statement) -> bool:
    return (
        level.measure is Measure.LEVEL
        and growth.measure is Measure.GROWTH
        and level.role is growth.role is Role.TARGET
        and level.comparator in EXACT
        and growth.comparator in EXACT
        and (level.indicator, level.area, level.period)
        == (growth.indicator, growth.area, growth.period)
    )
