"""How far a reading agrees with its labels, by the definition of the reading contract.

Both are JSON as `kmh read --format json` prints it. Counted are
  figures    value, unit and blank agree, and the spans overlap
  tuples     a figure whose role, indicator, area, period, measure and comparator agree too
  tasks      one point for each leader, lead unit, unit and deadline of a task
  conflicts  kind and the two sides agree
Where the labels name `windows`, only statements inside them count, and no tasks or conflicts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

type Json = Mapping[str, Any]

KINDS = ("figures", "tuples", "tasks", "conflicts")
# Role, indicator, area, period, measure, comparator.
FIELDS = 6
# Names that are not in the catalogue are phrases, and two people cut a phrase a little differently.
ALIKE = 0.8
# How a document speaks of the place that it speaks for.
_OWN = frozenset({"全市", "全县", "全区", "全省", "我市", "我县", "我区", "我省", "全国", None})
_DECORATION = re.compile(r"[\s“”\"'《》*,、，()]")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found of how many, out of how many that were read; tallies add up."""

    hit: int = 0
    read: int = 0
    labelled: int = 0

    @property
    def f1(self) -> float:
        """Twice the hits over all that was read and labelled; 1 where there was neither.

        >>> Tally(hit=3, read=4, labelled=4).f1
        0.75
        """
        return 2 * self.hit / (self.read + self.labelled) if self.read + self.labelled else 1.0

    @property
    def false(self) -> int:
        """How many were read that no label has."""
        return self.read - self.hit

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.read + other.read, self.labelled + other.labelled)


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement as it is compared: `written` must be the same, `meant` tells tuples apart."""

    written: tuple[bool, Decimal | None, Decimal | None, str]
    meant: tuple[str | None, ...]
    indicator: str
    area: str
    start: int
    end: int


def score(labels: Json, reading: Json) -> dict[str, Tally]:
    """Give the tally of each of `KINDS`."""
    windows = _windows(labels)
    own = (labels.get("document") or {}).get("area")
    labelled = [_figure(one, own) for one in _inside(labels["statements"], windows)]
    read = [_figure(one, own) for one in _inside(reading["statements"], windows)]
    figures, tuples = _statements(labelled, read)
    if labels.get("windows"):
        return {"figures": figures, "tuples": tuples, "tasks": Tally(), "conflicts": Tally()}
    return {
        "figures": figures,
        "tuples": tuples,
        "tasks": _common(_task_points(labels), _task_points(reading)),
        "conflicts": _common(_conflict_points(labels), _conflict_points(reading)),
    }


def total(scores: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Add up the tallies of several documents."""
    found = list(scores)
    return {kind: sum((one[kind] for one in found), Tally()) for kind in KINDS}


def _windows(labels: Json) -> Sequence[Sequence[int]]:
    until = labels.get("labelled_until")
    return labels.get("windows") or ([[0, until]] if until else [])


def _inside(statements: Iterable[Json], windows: Sequence[Sequence[int]]) -> list[Json]:
    return [
        one
        for one in statements
        if not windows or any(low <= one["start"] and one["end"] <= high for low, high in windows)
    ]


def _figure(one: Json, own: str | None) -> Figure:
    value, high = _number(one.get("value")), _number(one.get("value_high"))
    area = one.get("area")
    return Figure(
        written=(bool(one.get("placeholder")), value, high, _plain(one.get("unit"))),
        meant=tuple(one.get(name) for name in ("role", "period", "measure", "comparator")),
        indicator=_plain(one.get("indicator")),
        area=_plain(own if area in _OWN else area),
        start=one["start"],
        end=one["end"],
    )


def _plain(text: str | None) -> str:
    """Give the text without spaces, quotes and commas, full-width letters made narrow.

    >>> _plain("“四上” 企业（％）")
    '四上企业%'
    """
    return _DECORATION.sub("", unicodedata.normalize("NFKC", text or ""))


def _number(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value).replace(",", "")).normalize()
    except InvalidOperation:
        return None


def _statements(labelled: Sequence[Figure], read: Sequence[Figure]) -> tuple[Tally, Tally]:
    """Pair each label with one figure: the pair that agrees most, then ends nearest, goes first."""
    pairs = [
        (_agreeing(one, other), -abs(one.end - other.end), i, j)
        for i, one in enumerate(labelled)
        for j, other in enumerate(read)
        if _same_figure(one, other)
    ]
    taken_labels: set[int] = set()
    taken_read: set[int] = set()
    whole = 0
    for agreeing, _, i, j in sorted(pairs, reverse=True):
        if i not in taken_labels and j not in taken_read:
            taken_labels.add(i)
            taken_read.add(j)
            whole += agreeing == FIELDS
    return (
        Tally(len(taken_labels), len(read), len(labelled)),
        Tally(whole, len(read), len(labelled)),
    )


def _same_figure(one: Figure, other: Figure) -> bool:
    return one.written == other.written and one.start < other.end and other.start < one.end


def _agreeing(label: Figure, read: Figure) -> int:
    """How many of the `FIELDS` of a tuple agree."""
    agreeing = [one == other for one, other in zip(label.meant, read.meant, strict=True)]
    agreeing += [_alike(label.indicator, read.indicator), label.area == read.area]
    return sum(agreeing)


def _alike(label: str, read: str) -> bool:
    if label == read:
        return True
    return bool(label and read) and SequenceMatcher(None, label, read).ratio() >= ALIKE


def _task_points(document: Json) -> Counter[tuple[str, str, str]]:
    points: Counter[tuple[str, str, str]] = Counter()
    for task in document.get("tasks") or []:
        number = _plain(task.get("number"))
        for role in ("leaders", "lead_units", "units"):
            points.update((number, role, _plain(name)) for name in task.get(role) or [])
        if task.get("deadline"):
            points[number, "deadline", task["deadline"]] += 1
    return points


def _conflict_points(document: Json) -> Counter[tuple[str, ...]]:
    points: Counter[tuple[str, ...]] = Counter()
    for conflict in document.get("conflicts") or []:
        sides = (_side(document, conflict[side]) for side in ("a", "b"))
        points[(conflict["kind"], *sorted(sides))] += 1
    return points


def _side(document: Json, side: int | str) -> str:
    """Give a conflict's side: a spelling as it is, a statement by its figure."""
    if isinstance(side, str):
        return _plain(side)
    one = document["statements"][side]
    figure = (_plain(one.get("indicator")), _number(one.get("value")), one.get("comparator"))
    return _plain("|".join(map(str, figure)))


def _common(labelled: Counter[Any], read: Counter[Any]) -> Tally:
    return Tally((labelled & read).total(), read.total(), labelled.total())
