"""Pages on which every character has its place (.pdf, .ofd): characters make lines.

Lengths are in points, `bottom` is below `top`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

# In heights of the characters: what parts words, what parts columns.
WORD_GAP, HAN_GAP, COLUMN_GAP = 0.25, 0.9, 1.7
# What quotes a note is so much smaller than the line, and stands so high above its foot.
SUPERSCRIPT, RAISED = 0.75, 0.25
QUOTES = re.compile(r"[0-9①-⑳〔〕\[\]［］*]")


class Glyph(NamedTuple):
    """A character and the box it takes, as high as its font and as wide as it is.

    One without text is struck out and only takes its room. A tuple, because there are millions.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How high the font is."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright, from its lower left to its upper right end."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, and its edges."""

    number: int
    edges: Rule
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its fields are what wide gaps part, with where each begins and ends."""

    fields: tuple[tuple[float, float, str], ...]
    bottom: float
    top: float
    height: float

    @property
    def text(self) -> str:
        """The fields with tabs between them."""
        return "\t".join(words for _, _, words in self.fields)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.fields[0][0]

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.fields[-1][1]

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Gather characters into lines from top to bottom; raised and lowered ones stay in theirs."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.middle):
        row = rows[-1] if rows else []
        if row and row[0].middle - glyph.middle < 0.5 * max(row[0].height, glyph.height):
            row.append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(_unquoted(sorted(row, key=lambda one: one.left))) for row in rows)
    return [line for line in lines if line is not None]


def _unquoted(row: list[Glyph]) -> list[Glyph]:
    """Leave out small raised figures that quote a note: 增长9%¹ is no 9%1, but m² stays.

    Fonts differ in height, so small alone says nothing; what quotes a note stands well above the
    foot of the line too.
    """
    high = max(row, key=lambda one: one.height)
    foot = high.bottom + RAISED * high.height
    kept: list[Glyph] = []
    for glyph in row:
        small = glyph.height < SUPERSCRIPT * high.height and glyph.bottom > foot
        before = kept[-1].text if kept else ""
        unit = before.isascii() and before.isalnum()
        if not (small and before and not unit and QUOTES.fullmatch(glyph.text)):
            kept.append(glyph)
    return kept


def _line(row: list[Glyph]) -> Line | None:
    if not any(glyph.text.strip() for glyph in row):
        return None
    height = max(glyph.height for glyph in row)
    return Line(
        fields=tuple(_fields(row, height)),
        bottom=min(glyph.bottom for glyph in row),
        top=max(glyph.top for glyph in row),
        height=height or 1.0,
    )


def _fields(row: list[Glyph], height: float) -> Iterator[tuple[float, float, str]]:
    """Part a line at wide gaps; blanks that are characters count as gaps too."""
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    start, words = inked[0].left, inked[0].text
    for before, glyph in pairwise(inked):
        gap = (glyph.left - before.right) / (height or 1.0)
        if gap > COLUMN_GAP:
            if words:
                yield start, before.right, words
            start, words = glyph.left, ""
        elif gap > WORD_GAP and words and glyph.text:
            latin = words[-1].isascii() and glyph.text.isascii()
            words += " " if latin or gap > HAN_GAP else ""
        words += glyph.text
    if words:
        yield start, inked[-1].right, words
