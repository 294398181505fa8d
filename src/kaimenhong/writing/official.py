"""An official paper in the look of GB/T 9704-2012, on python-docx.

The look itself stands in `template/styles.xml` and `template/document.xml`; this module puts text
into it in the order of the standard. We draft only: number, seal and date are given by the office,
so they are left blank and highlighted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from docx.text.paragraph import Paragraph

from kaimenhong.writing import blanks, package
from kaimenhong.writing.imprint import write_imprint
from kaimenhong.writing.margins import number_pages, write_header
from kaimenhong.writing.markup import indent_in_characters, scale_width

CHARACTER = Pt(16)  # 3号
TITLE_WIDTH = 19  # characters of 2号 that surely fit a line of 156 mm, digits of any font too
RED_HEAD_WIDTH = Pt(430)  # a little less than the text area
RED_HEAD_SIZE = Pt(48)
NARROWEST = 60  # percent of a character's width; below it the red head gets smaller instead
DEMO = "演示数据"
FOOTER = Twips(1423)  # puts the number 7 mm below the text area
FOOTER_ACROSS = Mm(10)  # the number stands at the side, so the empty footer must not push the text


class Paper:
    """One paper, written from top to bottom."""

    def __init__(self, *, demo: bool, made: datetime) -> None:
        """Open an empty paper; a demo says so on every page. `made` goes into the metadata."""
        self.document: Document = package.open_template()
        self.demo = demo
        self._made = made
        self._title = ""
        self._started = False
        section = self.document.sections[0]
        number_pages(section)
        write_header(section, f"{DEMO}　不作为工作依据" if demo else "")

    def red_head(self, issuer: str, year: int) -> None:
        """Write the red head with the issuer's mark, the number left blank, and the red line."""
        mark = self.document.add_paragraph(style="发文机关标志")
        run = mark.add_run(f"{issuer}文件")
        needed = int(100 * RED_HEAD_WIDTH / (RED_HEAD_SIZE * (len(issuer) + 2)))
        scale_width(run, percent=min(100, max(NARROWEST, needed)))
        run.font.size = Pt(min(48, 48 * needed // NARROWEST))
        self.gap(2)
        number = self.document.add_paragraph(style="发文字号")
        blanks.leave(number, f"×××〔{year}〕×号")
        self.gap(2)

    def title(self, phrases: Sequence[str]) -> None:
        """Write the title in 2号小标宋, its phrases kept whole, and the mark of a demo under it."""
        self._title = self._title or "".join(phrases)
        paragraph = self.document.add_paragraph(style="Title")
        for number, line in enumerate(balanced(phrases, TITLE_WIDTH)):
            run = paragraph.add_run()
            if number:
                run.add_break()
            run.add_text(line)
        if self.demo:
            self.document.add_paragraph(f"（{DEMO}）", style="Subtitle")

    def recipients(self, text: str) -> None:
        """Write whom it is sent to, flush left, with a full-width colon."""
        self.document.add_paragraph(f"{text.rstrip('：')}：", style="主送机关")

    def heading(self, text: str, level: int) -> None:
        """Write 一、 (level 1) or （一） (level 2) as plain text, so that it survives copying."""
        self.document.add_paragraph(text, style=f"Heading {level}")

    def body(self, text: str, *, lead: str = "") -> Paragraph:
        """Write a paragraph of text, with a heading that runs into it where `lead` is given."""
        paragraph = self.document.add_paragraph(style="公文正文")
        if lead:
            paragraph.add_run(lead, style="段首小标题")
        blanks.write(paragraph, text)
        return paragraph

    def centred(self, text: str) -> None:
        """Write a line under the title: the issue, the day, who speaks."""
        blanks.write(self.document.add_paragraph(style="Subtitle"), text)

    def annexes(self, names: Sequence[str]) -> None:
        """List the annexes below the text, wrapped under the first character of each name."""
        self._keep_last()
        self.gap(1, keep=True)
        for number, name in enumerate(names, 1):
            head = "附件：" if number == 1 else ""
            style = "附件说明" if number == 1 else "附件说明续"
            self.document.add_paragraph(f"{head}{number}.{name}", style=style)
            self._keep_last()

    def signature(self, issuer: str, year: int) -> None:
        """Write the issuer centred over the date, four characters in, as under a seal."""
        date = f"{year}年×月×日"
        self._keep_last()
        self.gap(2, keep=True)
        name = self.document.add_paragraph(issuer, style="署名")
        self._keep_last()
        right = max(0.0, 4 + (_width(date) - _width(issuer)) / 2)
        indent_in_characters(name, right=right, of=CHARACTER)
        day = self.document.add_paragraph(style="署名")
        blanks.leave(day, date)
        indent_in_characters(day, right=4, of=CHARACTER)

    def annex(self, number: int, name: str, *, landscape: bool = False) -> None:
        """Start an annex on a new page; a wide table gets a landscape one."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        if landscape is not (section.orientation == WD_ORIENT.LANDSCAPE):
            _turn(section)
        number_pages(section)
        self.document.add_paragraph(f"附件{number}", style="附件标识")
        self.document.add_paragraph(name, style="附件标题")
        if self.demo:
            self.document.add_paragraph(f"（{DEMO}）", style="Subtitle")

    def next_part(self) -> None:
        """Begin the next paper of a set, upright and on a new page."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        if section.orientation == WD_ORIENT.LANDSCAPE:
            _turn(section)
        number_pages(section)

    def hold_last(self) -> None:
        """Keep the last paragraph from standing on a page alone."""
        if len(self.document.paragraphs) > 1:
            self.document.paragraphs[-2].paragraph_format.keep_with_next = True

    def imprint(self, issuer: str, copied_to: str, year: int) -> None:
        """Write 版记 at the foot of a last page: who gets copies, who printed it and when."""
        self.next_part()
        write_imprint(self.document.sections[-1], issuer, copied_to, year)

    def gap(self, lines: int, *, keep: bool = False) -> None:
        """Leave blank lines; the standard counts distances in lines."""
        for _ in range(lines):
            self.document.add_paragraph().paragraph_format.keep_with_next = keep or None

    def _keep_last(self) -> None:
        """Hold the last paragraph to what follows: a signature never stands on a page alone."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def save(self) -> bytes:
        """Return the .docx; the same paper gives the same bytes."""
        return package.close(self.document, title=self._title, made=self._made)


def balanced(phrases: Sequence[str], width: int) -> list[str]:
    """Lay phrases into the fewest lines, as even as they go, none of them broken.

    >>> balanced(["锦泽市人民政府办公室", "关于2026年一季度", "主要经济指标", "完成情况的通报"], 20)
    ['锦泽市人民政府办公室关于2026年一季度', '主要经济指标完成情况的通报']
    """
    if _width("".join(phrases)) <= width or len(phrases) < 2:
        return ["".join(phrases)]
    for lines in range(2, len(phrases) + 1):
        fitting = [cut for cut in _cuts(list(phrases), lines) if max(map(_width, cut)) <= width]
        if fitting:
            return min(fitting, key=lambda cut: max(map(_width, cut)) - min(map(_width, cut)))
    return list(phrases)


def _cuts(phrases: list[str], lines: int) -> list[list[str]]:
    if lines == 1:
        return [["".join(phrases)]]
    return [
        ["".join(phrases[:first]), *rest]
        for first in range(1, len(phrases) - lines + 2)
        for rest in _cuts(phrases[first:], lines - 1)
    ]


def _width(text: str) -> float:
    """Count full-width characters; a digit or Latin letter is half of one."""
    narrow = sum(1 for c in text if unicodedata.east_asian_width(c) in "NaHNa")
    return len(text) - narrow / 2


def _turn(section: Section) -> None:
    """Turn the page and its margins clockwise, so that the head of a table is at the binding."""
    landscape = section.orientation != WD_ORIENT.LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width
    top, right, bottom, left = (Twips(t) for t in (2098, 1474, 1984, 1588))
    if landscape:
        top, right, bottom, left = left, top, right, bottom
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = FOOTER_ACROSS if landscape else FOOTER
