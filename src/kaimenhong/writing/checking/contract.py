"""A check as JSON, to the letter of the papers contract, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kaimenhong.writing.checking.verdict import Check, Checked, Kind, Verdict


def to_json(check: Check) -> dict[str, Any]:
    """Give `figures` and `summary` as the contract names and orders them."""
    return {
        "figures": [_figure(one) for one in check.figures],
        "summary": {verdict.value: count for verdict, count in check.counted.items()},
    }


def from_json(data: Mapping[str, Any], *, name: str, text: str) -> Check:
    """Make the check of its JSON; the text, which JSON does not carry, comes from the draft."""
    return Check(name, text, tuple(_from_figure(one) for one in data["figures"]))


def _figure(one: Checked) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "verdict": one.verdict.value,
        "expected": None if one.expected is None else f"{one.expected:f}",
        "shown": one.shown,
        "kind": one.kind.value if one.kind else None,
        "sources": list(one.sources),
        "reason": one.reason,
    }


def _from_figure(one: Mapping[str, Any]) -> Checked:
    expected, kind = one["expected"], one["kind"]
    return Checked(
        start=one["start"],
        end=one["end"],
        text=one["text"],
        verdict=Verdict(one["verdict"]),
        kind=Kind(kind) if kind else None,
        expected=None if expected is None else Decimal(expected),
        shown=one["shown"],
        sources=tuple(one["sources"]),
        reason=one["reason"],
    )
