"""Writes of a review: each decision is a row of its own, and what was read stays as it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db import transaction

from kaimenhong.errors import Code, Mistake
from office.campaigns import queries
from office.campaigns.models import (
    Decision,
    Document,
    Part,
    Statement,
    Task,
    TaskParty,
    Verdict,
)
from office.campaigns.reading import actions as reading
from office.campaigns.review.door import Spot, find, load
from office.campaigns.review.parts import (
    BOTH,
    Item,
    Review,
    Reviewed,
    ReviewedConflict,
    ReviewedTask,
    ReviewedUnread,
    can_wave_through,
)
from office.campaigns.review.queries import review
from office.campaigns.targets import actions as targets
from office.campaigns.values import Values
from office.people import audit
from office.people.models import Person

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Names:
    """Who answers for a task, as a person writes it down."""

    leaders: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@transaction.atomic
def accept(*, by: Person, at: Spot) -> None:
    """Take a statement as it holds now."""
    found, one = find(by, at, Reviewed)
    values = one.values.stored()
    decide(found, one, Verdict.ACCEPT, by=by, before=values, after=values)


@transaction.atomic
def accept_all(*, by: Person, document: int) -> int:
    """Take all statements that are open, in no contradiction and clear; return how many."""
    found = load(by, document)
    waved = [one for one in found.statements if can_wave_through(one)]
    Decision.objects.bulk_create(
        Decision(
            document=found.document,
            statement=one.row,
            verdict=Verdict.ACCEPT,
            before=one.values.stored(),
            after=one.values.stored(),
            by=by,
        )
        for one in waved
    )
    note(found.document, "review.accept_all", {"statements": [one.row.pk for one in waved]}, by=by)
    return len(waved)


@transaction.atomic
def correct(*, by: Person, at: Spot, values: Values, reason: str = "") -> None:
    """Let other values hold for a statement than those that were read."""
    found, one = find(by, at, Reviewed)
    decide(
        found,
        one,
        Verdict.CORRECT,
        by=by,
        before=one.values.stored(),
        after=values.stored(),
        reason=reason,
    )


@transaction.atomic
def reject(*, by: Person, at: Spot, reason: str) -> None:
    """Take a statement out; Mistake ROW_INCOMPLETE without a reason."""
    refuse_without_reason(reason)
    found, one = find(by, at, Reviewed)
    decide(found, one, Verdict.REJECT, by=by, before=one.values.stored(), reason=reason)


@transaction.atomic
def reopen(*, by: Person, at: Spot) -> None:
    """Take back what was decided on a statement or a contradiction: it is open, and as read."""
    found, one = find(by, at, Reviewed, ReviewedConflict)
    decide(found, one, Verdict.REOPEN, by=by)


@transaction.atomic
def add(
    *, by: Person, document: int, start: int, end: int, values: Values, unread: Spot | None = None
) -> Statement:
    """Add a statement that the reading left out; `unread` is the figure that it was made of."""
    found = load(by, document)
    figure = None
    if unread:
        found, figure = find(by, unread, ReviewedUnread)
    row = new_statement(found, start, end, values)
    Decision.objects.create(
        document=found.document,
        statement=row,
        unread=figure.row if figure else None,
        verdict=Verdict.ADD,
        after=values.stored(),
        by=by,
    )
    note(found.document, "review.add", {"statement": row.pk, "after": values.stored()}, by=by)
    follow(found.document, by=by)
    return row


def new_statement(found: Review, start: int, end: int, values: Values) -> Statement:
    """Make the row of an added statement; it stands in the task around it."""
    document = found.document
    around = [one.row for one in found.tasks if one.row.start <= start < one.row.end]
    return Statement.objects.create(
        document=document,
        task=around[-1] if around else None,
        raw=values.indicator,
        start=start,
        end=end,
        text=document.text[start:end],
        added=True,
        **{name: getattr(values, name) for name in Values.__slots__},
    )


@transaction.atomic
def dismiss(*, by: Person, at: Spot, reason: str) -> None:
    """Say that an unread figure is none; Mistake ROW_INCOMPLETE without a reason."""
    refuse_without_reason(reason)
    found, one = find(by, at, ReviewedUnread)
    decide(found, one, Verdict.DISMISS, by=by, reason=reason)


@transaction.atomic
def edit_task(*, by: Person, at: Spot, names: Names, deadline: date | None) -> None:
    """Let others answer for a task, or by another day; the decision keeps what stood before."""
    found, one = find(by, at, ReviewedTask)
    before = task_fields(one.row)
    row = one.row
    row.parties.all().delete()
    area = found.document.campaign.area
    reading.keep_parties(row, Part.LEADER, names.leaders, area=area, by=by)
    reading.keep_parties(row, Part.LEAD, names.leads, area=area, by=by)
    reading.keep_parties(row, Part.UNIT, names.units, area=area, by=by)
    row.deadline = deadline
    row.save(update_fields=["deadline"])
    reading.expand_groups(found.document, by=by)
    decide(found, one, Verdict.EDIT, by=by, before=before, after=task_fields(row))


def task_fields(row: Task) -> dict[str, object]:
    """Return what of a task a person may change."""
    parties = list(TaskParty.objects.filter(task=row))
    named = {part: [one.name for one in parties if one.part == part] for part in Part}
    return {
        "leaders": named[Part.LEADER],
        "lead_units": named[Part.LEAD],
        "units": named[Part.UNIT],
        "deadline": row.deadline.isoformat() if row.deadline else None,
    }


@transaction.atomic
def settle(*, by: Person, at: Spot, holds: str, reason: str = "") -> None:
    """Say which side of a contradiction holds: a, b or both.

    A statement that has to give way sets no target. Of two spellings of one name, the right one
    takes the other's place in all tasks.
    """
    found, one = find(by, at, ReviewedConflict)
    if holds not in ("a", "b", BOTH):
        raise incomplete("以哪一处为准，或两处都成立", "请选定一项")
    renamed = rename(found, one, holds, by=by) if one.row.spelling_a and holds != BOTH else []
    decide(
        found,
        one,
        Verdict.SETTLE,
        by=by,
        before={"holds": one.holds},
        after={"holds": holds, "tasks": renamed},
        reason=reason,
    )


def rename(found: Review, one: ReviewedConflict, holds: str, *, by: Person) -> list[int]:
    """Write the right spelling in all tasks that bear the wrong one; return their keys."""
    right, wrong = one.row.spelling_a, one.row.spelling_b
    if holds == "b":
        right, wrong = wrong, right
    changed = TaskParty.objects.filter(task__document=found.document, name=wrong)
    tasks = sorted(set(changed.values_list("task", flat=True)))
    for party in changed.select_related("task"):
        names = [] if same_name(party, right) else [right]
        area = found.document.campaign.area
        reading.keep_parties(party.task, Part(party.part), names, area=area, by=by)
        party.delete()
    return tasks


def same_name(party: TaskParty, name: str) -> bool:
    """Tell whether the task already bears that name in the same part."""
    return party.task.parties.filter(part=party.part, name=name).exists()


def decide(
    found: Review,
    one: Item,
    verdict: Verdict,
    *,
    by: Person,
    before: Mapping[str, object] = NOTHING,
    after: Mapping[str, object] = NOTHING,
    reason: str = "",
) -> None:
    """Add a decision and its audit row; targets of an open campaign follow."""
    subject = {
        Reviewed: "statement",
        ReviewedTask: "task",
        ReviewedConflict: "conflict",
        ReviewedUnread: "unread",
    }[type(one)]
    row = Decision.objects.create(
        document=found.document,
        verdict=verdict,
        before=dict(before),
        after=dict(after),
        note=reason[:200],
        by=by,
        **{subject: one.row},
    )
    detail = {subject: one.row.pk, "before": row.before, "after": row.after, "note": row.note}
    note(found.document, f"review.{verdict.value}", detail, by=by)
    follow(found.document, by=by)


def follow(document: Document, *, by: Person) -> None:
    """Let the targets of an open campaign follow what was decided."""
    if not document.campaign.is_draft:
        targets.renew(review(queries.document(by, document.pk)), by=by)


def note(document: Document, act: str, detail: dict[str, object], *, by: Person) -> None:
    """Keep the act in the audit trail."""
    audit.record(by=by, act=act, on=str(document)[:120], detail={"document": document.pk, **detail})


def refuse_without_reason(reason: str) -> None:
    """Raise ROW_INCOMPLETE where no reason is given: whoever looks later must know why."""
    if not reason.strip():
        raise incomplete("一句话的理由", "请写明为什么，例如“是举例，不是目标”")


def incomplete(expected: str, remedy: str) -> Mistake:
    """Return the mistake of a decision that lacks something."""
    return Mistake(Code.ROW_INCOMPLETE, expected=expected, came="", remedy=remedy)


def names_of(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a list, each once."""
    return tuple(dict.fromkeys(filter(None, (text.strip()[:80] for text in texts))))
