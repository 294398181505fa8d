"""Asks for another wording, and keeps what a person decides about it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kaimenhong.documents.document import Block
from kaimenhong.errors import Code, Mistake
from kaimenhong.writing.polishing.asking import answered, messages
from kaimenhong.writing.polishing.locking import lock
from kaimenhong.writing.polishing.verifying import Polished, verified
from office.papers.manuscripts import queries as manuscripts
from office.papers.models import Manuscript, Suggestion, Wording
from office.papers.polishing import queries
from office.papers.polishing.service import ask, service
from office.people import access, audit
from office.people.models import Person


def suggest(*, by: Person, manuscript: int, now: datetime) -> Suggestion | None:
    """Ask for the wording of the next paragraph; None where all were asked about.

    The service is asked outside any transaction, as it may take its time. Raises Mistake where it
    does not answer; nothing is kept then.
    """
    row = manuscripts.manuscript(by, manuscript)
    waiting = queries.left(row, queries.document_of(row))
    if not waiting:
        return None
    passage = waiting[0]
    locked = lock(passage.text)
    answer = answered(ask(service(), messages(locked)))
    return keep(by, row, passage, verified(passage.text, locked, answer), now)


@transaction.atomic
def keep(by: Person, row: Manuscript, passage: Block, found: Polished, now: datetime) -> Suggestion:
    """Write what came of one paragraph; who asked for the same one first has decided it."""
    same = found.refusal is None and found.text == passage.text
    state = Wording.REFUSED if found.refusal else Wording.SAME if same else Wording.OFFERED
    made, is_new = Suggestion.objects.get_or_create(
        manuscript=row,
        start=passage.start,
        defaults={
            "before": passage.text,
            "after": found.text if state == Wording.OFFERED else "",
            "state": state,
            "refusal": found.refusal or "",
            "by": by,
            "at": now,
        },
    )
    if is_new:
        record(by, made, "asked")
    return made


@transaction.atomic
def decide(*, by: Person, suggestion: int, taken: bool) -> Suggestion:
    """Take a wording or leave the original; Mistake PAPER_FROZEN where nothing can be decided."""
    access.require(by, access.Act.WRITE_PAPER)
    row = access.fetch(by, Suggestion.objects.select_related("manuscript"), pk=suggestion)
    if row.state in (Wording.SAME, Wording.REFUSED):
        raise Mistake(
            Code.PAPER_FROZEN,
            expected="有建议可选的一段",
            came=row.get_state_display(),
            remedy="这一段原文照旧，请看别的段落",
        )
    row.state = Wording.TAKEN if taken else Wording.LEFT
    row.save(update_fields=["state"])
    record(by, row, "decided")
    return row


def record(by: Person, row: Suggestion, what: str) -> None:
    """Keep in the audit who did what with which paragraph; the words are in the row."""
    detail = {"start": row.start, "state": row.state}
    audit.record(by=by, act=f"suggestion.{what}", on=row.manuscript.file_name, detail=detail)
