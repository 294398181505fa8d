"""What a bench prints: one JSON line with its figures, its goals, and whether they are met."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Result:
    """`goals` holds for a figure's name what it must be: `>= 0.80`; `notes` say what was left out.

    A goal whose figure could not be measured is missed like one whose figure falls short.
    """

    bench: str
    figures: Mapping[str, float]
    goals: Mapping[str, str]
    notes: tuple[str, ...] = ()

    @property
    def missed(self) -> list[str]:
        return [
            name
            for name, goal in self.goals.items()
            if name not in self.figures or not _holds(self.figures[name], goal)
        ]

    @property
    def met(self) -> bool:
        return not self.missed

    def line(self) -> str:
        return json.dumps(
            {
                "bench": self.bench,
                "figures": dict(self.figures),
                "goals": dict(self.goals),
                "met": self.met,
                "missed": self.missed,
                "notes": list(self.notes),
            },
            ensure_ascii=False,
        )


def _holds(figure: float, goal: str) -> bool:
    sign, bound = goal.split()
    return COMPARED[sign](figure, float(bound))
