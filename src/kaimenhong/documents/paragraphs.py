"""Lines of laid-out pages back into the paragraphs that were broken into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kaimenhong.documents.document import Piece
from kaimenhong.documents.layout import Line, Page

# In heights of the characters: what is an indent, and how ragged the right edge may be.
INDENT, RAGGED = 1.2, 2.1
# Lines that differ so much in height are of two paragraphs; fonts of one size differ by less.
OTHER_SIZE = 0.24
# A block of text is at least so wide, as a share of its page.
NARROW = 0.6
STARTS = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}[、.．](?![0-9])|第[一二三四五六七八九十百零0-9]{1,6}[章节条])"
)
ENDS = "。！？；："
# What may stand between the end of a sentence and that of the line, and what never ends one.
CLOSING, OPEN = "”’》）)", "、，,（(《“第至和及与"


@dataclass(frozen=True, slots=True)
class Measure:
    """Between which edges the lines of a page are set."""

    left: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Line], page: Page) -> Measure:
        """Take the outermost edges that two lines share.

        Where the lines so far apart are no wide block, a page of short lines, the right margin is
        taken to be as wide as the left one.
        """
        left = _shared(sorted(line.left for line in lines), lines[0].height)
        right = -_shared(sorted(-line.right for line in lines), lines[0].height)
        if right - left < NARROW * (page.edges.right - page.edges.left):
            right = page.edges.left + page.edges.right - left
        return cls(left, right)

    def is_full(self, line: Line) -> bool:
        """Tell whether a line goes on to the right edge, so that its sentence may go on below."""
        return line.right > self.right - RAGGED * line.height

    def is_indented(self, line: Line) -> bool:
        """Tell whether a line begins to the right of where the others do."""
        return line.left > self.left + INDENT * line.height


def _shared(edges: Sequence[float], height: float) -> float:
    """Give the first edge that the next one is near to; the first where there is none."""
    near = (edge for edge, after in pairwise(edges) if after - edge < height)
    return next(near, edges[0])


class Paragraphs:
    """Joins lines into paragraphs, over the ends of pages as well."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lines: list[str] = []
        self._last: tuple[Line, Measure] | None = None
        self._page = 1

    def add(self, line: Line, measure: Measure, page: int) -> Iterator[Piece]:
        """Take one more line; yield the paragraph before it where that is complete."""
        if not self._goes_on(line, measure):
            yield from self.close()
            self._page = page
        self._lines.append(line.text)
        self._last = (line, measure)

    def close(self) -> Iterator[Piece]:
        """Yield what is left."""
        if self._lines:
            yield Piece(joined(self._lines), page=self._page)
        self._lines, self._last = [], None

    def _goes_on(self, line: Line, measure: Measure) -> bool:
        if self._last is None:
            return False
        last, before = self._last
        if not before.is_full(last) or abs(last.height - line.height) > OTHER_SIZE * last.height:
            return False
        ended = last.text.rstrip(CLOSING)[-1:] in ENDS
        if STARTS.match(line.text):
            return not ended and not measure.is_indented(line) and self._runs_on(last, line)
        # Where all lines are indented, the end of the sentence decides.
        return not measure.is_indented(line) or (before.is_indented(last) and not ended)

    def _runs_on(self, last: Line, line: Line) -> bool:
        """Tell whether a number at the head of a line is a sentence's own: 第一、二产业.

        Items of a list that end without a full stop may be as wide as each other, and seem full.
        """
        listed = STARTS.match(self._lines[0]) and last.text[-1] not in OPEN
        return len(line.fields) == 1 and not listed


def joined(lines: Sequence[str]) -> str:
    """Join lines of one paragraph; between two Latin words a blank is put back.

    >>> joined(["全市工信", "局负责", "high", "tech"])
    '全市工信局负责high tech'
    """
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii()
        text += f" {line}" if latin and line[:1].isalpha() else line
    return text
