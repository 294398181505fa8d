"""What a reviser struck out is not read; what he underlined, and what stands in tables, is."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from kaimenhong.documents.open import open_bytes, open_document
from tests.kaimenhong.documents.samples import Bar, W, drawn, ofd, pdf, worded

OFFICE = shutil.which("soffice")
# The base line, and lines of 16 points: their middle is at 105.7, characters are 16 points wide.
LINE, MIDDLE, FOOT = 100.0, 105.5, 98.0
SAID = "地区生产总值增长８９％左右。"


def struck(*bars: Bar, said: str = SAID) -> str:
    return open_bytes("修订.pdf", pdf([[(72, LINE, said)]], bars)).text


def over(first: int, last: int, y: float, thick: float = 0.7) -> Bar:
    """A bar from the one character to before the other."""
    return (72 + 16 * first, y, 16 * (last - first), thick)


LINES = [
    ("the old figure before the new one", [over(8, 9, MIDDLE)], "地区生产总值增长９％左右。"),
    ("two lines through it", [over(8, 9, 104.5, 0.5), over(8, 9, 106.5, 0.5)],
     "地区生产总值增长９％左右。"),
    ("one line in two pieces", [over(0, 4, MIDDLE), over(4, 8, MIDDLE)], "８９％左右。"),
    ("an underline", [over(8, 11, FOOT)], SAID),
    ("a rule above and one below", [over(0, 14, 117), over(0, 14, 92)], SAID),
    ("a line that runs on, as in a chart", [over(0, 31, MIDDLE)], SAID),
    ("a box behind the text", [over(8, 9, 99, 14)], SAID),
    ("tight rows of a table", [over(-1, 15, MIDDLE), (56, 80, 0.5, 60), (312, 80, 0.5, 60)], SAID),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bars", "text"), [one[1:] for one in LINES], ids=[one[0] for one in LINES]
)
def test_a_line_through_the_middle_deletes(bars: list[Bar], text: str) -> None:
    assert struck(*bars).replace("\n", "") == text


def test_a_long_deletion_parts_no_sentence() -> None:
    assert struck(over(2, 6, MIDDLE), over(12, 13, MIDDLE)) == "地区增长８９％左。"


def test_a_line_of_which_all_is_struck_is_gone() -> None:
    page = [(72.0, 128.0, "增长９％。"), (72.0, LINE, "增长８％。")]
    assert open_bytes("修订.pdf", pdf([page], [over(0, 5, MIDDLE)])).text == "增长９％。"


def test_in_ofd_as_in_pdf() -> None:
    through = drawn(20 + 5.6 * 2, 98, 20 + 5.6 * 3, 98)
    assert open_bytes("修订.ofd", ofd([[(20, 100, "增长８９％。")]], through)).text == "增长９％。"


@pytest.mark.parametrize("way", ["strike", "dstrike"])
def test_in_word_as_in_pdf(way: str) -> None:
    run = f"<w:r><w:rPr><w:{way}/></w:rPr><w:t>8%</w:t></w:r>"
    kept = f'<w:r><w:rPr><w:{way} w:val="0"/></w:rPr><w:t>9%</w:t></w:r>'
    body = f"<w:p><w:r><w:t>增长</w:t></w:r>{run}{kept}</w:p>"
    assert open_bytes("修订.docx", worded(body)).text == "增长9%"


def test_on_a_web_page_as_in_pdf() -> None:
    old = (
        "<del>6</del><s>7</s><strike>8</strike><span style='text-decoration: line-through'>9</span>"
    )
    page = f"<html><body><p>全市地区生产总值增长{old}<ins>6.5</ins>%。</p></body></html>"
    assert open_bytes("页.html", page.encode()).text == "全市地区生产总值增长6.5%。"


def revised(kind: str, words: str) -> str:
    said = {"del": "delText"}.get(kind, "t")
    run = f"<w:r {W}><w:{said}>{words}</w:{said}></w:r>"
    about = f'{W} w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'
    return f"<w:{kind} {about}>{run}</w:{kind}>" if kind else run


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_draft_printed_with_its_revisions(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, words in zip(table._cells, ["指标", "目标", "投资", "9"], strict=True):
        cell.text = words
    places = [table.cell(1, 1).paragraphs[0], document.add_paragraph("地区生产总值增长")]
    for place in places:
        for kind, words in (("del", "6"), ("ins", "6.5"), ("", "%，")):
            place._p.append(parse_xml(revised(kind, words)))
    data = io.BytesIO()
    document.save(data)
    (tmp_path / "a.docx").write_bytes(data.getvalue())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, tmp_path, tmp_path / "a.docx"], check=True, timeout=60)
    read = open_document(tmp_path / "a.pdf")
    assert [block.text for block in read.blocks] == [
        "指标", "目标", "投资", "96.5%，", "地区生产总值增长6.5%，",
    ]  # fmt: skip
    assert [block.kind for block in read.blocks] == ["cell"] * 4 + ["paragraph"]
