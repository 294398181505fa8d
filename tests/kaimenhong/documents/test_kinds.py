"""What is taken is what messages list; what its name says is no text is not read as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaimenhong.documents import kinds
from kaimenhong.documents.limits import LARGEST
from kaimenhong.documents.open import open_bytes, open_document
from kaimenhong.documents.workbook import open_workbook
from kaimenhong.errors import Code, Mistake

TEXT = "一季度增长9%。"
HANDBOOK = Path(__file__).parents[3] / "docs/how-to/read-a-document.md"


@pytest.mark.parametrize("name", ["方案.exe", "方案.zip", "数据.JSON", "方案.bak"])
@pytest.mark.parametrize("data", [TEXT.encode(), b"MZ\x90\x00\x03", b"echo off"])
def test_what_its_name_says_is_no_text_is_not_read_as_one(name: str, data: bytes) -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes(name, data)
    assert caught.value.code is Code.FILE_KIND
    assert Path(name).suffix.lower() in caught.value.came
    assert ".txt" in caught.value.remedy


@pytest.mark.parametrize(
    "name",
    ["方案", "方案.txt", "方案.MD", "目标.csv", "方案.text", "2026.1", "3.1月份方案", "方案."],
)
def test_a_text_by_its_name_or_without_a_suffix_is_read(name: str) -> None:
    assert open_bytes(name, TEXT.encode()).text == TEXT


def test_a_page_is_told_by_its_content_whatever_server_made_it() -> None:
    assert open_bytes("content.aspx", f"<html><p>{TEXT}</p></html>".encode()).text == TEXT


@pytest.mark.parametrize("suffix", kinds.DOCUMENTS)
def test_all_that_is_taken_is_told_and_is_in_the_handbook(suffix: str) -> None:
    with pytest.raises(Mistake) as caught:
        open_bytes("图.png", b"\x89PNG")
    assert suffix in caught.value.expected.removesuffix(" 文件").split("、")
    assert f"`{suffix}`" in HANDBOOK.read_text(encoding="utf-8")


def test_of_sheets_too() -> None:
    with pytest.raises(Mistake) as caught:
        open_workbook("图.png", b"\x89PNG")
    assert caught.value.expected == f"{kinds.listed(kinds.SHEETS)} 表格"


def test_a_file_a_little_too_large_is_not_told_to_be_as_large_as_is_allowed(tmp_path: Path) -> None:
    large = tmp_path / "大.txt"
    for size, came in ((LARGEST + 1, "超过 20 MB"), (LARGEST + 2**20, "21.0 MB")):
        with large.open("wb") as file:
            file.truncate(size)
        for opened in (open_document, open_workbook):
            with pytest.raises(Mistake) as caught:
                opened(large)
            assert (caught.value.expected, caught.value.came) == ("不超过 20 MB", came)
