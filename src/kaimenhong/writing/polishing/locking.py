"""A paragraph whose figures and names are tokens: the model words what is between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kaimenhong.documents.document import Piece, join
from kaimenhong.facts import Reading
from kaimenhong.reading import reader

OPEN, CLOSE = "⟦", "⟧"
TOKEN = re.compile(rf"{OPEN}(\d+){CLOSE}")
# What the grammar takes for no figure is locked all the same, wherever a digit stands.
_DIGITS = re.compile(
    r"[第前后超近约逾]?\d(?:[\d.,．:：/—\-–~～至]*\d)?[多余]?"
    r"(?:[%％‰个百分点亿万千元年月日号时届次项家户人名位倍成]+|[\u4e00-\u9fff])?"
)
_NUMERALS = "〇零一二三四五六七八九十百千万亿两几数壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_COUNTED = "个项家户人名位次场年月日天季旬倍成类批条件座处宗亩吨米里套台种张份组期号轮步届"
COUNTS = re.compile(
    rf"(?!(?<=进)一步)[第前后]?(?:百分之)?[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?[多余]?(?:[{_COUNTED}]|季度|百分点|分之[{_NUMERALS}]+)"
)
_QUOTED = re.compile(
    "《[^《》]*》|“[^“”]{1,30}”|〔[^〔〕]*〕|（[^（）]*(?:单位|领导|牵头|负责|配合)[^（）]*）"
)
_NUMBERING = re.compile(
    rf"^\s*(?:第?[{_NUMERALS}]+[、，章条是]|[（(][{_NUMERALS}\d]+[)）]、?|\d+[、.．])"
)
# What year a bare 上半年 is of does not matter here, only that it stays.
_TIMES = re.compile(
    "[今去明前本当上同]年(?:同期)?|[上下]半年|半年|全年|年[初中末底]|[本当上下次]月|月[初末底]|[本上下]?旬|同期|季[初末]度?|"
    "双过半|开门红|近期|目前"
)
_YEAR = 2000
_MARKS = re.compile(f"[{OPEN}{CLOSE}]+")


@dataclass(frozen=True, slots=True)
class Locked:
    """`text` holds a token for each of `pieces`: ⟦1⟧ for the first."""

    text: str
    pieces: tuple[str, ...]

    def opened(self, answer: str) -> str:
        """Give the answer with what the tokens stand for."""
        return TOKEN.sub(lambda found: self.pieces[int(found[1]) - 1], answer)


def reading_of(text: str) -> Reading:
    """Read one paragraph by itself."""
    return reader.read(join("段落", [Piece(text)]), of_year=_YEAR)


def lock(text: str) -> Locked:
    """Put tokens for all that must not change.

    These are figures with the words that decide them, counts, times, quoted titles and words, who
    answers, and the paragraph's own number. A token mark that the paragraph itself holds is
    locked too, so that none can be mistaken.

    >>> lock("上半年，全市规模以上工业增加值增长6.4%，增势较好。").text
    '⟦1⟧，⟦2⟧，增势较好。'
    """
    parts: list[str] = []
    pieces: list[str] = []
    at = 0
    for start, end in _merged(sorted(_spans(text))):
        pieces.append(text[start:end])
        parts += [text[at:start], f"{OPEN}{len(pieces)}{CLOSE}"]
        at = end
    return Locked("".join([*parts, text[at:]]), tuple(pieces))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    read = reading_of(text)
    for one in read.statements:
        yield one.start, one.end
        for why in one.why:
            if why.start is not None and why.end is not None:
                yield why.start, why.end
    yield from ((one.start, one.end) for one in read.unread)
    for pattern in (_DIGITS, COUNTS, _TIMES, _QUOTED, _NUMBERING, _MARKS):
        yield from (found.span() for found in pattern.finditer(text))


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join the spans that overlap or touch."""
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held is not None and start <= held[1]:
            held = held[0], max(held[1], end)
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held
