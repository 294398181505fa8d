from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import Office
from tests.browser.test_board import Watched, no_sideways_scroll

pytestmark = pytest.mark.browser

OWN = "qinglan-Spring-26"
PLAN = """锦泽市2026年二季度“双过半”工作方案

一、总体要求
二季度，全市地区生产总值增长6%以上，固定资产投资增长8%，社会消费品零售总额达到42亿元。

二、重点任务
（一）稳住工业运行。二季度规模以上工业增加值增长7%以上，{more}干部走访企业人人到位。（牵头单位：市工信局；责任单位：各县（市、区）人民政府）
（二）扩大有效投资。二季度固定资产投资增长9%以上。（牵头单位：市发展改革局）
"""


@pytest.fixture
def plan(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A plan that was not uploaded before: each test has a figure of its own."""
    own = sum(map(ord, request.node.name)) % 9000 + 1000
    file = tmp_path / "方案.txt"
    file.write_text(PLAN.format(more=f"新增就业{own}人，"), encoding="utf-8")
    return file


def sign_in(page: Page, office: Office, name: str) -> None:
    """Come in as a coordinator of one's own, made for the test."""
    command = [sys.executable, "-m", "office.cli", "person", name, "--post", "coordinator"]
    said = subprocess.run(
        [*command, "--area", "锦泽市", "--again"],
        env=os.environ | {"KMH_DATA": str(office.folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    password = re.search(r"一次性密码 (\S+?)（", said)
    assert password
    page.goto(office.address)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password[1])
    page.keyboard.press("Enter")
    page.get_by_label("新密码").fill(OWN)
    page.get_by_label("再输一次").fill(OWN)
    page.keyboard.press("Enter")
    expect(page.locator("[data-target]").first).to_be_visible()


def upload(page: Page, plan: Path) -> None:
    page.get_by_role("link", name="上传方案").click()
    page.get_by_label("方案文件").set_input_files(plan)
    page.get_by_role("button", name="读方案").click()
    expect(page.get_by_text("草稿", exact=True)).to_be_visible()


def row(page: Page, words: str) -> Locator:
    return page.locator("#statements .row").filter(has=page.locator(".row-head", has_text=words))


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="清单").get_by_role("link", name=name)


def test_a_coordinator_works_through_a_plan_by_keyboard_alone(
    office: Office, page: Page, plan: Path, pictures: Path
) -> None:
    watched = Watched(page)
    sign_in(page, office, "keys")
    upload(page, plan)
    left = page.locator(".left-over b")
    before = int(left.inner_text())

    page.keyboard.press("j")
    first = row(page, "地区生产总值")
    expect(first.get_by_text("为什么")).to_have_count(1)
    expect(first.locator(".row-head")).to_be_focused()
    expect(page.locator("#plan-text .is-here")).to_have_text(re.compile("地区生产总值增长6%以上"))
    page.keyboard.press("a")
    expect(first.locator(".state")).to_have_text("已采用")
    expect(left).to_have_text(str(before - 1))

    # Accepting leads on to what is still open.
    second = row(page, "固定资产投资 增长8%")
    expect(second.locator(".detail")).to_be_visible()
    page.keyboard.press("e")
    expect(second.get_by_label("指标")).to_be_focused()
    second.get_by_label("数值").fill("很多")
    page.keyboard.press("Enter")
    expect(second.get_by_text("不是数字")).to_be_visible()
    second.get_by_label("数值").fill("8.5")
    page.keyboard.press("Enter")
    expect(row(page, "增长8.5%").locator(".state")).to_have_text("已更正")

    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("查找")).to_be_focused()
    page.keyboard.type("没有的指标")
    expect(page.get_by_text("没有符合的条目")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row(page, "社会消费品零售总额")).to_be_visible()
    page.screenshot(path=pictures / "review.png")
    assert watched.complaints == [bad_request(page)]


def test_who_goes_on_to_the_search_keeps_the_keyboard_when_an_answer_comes_late(
    office: Office, page: Page, plan: Path
) -> None:
    watched = Watched(page)
    sign_in(page, office, "hurries")
    upload(page, plan)
    late: list[Route] = []
    page.route(re.compile(r"\?item=s"), lambda route: late.append(route))
    with page.expect_request(re.compile(r"\?item=s")):
        page.keyboard.press("j")
    page.keyboard.press("/")
    search = page.get_by_label("查找")
    expect(search).to_be_focused()
    late[0].continue_()
    expect(row(page, "地区生产总值").get_by_text("为什么")).to_have_count(1)
    # Letters that would accept or reject the opened part are words here.
    page.keyboard.type("ax")
    expect(search).to_have_value("ax")
    expect(page.get_by_text("没有符合的条目")).to_be_visible()
    assert watched.complaints == []


def bad_request(page: Page) -> str:
    """What the browser says by itself of the answer that told of the wrong number."""
    return "Failed to load resource: the server responded with a status of 400 (Bad Request)"


def test_a_contradiction_is_settled_and_the_plan_confirmed(
    office: Office, page: Page, plan: Path
) -> None:
    watched = Watched(page)
    sign_in(page, office, "settles")
    upload(page, plan)
    tab(page, "矛盾").click()
    conflict = page.locator("#conflicts .row").first
    conflict.locator(".row-head").click()
    conflict.get_by_label("后一处").check()
    conflict.get_by_role("button", name="核定", exact=True).click()
    expect(conflict.locator(".state").first).to_have_text("已核定")
    tab(page, "表述").click()
    expect(row(page, "固定资产投资 增长8%").locator(".state")).to_have_text("以另一处为准")
    page.get_by_role("button", name="确认并开启行动").click()
    expect(page.get_by_text("已开启").first).to_be_visible()
    expect(page.locator("[data-target]")).to_have_count(5)
    assert watched.complaints == []


def test_selected_words_become_a_statement(office: Office, page: Page, plan: Path) -> None:
    watched = Watched(page)
    sign_in(page, office, "selects")
    upload(page, plan)
    stretch = page.locator("#plan-text [data-at]", has_text="走访企业").last
    stretch.evaluate(
        """(element) => {
            const [text, range] = [element.firstChild, document.createRange()];
            const at = text.data.indexOf("走访企业");
            range.setStart(text, at);
            range.setEnd(text, at + 4);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="补充为表述").click()
    form = page.get_by_role("form", name="补充表述")
    expect(form.get_by_label("原话")).to_have_value("走访企业")
    form.get_by_label("指标", exact=True).fill("走访企业数")
    form.get_by_label("目录里没有").check()
    form.get_by_label("度量").select_option("总量")
    form.get_by_label("数值").fill("300")
    form.get_by_label("单位").fill("家")
    form.get_by_role("button", name="补充", exact=True).click()
    expect(row(page, "走访企业数").locator(".state")).to_have_text("补充")
    expect(page.locator("mark", has_text="走访企业")).to_be_visible()
    assert watched.complaints == []


def test_a_draft_is_discarded_by_keyboard(office: Office, page: Page, plan: Path) -> None:
    watched = Watched(page)
    sign_in(page, office, "discards")
    upload(page, plan)
    page.get_by_role("link", name="作废草稿").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="作废这份草稿？")).to_be_visible()
    page.get_by_label("说明（可不填）").fill("传错了文件")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("草稿《.*》已作废"))).to_be_visible()
    upload(page, plan)
    assert watched.complaints == []


def test_what_is_in_doubt_or_done_is_told_by_words_in_the_text(
    office: Office, page: Page, plan: Path
) -> None:
    sign_in(page, office, "words")
    upload(page, plan)
    mark = page.locator("#plan-text mark", has_text="固定资产投资增长8%")
    assert "存疑" in sign_of(mark)
    row(page, "固定资产投资 增长8%").locator(".row-head").click()
    opened = row(page, "固定资产投资")
    opened.locator("summary", has_text="更正").click()
    opened.get_by_label("数值").fill("9")
    opened.get_by_label("比较").select_option("以上（含）")
    opened.get_by_role("button", name="保存更正").click()
    expect(page.locator("#announce")).to_contain_text("已更正")
    assert sign_of(mark) == "目标 ✓"
    tab(page, "矛盾").click()
    expect(page.locator("#conflicts .row").first.locator(".state")).to_have_text("已消除")


def sign_of(mark: Locator) -> str:
    """The small word before a mark, which the style sheet writes."""
    shown = "(mark) => getComputedStyle(mark, '::before').content.replaceAll('\"', '')"
    return str(mark.evaluate(shown))


@pytest.mark.parametrize("width", [390, 1920])
def test_the_review_fits_a_phone_and_a_wall(
    office: Office, page: Page, plan: Path, pictures: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, office, f"width-{width}")
    upload(page, plan)
    row(page, "地区生产总值").locator(".row-head").click()
    expect(page.locator(".detail")).to_be_visible()
    assert no_sideways_scroll(page)
    page.screenshot(path=pictures / f"review-{width}.png")
    page.locator(".detail").get_by_role("link", name="在原文中看").click()
    expect(page.locator("#plan-text .is-here")).to_be_visible()
    assert no_sideways_scroll(page)


def test_without_scripts_every_step_is_a_form(office: Office, browser: Browser, plan: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, office, "plain")
    upload(page, plan)
    row(page, "地区生产总值").locator(".row-head").click()
    page.get_by_role("button", name="采用", exact=True).click()
    expect(row(page, "地区生产总值").locator(".state")).to_have_text("已采用")
    row(page, "社会消费品零售总额").locator(".row-head").click()
    opened = row(page, "社会消费品零售总额")
    opened.locator("summary", has_text="不采用").click()
    opened.get_by_label("理由").fill("是举例")
    opened.get_by_role("button", name="确定不采用").click()
    expect(row(page, "社会消费品零售总额").locator(".state")).to_have_text("不采用")
    page.get_by_role("link", name="补充表述").click()
    page.get_by_label("原话").fill("走访企业")
    page.get_by_label("在哪一段").select_option("5")
    page.get_by_role("button", name="补充", exact=True).click()
    expect(page.get_by_text("请填指标名称").first).to_be_visible()
    context.close()
