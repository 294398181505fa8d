"""What a figure inherits: its role, period and area."""

from __future__ import annotations

import re
from dataclasses import replace

from kaimenhong.reading import places, times
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figures import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.scope import Cue, up_to
from kaimenhong.reading.times import Mention
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.period import Grain, Period

# 由A提高到B: A was reached in the period before.
_FROM = re.compile("(?<![自来])(?:由|从)[^，。；到至]{0,14}$")
_OF_PLAN = re.compile(
    "(?:的)?(?:工作)?(?:目标|任务|计划|预算|预期)(?:任务|数|投资)?(?:的|达到|达)?"
)
_STOCK = re.compile("余额|存栏|存量|保有量|现有|共有|在册|实有|户数|常住人口|总数")
_IS_TARGET = re.compile(
    "(?:以上|左右)?(?:的|为)?(?:“[^”]{1,8}”)?[^，。；0-9X]{0,4}?(?:目标|任务)(?!管理|考核)"
)


def role_of(here: Here, figure: Figure, wall: int, subject: Subject | None = None) -> Role:
    """Give the role of a figure; `subject` is what it repeats, whose role it then shares."""
    after = _IS_TARGET.match(here.text, figure.end)
    if after:
        here.because("role", "role.after", *after.span())
        return Role.TARGET
    before = _FROM.search(here.text, wall, figure.start)
    if before:
        here.because("role", "role.from", *before.span())
        return Role.ACTUAL
    clause = here.clause(figure.start)
    own = [c for c in here.sentence.cues if clause <= c.start < figure.start]
    own = [c for c in own if c.strong] or own
    if own:
        here.because("role", "role.cue", own[-1].start, own[-1].end)
        return own[-1].role
    if _is_past(here, figure):
        here.because_before("role", "role.past", _time_said(here, figure))
        return Role.ACTUAL
    same = subject is not None and subject.sentence == here.memory.sentences
    if subject is not None and same and not _left_past(here, figure, subject):
        here.because_before("role", "role.repeated", subject.raw)
        return subject.role
    earlier = [c for c in here.sentence.cues if c.start < clause and c.strong and _holds(here, c)]
    if earlier and not (earlier[-1].role is Role.EXPECTED and figure.dimension == "count"):
        here.because("role", "role.earlier", earlier[-1].start, earlier[-1].end)
        return earlier[-1].role
    return default_role(here)


def default_role(here: Here) -> Role:
    """The role that the nearest heading gives, else the kind of document."""
    role, section = here.scope.role()
    if section is not None:
        here.because_above("role", "role.heading", section.head)
    else:
        here.because("role", f"role.{'plan' if here.scope.background.plan else 'report'}")
    return role


def _time_said(here: Here, figure: Figure) -> tuple[int, int] | None:
    mention = _own_mention(here, figure)
    if mention is None:
        return here.scope.said
    return mention.start + here.offset, mention.end + here.offset


def _is_past(here: Here, figure: Figure) -> bool:
    """2025年…完成215亿元 in a plan for 2026: what a year before the plan's gave is reached."""
    mention = _own_mention(here, figure) or (here.scope.mention if here.scope.stated else None)
    whole = here.scope.background.period
    period = mention.period if mention else None
    if period is None or whole is None or period.grain in {Grain.DEADLINE, Grain.DAY}:
        return False
    return period.end.year < whole.start.year


def _left_past(here: Here, figure: Figure, subject: Subject) -> bool:
    """Whether the figure has a time of its own after the past one of what it repeats."""
    own = _own_mention(here, figure)
    return (
        own is not None
        and own.period is not None
        and subject.period is not None
        and subject.role is Role.ACTUAL
        and subject.period.end < own.period.start
    )


def _holds(here: Here, cue: Cue) -> bool:
    """A role word holds on where its own clause states a figure, or opens a list: 目标为："""
    start = here.clause(cue.start)
    end = min((w for w in here.sentence.walls if w >= cue.start), default=len(here.text))
    stated = any(start <= f.start < end for f in here.sentence.figures)
    return stated or cue.role is Role.ACTUAL or here.text[end : end + 1] == "："


def subject_of(
    here: Here,
    figure: Figure,
    wall: int,
    *,
    name: str,
    span: tuple[int, int],
    measure: Measure,
    area: str | None,
    start: int | None = None,
    noun: str | None = None,
) -> Subject:
    """Make what a figure is about; `span` is where its words stand, `start` its clause."""
    role = role_of(here, figure, wall)
    return Subject(
        name=name,
        raw=(span[0] + here.offset, span[1] + here.offset),
        start=(span[0] if start is None else start) + here.offset,
        sentence=here.memory.sentences,
        measure=measure,
        role=role,
        area=area_of(here, area, wall),
        period=period_of(here, figure, wall, role),
        noun=noun or name,
        unit=figure.unit,
    )


def states_period(here: Here, figure: Figure) -> bool:
    """Whether the figure's clause states a time, or one before it that holds on."""
    return here.scope.stated or _own_mention(here, figure) is not None


def period_of(here: Here, figure: Figure, wall: int, role: Role) -> Period | None:
    """Give the period of a figure: its clause's, else the nearest before, else the title's."""
    mention = _own_mention(here, figure)
    if mention is not None:
        here.because("period", "period.own", mention.start, mention.end)
        if mention.period is None or mention.period.grain == Grain.DAY:
            return None if "X" in mention.text else up_to(mention.period)
        period = _until(here, mention, _past(here, mention, role), role, figure)
        if not mention.deadline and not _FROM.search(here.text, wall, figure.start):
            here.scope.state(replace(mention, period=period), here.offset)
        return period
    clause = here.clause(figure.start)
    now = [n for n in times.now_words(here.text) if clause <= n[0] < figure.start]
    if now and role is Role.ACTUAL and _this_month(here) is not None:
        here.because("period", "period.now", *now[-1])
        return _this_month(here)
    if here.scope.unknown:
        here.because_before("period", "period.unknown", here.scope.said)
        return None
    due = _due(here, figure)
    if due is not None and due.period is not None:
        here.because("period", "period.due", due.start, due.end)
        return due.period
    _because_of_scope(here)
    current = here.scope.current()
    if here.scope.mention is not None:
        current = _until(here, here.scope.mention, current, role, figure)
    if current is not None and _FROM.search(here.text, wall, figure.start):
        return current.year_before()
    return current


def _because_of_scope(here: Here) -> None:
    """Note which time holds where a clause names none: an earlier one, a heading's, the title's."""
    section = here.scope.dated()
    if here.scope.stated:
        here.because_before("period", "period.stated", here.scope.said)
    elif section is not None:
        here.because_above("period", "period.heading", section.head)
    elif here.scope.background.period is not None:
        here.because_above("period", "period.title", here.scope.background.title)
    else:
        here.because("period", "period.none")


def _due(here: Here, figure: Figure) -> Mention | None:
    """3月底前开工6个，完成投资6亿元: the day holds on where else only a time before it would."""
    whole = here.scope.background.period
    if here.scope.stated or whole is None:
        return None
    begin = here.text.rfind("；", 0, figure.start) + 1
    earlier = [m for m in here.sentence.times if begin <= m.start and m.end <= figure.start]
    due = earlier[-1] if earlier and earlier[-1].deadline else None
    return due if due and due.period and whole.end < due.period.end else None


def _own_mention(here: Here, figure: Figure) -> Mention | None:
    start = here.clause(figure.start)
    own = [m for m in here.sentence.times if start <= m.start and m.end <= figure.start]
    own = [m for m in own if not _compares(here, m, figure)]
    return own[-1] if own else None


def _compares(here: Here, mention: Mention, figure: Figure) -> bool:
    """比上年, 较一季度, 为全年目标的: the base of a comparison is no period of the figure."""
    before = here.text[max(0, mention.start - 8) : mention.start]
    if _OF_PLAN.fullmatch(here.text, mention.end, figure.start):
        return before.endswith(("完成", "为", "占", "达到", "达", "完成了", "是"))
    return bool(re.search("(?:比|较|占|与)[^，。]{0,7}$", before))


def _until(
    here: Here, mention: Mention, period: Period | None, role: Role, figure: Figure
) -> Period | None:
    """到6月底 is a deadline of a target; 截至2月底 is from January for what adds up over time."""
    if period is not None and role is Role.TARGET and mention.text.endswith(("季度末", "季度底")):
        return Period.deadline(period.end)
    if period is None or period.grain != Grain.MONTH:
        return period
    before = here.text[max(0, mention.start - 3) : mention.start]
    if here.text[mention.start : mention.end] != mention.text:
        return period
    as_of = before.endswith(("截至", "截止", "截止到", "截至到"))
    if as_of and not _STOCK.search(here.text[mention.end : figure.start]):
        return period.cumulative()
    by_then = before.endswith(("到", "至")) and mention.text.endswith(("底", "末"))
    return Period.deadline(period.end) if by_then and role is Role.TARGET else period


def _this_month(here: Here) -> Period | None:
    """The month of the document, by its date or by the last month that it reports."""
    clock = here.scope.background.clock
    if clock.now is not None:
        return clock.now
    whole = here.scope.background.period
    if whole is None or here.scope.background.plan or whole.grain != Grain.RANGE:
        return None
    return Period.month(whole.end.year, whole.end.month)


def _past(here: Here, mention: Mention, role: Role) -> Period | None:
    """12月 in a report of February is last year's, unless it is a target."""
    clock, period = here.scope.background.clock, mention.period
    if (
        period is not None
        and clock.now is not None
        and role is not Role.TARGET
        and not here.scope.background.plan
        and period.grain == Grain.MONTH
        and period.start > clock.now.end
        and not re.match("[0-9]{4}", mention.text)
    ):
        return period.year_before()
    return period


def area_of(here: Here, word: str | None, wall: int) -> str | None:
    """Give the area of a figure: the one its clause names, else the document's own."""
    place = here.scope.background.place
    if word is not None:
        at = here.text.rfind(word, wall, here.at)
        here.because("area", "area.named", at, at + len(word))
    elif place.name is not None:
        here.because_above("area", "area.document", here.scope.background.title)
    else:
        here.because("area", "area.word")
    if word is None:
        inside = places.WHOSE.findall(here.text[wall : here.at])
        earlier = places.WHOSE.findall(here.text[: here.at])
        if place.name is None:
            word = (inside or earlier or [here.scope.area or place.word])[-1]
            if earlier and not here.memory.saved:
                here.scope.area = word
        else:
            return place.name
    if word is None:
        return None
    if word[0] in "全我本" and len(word) == 2:
        return place.resolve(word)
    return word
