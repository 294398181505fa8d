"""版记: whom a paper is copied to, who printed it and when, at the foot of the last page.

A table of one column, 4号仿宋 one character in, the lines above and below 0.35 mm, the one between
0.25 mm. It stands in the footer of a page of its own, above the number: what is fixed to the foot
of a page of text moves in some programs when the paper has several sections.
"""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from kaimenhong.writing import blanks
from kaimenhong.writing.markup import indent_in_characters

FOUR = Pt(14)  # 4号
WIDTH, ROW = Mm(156), Pt(26)
ABOVE_NUMBER = Mm(5)  # puts the lowest line at the foot of the text area
DATE = "×月×日"


def write_imprint(section: Section, issuer: str, copied_to: str, year: int) -> None:
    """Write the lines; the one of the copies only where somebody gets one."""
    for footer in (section.footer, section.even_page_footer):
        _write(footer, issuer, copied_to, year)


def _write(footer: _Footer, issuer: str, copied_to: str, year: int) -> None:
    rows = 2 if copied_to else 1
    number = footer.paragraphs[0]
    number.paragraph_format.space_before = ABOVE_NUMBER
    table = Table(_table(rows), footer)
    number._p.addprevious(table._tbl)
    if copied_to:
        blanks.write(_line(table, 0), f"抄送：{copied_to.rstrip('。')}。")
    printed = _line(table, rows - 1)
    printed.paragraph_format.tab_stops.add_tab_stop(WIDTH - FOUR, WD_TAB_ALIGNMENT.RIGHT)
    printed.add_run(f"{issuer}\t{year}年")
    blanks.leave(printed, DATE)
    printed.add_run("印发")


def _line(table: Table, row: int) -> Paragraph:
    paragraph: Paragraph = table.cell(row, 0).paragraphs[0]
    paragraph.style = "版记"
    indent_in_characters(paragraph, of=FOUR, left=1, right=1)
    return paragraph


def _table(rows: int) -> Any:  # python-docx gives no type to its XML
    row = _ROW.format(height=ROW.twips, width=WIDTH.twips)
    return parse_xml(_TABLE.format(names=nsdecls("w"), width=WIDTH.twips, rows=row * rows))


_ROW = """
<w:tr>
  <w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>
  <w:tc>
    <w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>
    <w:p/>
  </w:tc>
</w:tr>"""
_TABLE = """
<w:tbl {names}>
  <w:tblPr>
    <w:tblW w:w="{width}" w:type="dxa"/>
    <w:tblInd w:w="0" w:type="dxa"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>
      <w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/>
    </w:tblBorders>
    <w:tblLayout w:type="fixed"/>
    <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>
  {rows}
</w:tbl>"""
