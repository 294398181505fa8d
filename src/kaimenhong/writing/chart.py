"""A native chart in a .docx: Word and WPS can edit it, because a workbook inside holds its figures.

python-pptx knows how to write and format chart XML; python-docx knows how to hold parts. Bars and
lines differ in darkness and pattern as well as in colour, so that a black-and-white copy holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from io import BytesIO

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.package import Package
from docx.shared import Mm
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml as parse_chart_xml
from pptx.util import Pt
from xlsxwriter import Workbook

from kaimenhong.writing.numerals import MINUS

FONT = "宋体"
SIZE = Pt(10.5)  # 5号
WIDTH, HEIGHT = Mm(150), Mm(68)
DARK, LIGHT, PALE, INK = (
    RGBColor(0x1F, 0x4E, 0x79),
    RGBColor(0xC8, 0xC8, 0xC8),
    RGBColor(0xDD, 0xDD, 0xDD),
    RGBColor(0, 0, 0),
)
SHADES = (DARK, LIGHT, RGBColor(0x7F, 0x7F, 0x7F))
DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT)


class Kind(Enum):
    """How the figures are drawn."""

    BARS = XL_CHART_TYPE.COLUMN_CLUSTERED
    LINES = XL_CHART_TYPE.LINE_MARKERS


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart shows. A figure None is a gap, never a zero.

    `marked` is the bar of the first series to be set off from the others, such as the whole.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    category_axis: str
    value_axis: str
    description: str
    marked: int | None = None
    digits: int = 1


def draw(
    document: Document,
    drawing: Drawing,
    *,
    made: datetime,
) -> None:
    """Put the chart into the document, in a paragraph of its own."""
    parts = document.part.package.iter_parts()
    number = 1 + sum(1 for part in parts if part.partname.startswith("/word/charts/"))
    part = _chart_part(document.part.package, drawing, number, made)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    inline = _INLINE.format(width=WIDTH, height=HEIGHT, number=number, relation=relation)
    run = document.add_paragraph(style="图").add_run()
    run._r.append(parse_xml(inline))
    run._r.xpath(".//wp:docPr")[0].set("descr", drawing.description)


def _chart_part(package: Package, drawing: Drawing, number: int, made: datetime) -> Part:
    workbook = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        _workbook(drawing, made),
        package,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    part._blob = _chart_xml(drawing, part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))
    return part


def _workbook(drawing: Drawing, made: datetime) -> bytes:
    """Lay the figures out as the chart's references expect: series side by side from B1."""
    written = BytesIO()
    book = Workbook(written, {"in_memory": True})
    book.set_properties({"author": "", "created": made})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_column(1, 0, drawing.categories)
    for column, (name, values) in enumerate(drawing.series, 1):
        sheet.write(0, column, name)
        sheet.write_column(1, column, values)
    book.close()
    return written.getvalue()


def _chart_xml(drawing: Drawing, workbook: str) -> bytes:
    data = CategoryChartData(number_format=_digits(drawing))
    data.categories = drawing.categories
    for name, values in drawing.series:
        data.add_series(name, values)
    root = parse_chart_xml(data.xml_bytes(drawing.kind.value))
    _dress(Chart(root, None), drawing)
    for fragment, before in ((_SQUARE, "c:chart"), (_BORDERLESS, "c:txPr")):
        root.xpath(before)[0].addprevious(parse_chart_xml(fragment))
    root.append(parse_chart_xml(_EXTERNAL.format(relation=workbook)))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _dress(chart: Chart, drawing: Drawing) -> None:
    chart.has_title = False
    chart.font.size = SIZE
    chart.font.name = FONT
    for east in chart._chartSpace.xpath("c:txPr//a:latin"):
        east.addnext(parse_chart_xml(_EAST))
    chart.has_legend = len(drawing.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _dress_axes(chart, drawing)
    chart.plots[0].has_data_labels = True
    labels = chart.plots[0].data_labels
    labels.number_format, labels.number_format_is_linked = _digits(drawing), False
    labels.show_value = True
    if drawing.kind is Kind.BARS:
        chart.plots[0].gap_width = 60
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        _dress_bars(chart, drawing)
    else:
        labels.position = XL_LABEL_POSITION.ABOVE
        _dress_lines(chart)


def _dress_axes(chart: Chart, drawing: Drawing) -> None:
    for axis, name in (
        (chart.category_axis, drawing.category_axis),
        (chart.value_axis, drawing.value_axis),
    ):
        axis.has_title = True
        axis.axis_title.text_frame.text = name
        font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold = SIZE, False
        axis.format.line.color.rgb = INK
    # Below the chart even where bars go under zero, so that names do not run into them.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.has_major_gridlines = True
    chart.value_axis.major_gridlines.format.line.color.rgb = PALE
    chart.value_axis.tick_labels.number_format = f'0;"{MINUS}"0'
    chart.value_axis.tick_labels.number_format_is_linked = False


def _dress_bars(chart: Chart, drawing: Drawing) -> None:
    for series, shade in zip(chart.plots[0].series, SHADES, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = shade
        series.invert_if_negative = False
    if drawing.marked is not None:
        bar = chart.plots[0].series[0].points[drawing.marked].format
        bar.fill.solid()
        bar.fill.fore_color.rgb = LIGHT
        bar.line.color.rgb = INK


def _dress_lines(chart: Chart) -> None:
    for series, shade, dash in zip(chart.plots[0].series, SHADES, DASHES, strict=False):
        series.smooth = False
        series.format.line.color.rgb = shade
        series.format.line.dash_style = dash
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = shade


def _digits(drawing: Drawing) -> str:
    digits = f"0.{'0' * drawing.digits}" if drawing.digits else "0"
    return f'{digits};"{MINUS}"{digits}'


_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SQUARE = f'<c:roundedCorners {_NAMES} val="0"/>'
_BORDERLESS = f"<c:spPr {_NAMES}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_EAST = f'<a:ea {_NAMES} typeface="{FONT}"/>'
_EXTERNAL = f"""<c:externalData {_NAMES} r:id="{{relation}}">
  <c:autoUpdate val="0"/>
</c:externalData>"""
_INLINE = f"""<w:drawing {nsdecls("w", "wp")} {_NAMES}>
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent cx="{{width}}" cy="{{height}}"/>
    <wp:docPr id="{{number}}" name="图{{number}}"/>
    <wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
      <c:chart r:id="{{relation}}"/>
    </a:graphicData></a:graphic>
  </wp:inline>
</w:drawing>"""
