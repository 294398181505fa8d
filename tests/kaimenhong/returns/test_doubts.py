"""Sheets that may mean something else than they say: no rows, no percent sign, a time to come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import xlsxwriter

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.codelists import Role
from tests.kaimenhong.returns.sheets import GOOD, HEADER, refusal, taken_from, write


@pytest.mark.parametrize(
    "rows",
    [[], [["注：本表为快报数。"]], [[None], HEADER, ["填表人：某某"]]],
    ids=["nothing", "a note", "the head once more"],
)
def test_a_head_without_rows_is_no_success(
    sheet: xlsxwriter.Workbook, rows: list[list[object]]
) -> None:
    write(sheet, ["锦泽市主要指标"], HEADER, *rows)
    with pytest.raises(Mistake, match="表头下面没有数据") as caught:
        taken_from(sheet)
    assert caught.value.code is Code.SHEET_WITHOUT_ROWS
    assert caught.value.place is not None
    assert (caught.value.place.sheet, caught.value.place.cell) == ("数据", "A2")


def test_a_head_without_rows_beside_a_good_sheet_is_told(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, GOOD)
    write(sheet, HEADER, name="空表")
    found = taken_from(sheet)
    assert len(found.taken) == 2
    assert [(one.mistake.code, one.place.sheet) for one in found.refused] == [
        (Code.SHEET_WITHOUT_ROWS, "空表")
    ]


def test_of_a_period_that_is_not_over_only_expected_figures_are_taken(
    sheet: xlsxwriter.Workbook,
) -> None:
    row = ["青岚县", "社零", "2026年一季度", 25.4, "亿元", 6.8]
    write(sheet, [*HEADER, "状态"], [*row, "预计"], [*row, "快报"], [*row, ""])
    found = taken_from(sheet)
    assert {one.role for one in found.taken} == {Role.EXPECTED}
    assert [refusal(one) for one in found.refused] == ["!R306 C3", "!R306 C4"]
    assert "2026年3月18日" in str(found.refused[0].mistake)


@pytest.mark.parametrize(
    ("received", "taken"),
    [
        (datetime(2026, 3, 30, 15, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 30, 16, 0, tzinfo=UTC), 2),
    ],
    ids=["30 March in China", "31 March in China"],
)
def test_a_period_is_over_on_its_last_day_in_china(
    sheet: xlsxwriter.Workbook, received: datetime, taken: int
) -> None:
    write(sheet, HEADER, ["青岚县", "社零", "2026年一季度", 25.4, "亿元", 6.8])
    assert len(taken_from(sheet, received).taken) == taken


GROWTHS = {
    "all below one": ([0.065, 0.07, -0.1, 0], ["F2", "F3", "F4"]),
    "one above one": ([0.065, 0.7, 6.5], ["F2"]),
    "small ones with few digits": ([0.5, 0.7, -0.1], []),
}


@pytest.mark.parametrize(("growths", "asked"), GROWTHS.values(), ids=GROWTHS)
def test_a_whole_column_that_looks_like_parts_of_one_is_asked_about(
    sheet: xlsxwriter.Workbook, growths: list[float], asked: list[str]
) -> None:
    indicators = ["社零", "税收收入", "工业投资", "固定资产投资"]
    rows = zip(indicators, growths, strict=False)
    write(sheet, HEADER, *[["青岚县", name, "2026年1—2月", None, None, of] for name, of in rows])
    found = taken_from(sheet)
    assert [refusal(one) for one in found.refused] == [f"!R307 {cell}" for cell in asked]
    assert len(found.taken) == len(growths) - len(asked)


def test_what_is_asked_about_is_shown_both_ways(sheet: xlsxwriter.Workbook) -> None:
    write(sheet, HEADER, ["青岚县", "社零", "2026年1—2月", None, None, 0.065])
    (refused,) = taken_from(sheet).refused
    assert "“6.5%”或“0.065%”" in str(refused.mistake)
