from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser

OWN = "qinglan-Spring-26"


class Watched:
    """A page, and what the browser complained about while it was open."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", lambda said: self.note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.outside(request.url))

    def note(self, kind: str, text: str) -> None:
        # Who types on takes back the question that waits; htmx logs that as an error.
        if kind in ("error", "warning") and "AbortError" not in text:
            self.complaints.append(text)

    def outside(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1", "data:", "blob:")):
            self.complaints.append(f"a call to another host: {url}")


def sign_in(page: Page, office: Office, post: str) -> None:
    """Come in with the one-time password, set an own one, and land on the board."""
    page.goto(office.address)
    page.get_by_label("用户名").fill(post)
    page.get_by_label("密码").fill(office.passwords[post])
    page.keyboard.press("Enter")
    page.get_by_label("新密码").fill(OWN)
    page.get_by_label("再输一次").fill(OWN)
    page.keyboard.press("Enter")
    # Any page of ours ends in a slash: only the board's own address tells that the answer is there.
    expect(page).to_have_url(f"{office.address}/")


def no_sideways_scroll(page: Page) -> bool:
    root = "document.documentElement"
    return bool(page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"))


def test_a_coordinator_finds_what_is_red_and_why(
    office: Office, page: Page, pictures: Path
) -> None:
    watched = Watched(page)
    sign_in(page, office, "coordinator")
    expect(page.get_by_text("演示数据").first).to_be_visible()
    page.screenshot(path=pictures / "board.png")

    every = page.locator("[data-target]")
    total = every.count()
    assert total >= 40
    page.locator("label", has=page.get_by_role("radio", name="红")).click()
    expect(page).to_have_url(re.compile("light=red"))
    expect(every).not_to_have_count(total)
    for row in every.all():
        expect(row.get_by_text("红", exact=True).first).to_be_visible()

    every.first.get_by_role("link").first.click()
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    page.screenshot(path=pictures / "indicator.png", full_page=True)
    assert watched.complaints == []


def test_the_plan_shows_its_statements_and_its_contradiction(
    office: Office, page: Page, pictures: Path
) -> None:
    watched = Watched(page)
    sign_in(page, office, "analyst")
    page.get_by_role("link", name="方案").first.click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.get_by_text("矛盾").first).to_be_visible()
    page.screenshot(path=pictures / "document.png")
    assert watched.complaints == []


@pytest.mark.parametrize("width", [390, 1920])
def test_the_board_fits_a_phone_and_a_wall(
    office: Office, page: Page, pictures: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, office, {390: "leader", 1920: "inspector"}[width])
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"board-{width}.png")
    page.locator("[data-target]").first.get_by_role("link").first.click()
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"indicator-{width}.png")


def test_the_officers_of_the_system_see_no_figure(office: Office, page: Page) -> None:
    sign_in(page, office, "security_officer")
    assert page.locator("[data-target]").count() == 0
