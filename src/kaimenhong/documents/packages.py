"""Packed files: which document is in the package is told by its parts."""

from __future__ import annotations

from kaimenhong.documents import confined, convert, ofd, unreadable, word
from kaimenhong.documents.document import Document
from kaimenhong.documents.parts import Parts

MAIN_TYPE = b"wordprocessingml"
TYPES = "[Content_Types].xml"
OTHERS = (
    ("ppt/", "演示文稿", "请把文字另存为 .docx 再读"),
    ("", "压缩包（.zip）", "请解压后逐个读取其中的文件；改扩展名不能把压缩包变成文档"),
)


def read(name: str, data: bytes) -> Document:
    """Read a .docx, .xlsx, .ods, .odt or .ofd; `Mistake` where the package is something else."""
    parts = Parts(data)
    if "OFD.xml" in parts.names:
        return ofd.read_parts(name, parts)
    if TYPES in parts.names and (word.MAIN in parts.names or MAIN_TYPE in parts.read(TYPES)):
        return word.read_parts(name, parts)
    kind = parts.read("mimetype") if "mimetype" in parts.names else b""
    if "xl/workbook.xml" in parts.names or kind.endswith(b"spreadsheet"):
        return confined.read_workbook(name, data)
    if kind.endswith(b"opendocument.text"):
        return word.read(name, convert.to_word(data, "odt"))
    for folder, came, remedy in OTHERS:
        if any(part.startswith(folder) for part in parts.names):
            raise unreadable.wrong_kind(came, remedy)
    raise unreadable.empty()
