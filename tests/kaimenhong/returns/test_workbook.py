"""Workbooks by what is in them: cells with their values, formats and places."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.documents.extent import column_number
from kaimenhong.documents.workbook import Cell, Workbook, address, open_workbook
from tests.kaimenhong.returns.workbooks import CELL, EMPTY_TAIL, changed, ods


def at(book: Workbook, address: str) -> Cell:
    cells = (cell for sheet in book.sheets for row in sheet.rows for cell in row)
    return next(cell for cell in cells if cell.place.cell == address)


def test_numbers_are_exact_dates_are_dates_and_places_are_the_users() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("报表")
        day = book.add_format({"num_format": "yyyy年m月"})
        sheet.write("C7", 0.1 + 0.2)
        sheet.write("D7", 3000)
        sheet.write("AA8", " 青岚县 ")
        sheet.write_datetime("B9", datetime(2026, 2, 1), day)  # noqa: DTZ001 -- cells have no zone
    read = open_workbook("2月.xlsx", content.getvalue())
    assert (at(read, "C7").value, at(read, "D7").value) == (Decimal("0.3"), Decimal(3000))
    assert at(read, "AA8").text == "青岚县"
    assert at(read, "B9").value == date(2026, 2, 1)
    assert str(at(read, "C7").place) == "文件“2月.xlsx”，工作表“报表”，单元格 C7"
    assert at(read, "A1").value is None


@given(st.integers(0, 1048575), st.integers(0, 16383))
def test_the_name_of_a_cell_leads_back_to_it(row: int, column: int) -> None:
    name = address(row, column)
    letters = name.rstrip("0123456789")
    assert (int(name.removeprefix(letters)) - 1, column_number(letters) - 1) == (row, column)


def test_a_merged_range_shows_its_first_cell_everywhere() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "头")
        sheet.merge_range("B2:B4", "青岚县")
        sheet.write("C4", 1)
    (sheet,) = open_workbook("合并.xlsx", content.getvalue()).sheets
    assert sheet.rows[3][1].value is None
    assert sheet.cell(3, 1).text == "青岚县"
    assert sheet.cell(0, 1).value is None


def test_an_ods_with_an_empty_tail_is_read() -> None:
    row = "<table:table-row>" + CELL.format(text="地区", more="") + "</table:table-row>"
    read = open_workbook("数据.ods", ods(row + EMPTY_TAIL))
    assert [cell.text for row in read.sheets[0].rows for cell in row] == ["地区"]


FORMATS = {
    "0%": "6.5%",
    "0.00%": "6.5%",
    "0.0%;[Red]-0.0%": "6.5%",
    '0.0"%"': "0.065",
    "0.0\\%": "0.065",
    "0.000": "0.065",
    "General": "0.065",
}


@pytest.mark.parametrize(("code", "shown"), FORMATS.items(), ids=FORMATS)
def test_a_number_is_read_as_its_format_shows_it(code: str, shown: str) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("说明").write("B2", 0.065)
        book.add_worksheet("数据").write("B2", 0.065, book.add_format({"num_format": code}))
    first, second = open_workbook("2月.xlsx", content.getvalue()).sheets
    assert first.cell(1, 1).text == "0.065"
    assert second.cell(1, 1).text == shown
    assert second.cell(1, 1).percent is shown.endswith("%")


def test_a_column_formatted_as_percent_leaves_its_head_and_its_blanks_alone() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        percent = book.add_format({"num_format": 10})
        sheet = book.add_worksheet("数据")
        sheet.write_row("A1", ["增速", None, "XX", True], percent)
        sheet.write_formula("E1", "=1/8", percent, 0.125)
    (row,) = open_workbook("2月.xlsx", content.getvalue()).sheets[0].rows
    assert [cell.text for cell in row] == ["增速", "", "XX", "TRUE", "12.5%"]
    assert [cell.percent for cell in row] == [False, False, False, False, True]


def test_percent_cells_are_found_where_cells_do_not_tell_their_place() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": 9})
        sheet.write_row("A1", ["增速", 1])
        sheet.write("A2", 0.5)
        sheet.write("B2", 0.065, percent)
    silent = changed(content.getvalue(), "xl/worksheets/sheet1.xml", r' r="[A-Z]?[0-9]"', "")
    sheet_read = open_workbook("2月.xlsx", silent).sheets[0]
    assert [[cell.text for cell in row] for row in sheet_read.rows] == [
        ["增速", "1"],
        ["0.5", "6.5%"],
    ]


def test_percent_cells_of_an_ods() -> None:
    text = CELL.format(text="增速", more="")
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    percent = (
        '<table:table-cell office:value-type="percentage" office:value="0.065"'
        ' table:number-columns-repeated="2"><text:p>6.5%</text:p></table:table-cell>'
    )
    plain = (
        '<table:table-cell office:value-type="float" office:value="0.065">'
        "<text:p>0.065</text:p></table:table-cell>"
    )
    rows = (
        f"<table:table-row>{text}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{empty}{percent}{plain}</table:table-row>'
    )
    first, *rest = open_workbook("数据.ods", ods(rows)).sheets[0].rows
    assert first[0].text == "增速"
    assert [[cell.text for cell in row] for row in rest] == [
        ["", "", "6.5%", "6.5%", "0.065"],
        ["", "", "6.5%", "6.5%", "0.065"],
    ]
