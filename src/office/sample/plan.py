"""Writes the sample plan, 锦泽市2026年一季度“开门红”工作方案, from its marked text. 演示数据.

A line of `plan.txt` is a paragraph; its first sign says which: `@` the notice that all is
fictional, `^` the document number, `=` the addressees, `>` the signature, `#` the title, `##` and
`###` the headings, none the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from office.sample.tables import FOLDER

BANNER = "演示数据"
BODY_FONT = "仿宋_GB2312"
LEFT, CENTRE, RIGHT = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of paragraph looks: size and space around in points, indent in characters."""

    font: str
    size: int
    align: WD_ALIGN_PARAGRAPH
    indent: int
    space: int = 0


LOOKS = {
    "@": Look("楷体_GB2312", 14, CENTRE, 0),
    "^": Look(BODY_FONT, 16, CENTRE, 0),
    "=": Look(BODY_FONT, 16, LEFT, 0),
    ">": Look(BODY_FONT, 16, RIGHT, 0),
    "#": Look("方正小标宋简体", 22, CENTRE, 0, space=29),
    "##": Look("黑体", 16, LEFT, 2),
    "###": Look("楷体_GB2312", 16, LEFT, 2),
    "": Look(BODY_FONT, 16, LEFT, 2),
}


def docx() -> bytes:
    """Give the plan as .docx in the look of an official paper."""
    document = Document()
    _page(document)
    _normal(document)
    for line in (FOLDER / "plan.txt").read_text(encoding="utf-8").splitlines():
        sign, text = _split(line)
        _paragraph(document, text, LOOKS[sign])
    document.core_properties.title = "锦泽市2026年一季度“开门红”工作方案"
    document.core_properties.author = BANNER
    document.core_properties.comments = BANNER
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _split(line: str) -> tuple[str, str]:
    sign, _, text = line.partition(" ")
    return (sign, text) if sign in LOOKS else ("", line)


def _page(document: DocumentType) -> None:
    """Set A4 with the margins of GB/T 9704-2012, and the banner on top of every page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    header = section.header.paragraphs[0]
    header.text = BANNER
    header.alignment = CENTRE


def _normal(document: DocumentType) -> None:
    style = document.styles["Normal"]
    if not isinstance(style, ParagraphStyle):
        raise TypeError("the Normal style of python-docx's template is a paragraph style")
    style.font.name = BODY_FONT
    style.font.size = Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY_FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(29)


def _paragraph(document: DocumentType, text: str, look: Look) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = look.align
    paragraph.paragraph_format.first_line_indent = Pt(look.indent * look.size)
    paragraph.paragraph_format.space_before = Pt(look.space)
    paragraph.paragraph_format.space_after = Pt(look.space)
    run = paragraph.add_run(text)
    run.font.name = look.font
    run.font.size = Pt(look.size)
    # python-docx names only the Latin font; Chinese follows this attribute.
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font)
