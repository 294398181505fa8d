from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office
from tests.browser.test_board import Watched, no_sideways_scroll, sign_in

pytestmark = pytest.mark.browser
WIDTHS = (390, 1920)


def pictured(page: Page, pictures: Path, name: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert no_sideways_scroll(page)
        page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)


def test_figures_are_kept_back_and_given_free(office: Office, page: Page, pictures: Path) -> None:
    watched = Watched(page)
    sign_in(page, office, "coordinator")
    page.get_by_role("link", name="保密", exact=True).click()
    expect(page.get_by_text("没有设过保密")).to_be_visible()
    page.get_by_label("指标").fill("规模以上工业增加值")
    page.get_by_label("时期").fill("2026年1—2月")
    page.get_by_label("保密至").fill("2099-01-01T09:00")
    page.get_by_label("原因", exact=True).fill("按发布日程")
    page.get_by_label("领导", exact=True).check()
    page.get_by_role("button", name="设为保密").press("Enter")
    expect(page.get_by_text("已设保密")).to_be_visible()
    expect(page.get_by_role("cell", name="全体领导")).to_be_visible()
    pictured(page, pictures, "embargoes")
    page.get_by_text("提前解除").click()
    page.get_by_label("解除原因").fill("已发布")
    page.get_by_role("button", name="解除", exact=True).click()
    expect(page.get_by_text("解除：已发布")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".watermark")).to_contain_text("coordinator")
    page.screenshot(path=pictures / "embargoes-print.png", full_page=True)
    assert watched.complaints == []


def test_the_trail_is_looked_through(office: Office, page: Page, pictures: Path) -> None:
    watched = Watched(page)
    sign_in(page, office, "audit_officer")
    page.get_by_role("link", name="审计", exact=True).click()
    expect(page.get_by_text("审计链完整")).to_be_visible()
    pictured(page, pictures, "audit")
    page.get_by_label("行为").select_option("campaign.start")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.get_by_role("cell", name="开启行动")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出这些").click()
    assert taken.value.suggested_filename.startswith("审计")
    page.get_by_role("link", name="下载记录", exact=True).click()
    expect(page.get_by_role("rowheader", name="审计")).to_be_visible()
    pictured(page, pictures, "downloads")
    assert watched.complaints == []
