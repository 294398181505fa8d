"""A whole and the parts that a sentence names after it: 其中 and 包括."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaimenhong.facts import Statement
from kaimenhong.reading.printed import Bounds, bounds, dimension
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure

MOST_PARTS = 12
LONGEST_CLAUSE = 80
TAIL = 2
_OPENS = re.compile("[）]?[，。；：（(\\s*]*(?:其中|包括)")
# 重点项目64个（续建37个、新开工27个）: a bracket with several of one kind lists the parts too.
_LISTED = re.compile("（(?=[^（）0-9]{2,16}[0-9]+[个家户项][、，][^（）]{2,60}）)")
_JOINS = re.compile("[）]?[、，和\\s*]{1,4}")
_ENDS = re.compile("[，；。！\n]")
_STOPS = re.compile("[。！\n]")
_KINDS_OF_MONEY = (
    ("总投资", "计划", "协议", "合同", "签约"),
    ("新增", "净增"),
    ("余额", "存量"),
)
_NEVER_ADDED = re.compile("人均|率$|指数|价格|平均|强度|户均|比重|占比")


@dataclass(frozen=True, slots=True)
class Breath:
    """A whole with the parts that follow it; all index the statements."""

    whole: int
    parts: tuple[int, ...]


def breaths(statements: Sequence[Statement], text: str) -> Iterator[Breath]:
    """Give each whole with its parts; of several wholes before 其中 the greatest."""
    stops = [found.start() for found in _STOPS.finditer(text)]
    for at in range(1, len(statements)):
        words = between(statements, at, text)
        opened = _OPENS.match(words) or _LISTED.match(text, statements[at - 1].end)
        if opened is None or not adds(statements[at]):
            continue
        if _ENDS.search(words, len(opened[0])):
            continue
        whole = _whole(statements, at, stops, earlier="。" in opened[0])
        if whole is not None:
            parts = tuple(_parts(statements, at, whole, text))
            yield Breath(whole, parts)


def between(statements: Sequence[Statement], at: int, text: str) -> str:
    """The words from the figure before to this figure; spans may be nested, so by their ends."""
    begin, end = statements[at - 1].end, statements[at].end
    return text[begin : min(end, begin + LONGEST_CLAUSE)]


def adds(one: Statement) -> bool:
    """Whether such figures may be added up at all: no rate, no price, nothing per head."""
    known = terms_indicator.find(one.indicator)
    return (
        one.measure is Measure.LEVEL
        and one.value is not None
        and not _NEVER_ADDED.search(one.indicator)
        and (known is None or known.nature not in {"rate", "ratio", "index"})
    )


def _whole(
    statements: Sequence[Statement], at: int, stops: Sequence[int], *, earlier: bool
) -> int | None:
    """The greatest figure of the sentence before 其中 that the part may be of."""
    part = statements[at]
    sentence = bisect_left(stops, statements[at - 1].end)
    found: int | None = None
    for index in range(at - 1, max(-1, at - 1 - MOST_PARTS), -1):
        one = statements[index]
        if bisect_left(stops, one.end) != sentence:
            break
        if adds(one) and same_kind(one, part):
            limit = bounds(one)
            best = bounds(statements[found]) if found is not None else None
            if best is None or (limit and limit.high is None) or _higher(limit, best):
                found = index
    same = bisect_left(stops, part.end) == sentence
    return found if same or earlier else None


def _higher(one: Bounds | None, than: Bounds) -> bool:
    return bool(one and one.high is not None and than.high is not None and one.high > than.high)


def same_kind(whole: Statement, part: Statement) -> bool:
    """One unit and one thing measured: 项目 of 项目, 投资 of 投资, not 总投资 of 完成投资."""
    if _said(whole) != _said(part):
        return False
    tails = [re.sub("总?额$|余额$", "", one.indicator)[-TAIL:] for one in (whole, part)]
    return tails[0] == tails[1]


def _said(one: Statement) -> tuple[object, ...]:
    """What must agree; of money also whether it is planned, has been added or stands at a date."""
    measured = dimension(one)[0]
    kinds = _KINDS_OF_MONEY if measured == "yuan" else ()
    told = tuple(any(word in one.indicator for word in words) for words in kinds)
    return one.role, one.period, measured, told


def _parts(statements: Sequence[Statement], at: int, whole: int, text: str) -> Iterator[int]:
    """The first part and those joined to it; a growth or another unit between them is passed.

    What a verb or a semicolon parts from them, 实施技改项目46个, is another matter.
    """
    yield at
    for index in range(at + 1, min(len(statements), at + MOST_PARTS)):
        one, end = statements[index], statements[index - 1].end
        words = between(statements, index, text)
        joined = _JOINS.match(words)
        if not joined or _STOPS.search(words) or one.start > end + joined.end():
            return
        if adds(one) and same_kind(statements[whole], one):
            yield index
