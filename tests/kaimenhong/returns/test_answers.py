"""A sheet for a return: what is no table is refused, and nothing that it says is dropped."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.quality.sheets.layouts import parsed
from bench.quality.sheets.measure import read
from kaimenhong.cli import kmh
from kaimenhong.documents.delimited import open_sheets
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.returns.intake import read_answers


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note.txt", "今天开会，明天交数".encode()),
        ("fake.xlsx", "并不是表\n只有文字 2026".encode()),
        ("pic.png", b"\x89PNG\r\n\x1a\n\x00\x01"),
        ("方案.xlsx", b"%PDF-1.7\n"),
        ("说明.txt", "甲,乙\n丙,丁\n".encode()),
    ],
)
def test_the_command_refuses_what_is_no_table(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(Mistake) as refused:
        open_sheets(file)
    assert refused.value.code is Code.FILE_KIND
    assert refused.value.place == Place(file=name)
    assert CliRunner().invoke(kmh, ["sheet", str(file)]).exit_code != 0


def test_text_with_tabs_is_a_table_whatever_it_is_called() -> None:
    text = "地区\t指标\t时期\t总量\t单位\n青岚县\t社零\t2026年1—2月\t17.43\t亿元\n"
    for name in ("表.txt", "导出.xls"):
        for title in ("", "青岚县主要指标\n"):
            tables = read(open_sheets(name, (title + text).encode()), {})["tables"]
            assert tables[0]["observations"]


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        ("<f>1+1</f><v></v>", True),
        ("<f>1+1</f><v/>", True),
        ("<f>1+1</f>", True),
        ('<f t="shared" si="0"/>', True),
        ("<f>1+1</f><v>2</v>", False),
        ("<v>2</v>", False),
        ("", False),
    ],
)
def test_a_formula_that_nobody_worked_out_is_no_empty_cell(cell: str, marked: bool) -> None:
    book = parsed("表", "[表]\n青岚县2026年1—2月\n指标 | 总量（亿元）\n社零 | 7\n财政收入 | 8\n")
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(book.workbook())) as old, zipfile.ZipFile(data, "w") as new:
        for part in old.namelist():
            xml = old.read(part).decode() if part.endswith(".xml") else old.read(part)
            if isinstance(xml, str) and part.startswith("xl/worksheets/sheet"):
                xml = re.sub(r'(<c r="B3"[^>]*>)<v>7</v>', lambda one: one[1] + cell, xml)
            new.writestr(part, xml)
    sheet = open_sheets("表.xlsx", data.getvalue()).sheets[0]
    assert ((2, 1) in sheet.marks.errors) is marked


def test_what_a_return_cannot_take_is_told_and_not_dropped() -> None:
    text = (
        "[表]\n青岚县2026年1—3月主要指标\n指标 | 总量（亿元） | 备注\n"
        "社会消费品零售总额 | 17.43 | 含网上\n一般公共预算收入 | XX | \n"
    )
    said = read_answers(
        open_sheets("表.xlsx", parsed("表", text).workbook()),
        areas={"青岚县": "area:990121"}.get,
        received=datetime(2026, 3, 18, 9, 0, tzinfo=UTC),
        source="表.xlsx",
    )
    assert said.taken == ()
    assert [(one.mistake.code, one.mistake.came) for one in said.refused] == [
        (Code.PERIOD_AHEAD, "2026年一季度")
    ]
    assert [one.place.cell for one in said.blanks] == ["B4"]
    assert [one.text for one in said.remarks] == ["含网上"]
