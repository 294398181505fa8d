"""Opens a document by what is in it, not by what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from kaimenhong.documents import html, text, word
from kaimenhong.documents.document import Document
from kaimenhong.errors import Code, Mistake, Place

LARGEST = 20 * 1024 * 1024

# First bytes of kinds that are known but not read yet, with what the user can do.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF 文件", "请用 WPS 或 Word 打开后另存为 .docx 再读"),
    (b"{\\rtf", "RTF 文件", "请用 WPS 或 Word 打开后另存为 .docx 再读"),
    (b"\x89PNG", "图片", "请把文字录入 .docx 或 .txt 再读"),
    (b"\xff\xd8\xff", "图片", "请把文字录入 .docx 或 .txt 再读"),
    (b"GIF8", "图片", "请把文字录入 .docx 或 .txt 再读"),
    (b"Rar!", "压缩包", "请解压后逐个读取其中的文件"),
    (b"7z\xbc\xaf", "压缩包", "请解压后逐个读取其中的文件"),
    (b"\x1f\x8b", "压缩包", "请解压后逐个读取其中的文件"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
KINDS = ".docx、.html 或 .txt 文件"

# A mark of secrecy stands on a line of its own in the head: 机密★1年, 秘密, 绝 密
SECRET = re.compile(
    r"^[ \t\u3000]*(?:密级[:：]?[ \t\u3000]*)?(绝\s?密|机\s?密|秘\s?密)"
    r"[ \t\u3000]*(?:[★☆*].{0,12}|[0-9]{1,2}年)?"
    r"[ \t\u3000]*(?:特急|特提|加急|平急|急件)?[ \t\u3000]*$",
    re.MULTILINE,
)
HEAD = 400


def open_document(path: Path) -> Document:
    """Read the file; raises `Mistake` with its name where it cannot be read."""
    place = Place(file=path.name)
    if not path.is_file():
        raise Mistake(
            Code.FILE_MISSING,
            expected="一个已有的文件",
            came=str(path),
            remedy="请检查路径和文件名",
            place=place,
        )
    if path.stat().st_size > LARGEST:
        raise _too_large(path.stat().st_size).at(place)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Mistake(
            Code.FILE_MISSING,
            expected="可以读取的文件",
            came=str(path),
            remedy="请检查文件的权限",
            place=place,
        ) from error
    return open_bytes(path.name, data)


def open_bytes(name: str, data: bytes) -> Document:
    """Read the bytes of a file called `name`; its kind is told from the bytes alone."""
    try:
        if len(data) > LARGEST:
            raise _too_large(len(data))
        document = _reader(data)(name, data)
        _refuse_empty(document.text)
        _refuse_secret(document.text)
    except Mistake as mistake:
        raise mistake.at(Place(file=name)) from mistake
    return document


def _reader(data: bytes) -> Callable[[str, bytes], Document]:
    if not data.strip(b" \t\r\n\x00"):
        raise _empty()
    if data.startswith(b"PK"):
        return word.read
    if data.startswith(OLE):
        raise _old_office(data)
    for signature, kind, remedy in SIGNATURES:
        if data.startswith(signature):
            raise Mistake(Code.FILE_KIND, expected=KINDS, came=kind, remedy=remedy)
    return html.read if html.looks_like(data) else text.read


def _old_office(data: bytes) -> Mistake:
    if ENCRYPTED in data:
        return Mistake(
            Code.FILE_DAMAGED,
            expected="没有密码的文件",
            came="加密的文件",
            remedy="请打开文件，去掉密码后另存",
        )
    return Mistake(
        Code.FILE_KIND,
        expected=KINDS,
        came="旧版 .doc、.wps 或 .xls 文件",
        remedy="请用 WPS 或 Word 打开后另存为 .docx 再读",
    )


def _too_large(size: int) -> Mistake:
    return Mistake(
        Code.FILE_TOO_LARGE,
        expected=f"不超过 {LARGEST // 1024 // 1024} MB",
        came=f"{size / 1024 / 1024:.1f} MB",
        remedy="请删去图片等无关内容，或拆成几个文件",
    )


def _empty() -> Mistake:
    return Mistake(
        Code.FILE_EMPTY,
        expected="有文字的文件",
        came="",
        remedy="请检查是否选错了文件，或文件没有保存",
    )


def _refuse_empty(content: str) -> None:
    if not content.strip():
        raise _empty()


def _refuse_secret(content: str) -> None:
    mark = SECRET.search(content[:HEAD])
    if mark:
        raise Mistake(
            Code.FILE_SECRET,
            expected="没有密级的文件",
            came=mark[0].strip(),
            remedy="涉密文件不得在本系统中存储和处理，请按保密规定办理",
        )
