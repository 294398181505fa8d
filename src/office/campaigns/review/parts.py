"""The parts of a reading as they hold after its review, and how far each is settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from office.campaigns.models import (
    Conflict,
    Decision,
    Document,
    Part,
    Statement,
    Task,
    TaskParty,
    Unread,
)
from office.campaigns.values import Values

BOTH = "both"


class State(StrEnum):
    """How far a part of a reading is settled; the label is the word on the page."""

    label: str

    def __new__(cls, value: str, label: str) -> State:
        """Make the member from its code and its word."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    OPEN = "open", "待核"
    ACCEPTED = "accepted", "已采用"
    CORRECTED = "corrected", "已更正"
    ADDED = "added", "补充"
    REJECTED = "rejected", "不采用"
    OVERRULED = "overruled", "以另一处为准"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement as it holds now, with what was decided about it, the latest last."""

    row: Statement
    values: Values
    state: State
    in_question: bool
    doubt: str
    history: tuple[Decision, ...]

    kind = "s"

    @property
    def mark(self) -> str:
        """Return its mark on the page."""
        return f"{self.kind}{self.row.pk}"

    @property
    def stands(self) -> bool:
        """Whether it counts: neither rejected nor given up for another statement."""
        return self.state not in (State.REJECTED, State.OVERRULED)

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.state is State.OPEN


@dataclass(frozen=True, slots=True)
class ReviewedTask:
    """A task with who answers for it now."""

    row: Task
    parties: tuple[TaskParty, ...]
    history: tuple[Decision, ...]

    kind = "t"

    @property
    def mark(self) -> str:
        """Return its mark on the page."""
        return f"{self.kind}{self.row.pk}"

    @property
    def is_open(self) -> bool:
        """Whether no office answers for it, and nobody has said that this is meant."""
        named = any(party.part != Part.LEADER for party in self.parties)
        return not named and not self.history

    def named(self, part: Part) -> list[TaskParty]:
        """Return the names that stand in one part."""
        return [party for party in self.parties if party.part == part]

    @property
    def leaders(self) -> list[TaskParty]:
        """Return 责任领导."""
        return self.named(Part.LEADER)

    @property
    def leads(self) -> list[TaskParty]:
        """Return 牵头单位."""
        return self.named(Part.LEAD)

    @property
    def units(self) -> list[TaskParty]:
        """Return 责任单位."""
        return self.named(Part.UNIT)


@dataclass(frozen=True, slots=True)
class ReviewedConflict:
    """A contradiction and which side holds: `a`, `b`, `both`, or "" while nobody has said.

    `over` says why it needs no word any more, such as that a side was rejected.
    """

    row: Conflict
    a: Reviewed | None
    b: Reviewed | None
    holds: str
    over: str
    history: tuple[Decision, ...]

    kind = "c"

    @property
    def mark(self) -> str:
        """Return its mark on the page."""
        return f"{self.kind}{self.row.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person to say which side holds."""
        return not self.holds and not self.over


@dataclass(frozen=True, slots=True)
class ReviewedUnread:
    """A figure that was not read, and what became of it."""

    row: Unread
    history: tuple[Decision, ...]

    kind = "u"

    @property
    def mark(self) -> str:
        """Return its mark on the page."""
        return f"{self.kind}{self.row.pk}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has said what it is."""
        return not self.history

    @property
    def statement(self) -> Statement | None:
        """Return the statement that a person made of it."""
        return self.history[-1].statement if self.history else None


Item = Reviewed | ReviewedTask | ReviewedConflict | ReviewedUnread


@dataclass(frozen=True, slots=True)
class Review:
    """All parts of one document as they hold now, each in the order of the text."""

    document: Document
    statements: tuple[Reviewed, ...]
    tasks: tuple[ReviewedTask, ...]
    conflicts: tuple[ReviewedConflict, ...]
    unread: tuple[ReviewedUnread, ...]

    @property
    def open_statements(self) -> int:
        """Count the statements that nobody has looked at."""
        return count_open(self.statements)

    @property
    def open_tasks(self) -> int:
        """Count the tasks that nobody answers for."""
        return count_open(self.tasks)

    @property
    def open_conflicts(self) -> int:
        """Count the contradictions that are not settled."""
        return count_open(self.conflicts)

    @property
    def open_unread(self) -> int:
        """Count the unread figures that nobody has looked at."""
        return count_open(self.unread)

    @property
    def open(self) -> int:
        """Count all that is still open."""
        return sum((self.open_statements, self.open_tasks, self.open_conflicts, self.open_unread))

    @property
    def ready(self) -> int:
        """Count the statements that can be accepted in one go: open, and not in question."""
        return sum(can_wave_through(one) for one in self.statements)

    def item(self, mark: str) -> Item | None:
        """Return the part of that mark, such as s12 or c3."""
        every: list[Item] = [*self.statements, *self.tasks, *self.conflicts, *self.unread]
        return next((one for one in every if one.mark == mark), None)

    def related(self, item: Item) -> list[Item]:
        """Return the other parts that a decision on this one may change."""
        if isinstance(item, Reviewed):
            around = [c for c in self.conflicts if item.row.pk in (c.row.a_id, c.row.b_id)]
            return [*around, *(side for c in around for side in sides(c) if side != item)]
        return sides(item) if isinstance(item, ReviewedConflict) else []


def sides(conflict: ReviewedConflict) -> list[Item]:
    """Return the statements of a contradiction; none for two spellings."""
    return [side for side in (conflict.a, conflict.b) if side]


def count_open(items: Iterable[Item]) -> int:
    """Count what still waits for a person."""
    return sum(item.is_open for item in items)


def can_wave_through(one: Reviewed) -> bool:
    """Tell whether a statement may be accepted without being looked at alone."""
    return one.is_open and not one.in_question and not one.doubt
