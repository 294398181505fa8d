"""What stands in the margins: page numbers where GB/T 9704 wants them, and the mark of a demo.

The number is `— 1 —` in 4号 half-width Song, 7 mm below the text area, on odd pages one character
in from the right, on even pages one from the left. On a landscape page it keeps its place on the
sheet, so it stands turned at the left edge of what the reader holds.
"""

from __future__ import annotations

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section, _Footer
from docx.shared import Mm, Pt

from kaimenhong.writing.markup import indent_in_characters, page_field

FOUR = Pt(14)  # 4号
BAND = Mm(20), Mm(8)  # where the turned number's line starts from the left edge, and its width
ROOM = Mm(40)  # its length
# From the top of the landscape sheet: even pages begin one character below the 28 mm margin,
# odd pages end one character above the 26 mm margin.
EVEN_TOP, ODD_TOP = Mm(33), Mm(210 - 31 - 40)


def number_pages(section: Section) -> None:
    """Number the pages of a section, odd ones right, even ones left."""
    landscape = section.orientation == WD_ORIENT.LANDSCAPE
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        side = WD_ALIGN_PARAGRAPH.RIGHT if odd else WD_ALIGN_PARAGRAPH.LEFT
        if landscape:
            _turned_number(footer, odd=odd)
        else:
            paragraph.alignment = side
            indent_in_characters(paragraph, of=FOUR, right=int(odd), left=int(not odd))
            page_field(paragraph, "— ", " —")


def write_header(section: Section, text: str) -> None:
    """Write one line at the head of every page; nothing where the text is empty."""
    if not text:
        return
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].text = text


def _turned_number(footer: _Footer, *, odd: bool) -> None:
    left, width = BAND
    table = _TURNED.format(
        names=nsdecls("w"),
        left=left.twips,
        top=(ODD_TOP if odd else EVEN_TOP).twips,
        width=width.twips,
        room=ROOM.twips,
        side="right" if odd else "left",
    )
    footer.paragraphs[0]._p.addprevious(parse_xml(table))


# A table of one cell fixed to the sheet, its line turned clockwise. A text box would do in Word,
# but LibreOffice puts some of them into the corner of the page.
_TURNED = """
<w:tbl {names}>
  <w:tblPr>
    <w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{left}" w:tblpY="{top}"/>
    <w:tblW w:w="{width}" w:type="dxa"/>
    <w:tblLayout w:type="fixed"/>
    <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>
  <w:tr>
    <w:trPr><w:trHeight w:val="{room}" w:hRule="exact"/></w:trPr>
    <w:tc>
      <w:tcPr>
        <w:tcW w:w="{width}" w:type="dxa"/>
        <w:textDirection w:val="tbRl"/>
        <w:vAlign w:val="center"/>
      </w:tcPr>
      <w:p>
        <w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="{side}"/></w:pPr>
        <w:r><w:t xml:space="preserve">— </w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r>
        <w:r><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r>
        <w:r><w:t xml:space="preserve"> —</w:t></w:r>
      </w:p>
    </w:tc>
  </w:tr>
</w:tbl>
"""
