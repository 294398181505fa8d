"""What holds of a reading by now: what was read, and on top of it what people decided, the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from office.campaigns.models import Conflict, Decision, Document, Statement, Verdict
from office.campaigns.review.parts import (
    Review,
    Reviewed,
    ReviewedConflict,
    ReviewedTask,
    ReviewedUnread,
    State,
)
from office.campaigns.targets.queries import FindArea, agree, areas_of, why_no_target
from office.campaigns.values import Values

Histories = dict[str, defaultdict[int, list[Decision]]]
Judged = Mapping[int, tuple[Values, State]]

STATES = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.CORRECT: State.CORRECTED,
    Verdict.REJECT: State.REJECTED,
    Verdict.ADD: State.ADDED,
}


def review(document: Document) -> Review:
    """Return the document's reading as it holds now."""
    history = histories(document)
    find = areas_of(document.campaign)
    statements = reviewed_statements(document, history, find)
    ordered = sorted(statements.values(), key=lambda one: (one.row.end, one.row.pk))
    return Review(
        document=document,
        statements=tuple(ordered),
        tasks=tuple(
            ReviewedTask(row, tuple(row.parties.all()), tuple(history["task"][row.pk]))
            for row in document.tasks.all()
        ),
        conflicts=tuple(
            reviewed_conflict(row, statements, history["conflict"][row.pk], find)
            for row in document.conflicts.all()
        ),
        unread=tuple(
            ReviewedUnread(row, tuple(history["unread"][row.pk])) for row in document.unread.all()
        ),
    )


def reviewed_statements(
    document: Document, history: Histories, find: FindArea
) -> dict[int, Reviewed]:
    """Return the document's statements by their keys, each as it holds now."""
    conflicts = document.conflicts.all()
    overruled = losers(conflicts, history["conflict"])
    judged = {
        row.pk: judge(row, history["statement"][row.pk], overruled.get(row.pk, 0))
        for row in document.statements.all()
    }
    disputed = in_dispute(conflicts, history["conflict"], judged, find)
    return {
        row.pk: reviewed(
            row, *judged[row.pk], row.pk in disputed, history["statement"][row.pk], find
        )
        for row in document.statements.all()
    }


def reviewed_conflict(
    row: Conflict, statements: Mapping[int, Reviewed], history: Sequence[Decision], find: FindArea
) -> ReviewedConflict:
    """Return a contradiction with its sides, which of them holds, and why none is needed."""
    a, b = statements.get(row.a_id or 0), statements.get(row.b_id or 0)
    judged = {one.row.pk: (one.values, one.state) for one in (a, b) if one}
    over = why_over(row, judged, find)
    return ReviewedConflict(row, a, b, holding_side(history), over, tuple(history))


def reviewed(
    row: Statement,
    values: Values,
    state: State,
    disputed: bool,
    history: Sequence[Decision],
    find: FindArea,
) -> Reviewed:
    """Put together what holds of one statement."""
    stands = state not in (State.REJECTED, State.OVERRULED)
    doubt = why_no_target(values, find(values.area)) if stands else ""
    return Reviewed(row, values, state, disputed and stands, doubt, tuple(history))


def histories(document: Document) -> Histories:
    """Return the decisions by what they are about, in the order in which they fell."""
    found: Histories = {
        name: defaultdict(list) for name in ("statement", "task", "conflict", "unread")
    }
    for decision in document.decisions.select_related("by", "statement"):
        for name, of in found.items():
            if key := getattr(decision, f"{name}_id"):
                of[key].append(decision)
    return found


def judge(row: Statement, history: Sequence[Decision], overruled: int) -> tuple[Values, State]:
    """Return what holds of a statement after its decisions.

    `overruled` is the decision that settled a contradiction for the other side, 0 where there is
    none; whoever decided on the statement itself after that has the last word.
    """
    last = history[-1] if history else None
    if last is None or last.verdict == Verdict.REOPEN:
        values, state = Values.read(row), State.OPEN
    else:
        kept = last.before if last.verdict == Verdict.REJECT else last.after
        values, state = Values.restored(kept), STATES[Verdict(last.verdict)]
    if overruled > (last.pk if last else 0):
        return values, State.OVERRULED
    return values, state


def holding_side(history: Sequence[Decision]) -> str:
    """Return which side of a contradiction holds: a, b, both, or "" where nobody has said."""
    if not history or history[-1].verdict == Verdict.REOPEN:
        return ""
    return str(history[-1].after["holds"])


def losers(
    conflicts: Iterable[Conflict], history: Mapping[int, Sequence[Decision]]
) -> dict[int, int]:
    """Return the statements that had to give way, each with the decision by which."""
    found: dict[int, int] = {}
    for row in conflicts:
        side = holding_side(history[row.pk])
        loser = {"a": row.b_id, "b": row.a_id}.get(side)
        if loser:
            found[loser] = max(found.get(loser, 0), history[row.pk][-1].pk)
    return found


def in_dispute(
    conflicts: Iterable[Conflict],
    history: Mapping[int, Sequence[Decision]],
    judged: Judged,
    find: FindArea,
) -> set[int]:
    """Return the statements that stand in a contradiction which nobody has settled."""
    return {
        side
        for row in conflicts
        if not holding_side(history[row.pk]) and not why_over(row, judged, find)
        for side in (row.a_id, row.b_id)
        if side
    }


def why_over(row: Conflict, judged: Judged, find: FindArea) -> str:
    """Return why a contradiction is none any more though nobody settled it, "" where it is one.

    One side was rejected; or a correction lets both sides say the same. A sum that did not add up
    stays open: whether it does by now is for a person to say.
    """
    sides = [judged[pk] for pk in (row.a_id, row.b_id) if pk]
    if any(state is State.REJECTED for _, state in sides):
        return "有一处已不采用"
    if row.kind != "value" or len(sides) != 2:
        return ""
    return "更正后两处一致" if agree(sides[0][0], sides[1][0], find) else ""
