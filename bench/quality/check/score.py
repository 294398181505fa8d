"""Errors found, of the right kind, and false alarms; the same count for every contender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bench.quality.check.drafts import Draft, Planted


@dataclass(frozen=True)
class Flag:
    """A place that a contender calls wrong, and the kind of error that it names."""

    start: int
    end: int
    kind: str | None


@dataclass
class Score:
    """`figures` are those that were looked at and bear no planted error."""

    errors: int = 0
    found: int = 0
    kind_right: int = 0
    figures: int = 0
    false_alarms: int = 0
    missed: list[str] = field(default_factory=list)
    alarmed: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("errors", "found", "kind_right", "figures", "false_alarms"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.missed += other.missed
        self.alarmed += other.alarmed

    def told(self) -> Mapping[str, float]:
        return {
            "errors": self.errors,
            "found": _share(self.found, self.errors),
            "kind_right": _share(self.kind_right, self.errors),
            "false_alarms": _share(self.false_alarms, self.figures),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def score(draft: Draft, flags: Iterable[Flag], seen: Iterable[tuple[int, int]]) -> Score:
    """Hold flags against the truth; `seen` are all figures of the draft that were looked at."""
    flagged = list(flags)
    bad = [(one.start, one.end) for one in draft.errors]
    result = Score(errors=len(draft.errors))
    for error in draft.errors:
        hits = [one for one in flagged if _overlap((one.start, one.end), error)]
        result.found += bool(hits)
        result.kind_right += any(one.kind == error.kind for one in hits)
        if not hits:
            result.missed.append(f"{draft.name} {error.start} {error.text} {error.kind}")
    aside = (*bad, *draft.neither)
    result.figures = sum(1 for place in set(seen) if not _meets(place, aside))
    for one in flagged:
        if not _meets((one.start, one.end), aside):
            result.false_alarms += 1
            text = draft.document.text[one.start : one.end]
            result.alarmed.append(f"{draft.name} {one.start} {text} {one.kind}")
    return result


def _overlap(place: tuple[int, int], error: Planted) -> bool:
    return place[0] < error.end and error.start < place[1]


def _meets(place: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
