"""A stretch of a document as its words are meant, with the way back to how they are written.

Grammar works on `Cleaned.text`: half width, one dash, no blanks, no `**` marks, slips mended. Each
character knows where it stands in the document, so that every span can be given there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from kaimenhong.reading import lexicon
from kaimenhong.records import record

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SIGNS = {
    ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "〔": "（",
    "〕": "）",
    "［": "（", "］": "）", "—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-", "―": "-", "〜": "-",
    "～": "-", "~": "-", "\u2236": "：", "﹪": "%", "×": "X", "Х": "X", "○": "〇",
    "｡": "。", '"': "”", "「": "“", "」": "”", "『": "“", "』": "”", "﹔": "；", "﹐": "，",
}  # fmt: skip
_HALVED = (
    {chr(code): chr(half) for code, half in _WIDTH.items()}
    | {chr(code): _SIGNS[chr(half)] for code, half in _WIDTH.items() if chr(half) in _SIGNS}
    | _SIGNS
)
# Few characters change: to find them is faster than to ask for each. A wide comma stays one.
_TABLE = {sign: meant for sign, meant in _HALVED.items() if sign != meant}
_WIDE = re.compile("[" + "".join(map(re.escape, _TABLE)) + "]")
# Between two digits or letters a blank may separate; anywhere else it is layout. Runs are
# possessive: else the search would keep a place to come back to for each sign of a run.
_KEPT = re.compile(
    r"(?:[^\s\u200b\u200c\u200d\ufeff\u00ad*,，]++"
    r"|(?<=[0-9A-Za-z０-９])[^\S\n](?=[0-9A-Za-z０-９])"
    r"|(?<![0-9０-９])[,，]|(?<=[0-9０-９])[,，](?![0-9０-９]{3}(?![0-9０-９])))++"
    r"|\*+"
)
_NOTE_SIGN = re.compile("[\\[［①②③④⑤⑥⑦⑧⑨⑩]")
_NOTE_MARK = re.compile(
    r"(?<=[\u4e00-\u9fff）》”])(?:[\[［][0-9]{1,2}[\]］]|[①-⑳])(?![\u4e00-\u9fff]{0,2}[、.．])"
)
# `**9%**` is print, `增长**%` is a blank to fill.
_BOLD = re.compile(r"\*\*(?=[^\s*%％亿万元个家])(?:[^*\n])*\*\*")
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=[0-9.])[Oo]+(?![A-Za-z])"), lambda slip: "0" * len(slip[0])),
    (re.compile(r"(?<=[0-9.])[lI|](?=[0-9.%个亿万元])"), lambda slip: "1"),
    (re.compile(r"(?<![0-9A-Za-z.])[lI|](?=[0-9]+(?:\.[0-9]+)?[%个亿万家户])"), lambda slip: "1"),
    (re.compile(r"(?<=[0-9])[。·](?=[0-9]+(?:%|亿|万|个百))"), lambda slip: "."),
)
# What every slip of these is written with. Single signs, so that the search skips all others.
_MAY_SLIP = re.compile(r"O|o|l|I|\||·|。[0-9]")
# Text that looks like markup, </script>, ends what stands before it and is part of no name.
_MARKUP = re.compile("</?[A-Za-z][^<>\u4e00-\u9fff]{0,80}>")


@record(frozen=True, slots=True)
class Cleaned:
    """`text` to be parsed; `at[i]` is where its character `i` stands in the document."""

    text: str
    at: Sequence[int]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in the document of `text[start:end]`, marks such as `**` included."""
        left, right = self.at[start], self.at[end - 1] + 1
        while self.source.startswith("*", right):
            right += 1
        return left, right

    def written(self, start: int, end: int) -> str:
        """Give what stands in the document for `text[start:end]`."""
        return self.source[self.at[start] : self.at[end - 1] + 1]


def clean(source: str, spans: list[tuple[int, int]]) -> Cleaned:
    """Clean the spans of the document and join them, as lines of one paragraph."""
    parts: list[str] = []
    # Where each part begins and ends, in turn: a list of pairs would take ten times the memory.
    bounds = array("I")
    for start, end in spans:
        for words, left, right in _kept(source, start, end):
            parts.append(words)
            bounds.extend((left, right))
    return Cleaned(_meant("".join(parts)), _places(bounds), source)


def plain(words: str) -> str:
    """Give the cleaned text of words that stand alone."""
    return _meant("".join(part for part, _, _ in _kept(words, 0, len(words))))


def _kept(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The stretches of a span that are text, with where they stand; blanks to fill are X."""
    marks = _bold_marks(source, start, end)
    for piece in _pieces(source, start, end, _note_marks(source, start, end)):
        words = piece[0]
        if words[0] != "*":
            yield words, piece.start(), piece.end()
        elif piece.start() not in marks:
            yield "X" * len(words), piece.start(), piece.end()


def _places(bounds: Sequence[int]) -> Sequence[int]:
    """Where each character stands; most lines are one part, and a range takes no memory."""
    if len(bounds) == 2:
        return range(*bounds)
    at = array("I")
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        at.extend(range(start, end))
    return at


def _meant(words: str) -> str:
    return _mended(_WIDE.sub(lambda wide: _TABLE[wide[0]], words))


def _note_marks(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where marks of footnotes stand: 总值[2], 总值①."""
    if not _NOTE_SIGN.search(source, start, end):
        return []
    return [match.span() for match in _NOTE_MARK.finditer(source, start, end)]


def _pieces(
    source: str, start: int, end: int, skipped: list[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The stretches that are kept, between what is skipped."""
    at = start
    for left, right in [*skipped, (end, end)]:
        yield from _KEPT.finditer(source, at, left)
        at = right


def _bold_marks(source: str, start: int, end: int) -> set[int]:
    """Where `**` marks print rather than a blank."""
    if source.find("*", start, end) < 0:
        return set()
    marks: set[int] = set()
    for bold in _BOLD.finditer(source[start:end]):
        marks.update((start + bold.start(), start + bold.end() - 2))
    return marks


def _mended(text: str) -> str:
    if "<" in text:
        text = _MARKUP.sub(lambda mark: "。" * len(mark[0]), text)
    if _MAY_SLIP.search(text):
        for slip, mend in _SLIPS:
            text = slip.sub(mend, text)
    if _wrong_signs().search(text):
        for slip_word, meant in lexicon.slips().items():
            text = text.replace(slip_word, meant)
    return text


@cache
def _wrong_signs() -> re.Pattern[str]:
    """What is wrong in any of the slips: a text without these signs has none to mend."""
    pairs = lexicon.slips().items()
    wrong = {
        sign
        for slip, meant in pairs
        for sign, right in zip(slip, meant, strict=True)
        if sign != right
    }
    return re.compile("[" + "".join(map(re.escape, sorted(wrong))) + "]")
