"""Reads one sentence: each figure finds its indicator, measure, role, period and area."""

from __future__ import annotations

import re

from kaimenhong.reading import (
    breakdowns,
    compared,
    counted,
    named,
    plans,
    refusing,
    special,
    thresholds,
    times,
    trailing,
)
from kaimenhong.reading.draft import Draft, Memory, Sentence
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.figures import figures, masked
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import OF_LESS
from kaimenhong.reading.peeling import Marks, Peeled, peel
from kaimenhong.reading.scope import Scope, cues, walls
from kaimenhong.reading.times import Mention
from kaimenhong.records import replace
from kaimenhong.terms.period import Period

# 围绕项目至少举办1次: the bound stands before the verb of the figure.
_LATE_BOUND = re.compile("(?P<bound>至少|不少于|不低于)[\u4e00-\u9fff]{1,4}$")
_SIDE = re.compile("(?<![不得能可])(?:高于|大于|多于|低于|小于|少于)$")
# Longer than any real sentence; a text without stops is still read in time linear in its length.
_SENTENCE = re.compile(r"[^。！？]{1,1200}[。！？]?")
_HAS_FIGURE = re.compile(
    r"(?=[0-9X_一二三四五六七八九两十百千分翻过全同相持平水进首至不前第])(?:[0-9X_]|[一二三四五六七八九两十百千][家人户项个场亿万]|[一二三四五六七八九两十]成|分之|翻了?[一两]?番|[百千]亿|过半|一半|两位数|全部|同步|相当|持平|平均|水平|进度|首位|至少|"
    r"不少于|不低于|不得少于|[前第][一二三四五六七八九十])"
)


def _read(here: Here, figure: Figure, limit: int) -> None:
    """Read one figure by the first shape that fits it; `limit` is where the next figure begins."""
    wall = here.wall(figure.start)
    here.reasons.clear()
    if here.parted is None and here.text.find("其中", here.previous, figure.start) >= 0:
        here.parted = here.memory.subject, here.memory.counted
    refusal = refusing.refusal(here, figure, wall)
    if refusal is not None:
        here.memory.passed[figure.start + here.offset] = refusal
        return
    peeled = _peeled(here, figure, wall)
    clause_end = here.clause_end(figure.stop, limit)
    late = _LATE_BOUND.search(here.text, wall, figure.start)
    if late and not peeled.bound:
        peeled.bound, peeled.bound_start = late["bound"], late.start()
    of = figure.unit == "%" and here.text.startswith("的", figure.start - 1)
    less = OF_LESS.search(here.text, wall, figure.start) if of else None
    if less and not peeled.bound:
        peeled.bound, peeled.bound_start = less["bound"], less.start()
    if figure.kind in special.SHAPES:
        special.SHAPES[figure.kind](here, figure, peeled, wall)
    elif not (
        compared.read_base(here, figure, peeled)
        or plans.read_beside_plan(here, figure, peeled)
        or counted.read_counted(here, figure, peeled, wall, clause_end)
        or trailing.read_trailing(here, figure, peeled, wall)
    ):
        named.read_named(here, figure, peeled, wall)


def _peeled(here: Here, figure: Figure, wall: int) -> Peeled:
    """Peel the clause; 高于8% is a bound, while 高于全省0.5个百分点 is a gap."""
    if figure.words == "增长":
        return _grown(here, figure, wall)
    bound = _SIDE.search(here.text, wall, figure.start)
    if bound is None or figure.dimension in {"point", "times"}:
        return peel(here.text, wall, figure.start, here.sentence.marks)
    peeled = peel(here.text, wall, bound.start(), here.sentence.marks)
    peeled.bound = "超过" if bound[0] in {"高于", "大于", "多于"} else "低于"
    peeled.bound_start = bound.start()
    return peeled


# 比去年翻了一番, 保持两位数增长: the base of what has grown by its own word.
_GROWN_FROM = re.compile(
    "(?:同比)?(?:(?:比|较)(?P<base>[^，。；比较]{2,10}))?(?:同比)?(?:实现|保持|呈)?(?:了)?$"
)


def _grown(here: Here, figure: Figure, wall: int) -> Peeled:
    grown = _GROWN_FROM.search(here.text, wall, figure.start)
    end = grown.start() if grown else figure.start
    peeled = peel(here.text, wall, end, here.sentence.marks)
    peeled.base = grown["base"] if grown else None
    return peeled


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph stand."""
    return [match.span() for match in _SENTENCE.finditer(text)]


def _figures(text: str, mentions: list[Mention]) -> tuple[list[Figure], list[Figure]]:
    """All figures of the sentence, and those of them that state something."""
    taken = masked(text) + [(m.start, m.end) for m in mentions]
    found = figures(text, taken)
    return found, thresholds.without(text, found) if found else []


_BASES = ("比", "较", "由", "从", "与")


def _moment(
    text: str, mentions: list[Mention], offset: int
) -> tuple[Period, tuple[int, int]] | None:
    """The month at whose end a sentence says that something stands: 6月末, not 比6月末."""
    for one in reversed(mentions):
        points = one.text.endswith(("末", "底")) and not text.endswith(_BASES, 0, one.start)
        if points and one.period is not None and not one.deadline:
            month = Period.month(one.period.end.year, one.period.end.month)
            return month, (one.start + offset, one.end + offset)
    return None


def read_sentence(text: str, offset: int, scope: Scope, memory: Memory) -> list[Draft]:
    """Give the statements of one sentence, and leave in `scope` and `memory` what it said."""
    memory.sentences += 1
    breakdowns.remember_whole(memory, text)
    mentions = list(times.mentions(text, scope.clock()))
    seen, found = _figures(text, mentions) if _HAS_FIGURE.search(text) else ([], [])
    if not seen and not mentions:
        return []
    kept = {figure.start for figure in found}
    for figure in seen:
        if figure.start not in kept:
            memory.passed[figure.start + offset] = "unread.threshold"
    memory.moment = _moment(text, mentions, offset) or memory.moment
    said = cues(text) if found else []
    named = scope.background.areas
    areas = named.spots(text) if named and found else ()
    marks = Marks(mentions, areas)
    here = Here(Sentence(text, offset, found, marks, said, walls(text)), scope, memory)
    for index, figure in enumerate(found):
        here.advance(figure.start)
        following = found[index + 1 : index + 2]
        _read(here, figure, following[0].start if following else len(text))
        here.previous = figure.stop
    here.advance(len(text))
    if here.parted is not None and here.parted[1] is not None:
        memory.counted = replace(here.parted[1], sentence=memory.sentences)
    memory.undivided = here.parted[0] if here.parted is not None else None
    memory.stated = here.subjects
    return here.drafts
