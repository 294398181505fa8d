"""What stands around the text of a page: its number, headers, footers and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kaimenhong.documents.layout import Line, Page
from kaimenhong.documents.secrecy import refuse_marked

# How deep the margins are, as a share of the page.
MARGIN = 0.13
PAGE_NUMBER = re.compile(
    r"[-—–―·•~～\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9]{1,4}\s*页?)?"
    r"[-—–―·•~～\s]*"
)
DIGITS = re.compile(r"[0-9]+")
STOP = re.compile("[。；]")
# Notes are in smaller print than the lines above them, by more than fonts of one size differ.
SMALL = 0.86
NOTE = re.compile(r"\s*(?:[0-9①-⑳*]|[〔\[［][0-9])")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the same height on many pages: headers and footers, digits aside."""

    lines: frozenset[str]

    @classmethod
    def of(cls, pages: Sequence[tuple[Page, list[Line]]]) -> Furniture:
        """Find it; `Mistake` where it is a mark of secrecy."""
        seen: Counter[str] = Counter()
        for page, lines in pages:
            seen.update({_worn(line) for line in lines if _in_margin(line, page)})
        least = max(2, len(pages) / 3)
        found = frozenset(words for words, times in seen.items() if times >= least)
        refuse_marked("\n".join(found))
        return cls(found)

    def holds(self, line: Line, page: Page) -> bool:
        """Tell whether a line is a header, a footer or the number of the page."""
        if not _in_margin(line, page):
            return False
        return bool(PAGE_NUMBER.fullmatch(line.text)) or _worn(line) in self.lines


def without_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines of a page from the notes below them, which are in smaller print."""
    if not lines:
        return [], []
    usual = sorted(line.height for line in lines)[len(lines) // 2]
    first = len(lines)
    while first and lines[first - 1].height < SMALL * usual:
        first -= 1
    while first < len(lines) and not NOTE.match(lines[first].text):
        first += 1
    return list(lines[:first]), list(lines[first:])


def _worn(line: Line) -> str:
    """Give the words without what differs from page to page; a sentence is its figures too."""
    return line.text if STOP.search(line.text) else DIGITS.sub("0", line.text)


def _in_margin(line: Line, page: Page) -> bool:
    depth = MARGIN * (page.edges.top - page.edges.bottom)
    return line.middle > page.edges.top - depth or line.middle < page.edges.bottom + depth
