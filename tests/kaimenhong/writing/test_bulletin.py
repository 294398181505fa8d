"""The bulletin as a file: the page of GB/T 9704, tables and chart, and where figures come from."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from kaimenhong.analysis.lights import Light
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.writing.dossier import Dossier
from kaimenhong.writing.official import balanced
from kaimenhong.writing.papers.compose import compose
from kaimenhong.writing.papers.kinds import kind
from kaimenhong.writing.papers.pieces import Options
from tests.kaimenhong.writing.sample import CITY, dossier

FONTS = {
    "Normal": "仿宋_GB2312",
    "Title": "方正小标宋简体",
    "Heading 1": "黑体",
    "Heading 2": "楷体_GB2312",
    "发文机关标志": "方正小标宋简体",
    "附件标识": "黑体",
    "段首小标题": "楷体_GB2312",
    "Footer": "宋体",
}
# Phrases that ask for figures to be arranged; none may come out of the generator.
FORBIDDEN = (
    "协调数据",
    "争取统计口径",
    "统计口径支持",
    "确保数据",
    "做好数据",
    "应统尽统",
    "颗粒归仓",
    "争取数据",
    "上报数据要",
    "代填",
    "代报",
)


def bulletin(given: Dossier, options: Options | None = None) -> bytes:
    return compose(given, kind("bulletin"), options)


@cache
def written() -> bytes:
    return bulletin(dossier())


def opened(content: bytes | None = None) -> Document:
    return docx.Document(BytesIO(content or written()))


def running_text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def test_page_is_that_of_the_standard() -> None:
    page = opened().sections[0]
    measured = [
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    ]
    assert [length.twips for length in measured if length] == [11906, 16838, 2098, 1984, 1588, 1474]


def test_every_section_has_the_grid_of_22_lines_of_28_characters() -> None:
    grids = [section._sectPr.find(qn("w:docGrid")) for section in opened().sections]
    values = {
        (g.get(qn("w:type")), g.get(qn("w:linePitch")), g.get(qn("w:charSpace"))) for g in grids
    }
    assert values == {("linesAndChars", "579", "-848")}


@pytest.mark.parametrize(("style", "font"), FONTS.items())
def test_styles_name_their_chinese_font(style: str, font: str) -> None:
    fonts = opened().styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{slot}")) for slot in ("eastAsia", "ascii", "hAnsi")} == {font}


def test_no_font_is_embedded() -> None:
    with zipfile.ZipFile(BytesIO(written())) as package:
        assert not [name for name in package.namelist() if "fonts/" in name]
        assert b"w:embed" not in package.read("word/fontTable.xml")


def test_body_is_indented_by_two_characters() -> None:
    indent = opened().styles["公文正文"].element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_pages_are_numbered_odd_right_and_even_left() -> None:
    document = opened()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph._p.xpath("w:pPr/w:jc/@w:val") == [side]
        assert paragraph._p.xpath(".//w:instrText/text()") == ["PAGE"]
        assert paragraph.text == "—  —"


def test_on_a_landscape_page_the_number_keeps_its_place_on_the_sheet() -> None:
    section = opened().sections[1]
    assert (section.page_width or 0) > (section.page_height or 0)
    turned = section.footer._element.xpath(".//w:textDirection/@w:val")
    assert turned == ["tbRl"]
    assert section.footer._element.xpath(".//w:instrText/text()") == ["PAGE"]


def test_tables_repeat_their_head_and_split_no_row() -> None:
    for table in opened().tables:
        heads = [row for row in table.rows if row._tr.xpath("w:trPr/w:tblHeader")]
        assert heads
        assert heads[0]._tr is table.rows[0]._tr
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_tables_fit_their_page() -> None:
    document = opened()
    body = document.element.body
    widths = [sum(int(w) for w in t.xpath("w:tblGrid/w:gridCol/@w:w")) for t in body.xpath("w:tbl")]
    assert len(widths) == 5
    across, upright = 225 / 25.4 * 1440, 156 / 25.4 * 1440
    for width, room in zip(widths, (across, across, upright, upright, across), strict=True):
        assert width <= room + 20


def test_demo_says_so_on_every_page_and_under_the_title() -> None:
    document = opened()
    texts = [paragraph.text for paragraph in document.paragraphs]
    title = texts.index("关于锦泽市2026年1—2月\n主要经济指标完成情况的通报")
    assert texts[title + 1] == "（演示数据）"
    for header in (document.sections[0].header, document.sections[0].even_page_header):
        assert "演示数据" in header.paragraphs[0].text


def test_a_real_bulletin_says_nothing_of_a_demo() -> None:
    document = opened(bulletin(dossier(demo=False)))
    assert "演示" not in running_text(document)
    assert document.sections[0].header.paragraphs[0].text == ""


def test_number_and_dates_are_left_blank_and_highlighted() -> None:
    runs = [run for paragraph in opened().paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color is not None]
    assert marked == ["×××〔2026〕×号", "×月×日", "2026年×月×日"]


def test_only_statutory_kinds_get_a_red_head_and_only_where_it_is_wanted() -> None:
    for code, wanted, heads in (("bulletin", True, 1), ("bulletin", False, 0), ("speech", True, 0)):
        document = opened(compose(dossier(), kind(code), Options(red_head=wanted)))
        styles = [p.style.name for p in document.paragraphs if p.style]
        assert styles.count("发文机关标志") == heads


def test_metadata_names_nobody() -> None:
    about = opened().core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert f"{about.created:%Y-%m-%d}" == "2026-03-20"


def test_same_bulletin_gives_the_same_bytes() -> None:
    assert bulletin(dossier()) == written()


def test_chart_is_native_and_its_workbook_holds_the_figures() -> None:
    with zipfile.ZipFile(BytesIO(written())) as package:
        chart = etree.fromstring(package.read("word/charts/chart1.xml"))
        book = CalamineWorkbook.from_filelike(BytesIO(package.read("word/embeddings/chart1.xlsx")))
        relations = package.read("word/charts/_rels/chart1.xml.rels").decode()
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1:] == [
        ["全市", 6.2],
        ["青岚县", 8.1],
        ["云溪县", 8.1],
        ["松陵县", 6.5],
        ["白榆县", 5.9],
        ["望潮区", 3.4],
        ["石渠市", -1.2],
    ]
    names = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    drawn = chart.xpath("//c:val//c:v/text()", namespaces=names)
    assert [float(value) for value in drawn] == [row[1] for row in rows[1:]]
    assert chart.xpath("//c:externalData", namespaces=names)
    assert "embeddings/chart1.xlsx" in relations


def test_chart_has_a_description_for_those_who_do_not_see_it() -> None:
    described = opened().element.body.xpath(".//wp:docPr/@descr")
    assert described == [
        "柱状图，各县（市、区）规模以上工业增加值增速（2026年1—2月）："
        "全市6.2%，青岚县8.1%，云溪县8.1%，松陵县6.5%，白榆县5.9%，望潮区3.4%，石渠市−1.2%。"
    ]


def known_figures(given: Dossier) -> set[str]:
    """All digits that the ledger gave, what may be counted, and dates."""
    counted = {str(number) for number in range(len(given.rows) + 1)}
    row_text = [str(row) for row in given.rows]
    ranking_text = [str(ranking) for ranking in given.rankings]
    moved = {
        str(abs(row.growth - row.growth_before))
        for row in given.rows
        if row.growth is not None and row.growth_before is not None
    }
    return counted | moved | figures("".join(row_text + ranking_text)) | figures("2026年3月20日")


def test_every_figure_of_the_text_was_given() -> None:
    strange = figures(running_text(opened())) - known_figures(dossier())
    assert strange == set()


def test_figures_that_are_not_official_say_so_where_they_stand() -> None:
    text = running_text(opened())
    for row in dossier().rows:
        if row.actual and row.status is not Status.OFFICIAL:
            late = "1月" if row.period != dossier().period else ""
            name = f"{row.indicator}{late}"
            heads = (f"{name}{row.actual[:2]}", f"{name}{row.level}，")
            told = [line for line in text.splitlines() if any(head in line for head in heads)]
            assert told, row.indicator
            assert all(f"{row.status.label}数" in line for line in told)


def test_estimates_and_released_figures_share_no_table() -> None:
    statuses = [
        {row.cells[3].text.split("\n")[-1] for row in table.rows[1:]} - {"—"}
        for table in opened().tables[:2]
    ]
    assert statuses == [{"正式", "快报"}, {"测算", "调度"}]


def test_a_late_indicator_carries_its_own_period() -> None:
    assert "公路总周转量1月增长7.6%（调度数）" in running_text(opened())


def test_problems_name_the_unit_of_each_red_target_and_no_other() -> None:
    text = running_text(opened())
    problems = text[text.index("四、存在问题") : text.index("五、下步要求")]
    for row in dossier().rows:
        assert (row.indicator in problems) == (row.light is Light.RED)
        if row.light is Light.RED:
            assert f"{row.lead_office}（责任领导：{row.leader}）" in problems


def test_lights_are_counted_with_their_words() -> None:
    lights = "绿灯6项，黄灯6项，红灯5项，灰灯（暂无数据）1项"
    assert f"纳入本期调度的目标共18项，其中{lights}。" in running_text(opened())


def test_no_phrase_asks_for_figures_to_be_arranged() -> None:
    text = running_text(opened())
    assert [phrase for phrase in FORBIDDEN if phrase in text] == []
    assert "依法依规" in text
    assert "如实" in text


def test_ties_share_a_rank_and_areas_without_a_figure_take_no_part() -> None:
    text = running_text(opened())
    assert "青岚县、云溪县均增长8.1%，并列第1位" in text
    revenue = opened().tables[3]
    cells = {row.cells[0].text: [cell.text for cell in row.cells[4:]] for row in revenue.rows}
    assert cells["白榆县"] == ["—", "—", "—"]


def test_each_row_leads_to_its_sources() -> None:
    sources = opened().tables[-1]
    places = {row.cells[0].text: row.cells for row in sources.rows}
    for table in opened().tables[:2]:
        for row in table.rows[1:]:
            for number in row.cells[-1].text.split("\n"):
                assert row.cells[1].text in places[number][1].text


def test_without_rows_there_is_nothing_to_report() -> None:
    with pytest.raises(Mistake) as raised:
        bulletin(replace(dossier(), rows=(), tracked=()))
    assert raised.value.code is Code.NOTHING_TO_REPORT


def test_a_figure_without_its_source_is_refused() -> None:
    with pytest.raises(ValueError, match="row1"):
        replace(dossier(), sources=())


def test_a_bulletin_without_areas_below_has_neither_ranks_nor_chart() -> None:
    alone = replace(dossier(), rankings=(), rows=dossier().rows[:3])
    document = opened(bulletin(alone))
    assert not document.element.body.xpath(".//c:chart")
    assert "（一）锦泽市指标" not in running_text(document)
    assert "附件：1.主要指标完成情况表" in running_text(document)


def test_a_target_of_a_county_names_it() -> None:
    rows = dossier().rows
    county = replace(rows[0], area="青岚县")
    text = running_text(opened(bulletin(replace(dossier(), rows=(county, *rows[1:])))))
    assert "1. 青岚县规模以上工业增加值增长6.2%" in text
    assert CITY not in text.partition("1. 青岚县")[2].splitlines()[0]


def test_a_short_title_stays_on_one_line() -> None:
    assert balanced(["关于一季度", "完成情况的通报"], 20) == ["关于一季度完成情况的通报"]


def test_a_phrase_too_long_for_a_line_is_kept_whole() -> None:
    long = "某某地区某某新区管理委员会办公室某某某某某某"
    assert balanced([long, "通报"], 20) == [long, "通报"]


def told_of(**changes: Any) -> str:
    """Return the first sentence of the second part, for the first row with these changes."""
    first, *rest = dossier().rows
    text = running_text(
        opened(bulletin(replace(dossier(), rows=(replace(first, **changes), *rest))))
    )
    return next(line for line in text.splitlines() if line.startswith("1. "))


def test_a_price_above_a_target_of_about_two_percent_is_called_higher() -> None:
    told = told_of(
        indicator="居民消费价格",
        target="增长2%左右",
        actual="增长3.0%",
        gap=Decimal("-1.0"),
        difference=Decimal("1.0"),
    )
    assert "比一季度目标高1.0个百分点" in told


def test_a_figure_over_its_ceiling_is_called_higher() -> None:
    told = told_of(
        measure=Measure.LEVEL,
        target="控制在5.5%以内",
        actual="5.8%",
        gap=Decimal("-0.3"),
        difference=Decimal("0.3"),
    )
    assert "比一季度目标高0.3个百分点" in told


def test_where_the_side_is_not_known_none_is_told() -> None:
    told = told_of(difference=None)
    assert "与一季度目标相差1.3个百分点" in told
    assert "比一季度目标" not in told


def test_inside_a_range_the_target_is_reached_without_a_distance() -> None:
    told = told_of(target="增长5%～6.5%", gap=Decimal("1.2"), difference=Decimal("1.2"))
    assert "达到一季度目标；" in told
    assert told.endswith("一季度目标为增长5%～6.5%。")
    assert "高1.2" not in told


def test_a_rank_says_what_it_is_by() -> None:
    document = opened()
    text = running_text(document)
    assert "增速居12个市州第4位（并列）" in text
    assert "总量居12个市州第3位" in text
    ranks = {row.cells[1].text: row.cells[7].text for row in document.tables[0].rows}
    assert ranks["固定资产投资"] == "4/12\n并列\n按增速"
    assert ranks["实际利用外资"] == "3/12\n按总量"
    (note,) = [line for line in text.splitlines() if "“3/6”" in line]
    assert "增速" not in note


def test_progress_and_elapsed_time_each_have_a_line() -> None:
    first, *rest = dossier().rows
    timed = replace(first, progress="63.5%（序时 66.7%）")
    document = opened(bulletin(replace(dossier(), rows=(timed, *rest))))
    assert document.tables[0].rows[1].cells[6].text == "63.5%\n序时 66.7%"


def test_a_source_is_named_once_a_row() -> None:
    first, *rest = dossier().rows
    twice = replace(first, sources=("plan1", "row1", "plan1"))
    document = opened(bulletin(replace(dossier(), rows=(twice, *rest))))
    assert document.tables[0].rows[1].cells[-1].text == "1\n2"


def test_no_heading_stands_without_text() -> None:
    silent = tuple(replace(row, headline=False) for row in dossier().rows)
    document = opened(bulletin(replace(dossier(), rows=silent)))
    told = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    for (style, text), (following, _) in pairwise(told):
        if style.startswith("Heading"):
            assert following == "公文正文" or style < following, text
    text = running_text(document)
    assert "本期没有逐项说明的锦泽市指标" in text
    assert "（一）锦泽市指标" not in text
    assert "2026年1—2月规模以上工业增加值，青岚县、云溪县均增长8.1%" in text


def test_targets_of_one_indicator_are_counted_where_they_are_listed() -> None:
    first, *rest = dossier().rows
    whole_year = replace(first, target_period="2026年", headline=False)
    text = running_text(opened(bulletin(replace(dossier(), rows=(first, whole_year, *rest)))))
    assert "红灯6项" in text
    assert "红灯指标为：规模以上工业增加值（2项目标）、" in text


def test_without_figures_no_light_is_praised() -> None:
    grey = tuple(row for row in dossier().rows if row.light is Light.GREY)
    text = running_text(opened(bulletin(replace(dossier(), rows=grey, rankings=()))))
    assert "本期没有红灯指标；另有1项暂无数据，不作判断。" in text


def test_without_red_targets_there_is_no_problem_to_name() -> None:
    green = tuple(row for row in dossier().rows if row.light is Light.GREEN)
    text = running_text(opened(bulletin(replace(dossier(), rows=green))))
    assert "本期没有红灯指标。" in text
    assert "红灯指标逐项分析" not in text


def test_a_day_for_answers_is_written_out() -> None:
    document = opened(bulletin(dossier(), Options(reply_by=date(2026, 4, 5))))
    assert "2026年4月5日前书面反馈" in running_text(document)


def test_a_ranking_that_nobody_takes_part_in_is_neither_told_nor_drawn() -> None:
    first, *rest = dossier().rankings
    empty = replace(first, rows=tuple(replace(r, growth=None, rank=None) for r in first.rows))
    document = opened(bulletin(replace(dossier(), rankings=(empty, *rest))))
    assert "2026年1—2月规模以上工业增加值，" not in running_text(document)
    assert "固定资产投资" in document.element.body.xpath(".//wp:docPr/@descr")[0]
