"""Reads about campaigns, each through the door of `people.access`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Prefetch, QuerySet

from kaimenhong.errors import Code, Mistake
from office.campaigns.models import Campaign, Conflict, Document, Part, Statement, Target, Task
from office.people import access
from office.people.models import Person


def campaigns(person: Person) -> QuerySet[Campaign]:
    """Return the campaigns that the person reaches, the newest first."""
    return access.see(person, Campaign.objects.select_related("area"))


def campaign(person: Person, pk: int | None = None) -> Campaign:
    """Return one campaign, the newest where none is named; Mistake if there is none to see."""
    if pk is not None:
        return access.fetch(person, Campaign.objects.select_related("area"), pk=pk)
    newest = campaigns(person).first()
    if newest is None:
        raise Mistake(
            Code.CAMPAIGN_MISSING,
            expected="至少一个已开启的行动",
            came="",
            remedy="请先用 kmh start 方案文件，或在“上传方案”页开启一个行动",
        )
    return newest


def targets(person: Person, of: Campaign) -> QuerySet[Target]:
    """Return the campaign's targets that the person reaches, in the order of the plan."""
    return access.see(
        person,
        Target.objects.filter(campaign=of)
        .select_related("area", "area__parent", "task")
        .prefetch_related("task__parties", "statements"),
    ).order_by("pk")


def task(person: Person, pk: int) -> Task:
    """Return one task with those who answer for it and its targets."""
    return access.fetch(
        person,
        Task.objects.select_related("document__campaign__area").prefetch_related("parties"),
        pk=pk,
    )


def document(person: Person, pk: int) -> Document:
    """Return one document with its statements and contradictions."""
    return access.fetch(
        person,
        Document.objects.select_related("campaign__area").prefetch_related(
            Prefetch("statements", Statement.objects.select_related("target__area", "task")),
            Prefetch("conflicts", Conflict.objects.select_related("a", "b")),
        ),
        pk=pk,
    )


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for a task, by part, as the plan names them."""

    leaders: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def answerable(task: Task | None) -> Answerable:
    """Return who answers for the task; empty where the figure stands in no task."""
    if task is None:
        return Answerable()

    def named(part: Part) -> tuple[str, ...]:
        return tuple(party.name for party in task.parties.all() if party.part == part)

    return Answerable(named(Part.LEADER), named(Part.LEAD), named(Part.UNIT))


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text, with the statements that cover it."""

    text: str
    start: int
    statements: tuple[Statement, ...]


def passages(text: str, statements: Iterable[Statement]) -> list[Passage]:
    """Cut the text at every start and end of a statement, so that a page can mark them.

    Spans of one coordination overlap or coincide; every passage names all that cover it.
    """
    stated = list(statements)
    cuts = sorted({0, len(text), *(s.start for s in stated), *(s.end for s in stated)})
    return [
        Passage(
            text[start:end],
            start,
            tuple(s for s in stated if s.start <= start and end <= s.end),
        )
        for start, end in pairwise(cuts)
    ]
