"""What contradicts itself, and what only looks so; the cases are in tests/cases/reading."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Conflict, Reading, Statement, Task
from kaimenhong.reading import lexicon, lookalike
from kaimenhong.reading.conflicts import conflicts
from kaimenhong.reading.printed import written
from kaimenhong.reading.reader import read
from kaimenhong.reading.spelling import is_office
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period
from tests.costs import IN_STEP, growth_of_cost

CASES = Path(__file__).parents[2] / "cases" / "reading" / "conflicts.json"
TITLES = {
    "plan": "锦泽市2026年一季度经济工作方案",
    "report": "锦泽市2026年1—2月经济运行情况通报",
    "table": "锦泽市2026年各县（市、区）目标分解表",
}


def cases() -> list[dict]:
    return json.loads(CASES.read_text("utf-8"))


def reading_of(case: dict) -> Reading:
    return read(open_bytes("文.txt", f"{TITLES[case['kind']]}\n\n{case['text']}\n".encode()))


def told(reading: Reading, one: Conflict) -> str:
    sides = []
    for side in (one.a, one.b):
        statement = reading.statements[side] if isinstance(side, int) else None
        sides.append(f"{statement.indicator}{written(statement)}" if statement else str(side))
    return f"{one.kind} {sides[0]} {sides[1]}：{one.because}"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_a_text_gives_its_contradictions_with_the_sum_that_shows_them(case: dict) -> None:
    reading = reading_of(case)
    assert [told(reading, one) for one in reading.conflicts] == case["gives"]


def test_a_spelling_is_found_where_it_first_stands_even_over_two_lines() -> None:
    text = (
        "（一）工业行动。完成技改投资。（责任领导：陈海\n涛；牵头单位：市工信局）\n"
        "（二）项目行动。开工项目。（责任领导：陈海淘；牵头单位：市发改局）"
    )
    reading = reading_of({"kind": "plan", "text": text})
    (found,) = reading.conflicts
    assert (found.a, found.b) == ("陈海涛", "陈海淘")
    assert found.at_a is not None
    assert found.at_b is not None
    assert reading.text[found.at_a : found.at_a + 4] == "陈海\n涛"
    assert reading.text[found.at_b : found.at_b + 3] == "陈海淘"


@pytest.mark.parametrize(
    ("a", "b"), [("市财政局", "市民政局"), ("县司法局", "县司法办"), ("市科协", "市侨联")]
)
def test_offices_that_exist_are_no_misspelling_of_each_other(a: str, b: str) -> None:
    assert is_office(a)
    assert is_office(b)
    tasks = [
        Task("1", "", "", (), (a,), (), None, 0, 0),
        Task("2", "", "", (), (b,), (), None, 0, 0),
    ]
    assert list(conflicts([], tasks, "")) == []


@pytest.mark.parametrize("pair", ["一二", "东西", "上下", "大小", "十千", "八人"])
def test_characters_that_tell_names_apart_are_never_look_alikes(pair: str) -> None:
    assert lookalike.why(pair[0], pair[1]) is None


def test_no_character_has_two_sounds_in_the_table_and_no_pair_stands_twice() -> None:
    signs = [sign for row in lexicon.rows("sounds") for sign in row["signs"]]
    pairs = [
        frozenset((row["sign"], other))
        for row in lexicon.rows("lookalikes")
        for other in row["alike"]
    ]
    assert len(signs) == len(set(signs))
    assert len(pairs) == len(set(pairs))
    assert {len(pair) for pair in pairs} == {2}


def test_every_indicator_of_an_identity_that_must_add_up_is_in_the_catalogue() -> None:
    names = {row["whole"] for row in lexicon.rows("identities")}
    assert [name for name in sorted(names) if indicator.find(name) is None] == []


WORDS = st.sampled_from(
    [
        "全市", "青岚县", "汶水区", "固定资产投资", "工业投资", "地区生产总值", "第一产业增加值",
        "100亿元", "60亿元", "0亿元", "999999999999999999999亿元", "增长5%", "下降100%", "30个",
        "项目", "其中", "合计", "比上年的8.95亿元", "由上年的9亿元", "占固定资产投资的比重30%",
        "三次产业结构12:45:50", "2025年", "2026年", "一季度", "全年", "目标", "完成",
        "以上", "左右", "，", "。", "；", "、", "\n",
        "（责任领导：陈海涛；责任单位：市财政局）", "（责任领导：陈海淘；责任单位：市材政局）",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=50).map("".join))
def test_every_contradiction_has_two_places_in_order_and_says_why(text: str) -> None:
    reading = reading_of({"kind": "plan", "text": text})
    for one in reading.conflicts:
        assert one.because
        assert "\n" not in one.because
        if isinstance(one.a, int):
            assert isinstance(one.b, int)
            assert one.a < one.b < len(reading.statements)
        else:
            assert one.a != one.b
            assert one.at_a is not None
            assert one.at_b is not None
    pairs = [(one.kind, one.a, one.b) for one in reading.conflicts]
    assert len(pairs) == len(set(pairs))


def _many_statements(count: int) -> tuple[list[Statement], str]:
    """As many targets as a document may have: few indicators, so that they all meet."""
    found = []
    for at in range(count):
        found.append(
            Statement(
                role=Role.TARGET,
                indicator=("固定资产投资", "一般公共预算收入", "新增规模以上工业企业")[at % 3],
                raw="",
                area=("锦泽市", "青岚县", "汶水区", "白石县")[at % 4],
                period=Period.months_range(2024 + at % 3, 1, 1 + at % 12),
                measure=(Measure.LEVEL, Measure.GROWTH)[at % 2],
                comparator=Comparator.EXACTLY,
                value=Decimal(9 + at % 2),
                value_high=None,
                unit=("亿元", "%")[at % 2],
                reference=None,
                placeholder=False,
                start=at * 50,
                end=at * 50 + 10,
                text="",
            )
        )
    return (
        found,
        "固定资产投资增长9%，其中稳步推进项目建设，企业平稳健康发展，持续用力，久久为功，不断取得新成效。"
        * count,
    )


def _many_tasks(count: int) -> list[Task]:
    signs = [sign for row in lexicon.rows("sounds") for sign in row["signs"]][:count]
    return [
        Task(str(at), "", "", (f"王海{sign}",), (f"市{sign}水局",), (), None, 0, 0)
        for at, sign in enumerate(signs)
    ]


def test_comparing_costs_time_in_step_with_the_document() -> None:
    """The largest document has 20,000 statements; in the square they would take hours."""

    def compare(size: int) -> None:
        statements, text = _many_statements(size)
        assert list(conflicts(statements, _many_tasks(size // 10), text))

    assert growth_of_cost(compare, small=5_000) < IN_STEP
