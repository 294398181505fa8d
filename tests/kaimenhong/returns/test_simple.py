"""A sheet in the simple layout: what is taken, what is refused, and where."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import Observation
from kaimenhong.terms.codelists import Accumulation, Measure, PriceBasis, Role, Status
from tests.kaimenhong.returns.sheets import GOOD, HEADER, RECEIVED, refusal, taken_from, write

CASES = Path(__file__).parents[2] / "cases" / "returns" / "rows.csv"

type Value = str | float | date | None


def typed(text: str) -> Value:
    kind, _, rest = text.partition(":")
    if kind in ("n", "p"):
        return float(rest)
    return date.fromisoformat(rest) if kind == "d" else text or None


def figure(one: Observation) -> str:
    value = "missing" if one.value is None else one.value
    return f"{one.measure.value}={value} {one.unit}@{one.period.code}"


def cases() -> list[dict[str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["reason"])
def test_a_row(case: dict[str, str], sheet: xlsxwriter.Workbook) -> None:
    cells = ("area", "indicator", "period", "level", "unit", "growth")
    write(sheet, HEADER, [typed(case[cell]) for cell in cells])
    for column, cell in enumerate(cells):
        if case[cell].startswith("p:"):
            percent = sheet.add_format({"num_format": "0.0%"})
            sheet.worksheets()[0].write(1, column, typed(case[cell]), percent)
    found = taken_from(sheet)
    came = [figure(one) for one in found.taken] + [refusal(one) for one in found.refused]
    assert sorted(came) == sorted(filter(None, case["expect"].split("; ")))


def test_a_figure_is_as_the_ledger_holds_it(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, ["青岚县", "GDP", "2025年上半年", 118.5, "亿元", "5.4"])
    level, growth = taken_from(sheet).taken
    assert (level.subject, level.indicator, level.value) == ("area:990121", "GDP", Decimal("118.5"))
    assert (level.accumulation, level.measure) == (Accumulation.CUMULATIVE, Measure.LEVEL)
    assert (level.role, level.status, level.caliber) == (Role.ACTUAL, Status.DISPATCH, "")
    assert (level.basis, growth.basis) == (PriceBasis.CURRENT, PriceBasis.CONSTANT)
    assert (level.vintage, level.source) == (RECEIVED, "2月.xlsx 数据!D2")
    assert growth.source == "2月.xlsx 数据!F2"


def test_status_and_caliber_have_columns_of_their_own(sheet: xlsxwriter.Workbook) -> None:
    head = [*HEADER, "口径", "状态", "备注"]
    row = ["青岚县", "REV", "2026年1—2月", 1.96, "亿元", 7]
    write(
        sheet,
        head,
        [*row, "同口径", "快报", "电话报"],
        [*row, "自然口径", "预计", ""],
        [*row, "", "大概", ""],
    )
    found = taken_from(sheet)
    told = [(one.caliber, one.status, one.role) for one in found.taken if one.measure == "level"]
    assert told == [
        ("同口径", Status.FLASH, Role.ACTUAL),
        ("自然口径", Status.EXPECTED, Role.EXPECTED),
    ]
    assert [refusal(one) for one in found.refused] == ["!R305 H4"]


def test_titles_notes_totals_and_a_second_head_cost_no_good_row(
    sheet: xlsxwriter.Workbook,
) -> None:
    worksheet = sheet.add_worksheet("报表")
    worksheet.merge_range("A1:F1", "锦泽市2026年1—2月主要指标完成情况")
    worksheet.merge_range("A2:F2", "填报单位：市统计局　计量单位：亿元")
    heads = ["县（市、区）", "指标名称", "报告期", "本期累计", "计量单位", "同比增长（%）"]
    rows: list[Sequence[object]] = [
        heads,
        ["青岚县", "社零", "1—2月", "17.43", "", "6.9"],
        ["合计", "社零", "1—2月", "159.18", "", "6.2"],
        [None],
        heads,
        ["云溪县", "社零", "1-2月", 22.65, None, 5.7],
        ["注：社零为快报数，最终以统计局公布为准。"],
        ["填表人：某某", None, None, "审核：某某"],
    ]
    for number, row in enumerate(rows, 2):
        worksheet.write_row(number, 0, row)
    found = taken_from(sheet)
    assert [figure(one) for one in found.taken] == [
        "level=17.43 亿元@2026-01..2026-02",
        "growth=6.9 %@2026-01..2026-02",
        "level=22.65 亿元@2026-01..2026-02",
        "growth=5.7 %@2026-01..2026-02",
    ]
    assert [refusal(one) for one in found.refused] == ["!T206 A5"]


def test_merged_area_cells_hold_for_all_their_rows(sheet: xlsxwriter.Workbook) -> None:
    worksheet = sheet.add_worksheet("数据")
    worksheet.write_row(0, 0, HEADER)
    worksheet.merge_range("A2:A3", "青岚县")
    worksheet.write_row(1, 1, ["社零", "2026年1—2月", 17.43, "亿元"])
    worksheet.write_row(2, 1, ["工业投资", "2026年1—2月", 4.1, "亿元"])
    found = taken_from(sheet)
    assert [(one.subject, one.indicator) for one in found.taken] == [
        ("area:990121", "RETAIL"),
        ("area:990121", "IND_INV"),
    ]
    assert not found.refused


def test_figures_that_contradict_are_both_shown_and_neither_taken(
    sheet: xlsxwriter.Workbook,
) -> None:
    write(sheet, HEADER, GOOD, [*GOOD[:3], 18.43, "亿元", 6.9])
    found = taken_from(sheet)
    assert [figure(one) for one in found.taken] == ["growth=6.9 %@2026-01..2026-02"]
    assert [refusal(one) for one in found.refused] == ["!R303 D2", "!R303 D3"]
    first = str(found.refused[0].mistake)
    assert "17.43" in first and "数据!D3" in first and "18.43" in first


def test_the_same_figure_twice_is_one(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, GOOD, [*GOOD[:3], 174300, "万元", 6.9])
    found = taken_from(sheet)
    assert len(found.taken) == 2
    assert not found.refused


def test_a_missing_figure_contradicts_a_number(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, GOOD[:5], [*GOOD[:3], "XX", "亿元"])
    assert [refusal(one) for one in taken_from(sheet).refused] == ["!R303 D2", "!R303 D3"]


def test_the_unit_may_stand_in_the_head(sheet: xlsxwriter.Workbook) -> None:
    write(
        sheet, ["地区", "指标", "月份", "完成额（万元）"], ["青岚县", "REV", "2026年1—2月", 19600]
    )
    assert [figure(one) for one in taken_from(sheet).taken] == ["level=19600 万元@2026-01..2026-02"]


def test_years_above_that_differ_are_not_guessed_from(sheet: xlsxwriter.Workbook) -> None:
    title = ["2025年与2026年对比表"]
    write(sheet, title, HEADER, ["青岚县", "社零", "1—2月", 17.43, "亿元"])
    assert [refusal(one) for one in taken_from(sheet).refused] == ["!T201 C3"]


def test_numbers_under_an_unknown_head_are_told_not_dropped(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, [*HEADER, "当月增速", "序号"], [*GOOD, 3.3, 1])
    found = taken_from(sheet)
    assert len(found.taken) == 2
    assert [refusal(one) for one in found.refused] == ["!R304 G1"]


def test_a_hidden_sheet_and_one_without_a_head_are_told(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, GOOD)
    write(sheet, ["联系人", "电话"], ["某某", "0000"], name="通讯录")
    write(sheet, HEADER, GOOD, name="底稿")
    write(sheet, name="Sheet3")
    sheet.worksheets()[2].hide()
    found = taken_from(sheet)
    assert len(found.taken) == 2
    codes = {(one.mistake.code, one.place.sheet) for one in found.refused}
    assert codes == {(Code.SHEET_WITHOUT_HEADER, "通讯录"), (Code.CELLS_UNREAD, "底稿")}


def test_a_workbook_without_a_head_says_what_is_missing(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, ["地区", "指标", "完成额"], ["青岚县", "社零", 17.43])
    with pytest.raises(Mistake, match="缺少时期") as caught:
        taken_from(sheet)
    assert caught.value.code is Code.SHEET_WITHOUT_HEADER


def test_a_head_too_far_down_is_not_looked_for(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, ["说明"], *[["一句话"]] * 20, HEADER, GOOD)
    with pytest.raises(Mistake) as caught:
        taken_from(sheet)
    assert caught.value.code is Code.SHEET_WITHOUT_HEADER


def test_a_workbook_of_empty_sheets_is_empty(sheet: xlsxwriter.Workbook) -> None:
    write(sheet)
    with pytest.raises(Mistake) as caught:
        taken_from(sheet)
    assert caught.value.code is Code.FILE_EMPTY


def test_what_to_write_instead_is_not_what_was_refused(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, ["青岚县", "GDP", "2025年1—2月", 40, "亿元", 6])
    (refused,) = taken_from(sheet).refused
    assert "一季度" in refused.mistake.remedy
    assert "1—2月" not in refused.mistake.remedy


def test_the_nearest_indicators_are_named(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, ["青岚县", "规模以上工业总产量", *GOOD[2:]])
    (refused,) = taken_from(sheet).refused
    assert "规模以上工业总产值" in str(refused.mistake)
