"""Writes that keep a reading as it came: nothing here decides anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from kaimenhong import facts
from office.campaigns import groups
from office.campaigns.models import (
    Campaign,
    Conflict,
    Document,
    Part,
    Statement,
    Task,
    TaskParty,
    Unread,
)
from office.people import access
from office.people import actions as people
from office.people.models import Area, Office, Person


def keep(
    campaign: Campaign, reading: facts.Reading, *, file_name: str, digest: str, by: Person
) -> Document:
    """Store all that was read out of one document."""
    document = keep_document(campaign, reading, file_name=file_name, digest=digest)
    tasks = keep_tasks(document, reading.tasks, by=by)
    statements = keep_statements(document, reading.statements, tasks)
    keep_conflicts(document, reading.conflicts, statements)
    keep_unread(document, reading.unread)
    return document


def keep_document(
    campaign: Campaign, reading: facts.Reading, *, file_name: str, digest: str
) -> Document:
    """Store the text and what the document says of itself."""
    head = reading.head
    return Document.objects.create(
        campaign=campaign,
        file_name=file_name,
        sha256=digest,
        title=head.title or "",
        number=head.number or "",
        issuer=head.issuer or "",
        dated=date.fromisoformat(head.date) if head.date else None,
        area_name=head.area or "",
        kind=head.kind,
        text=reading.text,
    )


def keep_tasks(document: Document, tasks: Sequence[facts.Task], *, by: Person) -> list[Task]:
    """Store the tasks with who answers for them, in the order of the text."""
    kept = [keep_task(document, task, by=by) for task in tasks]
    expand_groups(document, by=by)
    return kept


def keep_task(document: Document, task: facts.Task, *, by: Person) -> Task:
    """Store one task."""
    row = Task.objects.create(
        document=document,
        number=task.number,
        title=task.title[:200],
        text=task.text,
        start=task.start,
        end=task.end,
        deadline=date.fromisoformat(task.deadline) if task.deadline else None,
    )
    area = document.campaign.area
    keep_parties(row, Part.LEADER, task.leaders, area=area, by=by)
    keep_parties(row, Part.LEAD, task.lead_units, area=area, by=by)
    keep_parties(row, Part.UNIT, task.units, area=area, by=by)
    return row


def keep_parties(task: Task, part: Part, names: Sequence[str], *, area: Area, by: Person) -> None:
    """Store who answers in one part; a single unit becomes an office of the area."""
    for name in names:
        single = part is not Part.LEADER and not groups.is_group(name)
        office = people.register_office(by=by, name=name, area=area) if single else None
        party = TaskParty.objects.create(task=task, part=part, name=name, office=office)
        if office:
            party.members.add(office)


def expand_groups(document: Document, *, by: Person) -> None:
    """Let each group of the document's tasks stand for the offices that belong to it by now."""
    area = document.campaign.area
    parties = TaskParty.objects.filter(task__document=document, office=None)
    named = [party for party in parties.exclude(part=Part.LEADER) if groups.is_group(party.name)]
    if not named:
        return
    offices = Office.objects.filter(area__in=access.area_and_below(area)).select_related("area")
    known = list(offices)
    for party in named:
        members = groups.members(party.name, area=area, offices=known)
        party.members.set(
            people.register_office(by=by, name=one.name, area=one.area) for one in members
        )


def keep_statements(
    document: Document, statements: Sequence[facts.Statement], tasks: Sequence[Task]
) -> list[Statement]:
    """Store every statement as it was read, in the order of the text."""
    rows = [
        Statement(
            document=document,
            task=task_of(stated, tasks),
            role=stated.role.value,
            indicator=stated.indicator[:120],
            raw=stated.raw[:200],
            area=stated.area or "",
            period=stated.period.code if stated.period else "",
            measure=stated.measure.value,
            comparator=stated.comparator.value,
            value=stated.value,
            value_high=stated.value_high,
            unit=stated.unit or "",
            reference=stated.reference or "",
            placeholder=stated.placeholder,
            start=stated.start,
            end=stated.end,
            text=stated.text,
            why=[asdict(why) for why in stated.why],
        )
        for stated in statements
    ]
    return list(Statement.objects.bulk_create(rows))


def task_of(stated: facts.Statement, tasks: Sequence[Task]) -> Task | None:
    """Return the task that the statement stands in; two tables may both number from 1."""
    numbered = [task for task in tasks if task.number == stated.task]
    around = (task for task in numbered if task.start <= stated.start < task.end)
    return next(around, numbered[0] if numbered else None)


def keep_conflicts(
    document: Document, conflicts: Sequence[facts.Conflict], statements: Sequence[Statement]
) -> None:
    """Store the contradictions."""
    for conflict in conflicts:
        row = Conflict(
            document=document,
            kind=conflict.kind,
            because=conflict.because,
            at_a=conflict.at_a,
            at_b=conflict.at_b,
        )
        if isinstance(conflict.a, int) and isinstance(conflict.b, int):
            row.a, row.b = statements[conflict.a], statements[conflict.b]
        else:
            row.spelling_a, row.spelling_b = str(conflict.a), str(conflict.b)
        row.save()


def keep_unread(document: Document, unread: Sequence[facts.Unread]) -> None:
    """Store what looked like a figure and was not read."""
    Unread.objects.bulk_create(
        Unread(document=document, rule=one.rule, start=one.start, end=one.end, text=one.text)
        for one in unread
    )
