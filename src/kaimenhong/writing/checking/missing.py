"""What is missing to zero growth or to a target: 要实现正增长，还有2.7亿元缺口."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.writing.checking.context import Context, is_target, tier
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.ledger.answering import gap
from kaimenhong.writing.ledger.question import Answer, Found, Question, nothing

AIM_OF_GROWTH = re.compile("[%％]的?(?:增长)?(?:目标|任务)")
# The words after a figure that is no blank begin behind its sign.
_OF_THIS_AIM = re.compile("[%％]?的?(?:增长)?(?:目标|任务)")
_ZERO = re.compile("正增长|零增长|持平|不下降|转正|由负转正")


def is_missing(said: Said) -> bool:
    """Tell whether the reading took the figure for a shortfall in the unit of a level."""
    level = said.unit not in ("%", "个百分点", "位")
    return level and any(one.indicator.endswith("缺口") for one in said.statements)


def shortfall(said: Said, context: Context, earlier: Sequence[Judged]) -> Found:
    """Answer the gap of what the sentence spoke of last: expected where that is foreseen.

    `earlier` are the figures before it in the sentence; the words before it say whether zero
    growth or a target is missed. Nothing, with the reason, where they do not.
    """
    level = _spoken_of(earlier)
    if level is None:
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
    if _OF_THIS_AIM.match(words):
        # 要完成XX%的目标，还有XX亿元缺口: of that target and of no other.
        last = _aim(earlier[-1])
        return last if last is not None and last.tier is not None else None
    aims = [aim for one in earlier if (aim := _aim(one))]
    if aims:
        return aims[-1]
    if not is_target(words):
        return None
    return replace(level, measure=Measure.GROWTH, role=Role.TARGET, tier=tier(words))


def _aim(one: Judged) -> Question | None:
    """The target that a figure states, with who set it: as its words say, else as the facts do."""
    asked = one.question
    if asked is None or asked.role is not Role.TARGET:
        return None
    known = {row.tier for row in one.answer.sources} if one.answer and asked.tier is None else ()
    return replace(asked, tier=next(iter(known))) if len(known) == 1 else asked
