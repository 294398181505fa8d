"""Heads of columns: which words at the head of a column say what stands under it.

One table for the tables of plans and for the sheets that are returned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from kaimenhong.terms.codelists import Role
from kaimenhong.terms.tables import rows
from kaimenhong.terms.wording import dashed

LONGEST = 14


class Kind(StrEnum):
    """What stands under a head. The kinds from LEVEL on are figures."""

    NUMBER = "number"
    AREA = "area"
    INDICATOR = "indicator"
    TASK = "task"
    ITEM = "item"
    PERIOD = "period"
    UNIT = "unit"
    CALIBER = "caliber"
    STATUS = "status"
    LEADER = "leader"
    LEAD = "lead"
    PARTY = "party"
    DEADLINE = "deadline"
    REMARK = "remark"
    TOTAL = "total"
    LEVEL = "level"
    GROWTH = "growth"
    RANK = "rank"
    COMPLETION = "completion"
    SHARE = "share"
    CHANGE = "change"
    FIGURE = "figure"


FIGURES = frozenset({
    Kind.LEVEL, Kind.GROWTH, Kind.RANK, Kind.COMPLETION, Kind.SHARE, Kind.CHANGE, Kind.FIGURE,
})  # fmt: skip
ANSWERING = frozenset({Kind.LEADER, Kind.LEAD, Kind.PARTY})
# 2026年主要指标 and 市级牵头单位 end in what they hold; 建设单位 or 全市 would mislead.
_BY_END = frozenset({Kind.INDICATOR, Kind.TASK, Kind.DEADLINE, Kind.REMARK, *ANSWERING})
BRACKETS = re.compile(r"\(([^()]*)\)$")


@cache
def table() -> Mapping[str, tuple[Kind, Role | None]]:
    """Give the words of `data/headings.csv`, folded, with what they say."""
    return {
        dashed(row["word"]): (Kind(row["kind"]), Role(row["role"]) if row["role"] else None)
        for row in rows("headings")
    }


@cache
def by_length(*kinds: Kind) -> tuple[str, ...]:
    """Give the words of some kinds, the longest first."""
    found = (word for word, (kind, _) in table().items() if kind in kinds)
    return tuple(sorted(found, key=len, reverse=True))


def words_of(kind: Kind) -> tuple[str, ...]:
    """Give the words for one kind, the longest first.

    >>> words_of(Kind.DEADLINE)[:2], "时限" in words_of(Kind.DEADLINE)
    (('完成时限', '完成时间'), True)
    """
    return by_length(kind)


def kind_of(text: str) -> Kind | None:
    """Give what stands under a head of exactly these words, brackets aside; None if unknown.

    >>> kind_of("同比增长（%）").value, kind_of("报告\\n期").value, kind_of("县(市、区)").value
    ('growth', 'period', 'area')
    """
    plain = dashed(text)
    found = table().get(plain) or table().get(BRACKETS.sub("", plain))
    return found[0] if found else None


def kind_by_end(text: str) -> Kind | None:
    """Give what stands under a longer head by the word it ends in.

    >>> kind_by_end("市级牵头单位").value, kind_by_end("2026年重点工作任务").value
    ('lead', 'task')
    >>> kind_by_end("规上工业增加值") is None
    True
    """
    whole = kind_of(text)
    plain = BRACKETS.sub("", dashed(text))
    if whole or len(plain) > LONGEST:
        return whole
    ends = (word for word in by_length(*_BY_END) if len(word) > 1 and plain.endswith(word))
    return table()[word][0] if (word := next(ends, None)) else None
