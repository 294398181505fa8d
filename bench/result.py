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
    """`goals` holds for a figure's name what it must be: `>= 0.80`."""

    bench: str
    figures: Mapping[str, float]
    goals: Mapping[str, str]

    @property
    def met(self) -> bool:
        return all(_holds(self.figures[name], goal) for name, goal in self.goals.items())

    def line(self) -> str:
        return json.dumps(
            {
                "bench": self.bench,
                "figures": dict(self.figures),
                "goals": dict(self.goals),
                "met": self.met,
            },
            ensure_ascii=False,
        )


def _holds(figure: float, goal: str) -> bool:
    sign, bound = goal.split()
    return COMPARED[sign](figure, float(bound))
