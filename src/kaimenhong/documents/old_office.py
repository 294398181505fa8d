"""Files of old office programs: .doc and .wps, .rtf, .xls; which one is told by its streams."""

from __future__ import annotations

from kaimenhong.documents import confined, convert, unreadable, word
from kaimenhong.documents.document import Document
from kaimenhong.documents.signatures import ENCRYPTED, RTF

SECTOR = 512
# The first bytes of the text stream of Word, and the bit among its flags for a password.
WORD_HEAD = b"\xec\xa5"
FLAGS, PASSWORD = 11, 0x01


def read(name: str, data: bytes) -> Document:
    """Read the file: text through LibreOffice, sheets by ourselves."""
    if data.startswith(RTF):
        return word.read(name, convert.to_word(data, "rtf"))
    if ENCRYPTED in data:
        raise unreadable.encrypted()
    if _has(data, "WordDocument"):
        if _asks_password(data):
            raise unreadable.encrypted()
        return word.read(name, convert.to_word(data, "doc"))
    if _has(data, "Workbook") or _has(data, "Book"):
        return confined.read_workbook(name, data)
    came = "旧版演示文稿" if _has(data, "PowerPoint Document") else "不是文档的 Office 文件"
    raise unreadable.wrong_kind(came, "请用 WPS 或 Word 打开后另存为 .docx 再读")


def _has(data: bytes, stream: str) -> bool:
    # Names in the directory of streams end with a zero; only there do they stand so.
    return f"{stream}\0".encode("utf-16-le") in data


def _asks_password(data: bytes) -> bool:
    return any(
        data[start + FLAGS] & PASSWORD
        for start in range(SECTOR, len(data) - FLAGS, SECTOR)
        if data.startswith(WORD_HEAD, start)
    )
