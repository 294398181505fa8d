"""What is not issued says so on every page, and the stamp comes off without a trace in the text."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from kaimenhong.writing.stamping import UNISSUED, WITHDRAWN, stamped, unstamped


def paper(*, first: bool, even: bool, head: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph("一季度经济运行平稳。")
    document.sections[0].different_first_page_header_footer = first
    document.settings.odd_and_even_pages_header_footer = even
    if head:
        document.sections[0].header.paragraphs[0].text = head
    document.add_section()
    document.add_paragraph("附件")
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def heads(data: bytes) -> list[str]:
    found = []
    for section in docx.Document(BytesIO(data)).sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            if not header.is_linked_to_previous:
                found.append("\n".join(one.text for one in header.paragraphs))
    return found


def text(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(data)).paragraphs]


@pytest.mark.parametrize(
    ("first", "even", "shown"),
    [(False, False, 1), (True, False, 2), (False, True, 2), (True, True, 3)],
)
def test_every_page_bears_the_stamp_and_gives_it_back(first: bool, even: bool, shown: int) -> None:
    before = paper(first=first, even=even)
    after = stamped(before, "张三 2026-03-20")
    assert heads(after) == [f"{UNISSUED}　张三 2026-03-20"] * shown
    assert text(after) == text(before)
    assert heads(unstamped(after)) == heads(before)
    assert text(unstamped(after)) == text(before)


def test_a_head_of_ones_own_stays() -> None:
    before = paper(first=False, even=False, head="锦泽市")
    assert heads(stamped(before, "张三")) == [f"{UNISSUED}　张三\n锦泽市"]
    assert heads(unstamped(stamped(before, "张三"))) == ["锦泽市"]


def test_a_file_without_the_stamp_is_not_touched() -> None:
    data = paper(first=True, even=True)
    assert unstamped(data) == data


def test_a_stamp_taken_twice_comes_off_at_once() -> None:
    before = paper(first=False, even=False)
    assert heads(unstamped(stamped(stamped(before, "张三"), "李四"))) == heads(before)


def test_what_was_withdrawn_says_so_on_every_page_and_begins_anew_without_it() -> None:
    before = paper(first=True, even=True, head="锦泽市")
    after = stamped(before, "2026年3月25日　原因：有误", mark=WITHDRAWN)
    assert all(head.startswith("已撤回　2026年3月25日　原因：有误") for head in heads(after))
    assert heads(unstamped(after)) == heads(before)
