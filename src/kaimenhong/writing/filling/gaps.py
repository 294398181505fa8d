"""What is missing to zero growth or to a target: 要实现正增长，还有XX亿元缺口."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.writing.checking.context import Context, is_target, tier
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.filling.spots import Spot
from kaimenhong.writing.ledger.answering import gap
from kaimenhong.writing.ledger.question import Answer, Found, Question, nothing

_SHORT = re.compile("(?:缺口|差额)(?:还有|约|为|达|有|仍有)*$")
_HAVE = re.compile("(?:还|尚|仍)?(?:有|存在|差|缺)(?:约|近)?$")
AIM_OF_GROWTH = re.compile("[%％]的?(?:增长)?(?:目标|任务)")
_GAP_BEHIND = re.compile("[^，。；]{0,4}?的?缺口")
_ZERO = re.compile("正增长|零增长|持平|不下降|转正|由负转正")


def is_gap(spot: Spot) -> bool:
    """Tell whether the blank is a shortfall in the unit of a level."""
    said = spot.said
    if said is None or said.unit in ("%", "个百分点", "位"):
        return False
    if _SHORT.search(said.before):
        return True
    return bool(_HAVE.search(said.before) and _GAP_BEHIND.match(spot.behind[len(said.unit) :]))


def shortfall(spot: Spot, context: Context, earlier: Sequence[Judged]) -> Found:
    """Answer the gap of what the sentence spoke of last: expected where that is foreseen."""
    said = spot.said
    level = _spoken_of(earlier)
    if said is None or level is None:
        return nothing("没有说明是哪个指标的缺口")
    words = said.before
    if _ZERO.search(words):
        return _first(_reached(level), context, None)
    target = _target(level, words, earlier)
    if target is None:
        return nothing("没有说明是与零增长还是与哪个目标的缺口")
    return _first(_reached(level), context, target)


def _first(reached: Sequence[Question], context: Context, target: Question | None) -> Found:
    found = nothing("")
    for one in reached:
        found = gap(context.regions, one, target)
        if found.answers:
            return _missing_only(found)
    return found


def _missing_only(found: Found) -> Found:
    """A gap that is none any more cannot be told as one."""
    short: list[Answer] = [one for one in found.answers if one.value > 0]
    if short:
        return Found(tuple(short), found.reason)
    return nothing("已经达到，没有缺口，原句要改", found.answers)


def _spoken_of(earlier: Sequence[Judged]) -> Question | None:
    levels = [
        one.question
        for one in reversed(earlier)
        if one.question is not None and one.question.measure in (Measure.LEVEL, Measure.GROWTH)
    ]
    return replace(levels[0], tier=None, unit=None) if levels else None


def _reached(level: Question) -> tuple[Question, ...]:
    asked = replace(level, measure=Measure.LEVEL)
    return tuple(replace(asked, role=role) for role in (Role.EXPECTED, Role.ACTUAL))


def _target(level: Question, words: str, earlier: Sequence[Judged]) -> Question | None:
    if AIM_OF_GROWTH.match(words):
        # 要完成XX%的目标，还有XX亿元缺口: of that target and of no other.
        last = earlier[-1].question
        return last if last and last.role is Role.TARGET and last.tier is not None else None
    aims = [one.question for one in earlier if one.question and one.question.role is Role.TARGET]
    if aims:
        return aims[-1]
    if not is_target(words):
        return None
    return replace(level, measure=Measure.GROWTH, role=Role.TARGET, tier=tier(words))
