"""Word documents (.docx): paragraphs and table cells in reading order.

Deleted revisions are left out, inserted ones are kept: the text as it stands when all is accepted.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from kaimenhong.documents.document import Document, Piece, join
from kaimenhong.errors import Code, Mistake

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
LARGEST_UNPACKED = 200 * 1024 * 1024
ENCRYPTED = 0x1
OUTLINE_BODY = 9
SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pict", f"{W}footnoteReference"}
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}


def read(name: str, data: bytes) -> Document:
    """Read a .docx; `Mistake` where the zip is something else, damaged, encrypted or a bomb."""
    body = _parse(_main_part(data)).find(f"{W}body")
    if body is None:
        raise _damaged("没有正文")
    return join(name, _pieces(body))


def _main_part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive)
            _refuse_other_kinds(archive)
            return archive.read(MAIN)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise _damaged("无法解开的文件") from error
    except (RuntimeError, ValueError, UnicodeDecodeError) as error:
        raise _damaged("加密或无法解开的文件") from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
        raise Mistake(
            Code.FILE_TOO_LARGE,
            expected=f"解开后不超过 {LARGEST_UNPACKED // 1024 // 1024} MB",
            came="解开后过大的文件",
            remedy="请重新另存该文件，或删去其中的图片",
        )


def _refuse_other_kinds(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if MAIN in names and "[Content_Types].xml" in names:
        if archive.getinfo(MAIN).flag_bits & ENCRYPTED:
            raise _damaged("加密的文件")
        return
    came, remedy = "压缩包（.zip）", "请解压后逐个读取其中的文件；改扩展名不能把压缩包变成文档"
    if any(entry.startswith("xl/") for entry in names):
        came, remedy = "Excel 表格", "请用 kmh import 导入表格"
    elif any(entry.startswith("ppt/") for entry in names):
        came, remedy = "演示文稿", "请把文字另存为 .docx 再读"
    elif "OFD.xml" in names:
        came, remedy = "OFD 文件", "请用阅读器打开后另存为 .docx 再读"
    elif "mimetype" in names:
        came, remedy = "OpenDocument 文件", "请用 WPS 或 LibreOffice 打开后另存为 .docx 再读"
    raise Mistake(Code.FILE_KIND, expected="Word 文档（.docx）", came=came, remedy=remedy)


def _parse(xml: bytes) -> etree._Element:
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
        raise _damaged("含有外部定义的文件")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged("正文不完整") from error


def _damaged(came: str) -> Mistake:
    return Mistake(
        Code.FILE_DAMAGED,
        expected="完整、没有密码的 .docx 文件",
        came=came,
        remedy="请用 WPS 或 Word 打开，去掉密码后另存一份再读",
    )


def _pieces(body: etree._Element) -> Iterator[Piece]:
    tables = 0
    for element in _children(body):
        if element.tag == f"{W}p":
            yield from _paragraph(element)
        elif element.tag == f"{W}tbl":
            tables += 1
            yield from _table(element, tables)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Block children, through the wrappers that content controls and revisions put around them."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in WRAPPERS:
            stack.extend(reversed(element))
        elif isinstance(element.tag, str):
            yield element


def _paragraph(element: etree._Element) -> Iterator[Piece]:
    words = _words(element)
    level = _level(element)
    for line in words.split("\n"):
        yield Piece(line, "paragraph" if level is None else "heading", level)


def _level(element: etree._Element) -> int | None:
    """Outline level from 1, where the paragraph itself or its built-in style states one."""
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    value = "" if outline is None else str(outline.get(f"{W}val", ""))
    if value.isdigit() and int(value) < OUTLINE_BODY:
        return int(value) + 1
    style = element.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(f"{W}val", ""))
    digits = name.removeprefix("Heading").strip()
    return int(digits) if digits.isdigit() and 0 < int(digits) < OUTLINE_BODY else None


def _words(element: etree._Element) -> str:
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag in BREAKS:
            parts.append(BREAKS[node.tag])
        elif node.tag not in SKIPPED:
            stack.extend(reversed(node))
    return "".join(parts)


def _table(table: etree._Element, number: int) -> Iterator[Piece]:
    """Cells row by row; `column` counts grid columns, so cells under a merged head still align."""
    rows = [_cells(row) for row in _children(table) if row.tag == f"{W}tr"]
    for row, cells in enumerate(rows, 1):
        for column, cell in cells.items():
            lines = (_words(part) for part in cell.iter(f"{W}p"))
            yield Piece(
                "\n".join(line for line in lines if line.strip()),
                "cell",
                table=number,
                row=row,
                column=column,
                rows=1 + (_rows_below(rows, row, column) if _merge(cell) == "restart" else 0),
            )


def _cells(row: etree._Element) -> dict[int, etree._Element]:
    """The cells of a row by the grid column in which they begin."""
    found: dict[int, etree._Element] = {}
    column = 1
    for cell in _children(row):
        if cell.tag == f"{W}tc":
            found[column] = cell
            column += _columns(cell)
    return found


def _rows_below(rows: list[dict[int, etree._Element]], row: int, column: int) -> int:
    """How many rows after the first `row` go on with the merged cell above them in this column."""
    count = 0
    while row + count < len(rows):
        cell = rows[row + count].get(column)
        if cell is None or _merge(cell) != "continue":
            break
        count += 1
    return count


def _merge(cell: etree._Element) -> str | None:
    """Whether a cell begins a merge downwards, goes on with one, or neither."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return None if merge is None else str(merge.get(f"{W}val", "continue"))


def _columns(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "" if span is None else str(span.get(f"{W}val", ""))
    return int(value) if value.isdigit() and 0 < int(value) < 100 else 1
