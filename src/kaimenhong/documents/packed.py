"""Packed workbooks (.xlsx, .ods), unpacked once under our own count before anything reads them.

What a zip declares of its sizes may be a lie, and two programs may find different parts in one
file. So the parts that hold data are inflated here, no further than declared, and packed anew;
all that comes after reads only the new file.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import copy
from io import BytesIO

from lxml import etree

from kaimenhong.documents import unreadable
from kaimenhong.documents.extent import widest
from kaimenhong.documents.limits import LARGEST_UNPACKED, megabytes
from kaimenhong.documents.marks import Marks, marks

MOST_CELLS = 5_000_000
CHUNK = 1024 * 1024
HOW_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpacked(data: bytes) -> tuple[BytesIO, Mapping[str, Marks]]:
    """Give the same workbook without pictures and other baggage, and its marks by sheet.

    Raises Mistake FILE_KIND, FILE_TOO_LARGE, or FILE_DAMAGED; the latter also where a part holds
    more or less than it declares.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(archive)
            content = _packed_anew(archive)
        with zipfile.ZipFile(content) as archive:
            _refuse_wide(archive)
            marked = marks(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise unreadable.damaged("无法解开的文件", unreadable.SAVE_AS_SHEET) from error
    except (RuntimeError, ValueError, etree.XMLSyntaxError) as error:
        raise unreadable.damaged("加密或内容不完整的文件", unreadable.SAVE_AS_SHEET) from error
    content.seek(0)
    return content, marked


def _check_parts(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        limit = f"{megabytes(LARGEST_UNPACKED)}（解开后）"
        raise unreadable.too_large("解开后过大的文件", limit)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise zipfile.BadZipFile("two parts of one name")
    if "xl/workbook.xml" not in names and not _is_ods(archive, names):
        kind = "Word 文档" if "word/document.xml" in names else "压缩包或其他文件"
        raise unreadable.no_workbook(kind)


def _is_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and archive.read("mimetype").endswith(b"spreadsheet")


def _packed_anew(archive: zipfile.ZipFile) -> BytesIO:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for entry in filter(_holds_data, archive.infolist()):
            with new.open(entry.filename, "w") as part:
                for chunk in _inflated(archive, entry):
                    part.write(chunk)
    return content


def _holds_data(entry: zipfile.ZipInfo) -> bool:
    return entry.filename == "mimetype" or entry.filename.lower().endswith((".xml", ".rels"))


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what the part holds; zipfile alone would stop in silence at the declared size."""
    if entry.compress_type not in HOW_PACKED:
        raise zipfile.BadZipFile("packed in a way that no office program uses")
    one_more = copy(entry)
    one_more.file_size += 1
    left = entry.file_size
    with archive.open(one_more) as part:
        while chunk := part.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile("a part holds more than it declares")
            yield chunk
    if left:
        raise zipfile.BadZipFile("a part holds less than it declares")


def _refuse_wide(archive: zipfile.ZipFile) -> None:
    if (cells := widest(archive)) > MOST_CELLS:
        raise unreadable.too_large(
            f"{cells} 个单元格的工作表", f"{MOST_CELLS // 10_000} 万个单元格"
        )
