"""Why each statement reads as it does, and what was left unread, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaimenhong.facts import Reading, Statement, Unread, Why
from kaimenhong.reading.contract import to_json
from kaimenhong.reading.rules import told

AROUND = 16
FIELDS = {
    "role": "性质", "indicator": "指标", "area": "地区", "period": "时期", "measure": "度量",
    "comparator": "比较", "value": "数值",
}  # fmt: skip


def to_explained_json(reading: Reading) -> dict[str, Any]:
    """Give the contract's JSON with what explains it.

    Statements have `why`, conflicts `because`, `at_a` and `at_b`, the document `unread`.
    A `why` has `field`, `rule`, `told` (the rule in words) and the offsets of the words, null where
    no words decided.
    """
    data = to_json(reading)
    for written, one in zip(data["statements"], reading.statements, strict=True):
        written["why"] = [_why(reading, why) for why in one.why]
    for written, conflict in zip(data["conflicts"], reading.conflicts, strict=True):
        written |= {"because": conflict.because, "at_a": conflict.at_a, "at_b": conflict.at_b}
    data["unread"] = [_unread(one) for one in reading.unread]
    return data


def _why(reading: Reading, why: Why) -> dict[str, Any]:
    return {
        "field": why.field, "rule": why.rule, "told": reason(reading, why),
        "start": why.start, "end": why.end,
    }  # fmt: skip


def _unread(one: Unread) -> dict[str, Any]:
    return {
        "rule": one.rule, "told": told(one.rule), "start": one.start, "end": one.end,
        "text": one.text,
    }  # fmt: skip


def reason(reading: Reading, why: Why) -> str:
    """Put one reason into words, with the words of the document that decided."""
    words = "" if why.start is None else reading.text[why.start : why.end]
    return told(why.rule, " ".join(words.split()))


def reasons(reading: Reading, one: Statement) -> Iterator[tuple[str, str]]:
    """Give the fields of a statement in Chinese, each with what decided it."""
    for why in one.why:
        yield FIELDS[why.field], reason(reading, why)


def context(reading: Reading, start: int, end: int) -> str:
    """Give the words around a figure on one line, the figure between 【 and 】."""
    before, after = reading.text[max(0, start - AROUND) : start], reading.text[end : end + AROUND]
    parts = (before, "【", reading.text[start:end], "】", after)
    return "".join(" ".join(part.split()) for part in parts)
