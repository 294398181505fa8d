"""A filling as JSON, to the letter of the papers contract."""

from __future__ import annotations

import json
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
    """Give `blanks` as the contract names and orders them; figures as plain strings."""
    return {"blanks": [_blank(one) for one in filling.blanks]}


def _blank(one: Blank) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
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
