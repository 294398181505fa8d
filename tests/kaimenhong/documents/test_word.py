"""A Word document is read as Word shows it: numbers, notes, revisions, boxes, merged cells."""

import io

import docx
import pytest

from kaimenhong.documents.open import open_bytes
from kaimenhong.errors import Code, Mistake
from tests.kaimenhong.documents.samples import (
    W,
    level,
    lists,
    numbered,
    packed,
    paragraph,
    worded,
)

OUTLINE = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
)


def text_of(body: str, **parts: str) -> str:
    return open_bytes("方案.docx", worded(body, **parts)).text


def items(*levels: int | tuple[int, int]) -> str:
    """Paragraphs that say nothing but 甲, each of a level, or of a level and a list."""
    pairs = [one if isinstance(one, tuple) else (one, 1) for one in levels]
    return "".join(numbered("甲", at, number) for at, number in pairs)


NUMBERS = [
    ("headings restart below each other", OUTLINE, (0, 1, 1, 0, 1), (),
     "一、甲 （一）甲 （二）甲 二、甲 （一）甲"),
    ("arabic numbers are followed by a gap", OUTLINE, (0, 1, 2, 2), (),
     "一、甲 （一）甲 1._甲 2._甲"),
    ("a legal level writes all numbers in digits", OUTLINE, (0, 0, 2, 3), (),
     "一、甲 二、甲 1._甲 2.1.1_甲"),
    ("a level whose elder never came shows the elder's start", OUTLINE, (3,), (), "1.1.1_甲"),
    ("tens in words", level(0, "chineseCounting", "%1、", start=19), (0, 0, 0), (),
     "十九、甲 二十、甲 二十一、甲"),
    ("a start other than one", level(0, "decimal", "第%1条", start=5), (0, 0), (),
     "第5条甲 第6条甲"),
    ("two lists of one definition go on counting", OUTLINE, (0, (0, 2), 0), ("",),
     "一、甲 二、甲 三、甲"),
    ("a list that is told to start anew does so once", OUTLINE, (0, 0, (0, 2), (0, 2)),
     ('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',),
     "一、甲 二、甲 一、甲 二、甲"),
    ("an overridden level has its own form", OUTLINE, ((0, 2),),
     (f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1）")}</w:lvlOverride>',), "1）甲"),
    ("a level that never restarts goes on", level(0, "decimal", "%1、")
     + level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>'), (0, 1, 0, 1), (),
     "1、甲 （1）甲 2、甲 （2）甲"),
    ("circles", level(0, "decimalEnclosedCircle", "%1"), (0, 0), (), "①甲 ②甲"),
    ("stems", level(0, "ideographTraditional", "%1、"), (0, 0), (), "甲、甲 乙、甲"),
    ("letters and Roman numbers", level(0, "upperLetter", "%1、")
     + level(1, "lowerRoman", "%2、"), (0, 1, 1), (), "A、甲 i、甲 ii、甲"),
    ("bullets are no numbers", level(0, "bullet", "\uf06c"), (0,), (), "甲"),
    ("a list that is not there", OUTLINE, ((0, 9),), (), "甲"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "asked", "overrides", "expected"),
    [case[1:] for case in NUMBERS],
    ids=[case[0] for case in NUMBERS],
)
def test_generated_numbers_are_those_that_word_shows(
    levels: str, asked: tuple[int, ...], overrides: tuple[str, ...], expected: str
) -> None:
    text = text_of(items(*asked), numbering=lists(levels, *overrides))
    assert text.replace(" ", "_").split("\n") == expected.split(" ")


def test_a_style_brings_its_number_and_the_paragraph_may_take_it_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" '
        'w:styleId="2"><w:name w:val="章节"/><w:basedOn w:val="1"/></w:style>'
    )
    body = (
        paragraph("总体要求", '<w:pStyle w:val="1"/>')
        + paragraph("工作目标", '<w:pStyle w:val="2"/>')
        + paragraph("附则", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>')
    document = open_bytes("方案.docx", worded(body, styles=styles, numbering=lists(levels)))
    assert document.text == "一、总体要求\n二、工作目标\n附则"
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 1)] * 3


def test_a_column_of_generated_serial_numbers_is_read() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{numbered('')}</w:tc><w:tc>{paragraph(task)}</w:tc></w:tr>"
        for task in ("稳工业", "扩投资")
    )
    levels = level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')
    assert text_of(f"<w:tbl>{rows}</w:tbl>", numbering=lists(levels)) == "1\n稳工业\n2\n扩投资"


def runs(*words: str) -> str:
    return "".join(f"<w:r><w:t>{word}</w:t></w:r>" for word in words)


REVISED = [
    ("inserted is kept, deleted dropped",
     f"<w:p>{runs('增长')}<w:del><w:r><w:delText>8%</w:delText></w:r></w:del>"
     f"<w:ins>{runs('9%')}</w:ins></w:p>", "增长9%"),
    ("moved text stands once, where it went",
     f"<w:p><w:moveFrom>{runs('甲。')}</w:moveFrom>{runs('乙。')}</w:p>"
     f"<w:p><w:moveTo>{runs('甲。')}</w:moveTo></w:p>", "乙。\n甲。"),
    ("a deleted end joins two paragraphs",
     paragraph("投资增长", "<w:rPr><w:del/></w:rPr>") + paragraph("12%。"), "投资增长12%。"),
    ("a deleted end without a next paragraph",
     paragraph("投资增长", "<w:rPr><w:del/></w:rPr>"), "投资增长"),
    ("a deleted paragraph takes no number",
     numbered("甲") + "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
     "<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"
     + numbered("丙"), "一、甲\n二、丙"),
    ("a deleted row",
     f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('旧')}</w:tc></w:tr><w:tr><w:tc>"
     f"{paragraph('新')}</w:tc><w:tc>{paragraph('值')}</w:tc></w:tr></w:tbl>", "新\n值"),
    ("hidden text",
     f"<w:p>{runs('增长9%')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握10%</w:t></w:r></w:p>",
     "增长9%"),
    ("a field shows its result, not its instruction",
     "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> =SUM(ABOVE) </w:instrText>"
     f"<w:fldChar w:fldCharType='separate'/></w:r>{runs('24.6')}</w:p>", "24.6"),
    ("links and content controls",
     f"<w:p><w:hyperlink>{runs('附件')}</w:hyperlink><w:sdt><w:sdtContent>{runs('2')}"
     "</w:sdtContent></w:sdt></w:p>", "附件2"),
    ("a soft line break ends a line", f"<w:p>{runs('甲')}<w:r><w:br/></w:r>{runs('乙')}</w:p>",
     "甲\n乙"),
    ("the reading above a character",
     f"<w:p><w:r><w:ruby><w:rt>{runs('yi')}</w:rt><w:rubyBase>{runs('翼')}</w:rubyBase></w:ruby>"
     "</w:r></w:p>", "翼"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"), [case[1:] for case in REVISED], ids=[case[0] for case in REVISED]
)
def test_text_stands_as_it_is_when_all_is_accepted(body: str, expected: str) -> None:
    numbering = lists(level(0, "chineseCounting", "%1、"))
    assert text_of(body, numbering=numbering) == expected


def test_notes_stand_at_the_end_and_break_no_sentence() -> None:
    body = (
        f"<w:p>{runs('工业增长9%')}<w:r><w:footnoteReference w:id='2'/></w:r>{runs('以上，')}</w:p>"
        f"<w:p>{runs('投资增长12%。')}<w:r><w:endnoteReference w:id='1'/></w:r></w:p>"
    )
    notes = (
        f"<w:footnote w:id='1'>{paragraph('没有引用的')}</w:footnote>"
        f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:tab/></w:r>{runs('按可比价格计算。')}"
        "</w:p></w:footnote>"
    )
    text = text_of(
        body, footnotes=notes, endnotes=f"<w:endnote w:id='1'>{paragraph('不含农户。')}</w:endnote>"
    )
    assert text == "工业增长9%以上，\n投资增长12%。\n按可比价格计算。\n不含农户。"


BOX = (
    "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/"
    "2006'><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_box_of_text_is_read_once_after_the_paragraph_that_holds_it() -> None:
    body = (
        f"<w:p>{runs('力争')}{BOX.format(paragraph('锦政发〔2026〕2号'))}{runs('开门红。')}</w:p>"
    )
    assert text_of(body) == "力争开门红。\n锦政发〔2026〕2号"


MARKED = [
    ("in a header", {"header1": paragraph("机密★1年")}, ""),
    ("in a footer", {"footer1": paragraph("秘 密")}, ""),
    ("in a box", {}, f"<w:p>{BOX.format(paragraph('绝密★长期'))}</w:p>"),
    ("in a table on top", {}, f"<w:tbl><w:tr><w:tc>{paragraph('000001')}</w:tc><w:tc>"
     f"{paragraph('密级：机密 10年')}</w:tc></w:tr></w:tbl>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "body"), [case[1:] for case in MARKED], ids=[case[0] for case in MARKED]
)
def test_a_mark_of_secrecy_is_found_wherever_word_keeps_it(
    parts: dict[str, str], body: str
) -> None:
    with pytest.raises(Mistake) as caught:
        text_of(body + paragraph("工作方案" * 300), **parts)
    assert caught.value.code is Code.FILE_SECRET


def test_the_table_of_contents_does_not_repeat_the_headings() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("一、工作目标\t3", '<w:pStyle w:val="11"/>') + paragraph("一、工作目标")
    assert text_of(body, styles=styles) == "一、工作目标"


def test_merged_cells_and_tables_in_cells_keep_their_rows_and_columns() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(table._cells):
        cell.text = str(number)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "目标"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "东湖县"
    inner = table.cell(2, 2).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "其中", "民间投资"
    data = io.BytesIO()
    document.save(data)
    blocks = open_bytes("表.docx", data.getvalue()).blocks
    assert [(b.text, b.table, b.row, b.column, b.rows) for b in blocks] == [
        ("0", 1, 1, 1, 1), ("目标", 1, 1, 2, 1), ("东湖县", 1, 2, 1, 2), ("4", 1, 2, 2, 1),
        ("5", 1, 2, 3, 1), ("7", 1, 3, 2, 1), ("8", 1, 3, 3, 1), ("其中", 2, 1, 1, 1),
        ("民间投资", 2, 1, 2, 1),
    ]  # fmt: skip


def test_a_table_of_one_cell_is_a_frame_around_paragraphs() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('甲。')}{paragraph('乙。')}</w:tc></w:tr></w:tbl>"
    assert [block.kind for block in open_bytes("框.docx", worded(body)).blocks] == [
        "paragraph",
        "paragraph",
    ]


def test_a_body_under_another_name_and_one_with_macros_are_read_as_text() -> None:
    document = f"<w:document {W}><w:body>{paragraph('增长9%')}</w:body></w:document>"
    relation = '<Relationships><Relationship Type="x/officeDocument" Target="/word/b.xml"/>'
    data = packed(
        {
            "[Content_Types].xml": "wordprocessingml",
            "_rels/.rels": f"{relation}</Relationships>",
            "word/b.xml": document,
            "word/vbaProject.bin": b"\0" * 99,
        }
    )
    assert open_bytes("宏.docm", data).text == "增长9%"


def test_the_place_of_an_offset_is_that_of_its_block() -> None:
    document = open_bytes("方案.docx", worded(paragraph("一、目标") + paragraph("增长6%")))
    assert [document.place_of(at).paragraph for at in (0, 4, 5, 8, 99)] == [1, 1, 2, 2, 2]
    assert document.place_of(6) == document.blocks[1].place
