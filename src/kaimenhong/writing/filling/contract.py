"""A filling as JSON, to the letter of the papers contract."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from kaimenhong.terms.subject import name_of
from kaimenhong.writing.checking.judged import sources
from kaimenhong.writing.filling.blank import Blank, Filling
from kaimenhong.writing.ledger.entry import spelled
from kaimenhong.writing.ledger.question import Answer, Question


def as_json(filling: Filling) -> str:
    """Give the contract's JSON."""
    return json.dumps(to_json(filling), ensure_ascii=False, indent=1)


def to_json(filling: Filling) -> dict[str, Any]:
    """Give `blanks` as the contract names and orders them; figures as plain strings.

    Places count in the template as it came: an empty cell is a place without length.
    """
    marked = [one for one in (*filling.blanks, *filling.cells) if one.text == filling.mark]
    starts = sorted(one.start for one in marked)
    return {"blanks": [_blank(one, starts, filling.mark) for one in filling.blanks]}


def _blank(one: Blank, marked: Sequence[int], mark: str) -> dict[str, Any]:
    # An empty cell is no line of the text; a marked one is, with its end.
    passed = bisect_left(marked, one.start) * (len(mark) + 1)
    own = len(mark) if mark and one.text == mark else 0
    return {
        "start": one.start - passed,
        "end": one.end - passed - own,
        "text": "" if own else one.text,
        "status": one.status.value,
        "value": None if one.value is None else f"{one.value:f}",
        "shown": one.shown,
        "binding": _binding(one.question, one.reference),
        "sources": list(sources(one.answer)),
        "candidates": [_candidate(answer) for answer in one.candidates],
        "reason": one.reason,
    }


def _binding(question: Question | None, reference: str | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {
        "indicator": spelled(question.indicator),
        "area": name_of(question.subject),
        "period": question.period.code if question.period else None,
        "measure": question.measure.value,
        "role": question.role.value,
        "reference": reference,
    }


def _candidate(answer: Answer) -> dict[str, Any]:
    return {
        "value": f"{answer.value:f}",
        "unit": answer.unit,
        "sources": list(sources(answer)),
    }
