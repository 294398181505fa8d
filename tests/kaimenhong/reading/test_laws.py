"""What holds for every text whatever it says."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Mistake
from kaimenhong.reading.contract import from_json, to_json
from kaimenhong.reading.reader import read
from tests.costs import IN_STEP, growth_of_cost

WORDS = st.sampled_from(
    [
        "一季度", "全市", "力争", "规上工业增加值", "固定资产投资", "增长", "下降",
        "16.5%", "**8%**", "XX亿元",
        "以上", "左右", "，", "。", "；", "、", "（", "）", "\n", "一、", "（二）", "3.",
        "其中", "分别", "和",
        "24亿元", "30家企业", "个百分点", "0.5个百分点", "居全省第3位", "占", "的", "比重",
        "与经济增长同步", "5月底前",
        "全部支出", "责任单位：市发改委", "牵头单位：", "2026年", "1—2月",
        "同比", "12:40:48", "由", "提高到", "\t",
        "|", "年", "翻一番", "三成", "百分之五", "“", "”", "《", "》", " ",
        "\u3000", "1,234", "％", "６", "-", "—",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_offsets_always_slice_to_the_text(text: str) -> None:
    if not text.strip():
        return
    document = open_bytes("文.txt", text.encode())
    reading = read(document)
    for one in reading.statements:
        assert document.text[one.start : one.end] == one.text
        assert one.raw in document.text
        assert one.text
    for task in reading.tasks:
        assert document.text[task.start : task.end] == task.text
    for conflict in reading.conflicts:
        if isinstance(conflict.a, int) and isinstance(conflict.b, int):
            assert conflict.a < conflict.b < len(reading.statements)
    assert from_json(to_json(reading), reading.text) == reading


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), TEXTS.map(lambda text: text.encode("gb18030"))))
def test_any_bytes_are_read_or_told_of(data: bytes) -> None:
    try:
        read(open_bytes("不知道是什么.docx", data))
    except Mistake as mistake:
        assert str(mistake).startswith("[D1")


@given(
    st.sampled_from(
        ["一季度增长5%，", "项目（", "A、", "责任单位：市", "1.", "12:", "“5", "《", "由"]
    )
)
@settings(max_examples=9, deadline=None)
def test_repetition_costs_time_in_step_with_length(piece: str) -> None:
    """A trap of backtracking would make this run for minutes."""
    read(open_bytes("长.txt", (piece * 4000).encode()))


@pytest.mark.parametrize("piece", ["1", "_", "12:", "5%、", "一季度", "2026年"])
def test_a_line_without_a_stop_costs_time_in_step_with_its_length(piece: str) -> None:
    """Each of these once cost time in the square of the line's length."""

    def read_line(size: int) -> None:
        read(open_bytes("长.txt", (piece * (size // len(piece))).encode()))

    assert growth_of_cost(read_line, small=7_500) < IN_STEP


def test_a_long_line_takes_memory_in_step_with_its_length() -> None:
    data = f"锦泽市2026年方案\n\n{'7' * 500_000}\n".encode()
    tracemalloc.start()
    try:
        read(open_bytes("行.txt", data))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * len(data)


def test_a_table_costs_time_in_step_with_its_columns() -> None:
    """The heads of one column are found without a look at all the others."""

    def read_table(columns: int) -> None:
        rows = ["\t".join(["指标"] * columns), "\t".join(["3"] * columns)]
        read(open_bytes("宽.txt", "\n".join(["锦泽市指标表", "", *rows]).encode()))

    assert growth_of_cost(read_table, small=1_000) < IN_STEP
