"""Sentences of the genre and what they must give; the cases are in tests/cases/reading."""

import json
from pathlib import Path

import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Statement
from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.parties import parse_note
from kaimenhong.reading.reader import read

CASES = Path(__file__).parents[2] / "cases" / "reading"
TITLES = {"plan": "锦泽市2026年一季度经济工作方案", "report": "锦泽市2026年1—2月经济运行情况通报"}


def cases(name: str) -> list[dict]:
    return json.loads((CASES / name).read_text("utf-8"))


def spoken(one: Statement) -> str:
    value = "XX" if one.placeholder else "" if one.value is None else f"{one.value:f}"
    high = "" if one.value_high is None else f"~{one.value_high:f}"
    period = one.period.code if one.period else "-"
    words = (one.role, one.indicator, one.area or "-", period, one.measure, one.comparator)
    return " ".join([*map(str, words), f"{value}{high}{one.unit or ''}" or "-"])


@pytest.mark.parametrize("case", cases("sentences.json"), ids=lambda case: case["text"][:24])
def test_a_sentence_gives_its_statements_and_nothing_else(case: dict) -> None:
    text = f"{TITLES[case['kind']]}\n\n{case['text']}\n"
    reading = read(open_bytes("句子.txt", text.encode()))
    assert [spoken(one) for one in reading.statements] == case["gives"]


@pytest.mark.parametrize("case", cases("notes.json"), ids=lambda case: case["note"][:24])
def test_a_note_names_who_answers(case: dict) -> None:
    leaders, lead_units, units, deadline = parse_note(plain(case["note"]), 2026)
    assert leaders == case["leaders"]
    assert lead_units == case["lead_units"]
    assert units == case["units"]
    assert deadline == case["deadline"]
