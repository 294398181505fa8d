"""Columns that others explain: what was reached beside targets, parts, and verbs without a noun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kaimenhong.reading import sets
from kaimenhong.reading.columns import Column, Name, is_past
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.scope import Background
from kaimenhong.terms.codelists import Measure, Role

_REACHED = re.compile(
    "现状|现有|在库|实有|已|完成|实际|累计|基数|基期|期末|存量|当前|目前|月末|月底|本[月季期]新增"
)
_STANDS = re.compile("现状|现有|在库|实有|期末|存量|余额")
_VERBS = re.compile(
    "(?:本[月季期])?(?:新增入库|新增|净增|新设|注销|入库|退库|升规|退规|培育|现有|实有|在库|储备)"
)
# 各乡镇“四上”企业现状和培育任务表: whose table it is, and what of.
_COUNTED = re.compile(
    "(?:^|[县市区镇乡）道地月年度期末底])(?P<set>(?:“[^”]{1,8}”|[\u4e00-\u9fa5]{2,6}?)(?:企业|单位|主体|项目))"
)


def told_apart(
    columns: dict[int, Column], captions: Iterable[Paragraph], background: Background
) -> dict[int, Column]:
    """Give each column of figures its role beside columns of targets, and a name that is whole."""
    aimed = any(column.role is Role.TARGET for column in columns.values())
    noun = _noun(columns, captions)
    found: dict[int, Column] = {}
    last: Column | None = None
    starts = [c.period.start for c in columns.values() if c.role is Role.TARGET and c.period]
    for number, column in columns.items():
        if column.kind is None and column.cells:
            column = _dated(_named(column, last, noun), last, background)
            if aimed and column.role is None:
                column = replace(column, role=_role(column, last, background, starts))
                column = _standing(column, background)
            last = column
        found[number] = column
    return found


def _dated(column: Column, last: Column | None, background: Background) -> Column:
    """完成率 right of 一季度新增 is that of the same time."""
    beside = last is not None and column.left is not None and column.period is None
    if not beside or last is None or column.measure is not Measure.COMPLETION:
        return column
    before = last.period is None or is_past(last.period, background)
    before = before or last.role is not Role.ACTUAL
    return column if before else replace(column, period=last.period)


def _standing(column: Column, background: Background) -> Column:
    """在库企业 beside what they are to become: of the month before the plan was written."""
    stands = column.role is Role.ACTUAL and column.period is None
    if not stands or not _STANDS.search(column.cells[-1].cleaned.text):
        return column
    return replace(column, period=background.reached)


def _role(
    column: Column, last: Column | None, background: Background, starts: list[date]
) -> Role | None:
    """在库企业, 上半年 beside 下半年目标: reached; 其中 is of the column before it."""
    words = column.cells[-1].cleaned.text
    if words.startswith("其中") and last is not None:
        return last.role
    now = background.reached
    over = column.period is not None and now is not None and column.period.end <= now.end
    over = over or (column.period is not None and column.period.end < max(starts, default=date.min))
    heads = "".join(cell.cleaned.text for cell in column.cells)
    return Role.ACTUAL if over or _REACHED.search(heads) else None


def _noun(columns: dict[int, Column], captions: Iterable[Paragraph]) -> str | None:
    """What the verbs of the heads are said of: the caption's set, else that of another head."""
    for caption in reversed(list(captions)):
        counted = _COUNTED.search(caption.cleaned.text)
        if counted is not None:
            return counted["set"]
    for column in columns.values():
        words = column.name.words if column.kind is None and column.name else ""
        verb = _VERBS.match(words)
        if verb is not None and sets.ends_in_noun(words, 0, len(words)):
            return words[verb.end() :] or None
    return None


def _named(column: Column, last: Column | None, noun: str | None) -> Column:
    """新增 and 退库 with the noun; a column whose name is its left one's takes that whole."""
    name = column.name
    if name is not None and name.words == "投资":
        return replace(column, name=replace(name, whole="固定资产投资"))
    if name is None or noun is None:
        return column
    if (
        last is not None
        and last.name
        and column.left
        and (last.name.cell, last.name.start)
        == (
            name.cell,
            name.start,
        )
    ):
        return replace(column, name=last.name)
    verb = _VERBS.fullmatch(name.words)
    return replace(column, name=_whole(name, name.words + noun)) if verb else column


def _whole(name: Name, words: str) -> Name:
    return replace(name, whole=re.sub("^本[月季期]", "", words))
