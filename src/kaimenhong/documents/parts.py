"""The parts of a packed document (.docx, .ofd), inflated no further than our own limits."""

from __future__ import annotations

import struct
import zipfile
import zlib
from functools import cached_property
from io import BytesIO

from lxml import etree

from kaimenhong.documents import unreadable
from kaimenhong.documents.limits import LARGEST_PART, LARGEST_UNPACKED, MOST_NODES, megabytes
from kaimenhong.documents.markup import nodes, parse, refuse_many

ENCRYPTED = 0x1
HOW_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Parts:
    """A packed file; every method raises `Mistake` where it cannot be unpacked."""

    def __init__(self, data: bytes) -> None:
        """Open the file; `Mistake` where it is damaged or unpacks to more than it may."""
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except BROKEN as error:
            raise unreadable.damaged("无法解开的文件") from error
        if sum(entry.file_size for entry in self._archive.infolist()) > LARGEST_UNPACKED:
            limit = f"{megabytes(LARGEST_UNPACKED)}（解开后）"
            raise unreadable.too_large("解开后过大的文件", limit)
        self._nodes = 0

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """Give the bytes of a part; `Mistake` where it is missing, encrypted or too large."""
        if name not in self.names:
            raise unreadable.damaged(f"缺少 {name[:80]} 的文件")
        entry = self._archive.getinfo(name)
        if entry.flag_bits & ENCRYPTED:
            raise unreadable.encrypted()
        if entry.file_size > LARGEST_PART:
            limit = f"{megabytes(LARGEST_PART)}（每个部件解开后）"
            raise unreadable.too_large("有一个部件解开后过大的文件", limit)
        if entry.compress_type not in HOW_PACKED:
            raise unreadable.damaged("压缩方式不常见的文件")
        try:
            return self._archive.read(entry)
        except BROKEN as error:
            raise unreadable.damaged("无法解开的文件") from error

    def xml(self, name: str) -> etree._Element:
        """Give the root of an XML part; all that are asked for count towards one limit."""
        content = self.read(name)
        self._nodes += nodes(content)
        refuse_many(self._nodes, MOST_NODES)
        return parse(content)

    def optional(self, name: str) -> etree._Element | None:
        """Give the root of an XML part, None where the file has no such part."""
        return self.xml(name) if name in self.names else None
