"""Writes about returns: answers, and the way from draft to acceptance and back.

Every act says which version of the return the person saw; where somebody was faster,
RETURN_OVERTAKEN is raised and nothing is written. `now` is the moment in the campaign (see
`forming.queries.moment`): a demonstration stands on its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kaimenhong.returns.forms.schedule import Standing
from office.filing import queries, refusals
from office.filing.acceptance import accepted, digest
from office.filing.lines import SheetLine
from office.filing.reminding import to_tell
from office.filing.sheet import draft, sheet
from office.people import audit
from office.people.models import Person
from office.returns import actions as ledger
from office.returns.choices import Act, State
from office.returns.models import Entry, Intake, Notice, Observation, Return, ReturnEvent

LONGEST_TEXT, LONGEST_EXPLANATION = 60, 300
ON_THE_PAGE = "网页填报"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person wrote for a line, and the number of the answer that he saw there (0: none).

    `source` is the cell of a sheet that it comes from, empty for the page.
    """

    line: int
    text: str
    explanation: str = ""
    seen: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of answers: those that were written, and those where somebody was faster."""

    written: tuple[Entry, ...]
    overtaken: tuple[Entry, ...]


@transaction.atomic
def answer(
    *, by: Person, pk: int, given: Iterable[Given], now: datetime, source: str = ON_THE_PAGE
) -> Kept:
    """Keep answers as they were written; what is wrong about them is told when they are looked at.

    An answer that is the same as what stands there adds nothing. Where another answer came in
    since the person looked, his is not written, and the other is returned as `overtaken`.

    Raises Refused, and RETURN_FROZEN where the return is not with the reporter.
    """
    row = queries.fetch(by, pk)
    refusals.refuse_other_office(by, row)
    refusals.refuse_frozen(row)
    lines = {line.row.pk: line for line in draft(by, row).lines}
    written, overtaken = [], []
    for one in given:
        line = lines.get(one.line)
        if line is None or same(one, line):
            continue
        if line.entry is not None and line.seen != one.seen:
            overtaken.append(line.entry)
            continue
        written.append(entry(row, one, by=by, at=now, source=source))
    try:
        Entry.objects.bulk_create(written)
    except IntegrityError as raced:
        raise refusals.overtaken(row) from raced
    return Kept(tuple(written), tuple(overtaken))


def same(given: Given, line: SheetLine) -> bool:
    """Tell whether an answer says what stands there: the answer that holds, or the prefilled one.

    To leave what the ledger has is no answer of one's own; to clear it is one.
    """
    return (given.text.strip(), given.explanation.strip()) == (line.text, line.explanation)


def entry(row: Return, given: Given, *, by: Person, at: datetime, source: str) -> Entry:
    """Return an answer as it is kept."""
    return Entry(
        of=row,
        line_id=given.line,
        number=given.seen + 1,
        text=cut(given.text, LONGEST_TEXT),
        explanation=cut(given.explanation, LONGEST_EXPLANATION),
        source=(given.source or source)[:LONGEST_EXPLANATION],
        by=by,
        at=at,
    )


def cut(text: str, most: int) -> str:
    """Return the text as the column holds it; what is cut off shows."""
    plain = text.strip()
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


@transaction.atomic
def file(*, by: Person, pk: int, version: int, now: datetime) -> Return:
    """File a return: it waits for its review, and its answers cannot be changed meanwhile.

    Raises RETURN_OUTSIDE_WINDOW before its window opens, and after it closed for a return that was
    never filed; RETURN_INCOMPLETE where a line has neither a figure nor a reason why it is missing,
    or a finding stands in the way; RETURN_OVERTAKEN; Refused.
    """
    row = queries.fetch(by, pk)
    refusals.refuse_other_office(by, row)
    refusals.refuse_frozen(row)
    day = timezone.localdate(now)
    standing = row.window.standing(day)
    refusals.refuse_outside(row, standing)
    found = sheet(by, row, now)
    refusals.refuse_incomplete(row, found)
    detail: dict[str, object] = {
        "late": row.state == State.DRAFT and standing is Standing.LATE,
        "findings": [one.told for one in found.findings],
        "revision": queries.revision(row),
    }
    happen(row, Act.FILED, by=by, version=version, now=now, detail=detail)
    return row


@transaction.atomic
def send_back(*, by: Person, pk: int, version: int, reason: str, now: datetime) -> Return:
    """Send a filed return back with the reason; it is with the reporter again."""
    row = reviewed(by, pk, State.FILED)
    refusals.refuse_without_reason(reason)
    happen(row, Act.SENT_BACK, by=by, version=version, now=now, reason=reason)
    return row


@transaction.atomic
def accept(*, by: Person, pk: int, version: int, now: datetime) -> Return:
    """Accept a filed return: its figures enter the ledger as of now, and it is frozen.

    Raises RETURN_LOWER_FIRST where a lower area's return of the same form and period is not
    accepted yet, LEDGER_MOVED_ON where the ledger learnt another figure after an answer was
    written, and NOT_ALLOWED where the person filed it himself.
    """
    row = reviewed(by, pk, State.FILED)
    refusals.refuse_own(by, row)
    refusals.refuse_lower_open(row)
    refusals.refuse_moved_on(row, draft(by, row))
    event = happen(row, Act.ACCEPTED, by=by, version=version, now=now)
    into_ledger(row, event)
    return row


def into_ledger(row: Return, event: ReturnEvent) -> Intake:
    """Write the figures of an accepted return, and the intake that tells of them."""
    new = accepted(row, event.at)
    rows = ledger.new_rows(new.figures, new.areas, filed_before=set())
    intake = Intake.objects.create(
        file_name=f"报表：{row}",
        sha256=digest(new.figures),
        received_at=new.at,
        by=event.by,
        taken=len(rows),
        unchanged=len(new.figures) - len(rows),
        acceptance=event,
    )
    for one in rows:
        one.intake = intake
    Observation.objects.bulk_create(rows, batch_size=500)
    return intake


@transaction.atomic
def reopen(*, by: Person, pk: int, version: int, reason: str, now: datetime) -> Return:
    """Give an accepted return back to the reporter; its figures stay until others are accepted."""
    row = reviewed(by, pk, State.ACCEPTED)
    refusals.refuse_without_reason(reason)
    happen(row, Act.REOPENED, by=by, version=version, now=now, reason=reason)
    return row


def reviewed(by: Person, pk: int, state: State) -> Return:
    """Return the return to whoever reviews it, in the state that the act begins from."""
    row = queries.fetch(by, pk)
    refusals.refuse_other_reviewer(by, row)
    refusals.refuse_other_state(row, state)
    return row


def happen(
    row: Return,
    act: Act,
    *,
    by: Person,
    version: int,
    now: datetime,
    reason: str = "",
    detail: dict[str, object] | None = None,
) -> ReturnEvent:
    """Move the return on from the version that the person saw, and keep who, when and why."""
    moved = Return.objects.filter(pk=row.pk, version=version).update(
        state=act.value, version=version + 1
    )
    if not moved:
        raise refusals.overtaken(row)
    row.refresh_from_db(fields=["state", "version"])
    audit.record(by=by, act=f"return.{act.value}", on=str(row), detail={"reason": reason})
    return ReturnEvent.objects.create(
        of=row,
        number=row.version,
        act=act.value,
        reason=cut(reason, LONGEST_EXPLANATION),
        detail=detail or {},
        by=by,
        at=now,
    )


@transaction.atomic
def remind(*, by: Person, today: date) -> list[Notice]:
    """Tell of every return that is due or late; told again on the same day, it adds nothing."""
    new = to_tell(today)
    Notice.objects.bulk_create(new)
    if new:
        audit.record(by=by, act="returns.remind", on=str(today), detail={"notices": len(new)})
    return new
