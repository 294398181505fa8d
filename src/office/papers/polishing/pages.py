"""What the page of a polished text shows: each paragraph with what would change in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kaimenhong.errors import Mistake
from kaimenhong.writing.polishing.copies import Change, changes
from kaimenhong.writing.polishing.passages import passages
from kaimenhong.writing.polishing.verifying import Refusal
from office.papers.models import Manuscript, Suggestion, Wording
from office.papers.polishing import queries, service
from office.people.models import Person


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its suggestion, the stretches that change, and why an answer was refused."""

    row: Suggestion
    changes: tuple[Change, ...]
    why: str

    @property
    def is_open(self) -> bool:
        """Whether a person may decide, or decide anew."""
        return self.row.state in (Wording.OFFERED, Wording.TAKEN, Wording.LEFT)


def paragraph(row: Suggestion) -> Paragraph:
    """Return what is shown of a suggestion."""
    found = tuple(changes(row.before, row.after)) if row.after else ()
    return Paragraph(row, found, Refusal(row.refusal).label if row.refusal else "")


def page(person: Person, row: Manuscript) -> dict[str, object]:
    """Return what the page needs, without asking anything of the service."""
    rows = queries.suggestions(person, row)
    return {"paragraphs": [paragraph(one) for one in rows], **going(row, rows)}


def counts(rows: Iterable[Suggestion]) -> dict[str, object]:
    """Return how many wordings wait, were taken and were refused."""
    states = [one.state for one in rows]
    shown = {"taken": Wording.TAKEN, "offered": Wording.OFFERED, "refused": Wording.REFUSED}
    return {name: states.count(state) for name, state in shown.items()}


def going(
    row: Manuscript,
    rows: Iterable[Suggestion],
    *,
    running: bool = False,
    mistake: Mistake | None = None,
) -> dict[str, object]:
    """Return how far the asking has come; `running` goes on by itself where scripts run."""
    total, done = sum(1 for _ in passages(queries.document_of(row))), list(rows)
    return counts(done) | {
        "row": row,
        "total": total,
        "done": len(done),
        "left": max(0, total - len(done)),
        "running": running and mistake is None,
        "mistake": mistake,
        "is_on": service.is_on(),
        "seconds": service.service().seconds if service.is_on() else 0,
    }
