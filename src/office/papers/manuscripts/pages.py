"""What the page of a text shows: the places to look at first, each with its source or reason."""

from __future__ import annotations

from dataclasses import dataclass

from kaimenhong.writing.checking import report as checking
from kaimenhong.writing.checking.judged import sources
from kaimenhong.writing.checking.verdict import BAD, Check, Verdict
from kaimenhong.writing.filling import report as filling
from kaimenhong.writing.filling.blank import Filling, Status
from office.papers.manuscripts.queries import Worked

MOST_SHOWN = 500
AROUND = 18


@dataclass(frozen=True, slots=True)
class Line:
    """One place of a text: what became of it, the words around it, what should stand there."""

    mark: str
    label: str
    before: str
    text: str
    after: str
    shown: str
    why: str
    sources: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


def page(found: Worked) -> dict[str, object]:
    """Return what the template needs; no more lines than a page can show."""
    lines: list[Line] = []
    summary = ""
    if found.filling is not None:
        lines, summary = _filled(found.filling), filling.summary(found.filling)
    elif found.check is not None:
        lines, summary = _checked(found.check), checking.summary(found.check)
    return {
        "row": found.row,
        "lines": lines[:MOST_SHOWN],
        "left_out": max(0, len(lines) - MOST_SHOWN),
        "summary": summary,
    }


def _filled(found: Filling) -> list[Line]:
    order = {Status.AMBIGUOUS: 0, Status.UNKNOWN: 1, Status.FILLED: 2}
    return [
        Line(
            mark=one.status.value,
            label=one.status.label,
            before=_before(found.text, one.begin),
            text=found.text[one.begin : one.end],
            after=_after(found.text, one.end),
            shown=one.shown or "",
            why=one.reason or "",
            sources=sources(one.answer),
            candidates=tuple(
                f"{answer.value:f}{answer.unit}（{'；'.join(sources(answer)[:1])}）"
                for answer in one.candidates
            ),
        )
        for one in sorted(found.blanks, key=lambda one: order[one.status])
    ]


def _checked(found: Check) -> list[Line]:
    order = (*BAD, Verdict.DOUBTFUL, Verdict.UNKNOWN, Verdict.RIGHT)
    return [
        Line(
            mark=one.verdict.value,
            label=f"{one.verdict.label}{f'（{one.kind.label}）' if one.kind else ''}",
            before=_before(found.text, one.start),
            text=one.text,
            after=_after(found.text, one.end),
            shown=one.shown or "",
            why=one.reason or "",
            sources=one.sources,
        )
        for one in sorted(found.figures, key=lambda one: order.index(one.verdict))
    ]


def _before(text: str, start: int) -> str:
    return text[max(0, start - AROUND) : start].rpartition("\n")[2]


def _after(text: str, end: int) -> str:
    return text[end : end + AROUND].partition("\n")[0]
