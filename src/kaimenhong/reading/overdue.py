"""What a figure is by its time: what is over was reached, and what is to come is wanted."""

from __future__ import annotations

import re

from kaimenhong.reading import timing
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period

_REACHED = re.compile("完成|实现|达到|累计")


def past(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """2025年…完成215亿元 in a plan for 2026: what ended before the plan's time is reached."""
    own, whole = timing.own_mention(here, figure), here.scope.background.period
    period = own.period if own is not None else _held_time(here)
    if period is None or whole is None:
        return None
    if period.grain in {Grain.DEADLINE, Grain.DAY}:
        return None
    if period.end >= whole.start and not _is_over(here, figure, period):
        return None
    said = (own.start + here.offset, own.end + here.offset) if own else here.scope.said
    here.because_before("role", "role.past", said)
    return Role.ACTUAL


# 低于半年目标3.4个百分点, 居全省第9位: what is said so has been reached.
_FELL_SHORT = re.compile(
    "(?:低于|落后于?|慢于|滞后|[与距比离较][^，。；]{0,6}(?:差|低|欠|慢)|相差)[^，。；0-9X]{0,10}[0-9X.]+个?百分点"
    "|(?:居|列|排)[^，。；0-9前]{0,6}第[0-9X一二三四五六七八九十]+位"
)


def fell_short(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """一季度增长4.1%，低于目标3.4个百分点 in a plan for half a year: reached, and not enough."""
    own, whole = timing.own_mention(here, figure), here.scope.background.period
    period = own.period if own is not None else here.scope.period if here.scope.stated else None
    if not here.scope.background.plan or whole is None or period is None:
        return None
    start = here.text.rfind("；", 0, figure.start) + 1
    end = here.text.find("；", figure.stop)
    short = _FELL_SHORT.search(here.text, figure.start, end if end > 0 else len(here.text))
    short = short or _FELL_SHORT.search(here.text, start, figure.end)
    wanted = any(
        start <= c.start < figure.start for c in here.sentence.cues if c.role is Role.TARGET
    )
    if short is None or wanted or period.end >= whole.end or period.grain is Grain.DEADLINE:
        return None
    here.because("role", "role.short", *short.span())
    return Role.ACTUAL


def _held_time(here: Here) -> Period | None:
    """The time that words before the clause have stated, or the paragraph that opens its list."""
    scope = here.scope
    if not scope.stated:
        return None
    return scope.mention.period if scope.mention else scope.lasting if scope.listed else None


def _is_over(here: Here, figure: Figure, period: Period) -> bool:
    """Whether a part of a plan's time was over when it was written: 一季度入库12家."""
    reached, whole = here.scope.background.reached, here.scope.background.period
    if reached is None or whole is None or period.end > reached.end or whole.end <= reached.end:
        return False
    if here.drafts and here.drafts[-1].role is Role.TARGET:
        return False
    return not any(c.role is Role.TARGET and c.start < figure.start for c in here.sentence.cues)


def reached(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """目标300亿元，1—2月完成45亿元: a report says in its own time what was reached of a target."""
    whole, own = here.scope.background.period, timing.own_mention(here, figure)
    if here.scope.background.plan or whole is None or own is None or own.period is None:
        return None
    said = _REACHED.search(here.text, here.clause(figure.start), figure.start)
    now = here.scope.background.clock.written
    if own.deadline or own.period.end > whole.end or (now and own.period.end > now.end):
        return None
    over = now is not None and own.period.end < now.start and whole.grain is not Grain.YEAR
    over = over or (own.period == whole and _told(here, figure))
    if said is None and not over:
        return None
    here.because("role", "role.cue", *(said.span() if said else (own.start, own.end)))
    return Role.ACTUAL


def _told(here: Here, figure: Figure) -> bool:
    """上半年增长6% in a speech on the first half, with no word before it that wants something."""
    about = here.scope.background.period
    part = about is not None and about.grain is not Grain.YEAR
    wanted = any(c.role is Role.TARGET and c.start < figure.start for c in here.sentence.cues)
    return part and not wanted


_PLANS = re.compile("计划(?!的|任务|目标)|拟")


def ahead(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """下半年计划入库60家 below 一、上半年情况: what is still to come was not reached."""
    mention = timing.own_mention(here, figure)
    period = mention.period if mention else None
    whole = here.scope.background.period
    if mention is None or period is None or whole is None:
        return None
    plans = _PLANS.search(here.text, here.clause(figure.start), figure.start)
    to_come = period.end >= whole.start if here.scope.background.plan else period.end > whole.end
    if plans is None or not to_come:
        return None
    here.because("role", "role.cue", *plans.span())
    return Role.TARGET


def to_come(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """四季度，投资38亿元 in a speech on three quarters: nothing has been reached of it yet."""
    whole, own = here.scope.background.period, timing.own_mention(here, figure)
    period = own.period if own is not None else here.scope.period if here.scope.stated else None
    if here.scope.background.plan or whole is None or period is None:
        return None
    # 12月 alone may be that of last year.
    if period.start <= whole.end or period.grain not in {Grain.QUARTER, Grain.HALF}:
        return None
    said = (own.start + here.offset, own.end + here.offset) if own else here.scope.said
    here.because_before("role", "role.to_come", said)
    return Role.TARGET
