"""Workbooks made for a test: good ones, and such as no office program writes."""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from io import BytesIO

import xlsxwriter

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="数据">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""
CELL = (
    '<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'
)
EMPTY_TAIL = (
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def xlsx(**cells: object) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        for address, value in cells.items():
            sheet.write(address, value)
    return content.getvalue()


def ods(rows: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return content.getvalue()


def packed(**parts: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def changed(data: bytes, part: str, pattern: str, by: str) -> bytes:
    """Give the same workbook with one part rewritten."""
    content, old = BytesIO(), zipfile.ZipFile(BytesIO(data))
    with zipfile.ZipFile(content, "w") as archive:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text = re.sub(pattern, by, text.decode("utf-8")).encode("utf-8")
            archive.writestr(name, text)
    return content.getvalue()


def lying(declared: int, held: int) -> bytes:
    """Give a workbook whose sheet declares one size and holds another, in megabytes of blanks.

    The sum over the declared bytes is right, so that only the size gives the lie away.
    """
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    # A block that is flushed in full may be repeated as it is.
    block = press.compress(b" " * 1024 * 1024) + press.flush(zlib.Z_FULL_FLUSH)
    packed_sheet = block * held + press.flush()
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", packed_sheet)
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.file_size, entry.CRC = declared, zlib.crc32(b" " * declared)
    data = bytearray(content.getvalue())
    struct.pack_into("<H", data, entry.header_offset + 8, zipfile.ZIP_DEFLATED)
    struct.pack_into("<I", data, entry.header_offset + 14, entry.CRC)
    struct.pack_into("<I", data, entry.header_offset + 22, declared)
    return bytes(data)


def twice() -> bytes:
    """Give a workbook with two parts of one name, of which programs take different ones."""
    content = BytesIO(xlsx(A1="地区"))
    with warnings.catch_warnings(), zipfile.ZipFile(content, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return content.getvalue()


def packed_oddly() -> bytes:
    content, old = BytesIO(), zipfile.ZipFile(BytesIO(xlsx(A1="地区")))
    with zipfile.ZipFile(content, "w", zipfile.ZIP_BZIP2) as archive:
        for name in old.namelist():
            archive.writestr(name, old.read(name))
    return content.getvalue()


def stray(cell: str, row: str) -> bytes:
    """Give a workbook whose second row and its cell say that they are somewhere else."""
    data = changed(xlsx(A1=1, A2=1), "xl/worksheets/sheet1.xml", r'r="A2"', cell)
    return changed(data, "xl/worksheets/sheet1.xml", r'<row r="2"', f"<row {row}")


def overlapping() -> bytes:
    """Give a workbook with two merged ranges over the same cells, which no program writes."""
    ranges = '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="A1:B1"/></mergeCells>'
    end = "</sheetData>"
    return changed(xlsx(A1="头", B2=1), "xl/worksheets/sheet1.xml", end, end + ranges)
