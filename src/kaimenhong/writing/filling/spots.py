"""A blank as the template says it: what is stated there, its unit, the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kaimenhong.facts import Reading, Statement
from kaimenhong.writing.checking.said import Said, led_in, said, sentence_ends
from kaimenhong.writing.filling.marks import Marks, marks

LONGEST_SENTENCE = 400
LONGEST_BEHIND = 24
_END = re.compile("[。；！？\n]")
PARTS = 3
_RATIO = re.compile(r"[^，。；\s]{1,6}(?:\s*[:：∶]\s*[^，。；\s:：∶]{1,6}){2}$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A blank: its marks, and what is said of it; `said` is None where nothing was read there.

    `before` are the words from the figure before, `sentence` those from the sentence's beginning,
    up to the blank; `behind` those after it to the end of its clause; `paragraph` is where the
    blank's paragraph begins.
    """

    marks: Marks
    said: Said | None
    before: str
    sentence: str
    behind: str
    paragraph: int


def spots(reading: Reading) -> Iterator[Spot]:
    """Yield the blanks of a template in order."""
    text = reading.text
    stops = sentence_ends(text)
    places = [(one.start, one.end) for one in said(reading)]
    stated = _by_marks(reading)
    found = list(marks(text))
    ends = sorted({end for _, end in places} | {one.end for one in found})
    for one in found:
        since = max((end for end in ends if end <= one.start), default=0)
        behind = _behind(text, one.end)
        paragraph = text.rfind("\n", 0, one.start) + 1
        sentence, opening = led_in(text, stops, one.start, since=since)
        before = text[opening : one.start]
        whole = text[max(sentence, one.start - LONGEST_SENTENCE) : one.start]
        of_it = _said(one, stated.get(one.end, []), before, whole)
        yield Spot(one, of_it, before, whole, behind, paragraph)


def _behind(text: str, end: int) -> str:
    words = text[end : end + LONGEST_BEHIND]
    stop = _END.search(words)
    return words[: stop.start()] if stop else words


def _by_marks(reading: Reading) -> Mapping[int, list[Statement]]:
    """Give the statements of each blank by where its marks end: the last within the statement.

    The blanks of XX：XX：XX are one figure of the text, and go to its shares in their order.
    """
    ends = [one.end for one in marks(reading.text)]
    found: dict[int, list[Statement]] = {}
    for (start, end), stated in groupby(reading.statements, lambda one: (one.start, one.end)):
        blank = [one for one in stated if one.placeholder]
        inside = [one for one in ends if start < one <= end]
        ratio = _RATIO.search(reading.text, start, end) if len(blank) > 1 else None
        if ratio is not None and len(inside) >= len(blank) == PARTS:
            for one, statement in zip(inside[-PARTS:], blank, strict=True):
                found.setdefault(one, []).append(statement)
        elif inside and blank:
            found.setdefault(inside[-1], []).extend(blank)
    return found


def _said(one: Marks, stated: Sequence[Statement], before: str, sentence: str) -> Said | None:
    if not stated:
        return None
    return of_blank(one, tuple(stated), stated[0].unit or "", before, sentence)


def of_blank(
    one: Marks, stated: tuple[Statement, ...], unit: str, before: str, sentence: str
) -> Said:
    """Give what is said of a blank in the form of a figure whose number is still open."""
    return Said(
        statements=stated,
        start=one.start,
        end=one.end,
        text=one.text,
        number=Decimal(0),
        digits=0,
        unit=unit,
        times=Decimal(1),
        before=before,
        opening=one.start - len(before),
        sentence=sentence,
    )
