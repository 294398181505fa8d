"""What an office gives a paper when it is issued: number, day, whose approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.papers import refusals
from office.papers.models import Paper
from office.papers.queries import next_number


@dataclass(frozen=True, slots=True)
class Issue:
    """What an office gives a paper when it is issued.

    `number` None takes the next one of the 代字; `despite` says why it goes out with findings.
    """

    on: date
    mark: str = ""
    number: int | None = None
    authorised_by: str = ""
    despite: str = ""


def give_number(paper: Paper, given: Issue) -> None:
    """Number a paper that bears a number; the other kinds bear none."""
    if not paper.of_kind.may_have_red_head or not given.mark.strip():
        return
    paper.mark, paper.year = refusals.mark(given.mark), given.on.year
    paper.number = given.number or next_number(paper.mark, paper.year)
