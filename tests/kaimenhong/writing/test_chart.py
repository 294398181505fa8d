"""Native charts in a .docx: lines for a trend, with gaps where nothing is known."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

from kaimenhong.writing.chart import Drawing, Kind, draw
from kaimenhong.writing.official import Paper

MADE = datetime(2026, 3, 20, tzinfo=UTC)
NAMES = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
TREND = Drawing(
    kind=Kind.LINES,
    categories=("1—2月", "一季度", "1—4月"),
    series=(
        ("2026年", (Decimal("6.2"), None, Decimal("6.0"))),
        ("2025年", (Decimal("5.9"), Decimal("6.1"), Decimal("6.4"))),
    ),
    category_axis="时期",
    value_axis="增速（%）",
    description="折线图",
)


def drawn(*drawings: Drawing) -> dict[str, Any]:
    paper = Paper(demo=False, made=MADE)
    for drawing in drawings:
        draw(paper.document, drawing, made=MADE)
    parts = paper.document.part.package.iter_parts()
    return {part.partname: part.blob for part in parts}


def test_what_is_missing_is_a_gap_in_drawing_and_workbook() -> None:
    parts = drawn(TREND)
    chart = etree.fromstring(parts["/word/charts/chart1.xml"])
    first = chart.xpath("(//c:ser)[1]//c:val//c:pt/@idx", namespaces=NAMES)
    assert first == ["0", "2"]
    assert chart.xpath("//c:dispBlanksAs/@val", namespaces=NAMES) == ["gap"]
    book = CalamineWorkbook.from_filelike(BytesIO(parts["/word/embeddings/chart1.xlsx"]))
    assert book.get_sheet_by_index(0).to_python() == [
        ["", "2026年", "2025年"],
        ["1—2月", 6.2, 5.9],
        ["一季度", "", 6.1],
        ["1—4月", 6.0, 6.4],
    ]


def test_lines_differ_in_dash_and_have_a_legend() -> None:
    chart = etree.fromstring(drawn(TREND)["/word/charts/chart1.xml"])
    dashes = chart.xpath("//c:ser/c:spPr//*[local-name()='prstDash']/@val", namespaces=NAMES)
    assert dashes == ["solid", "dash"]
    assert chart.xpath("//c:legend", namespaces=NAMES)


def test_axes_carry_their_names() -> None:
    chart = etree.fromstring(drawn(TREND)["/word/charts/chart1.xml"])
    titles = chart.xpath("//c:title//*[local-name()='t']/text()", namespaces=NAMES)
    assert titles == ["时期", "增速（%）"]


def test_two_charts_have_two_workbooks() -> None:
    parts = drawn(TREND, TREND)
    assert "/word/charts/chart2.xml" in parts
    assert "/word/embeddings/chart2.xlsx" in parts
