"""Phrases that no paper may carry, because they ask to arrange figures (统计法 第七条).

依法依规, 如实 and 应统尽统 are always allowed, and so is what forbids such a thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kaimenhong.records import record
from kaimenhong.terms.tables import rows

_FORBIDS = re.compile(
    "严禁|不得|不准|禁止|杜绝|防止|防范|不要|不能|不许|不搞|绝不|决不|坚决|反对|查处|整治|纠正|惩治|零容忍|严肃|打击"
)
_CLAUSE = re.compile("[，。；：！？\n]")
REACH = 24


@record(frozen=True, slots=True)
class Phrase:
    """A phrase of the list where it stands in a text, and what a drafter is told of it."""

    start: int
    end: int
    text: str
    why: str


@cache
def _listed() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["why"]) for row in rows("integrity_phrases"))


def phrases(text: str) -> Iterator[Phrase]:
    """Give the listed phrases of a text in order.

    >>> list(phrases("会议强调数据要真实。"))
    []
    >>> [one.text for one in phrases("部门要及时协调数据，如实上报；严禁虚报数据。")]
    ['协调数据']
    """
    found = [
        Phrase(one.start(), one.end(), one[0], why)
        for pattern, why in _listed()
        for one in pattern.finditer(text)
        if not _forbidden(text, one.start())
    ]
    return iter(sorted(found, key=lambda one: (one.start, one.end)))


def _forbidden(text: str, start: int) -> bool:
    """Whether the clause, or the list that it goes on with, forbids what follows."""
    before = text[max(0, start - REACH) : start]
    clause = _CLAUSE.split(before)[-1]
    return _FORBIDS.search(clause) is not None
