"""Empty cells of a template's tables: filled where the facts know, empty again where not."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from kaimenhong.engine.fact_files import read_facts
from kaimenhong.writing.filling import cells
from kaimenhong.writing.filling.blank import Filling
from kaimenhong.writing.filling.contract import to_json
from kaimenhong.writing.filling.copies import as_copy
from kaimenhong.writing.filling.filler import fill
from kaimenhong.writing.ledger.ledger import ledger

FACTS = Path(__file__).parents[3] / "cases" / "filling" / "facts.csv"
TITLE = "临渡县2026年一季度主要指标"


def template(*tables: list[list[str]]) -> bytes:
    """A Word file with a title and tables as their rows say."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    for rows in tables:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, words in enumerate(rows):
            for column, text in enumerate(words):
                made.cell(row, column).text = text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def filled(data: bytes) -> tuple[Filling, list[list[str]]]:
    """What became of the blanks, and the rows of the first table in the copy."""
    found = read_facts(FACTS)
    opened = cells.opened("表.docx", data)
    known = ledger(found.observations, found.targets)
    filling = fill(opened.document, known, area="临渡县", mark=opened.mark)
    copy = as_copy(filling, opened.document, opened.data, comments=True, sources=False)
    table = docx.Document(io.BytesIO(copy.data)).tables[0]
    return filling, [[cell.text for cell in row.cells] for row in table.rows]


HEAD = ["指标", "单位", "一季度", "增速（%）"]


def test_cells_under_a_head_and_beside_an_indicator_are_filled() -> None:
    filling, rows = filled(template([HEAD, ["地区生产总值", "亿元", "", ""]]))
    assert rows[1] == ["地区生产总值", "亿元", "39.62", "6.4"]
    assert [one.shown for one in filling.blanks] == ["39.62", "6.4"]


def test_cells_that_ask_for_no_figure_stay_empty_and_are_not_told_of() -> None:
    people = [["姓名", "单位", "电话"], ["主持人", "", ""], ["", "", ""]]
    filling, rows = filled(template(people))
    assert rows == people
    assert filling.blanks == ()


def test_what_the_facts_lack_stays_empty() -> None:
    filling, rows = filled(template([HEAD, ["森林覆盖率", "%", "", ""]]))
    assert rows[1] == ["森林覆盖率", "%", "", ""]
    assert filling.blanks == ()


@pytest.mark.parametrize("written", ["XXXX", "XX"])
def test_marks_that_somebody_wrote_stay_where_nothing_is_known(written: str) -> None:
    _, rows = filled(template([HEAD, ["森林覆盖率", "%", written, ""]]))
    assert rows[1] == ["森林覆盖率", "%", written, ""]


def test_places_count_in_the_template_as_it_came() -> None:
    data = template([HEAD, ["地区生产总值", "亿元", "", ""], ["固定资产投资", "%", "—", "XX"]])
    filling, _ = filled(data)
    text = cells.open_bytes("表.docx", data).text
    told = to_json(filling)["blanks"]
    assert [text[one["start"] : one["end"]] for one in told] == ["", "", "XX"]


def test_a_file_without_tables_is_left_alone() -> None:
    data = template()
    assert cells.opened("表.docx", data).data is data
    assert cells.opened("表.txt", "增长XX%。".encode()).mark == ""
