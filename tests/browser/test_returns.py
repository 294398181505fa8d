"""A reporter mends what came back on the keyboard, and a coordinator accepts it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office
from tests.browser.test_board import Watched, no_sideways_scroll, sign_in

pytestmark = pytest.mark.browser


def test_a_return_that_came_back_is_mended_and_filed(
    office: Office, page: Page, pictures: Path
) -> None:
    watched = Watched(page)
    sign_in(page, office, "reporter")
    page.get_by_role("link", name="报表", exact=True).click()
    expect(page.get_by_text("口径不一致").first).to_be_visible()
    page.screenshot(path=pictures / "returns-reporter.png", full_page=True)
    page.get_by_role("link", name="修改").first.click()

    boxes = page.locator('input[name="text"]')
    first, second = boxes.nth(0), boxes.nth(1)
    first.fill("=1+1")
    first.press("Enter")
    expect(second).to_be_focused()
    expect(page.get_by_text("填的是公式，不收")).to_be_visible()
    first.fill("8.1")
    first.press("Tab")
    expect(page.get_by_text("填的是公式，不收")).to_have_count(0)
    expect(page.get_by_text("已保存").first).to_be_visible()
    page.screenshot(path=pictures / "return-filling.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / "return-phone.png", full_page=True)
    page.reload()
    expect(page.locator('input[name="text"]').nth(0)).to_have_value("8.1")

    page.get_by_role("button", name="报送", exact=True).press("Enter")
    expect(page.get_by_text("已报送，等待审核")).to_be_visible()
    expect(page.locator('input[name="text"]')).to_have_count(0)
    assert watched.complaints == []


def test_a_coordinator_sends_back_with_a_reason_and_accepts(
    office: Office, page: Page, pictures: Path
) -> None:
    sign_in(page, office, "coordinator")
    page.goto(f"{office.address}/returns/")
    expect(page.get_by_role("heading", name="等我审核")).to_be_visible()
    page.screenshot(path=pictures / "returns-coordinator.png", full_page=True)
    county = page.get_by_role("region", name="等我审核").get_by_role("link", name="人民政府")
    county.first.click()
    page.get_by_label("原因").fill("第1项请与统计局核对")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回，联络员会看到原因")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1920])
def test_returns_fit_a_narrow_and_a_wide_screen(
    office: Office, page: Page, pictures: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, office, "leader" if width == 390 else "analyst")
    page.goto(f"{office.address}/returns/")
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"returns-{width}.png", full_page=True)
    page.get_by_role("link", name="已报送").first.click()
    page.wait_for_url(lambda url: not url.endswith("/returns/"))
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"return-{width}.png", full_page=True)
