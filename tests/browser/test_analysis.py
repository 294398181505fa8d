"""What is worked out, in a real browser: by keyboard, on a phone and a wall, and without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Office
from tests.browser.test_board import OWN, Watched, no_sideways_scroll, sign_in

pytestmark = pytest.mark.browser


SIGNED_IN: set[str] = set()


def come_in(page: Page, office: Office, post: str) -> None:
    """Sign in; whoever was here before has his own password."""
    if post not in SIGNED_IN:
        sign_in(page, office, post)
        SIGNED_IN.add(post)
        return
    page.goto(office.address)
    page.get_by_label("用户名").fill(post)
    page.get_by_label("密码").fill(OWN)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{office.address}/")


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def open_indicator(page: Page, name: str) -> None:
    page.locator("[data-target]").get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    page.wait_for_load_state()  # the buttons of a page work once its scripts have run


def open_decomposition(page: Page, name: str) -> None:
    page.get_by_role("link", name="分解目标").first.click()
    page.get_by_role("link", name=re.compile(f"^分解 ?{name} 锦泽市")).last.click()


@pytest.mark.parametrize("width", [390, 1920])
def test_an_indicator_shows_where_it_is_heading(
    office: Office, page: Page, pictures: Path, width: int
) -> None:
    watched = Watched(page)
    page.set_viewport_size({"width": width, "height": 900})
    come_in(page, office, {390: "leader", 1920: "inspector"}[width])
    open_indicator(page, "税收收入")
    for title in ("走到期末", "还须完成", "谁在拉动"):
        expect(page.get_by_role("heading", name=re.compile(f"^{title}"))).to_be_visible()
    drawn = page.locator("[data-chart] svg")
    expect(drawn).to_have_count(2 + 3 + 7)  # published, worked out, one small picture an area
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"analysis-{width}.png", full_page=True)
    assert watched.complaints == []


def test_a_table_is_copied_as_a_spreadsheet_takes_it(office: Office, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    come_in(page, office, "analyst")
    open_indicator(page, "税收收入")
    button = page.get_by_role("button", name="复制走势数据表")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("已复制，可粘贴到表格")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0] == "时期\t总量\t增速\t状态"
    assert re.fullmatch(r"2026年1—2月\t[\d.]+亿元\t[\d.]+%\t调度", copied[1])
    assert {line.count("\t") for line in copied} == {3}


@pytest.mark.parametrize("width", [390, 1440])
def test_a_slider_moves_the_estimate_by_keyboard(
    office: Office, page: Page, pictures: Path, width: int
) -> None:
    watched = Watched(page)
    page.set_viewport_size({"width": width, "height": 900})
    come_in(page, office, {390: "reporter", 1440: "coordinator"}[width])
    page.get_by_role("link", name="GDP 测算").click()
    answer = page.locator("#answer .big").first
    before = answer.text_content() or ""
    slider = page.get_by_role("slider", name="规模以上工业增加值增速，滑块")
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("x-IND_VA="))
    expect(answer).not_to_have_text(before)
    expect(slider).to_be_focused()
    expect(page.locator("#answer [data-chart] svg").first).to_be_visible()
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"gdp-{width}.png", full_page=True)
    page.get_by_role("link", name="恢复已知数").click()
    expect(answer).to_have_text(before)
    assert watched.complaints == []


def test_a_target_is_shared_out_and_kept_by_keyboard(
    office: Office, page: Page, pictures: Path
) -> None:
    watched = Watched(page)
    come_in(page, office, "coordinator")
    open_decomposition(page, "税收收入")
    page.get_by_label("方法").select_option("effort")
    expect(page.get_by_text("自身历史增速").first).to_be_visible()
    page.get_by_label("白榆县上限").focus()
    page.keyboard.type("2.5")
    page.keyboard.press("Tab")
    page.keyboard.type("2.4")  # the answer to the field before comes while one types on
    expect(page.get_by_label("白榆县冻结")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".is-bound")).to_contain_text("冻结")
    expect(page.get_by_label("白榆县冻结")).to_have_value("2.4")
    page.get_by_label("为什么这样分").fill("白榆县放低，其余同等努力")
    page.screenshot(path=pictures / "decompose.png", full_page=True)
    page.get_by_role("button", name="存为第 1 版").press("Enter")
    expect(page.get_by_text("已存为第 1 版。")).to_be_visible()
    page.screenshot(path=pictures / "version.png", full_page=True)
    assert watched.complaints == []


def test_a_decomposition_fits_a_phone(office: Office, page: Page, pictures: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    come_in(page, office, "coordinator")
    open_decomposition(page, "规模以上工业总产值")
    expect(page.get_by_role("heading", name=re.compile("结果和依据"))).to_be_visible()
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / "decompose-390.png", full_page=True)


def test_all_of_it_works_without_script(office: Office, plain: Page, pictures: Path) -> None:
    come_in(plain, office, "analyst")
    open_indicator(plain, "税收收入")
    plain.get_by_role("link", name="点这里推算").click()
    expect(plain.get_by_role("heading", name=re.compile("^走到期末"))).to_be_visible()
    plain.goto(office.address)
    plain.get_by_role("link", name="GDP 测算").click()
    before = plain.locator("#answer .big").first.text_content() or ""
    plain.locator("#x-IND_VA").fill("9.9")
    plain.get_by_role("button", name="重新测算").click()
    expect(plain.locator("#answer .big").first).not_to_have_text(before)
    plain.goto(office.address)
    open_decomposition(plain, "税收收入")
    plain.get_by_label("白榆县冻结").fill("3")
    plain.get_by_role("button", name="重新计算").click()
    expect(plain.locator(".is-bound")).to_contain_text("冻结")
    plain.screenshot(path=pictures / "decompose-plain.png", full_page=True)
