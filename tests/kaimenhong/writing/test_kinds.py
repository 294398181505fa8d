"""Every kind of paper: one layout, only given figures, blanks that show, and its own matter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from kaimenhong.analysis.lights import Light
from kaimenhong.errors import Code, Mistake
from kaimenhong.writing.blanks import MARKS
from kaimenhong.writing.dossier import Dossier
from kaimenhong.writing.papers.blocks import BLOCKS
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kind, kinds
from kaimenhong.writing.papers.pieces import Options
from kaimenhong.writing.papers.places import PLACES
from kaimenhong.writing.papers.skeleton import PLACE, Sign, skeleton
from tests.kaimenhong.writing.sample import dossier
from tests.kaimenhong.writing.test_bulletin import FORBIDDEN, figures

EVERY = sorted(kinds())
SKELETONS = sorted({part for one in kinds().values() for part in one.parts})


@cache
def written(code: str) -> Document:
    return paper(code)


def paper(code: str, given: Dossier | None = None, options: Options | None = None) -> Document:
    return docx.Document(BytesIO(compose(given or dossier(), kind(code), options)))


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def all_text(document: Document) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([text_of(document), *cells])


@pytest.mark.parametrize("name", SKELETONS)
def test_a_skeleton_names_only_places_and_blocks_that_there_are(name: str) -> None:
    for line in skeleton(name):
        if line.sign is Sign.BLOCK:
            assert line.text in BLOCKS
        else:
            assert set(PLACE.findall(line.text)) <= set(PLACES), line.text
        if line.sign is Sign.ANNEX:
            lie, block, _ = line.text.split(" ", 2)
            assert lie in ("upright", "across")
            assert block in BLOCKS


def test_every_place_is_used_by_some_skeleton() -> None:
    lines = [line for part in SKELETONS for line in skeleton(part)]
    assert set(PLACES) == {name for line in lines for name in PLACE.findall(line.text)}


@pytest.mark.parametrize("code", EVERY)
def test_equal_requests_give_equal_bytes(code: str) -> None:
    assert compose(dossier(), kind(code)) == compose(dossier(), kind(code))


@pytest.mark.parametrize("code", EVERY)
def test_every_figure_of_the_text_was_given_or_is_a_count_or_a_difference(code: str) -> None:
    given = dossier()
    known = figures(str(given)) | {str(n) for n in range(len(given.rows) + 13)}
    for row in given.rows:
        if row.growth is not None and row.growth_before is not None:
            known.add(str(abs(row.growth - row.growth_before)))
    for one in given.tracked:
        known |= {str(abs(r.value - r.before)) for r in one.all_rows if r.value and r.before}
    known |= figures("2026年3月20日 2026年3月13日") | {"30"}  # the days to object
    assert figures(text_of(written(code))) - known == set()


@pytest.mark.parametrize("code", EVERY)
def test_whatever_is_blank_is_highlighted(code: str) -> None:
    document = written(code)
    cells = [c for table in document.tables for row in table.rows for c in row.cells]
    every = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    for paragraph in every:
        plain = "".join(run.text for run in paragraph.runs if run.font.highlight_color is None)
        assert not MARKS.search(plain), paragraph.text


@pytest.mark.parametrize("code", EVERY)
def test_no_paper_asks_for_figures_to_be_arranged(code: str) -> None:
    told = all_text(written(code))
    assert [phrase for phrase in FORBIDDEN if phrase in told] == []


@pytest.mark.parametrize("code", EVERY)
def test_no_heading_stands_without_text(code: str) -> None:
    body = written(code).element.body
    marks = [
        (child.tag, child.xpath("string(w:pPr/w:pStyle/@w:val)"), "".join(child.itertext()))
        for child in body
        if child.tag in (qn("w:p"), qn("w:tbl"))
    ]
    for (_, style, text), (tag, following, _) in pairwise(marks):
        if style.startswith("Heading"):
            assert (
                tag == qn("w:tbl") or not following.startswith("Heading") or (style < following)
            ), text


@pytest.mark.parametrize("code", EVERY)
def test_only_papers_that_may_have_one_get_a_red_head_and_an_imprint(code: str) -> None:
    document = paper(code, options=Options(imprint=True, copied_to="市委办公室"))
    heads = [p for p in document.paragraphs if p.style and p.style.name == "发文机关标志"]
    assert bool(heads) == (code in ("bulletin", "supervision"))
    foot = document.sections[-1].even_page_footer
    assert any(
        "抄送：市委办公室。" in row.cells[0].text for t in foot.tables for row in t.rows
    ) == (bool(heads))


@pytest.mark.parametrize("code", EVERY)
def test_headings_are_numbered_without_a_gap(code: str) -> None:
    firsts = [
        p.text.partition("、")[0]
        for p in written(code).paragraphs
        if p.style and p.style.name == "Heading 1"
    ]
    wanted = "一二三四五六七八九"
    for before, after in pairwise(firsts):
        assert after == wanted[0] or wanted.index(after) == wanted.index(before) + 1


def test_an_unknown_kind_is_answered_with_all_that_there_are() -> None:
    with pytest.raises(Mistake) as raised:
        kind("annual")
    assert raised.value.code is Code.PAPER_KIND_UNKNOWN
    assert all(one.name in raised.value.expected for one in kinds().values())


def test_a_daily_paper_follows_its_own_indicators_and_no_other() -> None:
    told = all_text(written("daily"))
    assert "2026年3月全市项目复工率为93.2%（调度数），比上期提高4.7个百分点" in told
    assert "青岚县为97.1%，最高；石渠市为88.7%，最低。" in told
    assert "新开工亿元以上项目1—2月为18个" in told
    assert "社会消费品零售总额" not in told


def test_a_daily_paper_of_a_ledger_without_its_indicators_says_so() -> None:
    given = replace(dossier(), tracked=(), rows=dossier().rows[:3])
    with pytest.raises(Mistake) as raised:
        paper("daily", given)
    assert raised.value.code is Code.NOTHING_TO_REPORT


def test_a_note_tells_what_is_new_since_the_last_one() -> None:
    told = text_of(written("weekly"))
    assert "与2026年3月13日相比，3项目标有新的数据，1项目标的亮灯有变化。" in told
    assert "固定资产投资由黄灯转为绿灯" in told
    new = told[told.index("三、新有数据的目标") : told.index("四、红灯指标")]
    assert "固定资产投资、税收收入、规模以上服务业营业收入。" in new
    assert "税收收入由灰灯" not in told


def test_a_note_without_anything_new_says_that() -> None:
    rows = tuple(replace(r, light_before=r.light, actual_before=r.actual) for r in dossier().rows)
    told = text_of(paper("weekly", replace(dossier(), rows=rows)))
    assert "没有新的数据，各项目标的亮灯没有变化。" in told
    assert "亮灯变化" not in told.replace("亮灯没有变化", "")


def test_tasks_that_are_due_and_overdue_stand_apart() -> None:
    told = text_of(written("weekly"))
    due, overdue = told.index("（一）近期到期"), told.index("（二）已过时限")
    assert due < told.index("项目投资攻坚行动（完成时限：2026年3月25日") < overdue
    assert overdue < told.index("消费焕新提振行动（完成时限：2026年3月15日")


def test_areas_and_offices_are_listed_by_the_rules_of_the_table() -> None:
    told = text_of(written("bulletin"))
    red = told[told.index("（一）红榜") : told.index("（二）黑榜")]
    black = told[told.index("（二）黑榜") : told.index("四、存在问题")]
    assert "青岚县：参与排名的4项指标增速均不低于全市。" in red
    assert "白榆县：参与排名的3项指标中3项增速低于全市。" in black
    assert "市经济和信息化局：牵头的4项目标中2项红灯。" in black
    assert "望潮区" not in red + black


def test_without_anybody_to_name_there_are_no_lists() -> None:
    rows = tuple(replace(row, lead_office="") for row in dossier().rows)
    told = text_of(paper("bulletin", replace(dossier(), rows=rows, rankings=())))
    assert "红黑榜" not in told


def test_a_missing_figure_is_a_blank_in_a_report_and_nothing_is_made_up() -> None:
    told = text_of(written("report"))
    assert "以下指标的完成情况待补：地区生产总值增长XX%（目标为增长7%以上）。" in told


def test_the_host_calls_up_those_who_lag_the_red_ones_first() -> None:
    told = text_of(written("host"))
    calls = re.findall(r"请(市\w+?局)汇报", told)
    lights = {row.lead_office: row.light for row in dossier().rows if row.light is Light.RED}
    first_without = next(n for n, office in enumerate(calls) if office not in lights)
    assert all(office not in lights for office in calls[first_without:])
    assert told.count("（汇报完毕）") == len(calls) + 1


def test_what_is_settled_is_one_row_a_field_with_who_and_by_when() -> None:
    document = paper("follow_up", options=Options(reply_by=date(2026, 4, 5)))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert rows[0][0] == "1"
    assert all(row[4] == "2026年4月5日" for row in rows)
    assert ["市住房和城乡建设局", "林舒"] in [row[2:4] for row in rows]


def test_a_meeting_pack_holds_its_four_papers_each_on_a_new_page() -> None:
    document = written("meeting")
    titles = [p.text for p in document.paragraphs if p.style and p.style.name == "Title"]
    assert [title[-3:] for title in titles] == ["会议程", "主持词", "的讲话", "定事项"]
    assert len(document.sections) == 4


def test_who_is_named_in_a_supervision_paper_may_object() -> None:
    told = text_of(written("supervision"))
    assert "可以自收到之日起30日内向锦泽市人民政府办公室申请复核" in told
    assert "市统计局（责任领导：周明远）：地区生产总值。以上目标尚无数据，不作判断。" in told


def test_a_rate_that_stands_still_is_said_to() -> None:
    first, *rest = dossier().tracked
    assert first.whole is not None
    still = replace(first, whole=replace(first.whole, before=first.whole.value))
    told = text_of(paper("daily", replace(dossier(), tracked=(still, *rest))))
    assert "93.2%（调度数），与上期持平；" in told


def test_an_area_without_a_figure_is_neither_first_nor_last_nor_behind() -> None:
    first, *rest = dossier().tracked
    rows = (*first.rows[:-1], replace(first.rows[-1], value=None))
    told = text_of(paper("daily", replace(dossier(), tracked=(replace(first, rows=rows), *rest))))
    assert "白榆县为89.6%，最低。" in told
    assert "石渠市88.7" not in told


def test_lower_than_the_whole_is_told_of_figures_as_printed() -> None:
    first, *rest = dossier().tracked
    assert first.whole is not None
    even = replace(first, whole=replace(first.whole, value=Decimal("93.0")))
    told = text_of(paper("daily", replace(dossier(), tracked=(even, *rest))))
    assert "项目复工率低于全市的有：白榆县89.6%、石渠市88.7%。" in told
