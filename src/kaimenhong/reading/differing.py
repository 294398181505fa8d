"""Two figures for one thing in different places of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading import bases, lexicon, names
from kaimenhong.reading.printed import bounds, dimension, is_count, rounded, written
from kaimenhong.terms.codelists import Comparator, Measure, Role

COMPARED = {Measure.LEVEL, Measure.GROWTH, Measure.SHARE, Measure.COMPLETION}
# A count's name must say which things are counted: 实施项目20个 may be others in another place.
DEFINITE = 8
# One sentence may name two targets of two tiers; two places may not.
NEAREST = 30
FARTHEST = 400
# More figures than this for one thing: the places differ in something that was not understood.
MOST_FIGURES = 3
_BREAK = re.compile("[。；;！\n]")
# A subject of its own, which opens the sentence or stands right before the indicator.
_NAMED = (
    "[\u4e00-\u9fff]{1,8}"
    "(?:(?<!城)[镇乡]|(?<![农乡])村|街道|办事处|社区|园区|开发区|经开区|高新区|新区|公司|集团|农场|林场)"
)
_OPENS = re.compile(
    f"[\\s0-9一二三四五六七八九十（）.、*]*({_NAMED})"
    "(?=[：:，]|[0-9]|一季度|上半年|全年|今年|力争|确保|要|计划|实现|完成|新增)"
)
_RIGHT_BEFORE = re.compile(f"({_NAMED})$")
_OTHER_BASE = re.compile("(?:比|较|与|按)(20[0-9]{2}年|[一二三四上]季度|上月|年初|[0-9]{1,2}月)")
_BEFORE, _AFTER, _HEADING = 40, 14, 24


def values(statements: Sequence[Statement], text: str) -> Iterator[Conflict]:
    """Give two figures or bounds for one indicator, area, period and measure, in two places."""
    for places in _places(statements).values():
        first = statements[places[0]]
        if not 1 < len({_figure(statements[at]) for at in places}) <= MOST_FIGURES:
            continue
        own = marks(first, text)
        for at in places[1:]:
            one = statements[at]
            if _disagree(first, one) and _two_places(first, one, text) and marks(one, text) == own:
                yield Conflict("value", places[0], at, _because(statements, places[0], at))


def _places(statements: Sequence[Statement]) -> dict[tuple[object, ...], list[int]]:
    places: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(statements):
        if one.value is None or one.period is None or one.measure not in COMPARED:
            continue
        if one.role is not Role.EXPECTED and _definite(one):
            thing = (one.role, one.indicator, one.area, one.period, one.measure, one.reference)
            places.setdefault((*thing, dimension(one)[0]), []).append(at)
    return places


def _definite(one: Statement) -> bool:
    """Whether the name says so much that two places mean the same thing: not 实施项目20个."""
    counted = one.measure is Measure.LEVEL and is_count(one)
    return names.known(one.indicator) and (not counted or len(one.indicator) >= DEFINITE)


def _figure(one: Statement) -> tuple[object, ...]:
    factor = dimension(one)[1]
    high = None if one.value_high is None else one.value_high * factor
    return (one.value or Decimal(0)) * factor, high, one.comparator


def _disagree(a: Statement, b: Statement) -> bool:
    if _figure(a) == _figure(b):
        return False
    if a.comparator is b.comparator is Comparator.EXACTLY:
        return not (_rounds(a, b) or _rounds(b, a))
    if a.role is Role.TARGET:
        return True
    first, second = bounds(a), bounds(b)
    return first is not None and second is not None and first.apart(second)


def _two_places(a: Statement, b: Statement, text: str) -> bool:
    """Two sentences, and not two cells of one table, whose heads may have said more."""
    gap = b.start - a.end
    if "\n" not in text[a.end : b.start] and gap < NEAREST:
        return False
    if not (gap > FARTHEST or _BREAK.search(text, a.end, b.start)):
        return False
    return not (_is_cell(a, text) and _is_cell(b, text) and text.find("。", a.end, b.start) < 0)


def _is_cell(one: Statement, text: str) -> bool:
    return text[one.start - 1 : one.start] in "\t\n" and text[one.end : one.end + 1] in "\t\n"


def _rounds(a: Statement, b: Statement) -> bool:
    """Whether `a` is `b` in fewer digits, as 0.14亿美元 of 1436万美元; a rate wanted is chosen."""
    chosen = a.role is Role.TARGET and a.measure is not Measure.LEVEL
    if chosen or a.value is None or b.value is None:
        return False
    exponent = a.value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return rounded(b.value * dimension(b)[1] / dimension(a)[1], digits) == a.value


def marks(one: Statement, text: str) -> frozenset[str]:
    """Give what sets a figure apart from another of its kind: its tier, basis or own subject."""
    begin = max(0, one.start - _BEFORE)
    opens = max((found.end() for found in _BREAK.finditer(text, begin, one.start)), default=begin)
    closes = _BREAK.search(text, one.end, one.end + _AFTER)
    said = text[opens : closes.start() if closes else one.end + _AFTER]
    heads = _heads(one, text)
    words = {tag for word, tag in _stances() if word in said or word in heads}
    bases = {found[1] for found in _OTHER_BASE.finditer(said)}
    return frozenset(words | bases | _whose(text[opens : one.start]))


def _heads(one: Statement, text: str) -> str:
    """How the paragraph opens and the heading above it, where there is one: 二、奋斗目标."""
    line = text.rfind("\n", max(0, one.start - FARTHEST), one.start) + 1
    above = text[max(0, line - _HEADING) : line].strip().rpartition("\n")
    return f"{above[2] if above[1] else ''}\n{text[line : min(line + _HEADING, one.start)]}"


@cache
def _stances() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["tag"]) for row in lexicon.rows("stances"))


def _whose(before: str) -> set[str]:
    found = (_OPENS.match(before), _RIGHT_BEFORE.search(before[-10:]))
    return {one[1] for one in found if one is not None}


def _because(statements: Sequence[Statement], a: int, b: int) -> str:
    first, second = statements[a], statements[b]
    thing = f"{first.area or ''}{first.period.label if first.period else ''}{first.indicator}"
    kind = f"{first.role.label}{'' if first.measure is Measure.LEVEL else first.measure.label}"
    told = f"{thing}的{kind}，一处为{written(first)}，另一处为{written(second)}"
    reckoned = bases.reckoned(statements, a, b) or bases.reckoned(statements, b, a)
    return f"{told}；{reckoned}" if reckoned else told
