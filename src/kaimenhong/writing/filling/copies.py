"""The filled copy of a template: a .docx keeps its format and gets comments, all else is text."""

from __future__ import annotations

from collections.abc import Sequence

from kaimenhong.documents import word
from kaimenhong.documents.document import Document
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.signatures import PACKED
from kaimenhong.writing.commenting import Comment, Commented, commented
from kaimenhong.writing.filling.blank import Blank, Filling, Status
from kaimenhong.writing.filling.report import listed, told

AUTHOR = "填数"
HEADING = "数据来源"


def as_copy(
    filling: Filling, document: Document, data: bytes, *, comments: bool, sources: bool
) -> Commented:
    """Give the copy; `comments` tell each source at its blank, `sources` lists them at the end.

    What is left stays as it was, highlighted in a .docx. The template's own bytes are not changed.
    Raises `Mistake` where the file cannot be unpacked.
    """
    lines = [HEADING, *listed(filling)] if sources and filling.of(Status.FILLED) else []
    if data.startswith(PACKED) and word.MAIN in Parts(data).names:
        places = [_comment(one, comments) for one in filling.blanks]
        places += [Comment(one.start, one.end, "", put="") for one in filling.cells]
        return commented(data, document, places, author=AUTHOR, ending=lines)
    return Commented(_ended(filled_text(filling), lines).encode(), ())


def _comment(one: Blank, comments: bool) -> Comment:
    words = told(one) if comments else ""
    if one.status is Status.FILLED:
        return Comment(one.begin, one.end, words, put=one.shown)
    return Comment(one.start, one.end, words, marked=True)


def filled_text(filling: Filling) -> str:
    """Give the text with what was filled in; what was left stays.

    >>> from kaimenhong.writing.filling.blank import Blank
    >>> one = Blank(2, 4, "XX", Status.FILLED, begin=0, shown="下降3.2")
    >>> filled_text(Filling("稿.txt", "增长XX%，XX", (one, Blank(6, 8, "XX", Status.UNKNOWN, 6))))
    '下降3.2%，XX'
    """
    parts, at = [], 0
    for one in filling.of(Status.FILLED):
        parts += [filling.text[at : one.begin], one.shown or ""]
        at = one.end
    return "".join([*parts, filling.text[at:]])


def _ended(text: str, lines: Sequence[str]) -> str:
    return "\n".join((text.rstrip("\n"), "", *lines, "")) if lines else text
