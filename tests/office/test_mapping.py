"""A sheet cell by cell: what was read, what decided it, corrections that the next month keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kaimenhong.errors import Code, Mistake
from office.campaigns.models import Campaign
from office.people.models import Person
from office.returns import actions as ledger
from office.returns.mapping import actions, pages, reading
from office.returns.models import LayoutMending, Observation, Upload

NOW = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)


def county_sheet(months: str, values: tuple[float, float] = (88.5, 901.5)) -> bytes:
    """Areas down, one indicator under a name that no catalogue has, its unit in the head."""
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet("快报")
        page.merge_range(0, 0, 0, 1, f"锦泽市2026年{months}重点指标快报")
        page.write_row(1, 0, ["地区", "财力盘子（亿元）"])
        page.write_row(2, 0, ["望潮区", values[0]])
        page.write_row(3, 0, ["锦泽市", values[1]])
    return data.getvalue()


@pytest.fixture
def upload(clerk: Person, campaign: Campaign) -> Upload:
    kept = actions.keep(by=clerk, file_name="三月.xlsx", data=county_sheet("1—3月"), now=NOW)
    return kept.upload


def mend(upload: Upload, by: Person, facet: str, words: str, head: str | None = None) -> None:
    grid = pages.grids(reading.reading(upload), upload, "1!B3")[0]
    chosen = grid.chosen
    assert chosen is not None
    actions.mend(
        by=by, upload=upload.pk, table=1, head=chosen.head if head is None else head, facet=facet,
        words=words, now=NOW,
    )  # fmt: skip


def test_each_cell_says_what_became_of_it(upload: Upload, page: Client) -> None:
    shown = page.get(f"/uploads/{upload.pk}/", {"cell": "1!B3"}).content.decode()
    assert "财力盘子" in shown
    assert "88.5" in shown
    assert "目录没有" in shown


def test_a_correction_is_read_at_once_and_kept_for_the_next_month(
    upload: Upload, clerk: Person
) -> None:
    mend(upload, clerk, "indicator", "一般公共预算收入")
    seen = reading.reading(upload).tables[0].seen
    assert {one.code for one in seen} == {"REV"}
    taken = ledger.take_in(
        by=clerk, file_name="四月.xlsx", data=county_sheet("1—4月", (120.5, 1200.5)),
        received=datetime(2026, 5, 10, tzinfo=UTC),
    )  # fmt: skip
    assert taken.taken == 2
    new = Observation.objects.filter(intake=taken.intake)
    assert {(one.indicator, one.period) for one in new} == {("REV", "2026-01..2026-04")}


def test_without_the_correction_nothing_is_taken(clerk: Person, campaign: Campaign) -> None:
    with pytest.raises(Mistake):
        ledger.take_in(by=clerk, file_name="三月.xlsx", data=county_sheet("1—3月"), received=NOW)


def test_a_correction_is_taken_back_and_both_stay_on_record(upload: Upload, clerk: Person) -> None:
    mend(upload, clerk, "indicator", "一般公共预算收入")
    mend(upload, clerk, "indicator", "")
    assert {one.code for one in reading.reading(upload).tables[0].seen} == {""}
    assert LayoutMending.objects.count() == 2


def test_another_sender_is_not_read_by_it(
    upload: Upload, clerk: Person, person: Callable[..., Person]
) -> None:
    mend(upload, clerk, "indicator", "一般公共预算收入")
    other = person("analyst", area="望潮区")
    kept = actions.keep(by=other, file_name="三月.xlsx", data=county_sheet("1—3月"), now=NOW)
    assert {one.code for one in reading.reading(kept.upload).tables[0].seen} == {""}


@pytest.mark.parametrize(
    ("facet", "words", "code"),
    [
        ("indicator", "财力盘子", Code.INDICATOR_UNKNOWN),
        ("unit", "大洋", Code.UNIT_UNKNOWN),
        ("unit", "斤", Code.UNIT_MISFIT),
        ("period", "不久前", Code.PERIOD_INVALID),
        ("period", "去年", Code.PERIOD_INVALID),
        ("period", "今年", Code.PERIOD_INVALID),
        ("subject", "乌有县", Code.AREA_UNKNOWN),
        ("measure", "好坏", Code.WORD_UNKNOWN),
        ("role", "好坏", Code.WORD_UNKNOWN),
    ],
)
def test_a_word_that_says_nothing_is_refused(
    upload: Upload, page: Client, facet: str, words: str, code: Code
) -> None:
    data = {"table": 1, "head": "", "facet": facet, "words": words, "cell": "1!B3"}
    answer = page.post(f"/uploads/{upload.pk}/mend/", data)
    assert answer.status_code == 400
    assert code in answer.content.decode()
    assert not LayoutMending.objects.exists()


@pytest.mark.parametrize("cell", ["", "1!B3", "9!B3", "1!ZZ99999", "1!", "!!!", "1!B-3", "<x>"])
def test_any_cell_in_the_address_gives_a_page(upload: Upload, page: Client, cell: str) -> None:
    assert page.get(f"/uploads/{upload.pk}/", {"cell": cell}).status_code == 200


@pytest.mark.parametrize(
    ("post", "status"),
    [("leader", 404), ("inspector", 404), ("analyst", 404)],
)
def test_who_sees_a_sheet_that_was_sent(
    upload: Upload, client_of: Callable[..., Client], post: str, status: int
) -> None:
    assert client_of(post).get(f"/uploads/{upload.pk}/").status_code == status


def test_from_the_import_page_to_the_ledger(page: Client, campaign: Campaign) -> None:
    file = SimpleUploadedFile("三月.xlsx", county_sheet("1—3月"))
    refused = page.post("/import/", {"sheet": file})
    row = Upload.objects.get()
    assert f"/uploads/{row.pk}/" in refused.content.decode()
    mend(row, row.by, "indicator", "一般公共预算收入")
    before = Observation.objects.count()
    told = page.post(f"/uploads/{row.pk}/take/", {"confirmed": "on"}, follow=True)
    assert "收下 2 个数" in told.content.decode()
    assert Observation.objects.count() == before + 2


def test_a_time_that_was_said_holds_for_its_own_sheet_alone(upload: Upload, clerk: Person) -> None:
    mend(upload, clerk, "indicator", "一般公共预算收入")
    mend(upload, clerk, "period", "2026年1—2月", head="")
    assert {one.period.code for one in reading.reading(upload).tables[0].seen} == {
        "2026-01..2026-02"
    }
    april = actions.keep(
        by=clerk, file_name="四月.xlsx", data=county_sheet("1—4月"), now=NOW
    ).upload
    assert {one.period.code for one in reading.reading(april).tables[0].seen} == {
        "2026-01..2026-04"
    }


def test_what_is_said_of_a_whole_table_does_not_reach_one_of_another_title(
    upload: Upload, clerk: Person
) -> None:
    mend(upload, clerk, "unit", "万元", head="")
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet("快报")
        page.merge_range(0, 0, 0, 1, "锦泽市2026年1—3月招商引资情况")
        page.write_row(1, 0, ["地区", "财力盘子（亿元）"])
        page.write_row(2, 0, ["望潮区", 5.5])
    kept = actions.keep(by=clerk, file_name="招商.xlsx", data=data.getvalue(), now=NOW)
    assert {one.unit for one in reading.reading(kept.upload).tables[0].seen} == {"亿元"}


@pytest.mark.parametrize(
    ("facet", "words"),
    [
        ("period", "上年同期"),
        ("period", "本月"),
        ("period", "累计"),
        ("period", "2025年"),
        ("period", "1—2月"),
        ("unit", "万元"),
    ],
)
def test_a_word_that_says_something_of_a_head_is_taken(
    upload: Upload, clerk: Person, facet: str, words: str
) -> None:
    mend(upload, clerk, facet, words)
    assert LayoutMending.objects.get().facet == facet


def test_a_unit_that_does_not_fit_the_indicator_is_refused(upload: Upload, clerk: Person) -> None:
    mend(upload, clerk, "indicator", "一般公共预算收入")
    with pytest.raises(Mistake) as told:
        mend(upload, clerk, "unit", "家")
    assert told.value.code is Code.UNIT_MISFIT
    assert "亿元" in told.value.expected


def posted(page: Client, upload: Upload, facet: str, words: str) -> str:
    data = {"table": 1, "head": "", "facet": facet, "words": words, "cell": "1!B3"}
    return page.post(f"/uploads/{upload.pk}/mend/", data, follow=True).content.decode()


def test_a_correction_that_changes_nothing_says_so(upload: Upload, page: Client) -> None:
    assert "没有变化" in posted(page, upload, "period", "2026年1—3月")
    assert "没有变化" not in posted(page, upload, "period", "2026年1—2月")


def test_to_take_back_what_nobody_corrected_writes_nothing(upload: Upload, page: Client) -> None:
    assert "没有变化" in posted(page, upload, "period", "")
    assert not LayoutMending.objects.exists()


def test_corrections_in_force_are_listed_and_taken_back_by_a_button(
    upload: Upload, page: Client
) -> None:
    shown = posted(page, upload, "period", "2026年1—2月")
    assert 'aria-label="撤回整张表的时期 → 2026年1—2月"' in shown
    after = posted(page, upload, "period", "")
    assert "已撤回这条更正" in after
    assert "撤回整张表" not in after
