"""A workbook is a document too: its sheets are tables, and each cell has its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook

from kaimenhong.documents.delimited import open_sheets
from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake


def made(fill: Callable[[Workbook], None]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    fill(book)
    book.close()
    return data.getvalue()


def targets(book: Workbook) -> None:
    sheet = book.add_worksheet("分解表")
    sheet.merge_range("A1:C1", "锦泽市2026年一季度目标")
    sheet.merge_range("A2:A3", "县")
    sheet.write_row("B2", ["投资", "增速"])
    sheet.write_row("B3", ["亿元", "%"])
    sheet.write_row("A4", ["东湖县", 12.5])
    sheet.write("C4", 0.13, book.add_format({"num_format": "0%"}))
    sheet.write("A6", "注：增速为可比价。")
    hidden = book.add_worksheet("底稿")
    hidden.write("A1", "内部")
    hidden.hide()


def test_a_sheet_is_a_table_with_its_title_above_and_its_note_below() -> None:
    document = open_bytes("目标.wps", made(targets))
    assert document.text.split("\n") == [
        "锦泽市2026年一季度目标", "县", "投资", "增速", "亿元", "%", "东湖县", "12.5", "13%",
        "注：增速为可比价。",
    ]  # fmt: skip
    assert [(b.row, b.column, b.rows) for b in document.blocks if b.kind == "cell"] == [
        (1, 1, 2), (1, 2, 1), (1, 3, 1), (2, 2, 1), (2, 3, 1), (3, 1, 1), (3, 2, 1), (3, 3, 1),
    ]  # fmt: skip
    place = document.place_of(document.text.index("12.5"))
    assert (place.sheet, place.cell, place.paragraph) == ("分解表", "B4", None)
    assert str(place) == "文件“目标.wps”，工作表“分解表”，单元格 B4"


def marked(book: Workbook) -> None:
    book.add_worksheet().write_row("A1", ["机密★1年", "目标"])


def wide(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write("A1", "甲")
    sheet.write(3000, 100, "乙")


def test_what_may_not_or_cannot_be_read_is_told() -> None:
    for fill, code in ((marked, Code.FILE_SECRET), (wide, Code.FILE_TOO_LARGE)):
        with pytest.raises(Mistake) as caught:
            open_bytes("表.xlsx", made(fill))
        assert caught.value.code is code
        assert caught.value.place is not None
        assert caught.value.place.file == "表.xlsx"


def test_a_stray_cell_in_the_last_corner_does_not_exhaust_the_machine() -> None:
    def stray(book: Workbook) -> None:
        book.add_worksheet().write(1_048_575, 16_383, "乙")

    with pytest.raises(Mistake) as caught:
        open_bytes("表.xlsx", made(stray))
    assert caught.value.code is Code.FILE_TOO_LARGE


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes("空.xlsx", made(lambda book: None))
    assert caught.value.code is Code.FILE_EMPTY


def test_a_workbook_cut_short_is_damaged() -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes("表.xlsx", made(targets)[:2000])
    assert caught.value.code is Code.FILE_DAMAGED
    assert zipfile.is_zipfile(io.BytesIO(made(targets)))


def test_a_csv_that_is_marked_secret_is_refused_with_its_cell() -> None:
    with pytest.raises(Mistake) as caught:
        open_sheets("月报.csv", "机密★1年\n地区,总量\n青岚县,1\n".encode())
    assert caught.value.code is Code.FILE_SECRET
    assert caught.value.place is not None
    assert caught.value.place.cell == "A1"
