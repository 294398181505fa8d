from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office
from tests.browser.test_board import Watched, no_sideways_scroll, sign_in

pytestmark = pytest.mark.browser


def test_a_paper_is_written_checked_and_issued(office: Office, page: Page, pictures: Path) -> None:
    watched = Watched(page)
    sign_in(page, office, "coordinator")
    page.get_by_role("link", name="材料", exact=True).click()
    expect(page.get_by_text("还没有写过材料")).to_be_visible()
    page.screenshot(path=pictures / "papers-empty.png", full_page=True)
    page.get_by_label("种类").select_option("bulletin")
    page.get_by_label("反馈期限").fill("2026-04-05")
    page.get_by_role("button", name="写成草稿").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("主要经济指标完成情况的通报")

    page.get_by_role("button", name="核对第 1 版").click()
    expect(page.get_by_text("没有空白、修订和批注")).to_be_visible()
    page.screenshot(path=pictures / "paper-checked.png", full_page=True)
    page.get_by_label("成文日期").fill("2026-03-23")
    page.get_by_label("代字").fill("锦政办函")
    page.get_by_role("button", name="印发", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("W523")
    page.screenshot(path=pictures / "paper-refused.png", full_page=True)
    page.get_by_label("审定人").fill("市政府办公室主任")
    page.get_by_role("button", name="印发", exact=True).click()
    expect(page.get_by_text("已印发锦政办函〔2026〕1号")).to_be_visible()
    page.screenshot(path=pictures / "paper-issued.png", full_page=True)
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 .docx").click()
    assert taken.value.suggested_filename.endswith("（演示数据）.docx")
    assert [said for said in watched.complaints if "400" not in said] == []


@pytest.mark.parametrize("width", [390, 1920])
def test_papers_fit_a_narrow_and_a_wide_screen(
    office: Office, page: Page, pictures: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, office, "analyst" if width == 390 else "inspector")
    page.goto(f"{office.address}/papers/")
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"papers-{width}.png", full_page=True)
    page.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", name="经过")).to_be_visible()
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"paper-{width}.png", full_page=True)
    check_a_draft(office, page, pictures, width)


def check_a_draft(office: Office, page: Page, pictures: Path, width: int) -> None:
    """A draft is brought in, and each place shows what should stand there without scrolling."""
    page.goto(f"{office.address}/papers/check/")
    expect(page.get_by_label("数据截至")).not_to_have_value("")
    draft = "锦泽市2026年1—2月经济运行情况\n1—2月，全市规模以上工业增加值增长99.9%。\n"
    page.get_by_role("button", name="文件").set_input_files(
        {"name": "稿子.txt", "mimeType": "text/plain", "buffer": draft.encode()}
    )
    page.get_by_label("数据截至").fill("2026-03-20")
    page.get_by_role("button", name="校核").click()
    expect(page.get_by_text("有误（数值）")).to_be_visible()
    should_be = page.get_by_role("cell", name="8%")
    expect(should_be).to_be_visible()
    box = should_be.bounding_box()
    assert box is not None
    assert box["x"] + 20 < width  # what should stand there is on the screen, also of a phone
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"checked-{width}.png", full_page=True)
