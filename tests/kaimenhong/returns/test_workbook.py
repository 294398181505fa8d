"""Workbooks by what is in them: cells with their places, and files that are refused."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kaimenhong.documents.extent import column_number
from kaimenhong.documents.workbook import Cell, Workbook, address, open_workbook
from kaimenhong.errors import Code, Mistake

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="数据">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""
CELL = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)
EMPTY_TAIL = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def xlsx(**cells: object) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        for address, value in cells.items():
            sheet.write(address, value)
    return content.getvalue()


def ods(rows: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return content.getvalue()


def packed(**parts: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def overlapping() -> bytes:
    """Give a workbook with two merged ranges over the same cells, which no program writes."""
    content, old = BytesIO(), zipfile.ZipFile(BytesIO(xlsx(A1="头", B2=1)))
    ranges = '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="A1:B1"/></mergeCells>'
    with zipfile.ZipFile(content, "w") as archive:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            archive.writestr(name, text.replace("</sheetData>", f"</sheetData>{ranges}"))
    return content.getvalue()


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


REFUSED = {
    "empty": (b"", Code.FILE_EMPTY),
    "only blanks": (b" \r\n\x00", Code.FILE_EMPTY),
    "a text called xlsx": ("地区,指标".encode("gb18030"), Code.FILE_KIND),
    "a page called xls": (b"<html><table><tr><td>1</td></tr></table></html>", Code.FILE_KIND),
    "a word document": (packed(**{"word/document.xml": "<w/>"}), Code.FILE_KIND),
    "a plain zip": (packed(**{"1.txt": "1"}), Code.FILE_KIND),
    "half a workbook": (xlsx(A1="地区")[:1500], Code.FILE_DAMAGED),
    "a workbook without its sheets": (packed(**{"xl/workbook.xml": "<x"}), Code.FILE_DAMAGED),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        Code.FILE_DAMAGED,
    ),
    "an old word document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        Code.FILE_KIND,
    ),
    "an old workbook cut short": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
        Code.FILE_DAMAGED,
    ),
    "marked secret": (xlsx(A1="机密★一年", A2="地区"), Code.FILE_SECRET),
    "a stray cell in the last corner": (xlsx(A1=1, XFD1048576=1), Code.FILE_TOO_LARGE),
    "merged ranges over one another": (overlapping(), Code.FILE_DAMAGED),
    "a cell repeated a thousand million times": (
        ods(
            '<table:table-row table:number-rows-repeated="1000000">'
            + CELL.format(text="x", more=' table:number-columns-repeated="1000"')
            + "</table:table-row>"
        ),
        Code.FILE_TOO_LARGE,
    ),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_good_workbook_is_refused_by_name(data: bytes, code: Code) -> None:
    with pytest.raises(Mistake) as caught:
        open_workbook("2月.xlsx", data)
    assert caught.value.code is code
    assert caught.value.place is not None
    assert caught.value.place.file == "2月.xlsx"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        open_workbook(tmp_path / "没有.xlsx")
    assert caught.value.code is Code.FILE_MISSING


def test_a_file_that_unpacks_to_too_much() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(Mistake) as caught:
        open_workbook("大.xlsx", content.getvalue())
    assert caught.value.code is Code.FILE_TOO_LARGE
