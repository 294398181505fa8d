"""A reading as JSON, to the letter of the reading contract, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from kaimenhong.facts import Conflict, DocumentHead, Reading, Statement, Task
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period


def to_json(reading: Reading) -> dict[str, Any]:
    """Give `document`, `statements`, `tasks`, `conflicts` as the contract names and orders them."""
    return {
        "document": asdict(reading.head),
        "statements": [_statement(statement) for statement in reading.statements],
        "tasks": [_task(task) for task in reading.tasks],
        "conflicts": [{"a": c.a, "b": c.b, "kind": c.kind} for c in reading.conflicts],
    }


def from_json(data: Mapping[str, Any], text: str = "") -> Reading:
    """Make the reading of its JSON; `text` is the document's text, which JSON does not carry."""
    return Reading(
        head=DocumentHead(**data["document"]),
        text=text,
        statements=tuple(_from_statement(one) for one in data["statements"]),
        tasks=tuple(_from_task(one) for one in data["tasks"]),
        conflicts=tuple(Conflict(one["kind"], one["a"], one["b"]) for one in data["conflicts"]),
    )


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "role": one.role.value,
        "indicator": one.indicator,
        "raw": one.raw,
        "area": one.area,
        "period": one.period.code if one.period else None,
        "measure": one.measure.value,
        "comparator": one.comparator.value,
        "value": _digits(one.value),
        "value_high": _digits(one.value_high),
        "unit": one.unit,
        "reference": one.reference,
        "placeholder": one.placeholder,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "task": one.task,
    }


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _task(one: Task) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "text": one.text,
        "leaders": list(one.leaders),
        "lead_units": list(one.lead_units),
        "units": list(one.units),
        "deadline": one.deadline,
        "start": one.start,
        "end": one.end,
    }


def _from_statement(one: Mapping[str, Any]) -> Statement:
    high, period = one.get("value_high"), one["period"]
    return Statement(
        role=Role(one["role"]),
        indicator=one["indicator"],
        raw=one["raw"],
        area=one["area"],
        period=Period.parse(period) if period else None,
        measure=Measure(one["measure"]),
        comparator=Comparator(one["comparator"]),
        value=None if one["value"] is None else Decimal(one["value"]),
        value_high=None if high is None else Decimal(high),
        unit=one["unit"],
        reference=one.get("reference"),
        placeholder=bool(one.get("placeholder")),
        start=one["start"],
        end=one["end"],
        text=one["text"],
        task=one.get("task"),
    )


def _from_task(one: Mapping[str, Any]) -> Task:
    return Task(
        number=one["number"],
        title=one["title"],
        text=one["text"],
        leaders=tuple(one["leaders"]),
        lead_units=tuple(one["lead_units"]),
        units=tuple(one["units"]),
        deadline=one["deadline"],
        start=one["start"],
        end=one["end"],
    )
