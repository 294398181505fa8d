"""The last look at a paper before it is issued: what is still open, and the number and day put in.

It takes any .docx, our own or one that came back from an office's Word, with all its parts: text,
tables, text boxes, headers and footers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from kaimenhong.writing import package
from kaimenhong.writing.numerals import day as in_words

LONGEST = 40  # characters told of where a blank stands
# Signs of a blank in running text; a single × may be a multiplication.
OPEN = re.compile(r"X{2,}|×{2,}|×月|月×|〕×号|第×期|_{3,}|＿{2,}|\*{3,}")
NUMBER = re.compile(r"×+〔\d{4}〕×+号")
DATED = re.compile(r"\d{4}年×月×日")
DATE = re.compile(r"×月×日")
# Styles of the paragraphs whose blanks are the number and the day: a day to reply by is not.
GIVEN_AT_ISSUE = ("IssueNumber", "Signature", "Imprint", "Subtitle")
REVISIONS = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that must not be issued: what it is, and the words it stands in."""

    what: str
    where: str


def leftovers(data: bytes) -> list[Leftover]:
    """List the blanks, highlights, revisions and comments of a .docx, in their order."""
    found = []
    for element in _elements(_opened(data)):
        for paragraph in element.iter(qn("w:p")):
            found += [Leftover(what, _words(paragraph)) for what in _open(paragraph)]
    return found


def numbered(data: bytes, *, number: str, on: date) -> bytes:
    """Put the number and the day in where they were left blank; metadata name nobody.

    An empty number leaves its blank, if there is one, so that `leftovers` tells of it. What was
    filled in already is not touched.
    """
    document = _opened(data)
    for element in _elements(document):
        for paragraph in element.iter(qn("w:p")):
            if paragraph.xpath("string(w:pPr/w:pStyle/@w:val)") in GIVEN_AT_ISSUE:
                for run in filter(_is_marked, paragraph.iter(qn("w:r"))):
                    _fill(run, number, on)
    about = document.core_properties
    return package.close(document, title=about.title, made=about.created or _moment(on))


def has_number(data: bytes) -> bool:
    """Tell whether the paper has a place for a number."""
    paragraphs = (p for element in _elements(_opened(data)) for p in element.iter(qn("w:p")))
    return any(NUMBER.search(_text(paragraph)) for paragraph in paragraphs)


def _fill(run: Any, number: str, on: date) -> None:
    text = _text(run)
    filled = NUMBER.sub(number, text) if number else text
    filled = DATED.sub(in_words(on), filled)
    filled = DATE.sub(f"{on.month}月{on.day}日", filled)
    if filled == text:
        return
    texts = list(run.iter(qn("w:t")))
    texts[0].text = filled
    for other in texts[1:]:
        other.text = ""
    properties = run.find(qn("w:rPr"))
    properties.remove(properties.find(qn("w:highlight")))


def _open(paragraph: Any) -> Iterator[str]:
    text = _text(paragraph)
    if blanks := dict.fromkeys(blank[0] for blank in OPEN.finditer(text)):
        yield f"空白{'、'.join(f'“{blank}”' for blank in blanks)}"
    marked = [run for run in paragraph.iter(qn("w:r")) if _is_marked(run)]
    shown = "".join(_text(run) for run in marked)
    if shown.strip() and not OPEN.search(text):
        yield f"标黄的“{shown[:LONGEST]}”"
    if any(next(paragraph.iter(qn(tag)), None) is not None for tag in REVISIONS):
        yield "没有接受的修订"
    if next(paragraph.iter(qn("w:commentReference")), None) is not None:
        yield "批注"


def _is_marked(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:highlight')}")
    return mark is not None and mark.get(qn("w:val")) != "none"


def _words(paragraph: Any) -> str:
    text = _text(paragraph).strip()
    blank = OPEN.search(text)
    start = max(0, (blank.start() if blank else 0) - LONGEST // 2)
    return f"{'…' if start else ''}{text[start : start + LONGEST]}"


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _elements(document: Document) -> Iterator[Any]:
    """Give the XML of the text and of all headers, footers and notes."""
    for part in document.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is not None and part.partname.startswith("/word/"):
            yield element


def _opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)
