"""A return as an Excel file that somebody fills in: locked but for the answers, checks inside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kaimenhong.errors import Mistake
from kaimenhong.returns.forms.answers import read_answer
from kaimenhong.returns.template.layout import (
    ANSWER,
    CHECK,
    CODE,
    EXPLANATION,
    HEAD_ROW,
    HEADS,
    LAST,
    NAME,
    PERIOD,
    REASONS,
    SHEET,
    UNIT,
    YEAR_AGO,
    AskedCell,
    Heading,
    number_of,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = {
    CODE: 8, NAME: 34, PERIOD: 14, UNIT: 9, ANSWER: 14, EXPLANATION: 30, LAST: 15, YEAR_AGO: 15,
    CHECK: 16,
}  # fmt: skip
_HINT = (
    "只填“填报”“说明”两列。空白、XX、— 都是缺数，不当作零，请写明原因；单位与表上不同的请先换算。"
)
_LARGEST = 1e15
_HIGH = 22  # points: a cell to write in on a screen and on paper
_PAPER_A4 = 9


def write(heading: Heading, lines: Sequence[AskedCell]) -> bytes:
    """Give the .xlsx of a return.

    What begins like a formula stays text. Text in an answer is let pass after a warning, because XX
    is an answer too.
    """
    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(data, options)
    sheet = book.add_worksheet(SHEET)
    _head(book, sheet, heading)
    _lines(book, sheet, lines)
    _print(sheet, len(lines))
    book.close()
    return data.getvalue()


def _head(book: Workbook, sheet: Worksheet, heading: Heading) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    small = book.add_format({"font_size": 10, "font_color": "#555555"})
    plain = book.add_format({"font_size": 11})
    sheet.set_default_row(_HIGH)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, CHECK, heading.name, title)
    about = f"填报单位：{heading.office}　　时期：{heading.period}　　截止：{heading.due}"
    sheet.write_string(1, 0, about, plain)
    sheet.write_string(2, 0, f"{number_of(heading.number)}　　{_HINT}", small)
    bold = book.add_format(
        {"bold": True, "bg_color": "#F0EFEA", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    for column, word in enumerate(HEADS):
        sheet.write_string(HEAD_ROW - 1, column, word, bold)
        sheet.set_column(column, column, _WIDTHS[column])
    sheet.freeze_panes(HEAD_ROW, NAME + 1)


def _lines(book: Workbook, sheet: Worksheet, lines: Sequence[AskedCell]) -> None:
    locked = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    faint = book.add_format({"border": 1, "font_color": "#777777", "valign": "vcenter"})
    answer = book.add_format(
        {"border": 2, "locked": False, "align": "right", "num_format": "General"}
    )
    words = book.add_format({"border": 1, "locked": False, "text_wrap": True})
    for row, cell in enumerate(lines, start=HEAD_ROW):
        sheet.write_string(row, CODE, f"L{cell.key}.{cell.seen}", faint)
        sheet.write_string(row, NAME, cell.line.label, locked)
        sheet.write_string(row, PERIOD, cell.period.label, locked)
        sheet.write_string(row, UNIT, cell.line.unit, locked)
        _answer(sheet, row, cell, answer)
        sheet.write_string(row, EXPLANATION, cell.explanation, words)
        sheet.write_string(row, LAST, cell.last, faint)
        sheet.write_string(row, YEAR_AGO, cell.year_ago, faint)
        sheet.write_formula(row, CHECK, _check(row + 1, cell), faint, "")
    if lines:
        _validate(sheet, HEAD_ROW, HEAD_ROW + len(lines) - 1)
    # Locked without a password: it keeps slips away, and is no lock against its owner.
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})


def _answer(sheet: Worksheet, row: int, cell: AskedCell, answer: Format) -> None:
    value = _number(cell)
    if value is None:
        sheet.write_string(row, ANSWER, cell.text, answer)
    else:
        sheet.write_number(row, ANSWER, float(value), answer)


def _number(cell: AskedCell) -> Decimal | None:
    """Give the draft's answer as a number, None where it is none: it stands as it was written."""
    try:
        return read_answer(cell.text, cell.line).value
    except Mistake:
        return None


def _validate(sheet: Worksheet, first: int, last: int) -> None:
    sheet.data_validation(
        first, ANSWER, last, ANSWER,
        {
            "validate": "decimal", "criteria": "between", "minimum": -_LARGEST,
            "maximum": _LARGEST, "error_type": "warning", "error_title": "不是数字",
            "error_message": "缺数可以填 XX 或 —，并写明原因。仍要这样填吗？",
        },
    )  # fmt: skip
    sheet.data_validation(
        first, EXPLANATION, last, EXPLANATION,
        {"validate": "list", "source": list(REASONS), "show_error": False},
    )  # fmt: skip


def _check(row: int, cell: AskedCell) -> str:
    """Give the formula that says beside the answer what is odd about it."""
    answer, why = f"E{row}", f"F{row}"
    falls = (
        f'IF({answer}<{cell.floor!r},"小于上期累计，请核对","")' if cell.floor is not None else '""'
    )
    missing = f'IF({why}="","缺数请写说明","")'
    return f"=IF(ISNUMBER({answer}),{falls},{missing})"


def _print(sheet: Worksheet, count: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.print_area(0, 0, HEAD_ROW + count - 1, CHECK)
    sheet.set_footer("&C第 &P 页，共 &N 页")
