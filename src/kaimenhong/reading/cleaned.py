"""A stretch of a document as its words are meant, with the way back to how they are written.

Grammar works on `Cleaned.text`: half width, one dash, no blanks, no `**` marks, slips mended. Each
character knows where it stands in the document, so that every span can be given there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence

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
_TABLE = (
    {chr(code): chr(half) for code, half in _WIDTH.items()}
    | {chr(code): _SIGNS[chr(half)] for code, half in _WIDTH.items() if chr(half) in _SIGNS}
    | _SIGNS
)
# Few characters are in the table: to find them is faster than to ask for each.
_WIDE = re.compile("[" + "".join(map(re.escape, _TABLE)) + "]")
# Between two digits or letters a blank may separate; anywhere else it is layout. Runs are bounded:
# the search keeps a place to come back to for each sign of a run.
_KEPT = re.compile(
    r"(?:[^\s\u200b\u200c\u200d\ufeff\u00ad*,，]"
    r"|(?<=[0-9A-Za-z０-９])[^\S\n](?=[0-9A-Za-z０-９])"
    r"|(?<![0-9０-９])[,，]|(?<=[0-9０-９])[,，](?![0-9０-９]{3}(?![0-9０-９]))){1,4096}"
    r"|\*+"
)
# `**9%**` is print, `增长**%` is a blank to fill.
_NOTE_MARK = re.compile(
    r"(?<=[\u4e00-\u9fff）》”])(?:[\[［][0-9]{1,2}[\]］]|[①-⑳])(?![\u4e00-\u9fff]{0,2}[、.．])"
)
_BOLD = re.compile(r"\*\*(?=[^\s*%％亿万元个家])(?:[^*\n])*\*\*")
_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=[0-9.])[Oo]+(?![A-Za-z])"), lambda slip: "0" * len(slip[0])),
    (re.compile(r"(?<=[0-9.])[lI|](?=[0-9.%个亿万元])"), lambda slip: "1"),
    (re.compile(r"(?<![0-9A-Za-z.])[lI|](?=[0-9]+(?:\.[0-9]+)?[%个亿万家户])"), lambda slip: "1"),
    (re.compile(r"(?<=[0-9])[。·](?=[0-9]+(?:%|亿|万|个百))"), lambda slip: "."),
)
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
    at = array("I")
    for start, end in spans:
        marks = _bold_marks(source, start, end)
        notes = _note_marks(source, start, end)
        for piece in _pieces(source, start, end, notes):
            words = piece[0]
            if words[0] == "*":
                if piece.start() in marks:
                    continue
                words = "X" * len(words)
            parts.append(words)
            at.extend(range(piece.start(), piece.end()))
    narrow = _WIDE.sub(lambda wide: _TABLE[wide[0]], "".join(parts))
    return Cleaned(_mended(narrow), at, source)


def _note_marks(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where marks of footnotes stand: 总值[2], 总值①."""
    if not any(sign in source[start:end] for sign in "[［①②③④⑤⑥⑦⑧⑨⑩"):
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
    for slip, mend in _SLIPS:
        text = slip.sub(mend, text)
    for slip_word, meant in lexicon.slips().items():
        if slip_word in text:
            text = text.replace(slip_word, meant)
    return text


def plain(words: str) -> str:
    """Give the cleaned text of words that stand alone."""
    return clean(words, [(0, len(words))]).text
