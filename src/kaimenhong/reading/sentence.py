"""Reads one sentence: each figure finds its indicator, measure, role, period and area."""

from __future__ import annotations

import re

from kaimenhong.reading import counted, named, plans, special, thresholds, times, trailing
from kaimenhong.reading.draft import Draft, Memory, Sentence
from kaimenhong.reading.figures import Figure, figures, masked
from kaimenhong.reading.here import Here
from kaimenhong.reading.peeling import peel
from kaimenhong.reading.scope import Scope, cues, walls
from kaimenhong.reading.times import Mention

_PROHIBITED = re.compile("严禁|禁止|不得(?!少于|低于|超过|高于|突破)|不准|杜绝")
_MOVED = re.compile("(?:前移|后移|提升|上升|下降|前进|后退|晋升|跃升|下滑|进|退|升|降)了?$")
# 围绕项目至少举办1次: the bound stands before the verb of the figure.
_LATE_BOUND = re.compile("(?P<bound>至少|不少于|不低于)[\u4e00-\u9fff]{1,4}$")
# Rule 22: rewards, rates and caps of subsidies; 发放补贴3000万元 is an amount all the same.
_REWARD = re.compile(
    "给予|一次性|最高(?!温)|每(?:户|家|人|亩|吨|件|个)(?![月年县])|按.{0,10}标准|罚款|处罚|"
    "(?:奖励|奖补|资助|奖金)(?:资金|金额)?[^\\u4e00-\\u9fff]{0,3}$"
)
_SUBSIDY = re.compile("(?:补助|补贴|贴息)[^\\u4e00-\\u9fff]{0,3}$")
_PAID = re.compile("发放|兑现|争取|落实|累计|安排|投入|筹措|拨付")


# Longer than any real sentence; a text without stops is still read in time linear in its length.
_SENTENCE = re.compile(r"[^。！？]{1,1200}[。！？]?")
_HAS_FIGURE = re.compile(
    r"[0-9X_]|[一二三四五六七八九两十]成|分之|翻[一两]番|全部|同步|相当|持平|水平|进度|首位|至少|"
    r"不少于|不得少于|[前第][一二三四五六七八九十]"
)


def _read(here: Here, figure: Figure, limit: int) -> None:
    """Read one figure by the first shape that fits it; `limit` is where the next figure begins."""
    wall = here.wall(figure.start)
    here.reasons.clear()
    refusal = _refusal(here, figure, wall)
    if refusal is not None:
        here.memory.passed[figure.start + here.offset] = refusal
        return
    peeled = peel(here.text, wall, figure.start, here.sentence.times)
    clause_end = here.clause_end(figure.stop, limit)
    late = _LATE_BOUND.search(here.text, wall, figure.start)
    if late and not peeled.bound:
        peeled.bound, peeled.bound_start = late["bound"], late.start()
    if figure.kind in special.SHAPES:
        special.SHAPES[figure.kind](here, figure, peeled, wall)
    elif not (
        plans.read_beside_plan(here, figure, peeled)
        or counted.read_counted(here, figure, peeled, wall, clause_end)
        or trailing.read_trailing(here, figure, peeled, wall)
    ):
        named.read_named(here, figure, peeled, wall)


def _refusal(here: Here, figure: Figure, wall: int) -> str | None:
    """Why the figure states nothing (contract rules 4, 17 and 22), None where it may."""
    clause = here.text[wall : figure.start]
    if _PROHIBITED.search(clause):
        return "unread.prohibited"
    if clause.endswith(("下设", "设立", "分设")):
        return "unread.organised"
    if figure.kind == "number" and figure.unit == "位" and _MOVED.search(clause):
        return "unread.moved"
    if figure.dimension not in {"money", "percent"}:
        return None
    unpaid = _SUBSIDY.search(clause) and not _PAID.search(clause)
    return "unread.reward" if unpaid or _REWARD.search(clause) else None


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph stand."""
    return [match.span() for match in _SENTENCE.finditer(text)]


def _figures(text: str, mentions: list[Mention]) -> tuple[list[Figure], list[Figure]]:
    """All figures of the sentence, and those of them that state something."""
    taken = masked(text) + [(m.start, m.end) for m in mentions]
    found = figures(text, taken)
    return found, thresholds.without(text, found) if found else []


def read_sentence(text: str, offset: int, scope: Scope, memory: Memory) -> list[Draft]:
    """Give the statements of one sentence, and leave in `scope` and `memory` what it said."""
    memory.sentences += 1
    mentions = list(times.mentions(text, scope.background.clock))
    seen, found = _figures(text, mentions) if _HAS_FIGURE.search(text) else ([], [])
    for figure in seen:
        if figure not in found:
            memory.passed[figure.start + offset] = "unread.threshold"
    said = cues(text) if found else []
    here = Here(Sentence(text, offset, found, mentions, said, walls(text)), scope, memory)
    for index, figure in enumerate(found):
        here.advance(figure.start)
        following = found[index + 1 : index + 2]
        _read(here, figure, following[0].start if following else len(text))
        here.previous = figure.stop
    here.advance(len(text))
    return here.drafts
