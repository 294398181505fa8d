"""Opens a document by what is in it, not by what it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kaimenhong.documents import html, kinds, signatures, text, unreadable
from kaimenhong.documents.document import Document
from kaimenhong.documents.limits import LARGEST as LARGEST
from kaimenhong.documents.limits import file_size, megabytes
from kaimenhong.documents.secrecy import HEAD, refuse_marked
from kaimenhong.errors import Code, Mistake, Place

type Reader = Callable[[str, bytes], Document]


def open_document(path: Path) -> Document:
    """Read the file; raises `Mistake` with its name where it cannot be read."""
    return open_bytes(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Give the bytes of a file; raises `Mistake` FILE_MISSING or FILE_TOO_LARGE with its name."""
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
        size = file_size(path.stat().st_size)
        raise unreadable.too_large(size, megabytes(LARGEST)).at(place)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Mistake(
            Code.FILE_MISSING,
            expected="可以读取的文件",
            came=str(path),
            remedy="请检查文件的权限",
            place=place,
        ) from error


def open_bytes(name: str, data: bytes) -> Document:
    """Read the bytes of a file called `name`; only whether it is a text is told by its name too."""
    try:
        if len(data) > LARGEST:
            raise unreadable.too_large(file_size(len(data)), megabytes(LARGEST))
        document = _reader(name, data)(name, data)
        if not document.text.strip():
            raise unreadable.empty()
        refuse_marked(document.text[:HEAD])
    except Mistake as mistake:
        raise mistake.at(Place(file=name)) from mistake
    return document


def _reader(name: str, data: bytes) -> Reader:
    """Tell the kind of file; what most readers need not is loaded only where it is met."""
    if not data.strip(b" \t\r\n\x00"):
        raise unreadable.empty()
    if data.startswith(signatures.PACKED):
        from kaimenhong.documents import packages

        return packages.read
    if data.startswith((signatures.OLE, signatures.RTF)):
        from kaimenhong.documents import old_office

        return old_office.read
    if data[:1024].lstrip(signatures.BEFORE_PDF).startswith(signatures.PDF):
        from kaimenhong.documents import confined

        return confined.read_pdf
    _refuse_other_kinds(data)
    return html.read if html.looks_like(data) else _text_reader(name)


def _text_reader(name: str) -> Reader:
    """Give the reader of texts, unless the name says that the file is something else."""
    suffix = kinds.strange_suffix(name)
    if suffix:
        raise unreadable.wrong_kind(f"{suffix} 文件", "如果确是文字，请把扩展名改为 .txt 再读")
    return text.read


def _refuse_other_kinds(data: bytes) -> None:
    for signature, (came, remedy) in signatures.WITHOUT_TEXT:
        if data.startswith(signature):
            raise unreadable.wrong_kind(came, remedy)
    if data[signatures.TAPE_AT] == signatures.TAPE:
        raise unreadable.wrong_kind(*signatures.ARCHIVE)
