"""Why a figure reads as it does, and what was not read: the cases are in tests/cases/reading."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kaimenhong.documents.open import open_bytes, open_document
from kaimenhong.facts import Reading
from kaimenhong.reading import explained, lexicon, report
from kaimenhong.reading.reader import read

DOCUMENTS = Path(__file__).parents[3] / "bench" / "quality" / "reading" / "tuned"
CASES = Path(__file__).parents[2] / "cases" / "reading"
TITLES = {"plan": "锦泽市2026年一季度经济工作方案", "report": "锦泽市2026年1—2月经济运行情况通报"}


def cases(name: str) -> list[dict]:
    return json.loads((CASES / name).read_text("utf-8"))


def reading_of(case: dict) -> Reading:
    text = f"{TITLES[case['kind']]}\n\n{case['text']}\n"
    return read(open_bytes("句子.txt", text.encode()))


@pytest.mark.parametrize("case", cases("why.json"), ids=lambda case: case["text"][:20])
def test_a_figure_says_what_decided_each_field(case: dict) -> None:
    reading = reading_of(case)
    value = None if case["value"] is None else Decimal(case["value"])
    stated = next(one for one in reading.statements if one.value == value)
    said = {why.field: explained.reason(reading, why) for why in stated.why}
    assert {field: said.get(field) for field in case["why"]} == case["why"]


@pytest.mark.parametrize("document", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_each_field_of_each_figure_has_its_reason(document: Path) -> None:
    reading = read(open_document(document))
    lacking = [
        (one.text, field)
        for one in reading.statements
        for field in explained.FIELDS.keys() - {why.field for why in one.why}
    ]
    assert lacking == []


@pytest.mark.parametrize("case", cases("unread.json"), ids=lambda case: case["text"][:20])
def test_what_was_not_read_is_listed_with_its_reason(case: dict) -> None:
    reading = reading_of(case)
    found = [[one.text, explained.told(one.rule)] for one in reading.unread]
    assert found == case["unread"]


def test_every_statement_of_the_sample_has_a_reason_for_every_field() -> None:
    plan = Path(__file__).parents[3] / "src" / "office" / "sample" / "plan.txt"
    reading = read(open_bytes("方案.txt", plan.read_bytes()))
    rules = {row["code"] for row in lexicon.rows("rules")}
    for one in reading.statements:
        assert {why.field for why in one.why} == set(explained.FIELDS), one.text
        assert {why.rule for why in one.why} <= rules
        for why in one.why:
            assert why.start is None or reading.text[why.start : why.end].strip()


def test_the_page_and_the_json_carry_the_reasons() -> None:
    reading = reading_of({"kind": "plan", "text": "力争规上工业增加值增长9%以上，打造“157”集群。"})
    assert "本句有“力争”" in report.as_page(reading, explain=True)
    assert "加 --explain" in report.as_page(reading)
    data = json.loads(report.as_json(reading, explain=True))
    assert data["statements"][0]["why"][0]["told"] == "本句有“力争”"
    assert data["unread"][0]["text"] == "157"
    assert "why" not in json.loads(report.as_json(reading))["statements"][0]
