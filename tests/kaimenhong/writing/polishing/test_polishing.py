"""What a model may change in a paragraph, and that it is never shown a figure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.polishing.asking import answered, messages
from kaimenhong.writing.polishing.copies import Taken, as_copy
from kaimenhong.writing.polishing.locking import TOKEN, lock, reading_of
from kaimenhong.writing.polishing.passages import passages
from kaimenhong.writing.polishing.verifying import Refusal, verified

CASES = Path(__file__).parents[3] / "cases" / "polishing" / "answers.csv"


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(CASES.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["because"])
def test_an_answer_is_taken_or_refused_for_its_reason(row: dict[str, str]) -> None:
    locked = lock(row["text"])
    found = verified(row["text"], locked, answered(row["answer"]))
    if row["result"].startswith("!"):
        assert found.refusal is Refusal(row["result"][1:])
        assert found.refusal.label
        assert found.text == row["text"]
    else:
        assert (found.text, found.refusal) == (row["result"], None)


def test_each_refusal_has_a_case_or_cannot_be_brought_about() -> None:
    told = {row["result"][1:] for row in _rows() if row["result"].startswith("!")}
    # A line break cannot stand in a row of the table; who answers is locked, so that tasks hold.
    assert set(Refusal) - told == {Refusal.LINES, Refusal.TASKS}
    text = _rows()[0]["text"]
    assert verified(text, lock(text), "抓紧\n⟦1⟧").refusal is Refusal.LINES


_FIGURES = st.sampled_from((
    "固定资产投资增长10%以上", "一般公共预算收入完成2.86亿元", "新开工项目一百二十个", "4月15日前",
    "完成全年目标的45.5%", "居全省第三位", "位次前移2位", "翻一番", "增长XX%", "〔2026〕9号",
    "1—6月", "三季度", "千万元以上项目", "二十多户", "百分之八点五", "0.3个百分点",
))  # fmt: skip
_WORDS = st.sampled_from(
    ("要", "抓好项目建设的工作", "经济运行平稳", "各单位", "形势", "继续", "并")
)


@given(st.lists(st.one_of(_FIGURES, _WORDS), min_size=1, max_size=8))
def test_no_digit_leaves_and_what_leaves_comes_back(parts: list[str]) -> None:
    text = "，".join(parts) + "。"
    locked = lock(text)
    sent = " ".join(one["content"] for one in messages(locked)[1:])
    assert not re.search(r"\d", TOKEN.sub("", sent))
    assert locked.opened(locked.text) == text
    assert verified(text, locked, locked.text).refusal is None


@given(st.lists(st.one_of(_FIGURES, _WORDS), min_size=1, max_size=6), st.text(max_size=60))
def test_whatever_is_answered_no_figure_changes(parts: list[str], answer: str) -> None:
    text = "，".join(parts) + "。"
    found = verified(text, lock(text), answered(answer))
    before, after = reading_of(text), reading_of(found.text)
    values = [(one.indicator, one.measure, one.value, one.unit) for one in before.statements]
    assert values == [(one.indicator, one.measure, one.value, one.unit) for one in after.statements]


def test_marks_in_the_text_itself_are_no_tokens() -> None:
    locked = lock("各单位按⟦1⟧要求抓好落实，完成5项任务。")
    assert locked.opened(locked.text) == "各单位按⟦1⟧要求抓好落实，完成5项任务。"
    assert len(TOKEN.findall(locked.text)) == len(locked.pieces)


def _template() -> bytes:
    made, saved = docx.Document(), io.BytesIO()
    made.add_heading("一、总体要求", level=1)
    paragraph = made.add_paragraph()
    paragraph.add_run("一是加快进度。").bold = True
    paragraph.add_run("各单位要把项目推进的工作抓得再紧一些，确保一季度固定资产投资增长10%以上。")
    table = made.add_table(2, 2)
    for at in range(4):
        table.cell(at // 2, at % 2).text = "各单位要把表里的工作抓得再紧一些。"
    made.save(saved)
    return saved.getvalue()


def _texts(data: bytes) -> Iterator[tuple[str, bool | None]]:
    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        yield from ((run.text, run.bold) for run in paragraph.runs if run.text)


def test_a_copy_changes_the_words_taken_and_keeps_each_format() -> None:
    data = _template()
    document = open_bytes("讲话.docx", data)
    (passage,) = passages(document)  # the heading and the table are left alone
    after = passage.text.replace("加快进度", "进度要快").replace(
        "项目推进的工作抓得再紧一些", "项目抓紧"
    )
    copy = as_copy(document, data, [Taken(passage.start, passage.text, after)])
    assert not copy.unplaced
    runs = list(_texts(copy.data))
    assert [bold for _, bold in runs if bold] == [True]
    assert "".join(text for text, _ in runs) == f"一、总体要求{after}"
    assert runs[1] == ("一是进度要快。", True)


@given(st.text("甲乙丙丁，。一", min_size=1, max_size=30), st.text("甲乙丙戊，。一", max_size=30))
def test_a_text_copy_holds_exactly_the_wording_taken(before: str, after: str) -> None:
    document = open_bytes("稿.txt", f"头\n{before}\n尾\n".encode())
    found = [one for one in document.blocks if one.text == before]
    for block in found[:1]:
        made = as_copy(document, b"", [Taken(block.start, before, after)]).data.decode()
        assert made == document.text[: block.start] + after + document.text[block.end :]
