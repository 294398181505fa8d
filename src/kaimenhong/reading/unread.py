"""What looks like a figure but became no statement, so that a person sees what may be missing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kaimenhong.facts import Statement, Unread
from kaimenhong.reading.figures import masked, units_pattern
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.times import Clock, mentions

# Two digits and more, or a blank, or any digit that has a unit behind it.
_CANDIDATE = re.compile(
    rf"(?=[-0-9Xx_])(?<![0-9A-Za-z.])-?(?:[0-9]++(?:\.[0-9]+)?|[Xx]{{2,6}}|_{{2,}})(?:{units_pattern()})?(?![0-9A-Za-z])"
)
_NUMBERING = re.compile(r"(?:第?[0-9]{1,3}(?:[.、条章]|$)|（[0-9]{1,2}）)+")
# 〔2026〕9号 is the number of a document, in which nobody looks for a figure.
_OF_DOCUMENT = re.compile(r"[（\[](?:19|20)[0-9]{2}[）\]]第?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:年度?|-(?:19|20)?[0-9]{2}年?)?")


type _Pairs = list[tuple[int, int]]


def unread(
    paragraphs: Iterable[Paragraph],
    statements: Sequence[Statement],
    passed: Mapping[int, str],
    clock: Clock,
) -> Iterator[Unread]:
    """Give the figures that no statement holds, in the order of the text.

    `passed` says of some, by their offset in the document, why they were left out.
    """
    held = _Spans(statements)
    for paragraph in paragraphs:
        where = None
        for start, end, label in _candidates(paragraph, clock, held):
            # Asked for here, as most paragraphs have no candidate.
            where = _where(paragraph) if where is None else where
            left, right = paragraph.cleaned.span(start, end)
            rule = passed.get(left) or label or where or _default(paragraph, end)
            yield Unread(rule, left, right, paragraph.cleaned.source[left:right])


def _candidates(paragraph: Paragraph, clock: Clock, held: _Spans) -> Iterator[tuple[int, int, str]]:
    text = paragraph.cleaned.text
    numbering = _NUMBERING.match(text)
    taken: tuple[_Pairs, _Pairs] | None = None
    for match in _CANDIDATE.finditer(text, numbering.end() if numbering else 0):
        start, end = match.span()
        if (
            end - start < 2
            or _YEAR.fullmatch(match[0])
            or _OF_DOCUMENT.search(text, max(0, start - 10), start)
        ):
            continue
        if held.overlap(*paragraph.cleaned.span(start, end)):
            continue
        # Most paragraphs hold no candidate: only those that do are searched for times and labels.
        taken = taken or ([(m.start, m.end) for m in mentions(text, clock)], masked(text))
        times, labels = taken
        if any(left < end and start < right for left, right in times):
            continue
        inside = any(left < end and start < right for left, right in labels)
        yield start, end, "unread.label" if inside else ""


def _where(paragraph: Paragraph) -> str:
    """Why no figure of such a paragraph is read; empty where they are."""
    if paragraph.aside:
        return "unread.aside"
    if paragraph.cell is not None:
        return "unread.cell"
    if paragraph.heading:
        return "unread.heading"
    return ""


def _default(paragraph: Paragraph, end: int) -> str:
    bare = paragraph.cleaned.text[end - 1].isdigit()
    return "unread.unitless" if bare else "unread.nameless"


class _Spans:
    """Where the figures of the statements stand, sorted, for many questions."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._spans = sorted(set(map(_figure_span, statements)))
        self._starts = [start for start, _ in self._spans]

    def overlap(self, start: int, end: int) -> bool:
        """Whether a statement's figure stands in `start`–`end`."""
        at = bisect_right(self._starts, end - 1)
        return any(right > start for _, right in self._spans[max(0, at - 3) : at])


def _figure_span(one: Statement) -> tuple[int, int]:
    for why in one.why:
        if why.field == "value" and why.start is not None and why.end is not None:
            return why.start, why.end
    return one.start, one.end
