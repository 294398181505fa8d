"""What a paper asks of the ledger, and what it gets: one answer, several, or none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.terms.codelists import Accumulation, Measure, Role, Tier
from kaimenhong.terms.period import Period
from kaimenhong.writing.ledger.entry import Entry


@dataclass(frozen=True, slots=True)
class Question:
    """Which figure is meant; None leaves a field open.

    `subject` and `indicator` are those of the facts. `unit` asks only for figures that can be told
    in it. An open `tier` or `caliber` with several in the facts has several answers; an open
    `period` has one only where the facts know a single one.
    """

    subject: str
    indicator: str
    period: Period | None
    measure: Measure
    role: Role = Role.ACTUAL
    tier: Tier | None = None
    caliber: str | None = None
    accumulation: Accumulation | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure with where it comes from.

    `value` is exact, in `unit`; a computed one is not yet rounded and has its `formula` in words
    (empty where the figure stands in the facts). `sources` are the rows that it comes from;
    `earlier` is what was known of a looked-up one before (older versions, 快报), the latest first;
    `note` says what a reader must know of it (推算 and the like).
    """

    value: Decimal
    unit: str
    sources: tuple[Entry, ...]
    formula: str = ""
    earlier: tuple[Entry, ...] = ()
    note: str = ""

    @property
    def computed(self) -> bool:
        """Whether it follows from other figures and stands in no row itself."""
        return bool(self.formula)


@dataclass(frozen=True, slots=True)
class Found:
    """What is answered: one of `answers` holds; with several or none `reason` says why.

    `near` are figures that nearly fit (another period, role or tier); they are no answers.
    """

    answers: tuple[Answer, ...] = ()
    reason: str = ""
    near: tuple[Answer, ...] = ()

    @property
    def one(self) -> Answer | None:
        """The answer, where there is exactly one."""
        return self.answers[0] if len(self.answers) == 1 else None


def nothing(reason: str, near: tuple[Answer, ...] = ()) -> Found:
    """Say that there is no answer, and why."""
    return Found(reason=reason, near=near)
