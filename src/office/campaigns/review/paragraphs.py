"""The text of a document in pieces: its paragraphs, and the stretches that a page marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kaimenhong.errors import Code, Mistake
from office.campaigns.review.parts import Review, Reviewed, ReviewedUnread

SHOWN = 24  # characters of a paragraph in a list to choose from


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text, with its number from 1 and where it starts."""

    number: int
    start: int
    text: str

    @property
    def label(self) -> str:
        """Return the number and the first words."""
        short = self.text.strip()
        return f"{self.number}　{short[:SHOWN]}{'……' if len(short) > SHOWN else ''}"


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Return the lines of the text that are not blank.

    >>> [(p.number, p.start, p.text) for p in paragraphs("一、目标\\n\\n增长6%")]
    [(1, 0, '一、目标'), (2, 6, '增长6%')]
    """
    start, number = 0, 0
    for line in text.split("\n"):
        if line.strip():
            number += 1
            yield Paragraph(number, start, line)
        start += len(line) + 1


def paragraph_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the lines begin and end that a span stands in.

    >>> paragraph_at("甲\\n增长6%\\n乙", 4, 6)
    (2, 6)
    """
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    return left, right if right >= 0 else len(text)


def span_of(text: str, number: int, words: str) -> tuple[int, int]:
    """Return where words stand in a paragraph; Mistake ROW_INCOMPLETE where they do not.

    >>> span_of("一、目标\\n增长6%，增长8%", 2, "增长8%")
    (10, 14)
    """
    for one in paragraphs(text):
        at = one.text.find(words) if one.number == number and words else -1
        if at >= 0:
            return one.start + at, one.start + at + len(words)
    raise Mistake(
        Code.ROW_INCOMPLETE,
        expected="所选段落里的原话",
        came=words,
        remedy="请从该段照抄，一字不差，例如“增长6%以上”",
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text, with the statements and the unread figure that cover it."""

    text: str
    start: int
    statements: tuple[Reviewed, ...] = ()
    unread: ReviewedUnread | None = None

    @property
    def items(self) -> str:
        """Return the marks of all that covers it, for the page to find."""
        return " ".join(f"s{one.row.pk}" for one in self.statements)

    @property
    def begin(self) -> tuple[Reviewed, ...]:
        """Return the statements that start here."""
        return tuple(one for one in self.statements if one.row.start == self.start)


def passages(review: Review) -> list[Passage]:
    """Cut the text at every start and end of a part of the reading, so that a page can mark them.

    Spans of one coordination overlap or coincide; every passage names all that cover it.
    """
    text = review.document.text
    cuts = edges(review)
    covering: list[list[Reviewed]] = [[] for _ in cuts]
    for one in review.statements:
        for at in inside(cuts, one.row.start, one.row.end):
            covering[at].append(one)
    unread = {at: one for one in review.unread for at in inside(cuts, one.row.start, one.row.end)}
    return [
        Passage(text[start:end], start, tuple(covering[at]), unread.get(at))
        for at, (start, end) in enumerate(pairwise(cuts))
    ]


def edges(review: Review) -> list[int]:
    """Return where the text is cut: at all that a page marks or points to, from start to end."""
    marked: list[Reviewed | ReviewedUnread] = [*review.statements, *review.unread]
    spans = [(one.row.start, one.row.end) for one in marked]
    spans += [(one.row.start, one.row.start) for one in review.tasks]
    for row in (one.row for one in review.conflicts):
        for at, spelling in ((row.at_a, row.spelling_a), (row.at_b, row.spelling_b)):
            if at is not None:
                spans.append((at, at + len(spelling)))
    length = len(review.document.text)
    cuts = {0, length, *(edge for span in spans for edge in span)}
    return sorted(cut for cut in cuts if cut <= length)


def inside(cuts: list[int], start: int, end: int) -> range:
    """Return which of the stretches between the cuts lie in a span."""
    return range(bisect_left(cuts, start), bisect_right(cuts, end - 1))


def excerpt(review: Review, start: int, end: int, around: int = 24) -> Iterable[str]:
    """Return the words before a span, the span, and the words after it, within its lines."""
    text = review.document.text
    left, right = paragraph_at(text, start, end)
    before, after = max(left, start - around), min(right, end + around)
    return (
        ("……" if before > left else "") + text[before:start],
        text[start:end],
        text[end:after] + ("……" if after < right else ""),
    )
