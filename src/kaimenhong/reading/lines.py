"""Lines that belong to one paragraph: a sentence that a line or page break cut is whole again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kaimenhong.documents.document import Block, Document
from kaimenhong.reading import lexicon, names

_CLOSED = "。！？；：…”）〕】;:!?)"
_OPEN_TAIL = "，、,"
_PAGE_NUMBER = re.compile(r"[-—–·\s]*[0-9]{1,3}[-—–·\s]*|第\s*[0-9]+\s*页.{0,12}")
# A page holds some 28 characters in a line; what is wider is a paragraph of its own.
WIDEST_LINE = 96
NARROWEST_LINE = 40
RAGGED = 5
FEWEST_FULL = 5
NEAR = 14

type Spans = list[tuple[int, int]]


def joined(
    document: Document, starts_heading: Callable[[str], bool]
) -> Iterator[tuple[Spans, Block | None]]:
    """Give the spans of each paragraph's lines; a cell stands alone."""
    full = _full_width(document)
    spans: Spans = []
    last, line = "", ""
    for block in document.blocks:
        if block.kind == "cell":
            if spans:
                yield spans, None
            spans, last, line = [], "", ""
            yield [(block.start, block.end)], block
            continue
        words = block.text.strip()
        if spans and _PAGE_NUMBER.fullmatch(words):
            continue
        heads = block.kind != "paragraph" or starts_heading(words) or not last
        cut = _breaks_words(last, words) if last else False
        cut = cut or (
            full is not None and _width(line) >= full - RAGGED and not _indented(block.text)
        )
        if spans and (heads or not (cut or _goes_on(last))):
            yield spans, None
            spans, last = [], ""
        spans.append((block.start, block.end))
        last, line = last + words, block.text.rstrip()
    if spans:
        yield spans, None


# No line of its own begins with these.
_GOES_ON_WITH = re.compile("[，、。；）]|(?:以上|以下|以内|左右)[，、。；）]")


def _breaks_words(before: str, words: str) -> bool:
    """Whether the break stands inside the name of an indicator, or between 增长 and its figure."""
    if _GOES_ON_WITH.match(words):
        return True
    tail, head = before[-NEAR:], words[:NEAR]
    known = names.last_known(tail + head, 0, len(tail) + len(head))
    inside = known is not None and known[0] < len(tail) < known[1]
    said = lexicon.words("tails").before(before, len(before))
    return inside or bool(said and said[1] in {"up", "down", "reach"} and words[0].isdigit())


def _goes_on(before: str) -> bool:
    if before[-1] in _OPEN_TAIL or _unclosed(before):
        return True
    if before[-1] in _CLOSED:
        return False
    return len(before) > 24 and any(sign in before for sign in "，。；,;")


def _unclosed(text: str) -> bool:
    tail = text[-400:]
    return any(
        tail.rfind(left) > max(tail.rfind(right), -1) and len(tail) - tail.rfind(left) < 300
        for left, right in ("（）", "()", "〔〕", "《》")
    )


def _full_width(document: Document) -> int | None:
    """How wide a full line is in a text of broken lines, None where lines are paragraphs.

    Many lines of the same width, most of which end in the midst of a sentence, are broken lines.
    """
    lines = [b.text.rstrip() for b in document.blocks if b.kind == "paragraph"]
    widths = [(_width(line), line[-1]) for line in lines if len(line.strip()) > 1]
    if not widths:
        return None
    widest, _ = sorted(widths)[int(len(widths) * 0.9)]
    full = [last for width, last in widths if widest - RAGGED <= width <= widest + 2]
    open_ended = [last for last in full if last not in _CLOSED]
    narrow = NARROWEST_LINE <= widest <= WIDEST_LINE
    many = len(full) >= FEWEST_FULL and 2 * len(open_ended) > len(full)
    return widest if narrow and many else None


def _width(text: str) -> int:
    """Columns of a line in print: this encoding has one byte for narrow signs and two for wide."""
    return len(text.encode("gb18030", "replace"))


def _indented(text: str) -> bool:
    return text[:1] in {" ", "\u3000", "\t"}
