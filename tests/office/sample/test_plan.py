"""The sample's plan: what it says, by the labels made with it, and what it must never say."""

from __future__ import annotations

import json
import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Reading, Statement
from kaimenhong.reading.reader import read
from kaimenhong.terms import indicator as indicators
from office.sample import plan, tables

LABELS = Path(__file__).parents[2] / "cases" / "sample" / "plan.expected.json"
# Words that would ask somebody to mend figures instead of the economy.
NEVER = (
    "协调数据",
    "争取统计",
    "统计口径",
    "应统尽统",
    "数据上报",
    "代填",
    "分解到企业",
    "分解到镇",
)


@pytest.fixture(scope="module")
def labels() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LABELS.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(open_bytes("方案.docx", plan.docx()))


def named(name: str) -> str:
    """Give the catalogue's code for a name; names it does not have stand for themselves."""
    found = indicators.find(name)
    return found.code if found else name


def as_label(one: Statement) -> tuple[str | None, ...]:
    return (
        named(one.indicator),
        one.area,
        one.period.code if one.period else None,
        one.measure.value,
        one.comparator.value,
        None if one.value is None else str(one.value),
        None if one.value_high is None else str(one.value_high),
        one.unit,
        one.task,
        one.role.value,
    )


def label(row: dict[str, Any]) -> tuple[str | None, ...]:
    fields = (
        "area",
        "period",
        "measure",
        "comparator",
        "value",
        "value_high",
        "unit",
        "task",
        "role",
    )
    return (named(row["indicator"]), *(row[field] for field in fields))


def test_the_plan_reads_as_it_was_meant(reading: Reading, labels: dict[str, Any]) -> None:
    meant = Counter(label(row) for row in labels["statements"])
    came = Counter(as_label(one) for one in reading.statements)
    assert (sorted((meant - came), key=str), sorted((came - meant), key=str)) == ([], [])


def test_the_head_reads_as_it_was_meant(reading: Reading, labels: dict[str, Any]) -> None:
    head = reading.head
    came = (head.title, head.number, head.issuer, head.date, head.area, head.kind)
    assert came == tuple(labels["document"].values())


def test_the_tasks_name_who_answers(reading: Reading, labels: dict[str, Any]) -> None:
    came = [
        (one.number, one.title, list(one.leaders), list(one.lead_units), list(one.units))
        for one in reading.tasks
    ]
    fields = ("number", "title", "leaders", "lead_units", "units")
    assert came == [tuple(row[field] for field in fields) for row in labels["tasks"]]


def test_there_is_one_contradiction(reading: Reading) -> None:
    (conflict,) = reading.conflicts
    assert conflict.kind == "value"
    assert isinstance(conflict.a, int) and isinstance(conflict.b, int)
    pair = [reading.statements[index] for index in (conflict.a, conflict.b)]
    assert {named(one.indicator) for one in pair} == {"RETAIL"}
    assert [str(one.value) for one in pair] == ["6.5", "7"]


def test_no_target_goes_below_the_counties(reading: Reading) -> None:
    known = {row["name"] for row in tables.rows("areas.csv")}
    assert {one.area for one in reading.statements} <= known


def test_nothing_in_it_suggests_what_to_report(reading: Reading) -> None:
    assert not [words for words in NEVER if words in reading.text]


def test_leaders_and_offices_are_those_of_the_sample(labels: dict[str, Any]) -> None:
    leaders = {row["name"] for row in tables.rows("leaders.csv")}
    offices = {row["short"] for row in tables.rows("offices.csv")} | {"各县（市、区）人民政府"}
    for task in labels["tasks"]:
        assert set(task["leaders"]) <= leaders
        assert {*task["lead_units"], *task["units"]} <= offices


def test_every_page_and_the_first_line_say_that_it_is_a_demonstration() -> None:
    document = docx.Document(BytesIO(plan.docx()))
    assert document.sections[0].header.paragraphs[0].text == "演示数据"
    assert "演示数据" in document.paragraphs[0].text
    assert document.core_properties.comments == "演示数据"


def test_the_actions_are_of_the_length_of_the_genre() -> None:
    text = (tables.FOLDER / "plan.txt").read_text(encoding="utf-8")
    bodies = re.findall(r"^### .*\n(.*)$", text, re.MULTILINE)
    assert len(bodies) == 10
    assert all(200 <= len(body) <= 350 for body in bodies)
