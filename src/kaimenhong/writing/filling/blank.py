"""A blank of a template with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kaimenhong.writing.ledger.question import Answer, Question


class Status(StrEnum):
    """What became of a blank."""

    FILLED = "filled"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word for it on pages."""
        return {"filled": "已填", "ambiguous": "待选", "unknown": "未填"}[self.value]


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank; `start` and `end` bound its marks alone, also where the verb before is turned.

    `shown` takes the place of the text from `begin` on (before `start` where a verb turns).
    `answer` is what it was filled with; `candidates` are answers among which a person must choose,
    or that nearly fit. `reason` says why it was left.
    """

    start: int
    end: int
    text: str
    status: Status
    begin: int
    shown: str | None = None
    question: Question | None = None
    reference: str | None = None
    answer: Answer | None = None
    candidates: tuple[Answer, ...] = ()
    reason: str | None = None

    @property
    def value(self) -> Decimal | None:
        """The figure before rounding, in the unit of the facts."""
        return self.answer.value if self.answer else None


@dataclass(frozen=True, slots=True)
class Filling:
    """A template with its blanks, in reading order.

    `mark` stands in what were empty cells; `cells` are those of them that nothing was found for:
    they are empty again in the copy, and nobody is told of them.
    """

    name: str
    text: str
    blanks: tuple[Blank, ...]
    mark: str = ""
    cells: tuple[Blank, ...] = ()

    def of(self, status: Status) -> tuple[Blank, ...]:
        """Give the blanks of which this became."""
        return tuple(one for one in self.blanks if one.status is status)
