"""The stamp of what does not hold, in the head of every page; it comes off again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section, _Header
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from kaimenhong.writing import package

UNISSUED = "内部 · 未发布"
WITHDRAWN = "已撤回"
_SIZE = Pt(9)
_SOME_DAY = datetime(*package.ZIP_EPOCH, tzinfo=UTC)


def stamped(data: bytes, note: str, *, mark: str = UNISSUED) -> bytes:
    """Put the stamp, with a note behind it (who took it, why), on every page of a .docx.

    The text itself, its breaks and the page numbers stay as they are.
    """
    document = docx.Document(BytesIO(data))
    for header in _headers(document):
        paragraph = header.paragraphs[0]
        if paragraph.text.strip():
            paragraph = paragraph.insert_paragraph_before()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(f"{mark}　{note}")
        run.font.size, run.bold = _SIZE, mark == WITHDRAWN
    return _closed(document)


def unstamped(data: bytes) -> bytes:
    """Take the stamp off where it stands; any other file is given back as it is, byte by byte."""
    document = docx.Document(BytesIO(data))
    found = [header for header in _own_headers(document) if list(_stamps(header))]
    if not found:
        return data
    for header in found:
        for paragraph in list(_stamps(header)):
            header._element.remove(paragraph._element)
        if not header.paragraphs and not header.tables:
            header.is_linked_to_previous = True
    return _closed(document)


def _stamps(header: _Header) -> Iterator[Paragraph]:
    return (one for one in header.paragraphs if one.text.startswith((UNISSUED, WITHDRAWN)))


def _headers(document: Document) -> Iterator[_Header]:
    """Yield the heads that show: of a section its own, or the first section's."""
    for place, section in enumerate(document.sections):
        for header in _of_section(document, section):
            if place == 0 or not header.is_linked_to_previous:
                yield header


def _own_headers(document: Document) -> Iterator[_Header]:
    for section in document.sections:
        for header in (section.header, section.first_page_header, section.even_page_header):
            if not header.is_linked_to_previous:
                yield header


def _of_section(document: Document, section: Section) -> Iterator[_Header]:
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header
    if document.settings.odd_and_even_pages_header_footer:
        yield section.even_page_header


def _closed(document: Document) -> bytes:
    about = document.core_properties
    return package.close(document, title=about.title, made=about.created or _SOME_DAY)
