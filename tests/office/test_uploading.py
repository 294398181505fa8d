"""A sheet into the draft of a return: our template back, and sheets of any layout."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kaimenhong.errors import Code, Mistake
from office.campaigns.models import Campaign
from office.filing import actions, handing, queries
from office.filing.actions import Given
from office.filing.sheet import sheet
from office.filing.uploading import upload
from office.people import queries as people
from office.people.models import Person
from office.returns.choices import State
from office.returns.mapping.actions import mend
from office.returns.models import FormLine, Return

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def row(campaign: Campaign) -> Return:
    """The March draft of a county, already open; April has come."""
    found = Return.objects.filter(
        form__campaign=campaign, form__cadence="month", period="2026-03",
        office__area__level="county",
    ).first()  # fmt: skip
    assert found is not None
    Return.objects.filter(pk=found.pk).update(opens=date(2026, 3, 18))
    found.refresh_from_db()
    return found


@pytest.fixture
def by(row: Return, person: Callable[..., Person]) -> Person:
    return person("reporter", area=row.office.area.name, office=row.office.name)


PAGE = "xl/worksheets/sheet1.xml"
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page_of(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(data)[PAGE])  # noqa: S314 -- our own file


def lines_of(page: ElementTree.Element) -> list[ElementTree.Element]:
    """The rows of the answers: from the fifth on."""
    rows = page.iter(f"{SPACE}row")
    return [row for row in rows if int(row.attrib["r"]) > 4]


def filled(row: Return, answers: dict[int, str], *, upside_down: bool = False) -> bytes:
    """Our template as another program saves it after somebody wrote into the answer cells."""
    data = handing.template(people.console(), row, NOW)
    page = page_of(data)
    rows = lines_of(page)
    for number, text in answers.items():
        cell = rows[number][4]
        cell.attrib["t"] = "inlineStr"
        cell[:] = []
        said = ElementTree.SubElement(ElementTree.SubElement(cell, f"{SPACE}is"), f"{SPACE}t")
        said.text = text
    if upside_down:
        numbers = [one.attrib["r"] for one in rows]
        for one, number in zip(rows, reversed(numbers), strict=True):
            move(one, str(int(number) + 2))
    book = parts(data) | {PAGE: ElementTree.tostring(page)}
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    return saved.getvalue()


def move(row: ElementTree.Element, number: str) -> None:
    """Put a row elsewhere, as sorting or inserted rows do."""
    row.attrib["r"] = number
    for cell in row:
        cell.attrib["r"] = cell.attrib["r"].rstrip("0123456789") + number


def texts(row: Return) -> list[str]:
    return [line.text for line in sheet(people.console(), row, NOW).lines]


@pytest.mark.parametrize("upside_down", [False, True], ids=["as it was", "sorted and moved"])
def test_the_template_comes_back(row: Return, by: Person, upside_down: bool) -> None:
    data = filled(row, {0: "12.5", 1: "XX"}, upside_down=upside_down)
    read = upload(by=by, pk=row.pk, file_name="模板.xlsx", data=data, now=NOW)
    assert texts(row)[:2] == ["12.5", "XX"]
    assert (read.written, read.seen_before) == (2, False)


def test_the_same_file_a_second_time_is_recognised(row: Return, by: Person) -> None:
    data = filled(row, {0: "12.5"})
    upload(by=by, pk=row.pk, file_name="模板.xlsx", data=data, now=NOW)
    again = upload(by=by, pk=row.pk, file_name="模板（1）.xlsx", data=data, now=NOW)
    assert again.written == 0
    assert again.seen_before
    assert again.upload.file_name == "模板.xlsx"


def test_the_template_of_another_period_is_refused_by_name(row: Return, by: Person) -> None:
    other = Return.objects.get(form=row.form, office=row.office, period="2026-02")
    data = filled(other, {0: "12.5"})
    with pytest.raises(Mistake) as told:
        upload(by=by, pk=row.pk, file_name="模板.xlsx", data=data, now=NOW)
    assert told.value.code == Code.RETURN_OF_ANOTHER
    assert "2026年2月" in told.value.came
    assert set(texts(row)) == {""}


@pytest.mark.parametrize("written", ["=1+1", "@x", "12.5亿美元", "较好"])
def test_what_is_no_figure_is_kept_and_stops_the_return(
    row: Return, by: Person, written: str
) -> None:
    line = queries.asked(row)[0][0]
    actions.answer(by=by, pk=row.pk, given=[Given(line.pk, written)], now=NOW)
    assert sheet(people.console(), row, NOW).lines[0].stands_in_the_way


def test_the_template_is_locked_but_for_the_answers(row: Return) -> None:
    data = handing.template(people.console(), row, NOW)
    page = page_of(data)
    styles = ElementTree.fromstring(parts(data)["xl/styles.xml"])  # noqa: S314 -- our own file
    formats = styles.find(f"{SPACE}cellXfs")
    assert formats is not None
    free = {
        number for number, one in enumerate(formats) if one.find(f"{SPACE}protection") is not None
    }
    first = lines_of(page)[0]
    assert [number for number, cell in enumerate(first) if int(cell.attrib["s"]) in free] == [4, 5]
    assert page.find(f"{SPACE}sheetProtection") is not None
    kinds = {one.attrib["type"] for one in page.iter(f"{SPACE}dataValidation")}
    assert kinds == {"decimal", "list"}
    assert "目标" not in parts(data)["xl/sharedStrings.xml"].decode()


def county_sheet(row: Return, title: str, value: float) -> bytes:
    """A sheet that a county has anyway: title, unit in the title, areas down, indicators across."""
    data = BytesIO()
    line = next(one for one, _ in queries.asked(row) if one.measure == "level")
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 2, title)
        page.write_row(1, 0, ["地区", f"{line.name}（{line.unit}）", "增速（%）"])
        page.write_row(2, 0, [row.office.area.name, value, 6.5])
        page.write_row(3, 0, ["锦泽市", 900.5, 6.1])
    return data.getvalue()


def test_a_sheet_of_any_layout_fills_what_it_has(row: Return, by: Person) -> None:
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    data = county_sheet(row, "2026年1—3月主要指标完成情况", 88.5)
    read = upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data, now=now)
    line = next(
        one for one in sheet(people.console(), row, now).lines if one.row.measure == "level"
    )
    assert line.entry is not None
    assert (line.text, line.entry.source) == ("88.5", "三月.xlsx Sheet1!B3")
    assert read.written >= 1
    assert any("其他地区" in note for note in read.notes)


def test_a_sheet_that_names_no_area_is_of_the_offices_own(row: Return, by: Person) -> None:
    data = BytesIO()
    line = next(one for one, _ in queries.asked(row) if one.measure == "level")
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["2026年1—3月主要指标"])
        page.write_row(1, 0, ["指标", "单位", "累计"])
        page.write_row(2, 0, [line.name, line.unit, 88.5])
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    upload(by=by, pk=row.pk, file_name="本地.xlsx", data=data.getvalue(), now=now)
    answered = next(one for one in sheet(people.console(), row, now).lines if one.row == line)
    assert answered.text == "88.5"


def test_a_sheet_of_another_period_is_refused_and_writes_nothing(row: Return, by: Person) -> None:
    data = county_sheet(row, "2025年1—3月主要指标完成情况", 88.5)
    with pytest.raises(Mistake) as told:
        upload(by=by, pk=row.pk, file_name="去年.xlsx", data=data, now=NOW)
    assert told.value.code == Code.RETURN_OF_ANOTHER
    assert "2025年" in told.value.came
    assert not row.entries.exists()
    assert row.uploads.get().file_name == "去年.xlsx"


@pytest.mark.parametrize("cut", [0, 10, 400])
def test_a_half_uploaded_file_says_so(
    row: Return, client_of: Callable[..., Client], cut: int
) -> None:
    own = client_of("reporter", area=row.office.area.name, office=row.office.name)
    data = handing.template(people.console(), row, NOW)[:cut]
    answer = own.post(
        f"/returns/{row.pk}/upload/", {"sheet": SimpleUploadedFile("模板.xlsx", data)}
    )
    assert answer.status_code == 400
    assert "文件" in answer.content.decode()
    assert not row.entries.exists()


def test_the_pages_hand_out_and_take_in(row: Return, client_of: Callable[..., Client]) -> None:
    own = client_of("reporter", area=row.office.area.name, office=row.office.name)
    data = own.get(f"/returns/{row.pk}/template/").content
    assert data[:2] == b"PK"
    shown = own.post(
        f"/returns/{row.pk}/upload/",
        {"sheet": SimpleUploadedFile("模板.xlsx", filled(row, {0: "12.5"}))},
    )
    assert "1</b> 项写入草稿" in shown.content.decode()
    assert client_of("leader").get(f"/returns/{row.pk}/template/").status_code == 403


def test_a_template_does_not_undo_what_somebody_wrote_after_it_was_handed_out(
    row: Return, by: Person
) -> None:
    data = filled(row, {1: "3.5"})
    line = queries.asked(row)[0][0]
    actions.answer(by=by, pk=row.pk, given=[Given(line.pk, "10.5")], now=NOW)
    read = upload(by=by, pk=row.pk, file_name="模板.xlsx", data=data, now=NOW)
    assert texts(row)[:2] == ["10.5", "3.5"]
    assert any("别人改过" in note for note in read.notes)


def test_a_sheet_leaves_what_was_written_on_the_page(row: Return, by: Person) -> None:
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    line = next(one for one, _ in queries.asked(row) if one.measure == "level")
    actions.answer(by=by, pk=row.pk, given=[Given(line.pk, "90.5")], now=now)
    data = county_sheet(row, "2026年1—3月主要指标完成情况", 88.5)
    read = upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data, now=now)
    kept = next(one for one in sheet(people.console(), row, now).lines if one.row == line)
    assert kept.text == "90.5"
    assert any("网页上填过" in note for note in read.notes)


def test_a_sheet_is_read_once_more_without_sending_it_again(
    row: Return, by: Person, client_of: Callable[..., Client]
) -> None:
    data = county_sheet(row, "2025年1—3月主要指标完成情况", 88.5)
    own = client_of("reporter", area=row.office.area.name, office=row.office.name)
    sent = SimpleUploadedFile("去年.xlsx", data)
    assert own.post(f"/returns/{row.pk}/upload/", {"sheet": sent}).status_code == 400
    kept = row.uploads.get()
    again = own.post(f"/returns/{row.pk}/upload/{kept.pk}/")
    assert again.status_code == 400
    assert "R318" in again.content.decode()


def test_a_draft_that_is_no_number_goes_into_the_template_as_it_is(row: Return, by: Person) -> None:
    line = queries.asked(row)[0][0]
    actions.answer(by=by, pk=row.pk, given=[Given(line.pk, "nan")], now=NOW)
    assert b"nan" in parts(handing.template(by, row, NOW))["xl/sharedStrings.xml"]


def own_sheet(title: str, rows: Sequence[tuple[object, ...]]) -> bytes:
    """A sheet of a reporter's own, as counties keep them."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [title])
        page.write_row(1, 0, ["指标", "单位", "本月累计", "同比增长(%)", "备注"])
        for number, row in enumerate(rows, start=2):
            page.write_row(number, 0, row)
    return data.getvalue()


def level_of(row: Return) -> FormLine:
    return next(line for line, _ in queries.asked(row) if line.measure == "level")


def test_a_sheet_of_a_period_that_is_not_over_is_told_to_be_of_another(
    row: Return, by: Person
) -> None:
    february = Return.objects.get(form=row.form, office=row.office, period="2026-02")
    Return.objects.filter(pk=february.pk).update(state=State.DRAFT)
    line = level_of(february)
    data = own_sheet("2026年3月主要指标完成情况", [(line.name, line.unit, 88.5, 6.5)])
    with pytest.raises(Mistake) as told:
        upload(by=by, pk=february.pk, file_name="三月.xlsx", data=data, now=NOW)
    assert told.value.code is Code.RETURN_OF_ANOTHER
    assert "其他时期的数 2 个（2026年一季度）" in told.value.came


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("note.txt", "今天开会\n明天交数".encode(), "文字"),
        ("pic.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"),
        ("fake.xlsx", "这不是表，2026年3月".encode(), "文字"),
        ("方案.xlsx", b"%PDF-1.7\n%", "PDF"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_not_kept(
    row: Return, client_of: Callable[..., Client], name: str, data: bytes, told: str
) -> None:
    own = client_of("reporter", area=row.office.area.name, office=row.office.name)
    page = own.post(f"/returns/{row.pk}/upload/", {"sheet": SimpleUploadedFile(name, data)})
    said = page.content.decode()
    assert page.status_code == 400
    assert "D103" in said
    assert told in said
    assert "读过的表" not in said


def test_a_table_of_text_is_read_whatever_it_is_called(row: Return, by: Person) -> None:
    line = level_of(row)
    text = f"2026年1—3月完成情况\t\t\n指标\t单位\t本月累计\n{line.name}\t{line.unit}\t88.5\n"
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    read = upload(by=by, pk=row.pk, file_name="导出.xls", data=text.encode("gb18030"), now=now)
    assert read.written == 1


def unsaved(data: bytes, cell: str) -> bytes:
    """The file with a formula in a cell that no program worked out, as scripts write it."""
    page = page_of(data)
    for one in page.iter(f"{SPACE}c"):
        if one.attrib["r"] == cell:
            one.attrib.pop("t", None)
            one[:] = []
            ElementTree.SubElement(one, f"{SPACE}f").text = "1+1"
            ElementTree.SubElement(one, f"{SPACE}v")
    book = parts(data) | {PAGE: ElementTree.tostring(page)}
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    return saved.getvalue()


def test_a_formula_without_its_figure_leaves_the_answer_and_is_told(
    row: Return, by: Person
) -> None:
    line = queries.asked(row)[0][0]
    actions.answer(by=by, pk=row.pk, given=[Given(line.pk, "12.5")], now=NOW)
    first = lines_of(page_of(handing.template(by, row, NOW)))[0].attrib["r"]
    data = unsaved(filled(row, {1: "3.5"}), f"E{first}")
    read = upload(by=by, pk=row.pk, file_name="模板.xlsx", data=data, now=NOW)
    assert texts(row)[:2] == ["12.5", "3.5"]
    assert any("公式没有算出的数" in note and f"E{first}" in note for note in read.notes)
    assert [one.place.cell for one in read.refused] == [f"E{first}"]


def test_a_formula_without_its_figure_in_an_own_sheet_is_told(row: Return, by: Person) -> None:
    line = level_of(row)
    rows = [(line.name, line.unit, 88.5, 6.5)]
    data = unsaved(own_sheet("2026年1—3月完成情况", rows), "D3")
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    read = upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data, now=now)
    assert any("D3 的公式没有算出的数" in note for note in read.notes)
    assert "D3" in [one.place.cell for one in read.refused]


def test_a_mark_and_a_remark_in_an_own_sheet_are_told(row: Return, by: Person) -> None:
    line = level_of(row)
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    rows = [(line.name, line.unit, 88.5, "XX", "含调库")]
    data = own_sheet("2026年1—3月完成情况", rows)
    read = upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data, now=now)
    told = "；".join(read.notes)
    assert "空白记号 1 处（D3），未写入，保留原值" in told
    assert "文字 1 处（E3“含调库”）" in told
    other, more = ("固定资产投资", "亿元", 12.5, 3.5), ("社会消费品零售总额", "亿元", 70.1, 5)
    rows = [(line.name, line.unit, "停产检修", 6.5), other, more]
    data = own_sheet("2026年1—3月完成情况", rows)
    again = upload(by=by, pk=row.pk, file_name="检修.xlsx", data=data, now=now)
    assert any("文字 1 处（C3“停产检修”）" in note for note in again.notes)
    held = next(one for one in sheet(people.console(), row, now).lines if one.row == line)
    assert held.text == "88.5"


def test_a_mark_in_a_plain_sheet_leaves_the_figure_of_the_ledger(row: Return, by: Person) -> None:
    """The simple layout knows a missing figure; it does not replace one either."""
    line = level_of(row)
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    actions.answer(by=by, pk=row.pk, given=[Given(line.pk, "70.5")], now=now, source="三月.xlsx C2")
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["地区", "指标", "时期", "总量", "单位"])
        page.write_row(1, 0, [row.office.area.name, line.name, "2026年1—3月", "XX", line.unit])
    read = upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data.getvalue(), now=now)
    assert any("空白记号 1 处" in note for note in read.notes)


def test_a_template_that_its_bearer_put_right_is_read_once_more(row: Return, by: Person) -> None:
    first, right = filled(row, {0: "500"}), filled(row, {0: "486.72"})
    upload(by=by, pk=row.pk, file_name="模板.xlsx", data=first, now=NOW)
    read = upload(by=by, pk=row.pk, file_name="模板.xlsx", data=right, now=NOW)
    assert texts(row)[0] == "486.72"
    assert (read.written, read.notes) == (1, ())


def test_a_sheet_whose_time_somebody_said_is_read_into_its_return(row: Return, by: Person) -> None:
    now = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    data = county_sheet(row, "主要指标完成情况", 88.5)
    with pytest.raises(Mistake):
        upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data, now=now)
    kept = row.uploads.get()
    mend(by=by, upload=kept.pk, table=1, head="", facet="period", words="2026年1—3月", now=now)
    upload(by=by, pk=row.pk, file_name="三月.xlsx", data=data, now=now)
    line = next(
        one for one in sheet(people.console(), row, now).lines if one.row.measure == "level"
    )
    assert line.text == "88.5"
