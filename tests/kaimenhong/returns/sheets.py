"""Sheets in the simple layout: written for a test, and what was read of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from kaimenhong.documents.workbook import open_workbook
from kaimenhong.facts import Finding
from kaimenhong.returns.simple import Intake, read_sheet

HEADER = ["地区", "指标", "时期", "总量", "单位", "增速(%)"]
RECEIVED = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
AREAS = {
    "锦泽市": "area:990100",
    "青岚县": "area:990121",
    "990121": "area:990121",
    "云溪县": "area:990122",
}
GOOD = ["青岚县", "社零", "2026年1—2月", 17.43, "亿元", 6.9]


def write(
    book: xlsxwriter.Workbook, *rows: Sequence[object], name: str = "数据", first: int = 0
) -> None:
    worksheet = book.add_worksheet(name)
    for number, row in enumerate(rows, first):
        worksheet.write_row(number, 0, row)


def taken_from(book: xlsxwriter.Workbook, received: datetime = RECEIVED) -> Intake:
    book.close()
    return read_sheet(
        open_workbook(Path(book.filename)), areas=AREAS.get, received=received, source="2月.xlsx"
    )


def refusal(one: Finding) -> str:
    return f"!{one.mistake.code.value} {one.place.cell}"
