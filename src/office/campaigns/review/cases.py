"""Decisions as cases for the tests of the reading: a paragraph, what was read, what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from office.campaigns.models import Decision, Document, Statement
from office.campaigns.review.paragraphs import paragraph_at
from office.campaigns.review.parts import Review, Reviewed, State
from office.campaigns.values import Values

Case = dict[str, object]


def of(review: Review) -> Iterator[Case]:
    """Return a case for each statement, unread figure and task that a person decided on.

    `read` is what the reading found, None where it found nothing; `decided` is what a person made
    of it, None where it is no statement. Offsets count in the case's own `text`.
    """
    for one in review.statements:
        if one.history and one.state is not State.OPEN:
            yield statement_case(review.document, one)
    for figure in review.unread:
        if figure.history and figure.statement is None:
            row = figure.row
            yield case(review.document, row.start, row.end, figure.history[-1], None, None)
    for task in review.tasks:
        if task.history:
            first, last = task.history[0], task.history[-1]
            start, end = task.row.start, task.row.end
            yield case(review.document, start, end, last, first.before, last.after)


def statement_case(document: Document, one: Reviewed) -> Case:
    """Return the case of a statement."""
    row = one.row
    read = None if row.added else as_read(row)
    decided = as_decided(row, one.values) if one.stands else None
    return case(document, row.start, row.end, one.history[-1], read, decided)


def as_read(row: Statement) -> dict[str, object]:
    """Return a statement in the names of the reading contract, without its offsets."""
    return as_decided(row, Values.read(row))


def as_decided(row: Statement, values: Values) -> dict[str, object]:
    """Return the values in the names of the reading contract; what is not said is None.

    A rank from the bottom is no statement of the contract, so its figure goes without that word.
    """
    stored = {name: value for name, value in values.stored().items() if name != "from_bottom"}
    stated = {name: value if value != "" else None for name, value in stored.items()}
    return {**stated, "raw": row.raw, "task": row.task.number if row.task else None}


def case(
    document: Document, start: int, end: int, last: Decision, read: object, decided: object
) -> Case:
    """Return one case with the paragraph that it stands in."""
    left, right = paragraph_at(document.text, start, end)
    return {
        "document": {
            "title": document.title,
            "kind": document.kind,
            "area": document.area_name or None,
            "date": document.dated.isoformat() if document.dated else None,
        },
        "text": document.text[left:right],
        "start": start - left,
        "end": end - left,
        "verdict": last.verdict,
        "note": last.note,
        "read": read,
        "decided": decided,
    }
