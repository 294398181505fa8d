"""The last look before a paper is issued: what is still open, and the number and day put in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kaimenhong.writing.issuing import has_number, leftovers, numbered
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kind
from kaimenhong.writing.papers.pieces import Options
from tests.kaimenhong.writing.sample import dossier

DAY = date(2026, 3, 23)
NUMBER = "锦政办函〔2026〕12号"


def bulletin(reply_by: date | None = date(2026, 4, 5)) -> bytes:
    options = Options(imprint=True, copied_to="市委办公室", reply_by=reply_by)
    return compose(dossier(), kind("bulletin"), options)


def saved(change: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    document.add_paragraph("规模以上工业增加值增长6.2%。")
    change(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def words(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    feet = [row.cells[0].text for t in document.sections[-1].footer.tables for row in t.rows]
    return "\n".join([*(p.text for p in document.paragraphs), *feet])


def test_number_and_day_stand_where_they_were_left_blank() -> None:
    done = numbered(bulletin(), number=NUMBER, on=DAY)
    told = words(done)
    assert NUMBER in told
    assert told.count("2026年3月23日") == 2
    assert "2026年3月23日印发" in told
    assert leftovers(done) == []


def test_the_day_to_reply_by_is_not_the_day_of_issue() -> None:
    done = numbered(bulletin(reply_by=None), number=NUMBER, on=DAY)
    assert "×月×日前书面反馈" in words(done)
    assert [found.what for found in leftovers(done)] == ["空白“×月”"]


def test_without_a_number_its_blank_is_told() -> None:
    found = leftovers(numbered(bulletin(), number="", on=DAY))
    assert [one.where for one in found] == ["×××〔2026〕×号"]


def test_the_same_paper_with_the_same_number_gives_the_same_bytes() -> None:
    assert numbered(bulletin(), number=NUMBER, on=DAY) == numbered(
        bulletin(), number=NUMBER, on=DAY
    )


def test_only_papers_with_a_red_head_have_a_number() -> None:
    assert has_number(bulletin())
    assert not has_number(compose(dossier(), kind("speech")))


def test_what_a_writer_left_open_in_a_speech_is_told_with_its_words() -> None:
    found = leftovers(compose(dossier(), kind("speech")))
    assert "分析原因，客观上是XX；主观上是XX。既要看到差距，也要看到XX等有利条件。" in [
        one.where for one in found
    ]


@pytest.mark.parametrize(
    "text", ["增长XX%", "责任领导：×××", "4月×日前", "同志____", "姓名***", "锦政办函〔2026〕×号"]
)
def test_each_way_to_leave_a_blank_is_seen_also_in_a_table(text: str) -> None:
    def change(document: Document) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = text

    assert [one.where for one in leftovers(saved(change))] == [text]


@pytest.mark.parametrize("text", ["面积为3×5米。", "增长6.2%。", "A股X光机1台"])
def test_what_is_no_blank_is_left_alone(text: str) -> None:
    assert leftovers(saved(lambda document: document.add_paragraph(text))) == []


def test_what_somebody_highlighted_is_still_open() -> None:
    def change(document: Document) -> None:
        run = document.add_paragraph("数据").add_run("待核")
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    assert [one.what for one in leftovers(saved(change))] == ["标黄的“待核”"]


def test_revisions_and_comments_do_not_go_out() -> None:
    def change(document: Document) -> None:
        paragraph = document.add_paragraph("增长")
        document.add_comment(paragraph.runs, text="再核一下", author="", initials="")
        inserted = f'<w:ins {nsdecls("w")} w:id="9"><w:r><w:t>6.3%</w:t></w:r></w:ins>'
        paragraph._p.append(parse_xml(inserted))

    assert [one.what for one in leftovers(saved(change))] == ["没有接受的修订", "批注"]


def test_metadata_of_an_edited_file_name_nobody() -> None:
    def change(document: Document) -> None:
        document.core_properties.author = "某人"

    done = numbered(saved(change), number="", on=DAY)
    assert docx.Document(BytesIO(done)).core_properties.author == ""
