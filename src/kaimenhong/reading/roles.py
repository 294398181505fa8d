"""What a figure is: a target, reached, or expected; by the first reason that says so."""

from __future__ import annotations

import re

from kaimenhong.reading import timing
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.scope import Cue
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period

_IS_TARGET = re.compile(
    "(?:以上|左右)?(?:的|为)?(?:“[^”]{1,8}”)?[^，。；0-9X]{0,4}?(?:目标|任务)(?!管理|考核)"
)
_AIMS = re.compile("目标(?:任务)?(?:是|为|如下)?$")
# Weak words that wish for something in a plan alone.
_REACHED = re.compile("完成|实现|达到|累计")
# 已下达的3.2亿元: which sum, not that what follows is reached.
_MODIFIES = re.compile("[\u4e00-\u9fff]{0,4}的")
_WISHES = {"安排", "任务", "下达", "保持在"}
_MUSTS = {"要", "应", "应当", "须", "必须", "务必"}


def role_of(here: Here, figure: Figure, wall: int, subject: Subject | None = None) -> Role:
    """Give the role of a figure; `subject` is what it repeats, whose role it then shares."""
    for decide in _REASONS:
        role = decide(here, figure, wall, subject)
        if role is not None:
            return role
    return default_role(here)


def default_role(here: Here) -> Role:
    """The role that the nearest heading gives, else the kind of document."""
    if here.scope.told is not None:
        role, span = here.scope.told
        here.because_before("role", "role.opening", span)
        return role
    role, section = here.scope.role()
    if section is not None:
        rule = "role.must" if section.must else "role.heading"
        here.because_above("role", rule, section.head)
    else:
        here.because("role", f"role.{'plan' if here.scope.background.plan else 'report'}")
    return role


def _after(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """增长8%的目标: the word stands behind the figure."""
    after = _IS_TARGET.match(here.text, figure.end)
    after = after or _LISTED_TARGET.match(here.text, figure.end)
    if after is None:
        return None
    here.because("role", "role.after", *after.span())
    return Role.TARGET


# 对照年初确定的A增长6.5%、B增长8%的目标: what is said behind the last holds for all that it lists.
_LISTED_TARGET = re.compile(
    "(?:以上|左右)?(?:[、和][^，。；、0-9]{2,20}[0-9.]+[^，。；、0-9]{1,8}){1,5}?的"
    "[^，。；0-9]{0,4}(?:目标|任务)(?!管理|考核)"
)
_BESIDE = re.compile("比|较|低于|高于|快于|慢于|超|完成|落后")


def _vowed(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """年初人代会上我们承诺增长6.5%: what was promised; 低于年初确定的目标 is beside it."""
    if "年初" not in here.text:
        return None
    start = here.clause(figure.start)
    vowed = timing.VOWED.search(here.text, start, figure.start)
    if vowed is None or figure.dimension in {"count", "point"}:
        return None
    if _BESIDE.search(here.text, start, vowed.start()):
        return None
    here.because("role", "role.cue", *vowed.span())
    return Role.TARGET


def named_after(here: Here, figure: Figure) -> re.Match[str] | None:
    """8%的目标 in a report: a target by the words behind it, which what follows is not."""
    if here.scope.background.plan:
        return None
    return _IS_TARGET.match(here.text, figure.end)


def _source(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    before = timing.source(here, figure, wall)
    if before is None:
        return None
    here.because("role", "role.from", *before.span())
    return Role.ACTUAL


def _due_of_done(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """已到位资金3月底前支出率达到60%: 已 says which sum; what is to be by a day is wanted."""
    clause = here.clause(figure.start)
    own = [c for c in here.sentence.cues if clause <= c.start < figure.start and c.strong]
    if not own or any(c.role is not Role.ACTUAL for c in own):
        return None
    due = timing.own_mention(here, figure)
    if due is None or not due.deadline or own[-1].start > due.start:
        return None
    here.because("role", "role.due", due.start, due.end)
    return Role.TARGET


def _own(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """The words of the figure's own clause; strong ones before weak ones."""
    planned = timing.planned_set(here, figure, wall)
    if planned is not None:
        here.because("role", "role.cue", *planned.span())
        return Role.TARGET
    clause = here.clause(figure.start)
    own = [c for c in here.sentence.cues if clause <= c.start < figure.start]
    own = [c for c in own if not _tells_which(here, figure, c)]
    own = [c for c in own if c.strong] or [c for c in own if _weighs(here, figure, c)]
    if not own:
        return None
    here.because("role", "role.cue", own[-1].start, own[-1].end)
    return own[-1].role


def _tells_which(here: Here, figure: Figure, cue: Cue) -> bool:
    """已下达的3.2亿元专项债券6月底前全部支出: said of the first figure, no more of the second."""
    passed = any(cue.end <= one.start < figure.start for one in here.sentence.figures)
    return cue.role is Role.ACTUAL and passed and bool(_MODIFIES.match(here.text, cue.end))


def _weighs(here: Here, figure: Figure, cue: Cue) -> bool:
    """Whether a weak word says a role: 成立 nothing of a plan's counts, 安排 none of a report."""
    if here.scope.background.plan:
        return cue.role is not Role.ACTUAL or figure.dimension != "count"
    word = here.text[cue.start : cue.end]
    if word == "任务" and here.text[cue.end : figure.start] in {"", "数", "为", "是"}:
        return True
    return word not in _WISHES or here.scope.role()[0] is Role.TARGET


def _forecast(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """预计全年增长6.2%；工业增长9.1%: a forecast holds on until another role is said."""
    clause = here.clause(figure.start)
    said = [c for c in here.sentence.cues if c.start < clause and c.role is Role.EXPECTED]
    said = [c for c in said if not _group_by_group(here, figure, c)]
    if not said or figure.dimension == "count" or not said[-1].strong:
        return None
    cue = said[-1]
    later = [c for c in here.sentence.cues if cue.start < c.start < figure.start and c.strong]
    if later or not _holds(here, cue):
        return None
    here.because("role", "role.earlier", cue.start, cue.end)
    return Role.EXPECTED


def _group_by_group(here: Here, figure: Figure, cue: Cue) -> bool:
    """预计A增长6%；B增长8%；C预计增长5%: where each group says it itself, B was reached."""
    group = here.text.rfind("；", 0, figure.start) + 1
    told = [c for c in here.sentence.cues if c.role is Role.EXPECTED and c.start > figure.start]
    return cue.start < group and any("；" in here.text[figure.start : c.start] for c in told)


def _past(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """2025年…完成215亿元 in a plan for 2026: what ended before the plan's time is reached."""
    mention = timing.own_mention(here, figure) or (
        here.scope.mention if here.scope.stated else None
    )
    whole, period = here.scope.background.period, mention.period if mention else None
    if mention is None or period is None or whole is None:
        return None
    own = timing.own_mention(here, figure)
    if period.grain in {Grain.DEADLINE, Grain.DAY}:
        return None
    if period.end >= whole.start and not _is_over(here, figure, period):
        return None
    said = (own.start + here.offset, own.end + here.offset) if own else here.scope.said
    here.because_before("role", "role.past", said)
    return Role.ACTUAL


def _is_over(here: Here, figure: Figure, period: Period) -> bool:
    """Whether a part of a plan's time was over when it was written: 一季度入库12家."""
    reached, whole = here.scope.background.reached, here.scope.background.period
    if reached is None or whole is None or period.end > reached.end or whole.end <= reached.end:
        return False
    if here.drafts and here.drafts[-1].role is Role.TARGET:
        return False
    return not any(c.role is Role.TARGET and c.start < figure.start for c in here.sentence.cues)


def _repeated(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    if subject is None or subject.sentence != here.memory.sentences:
        return None
    must = _must_since(here, figure)
    if must is not None:
        here.because("role", "role.earlier", must.start, must.end)
        return Role.TARGET
    own = timing.own_mention(here, figure)
    was = subject.period if subject.role is Role.ACTUAL else None
    if own and own.period and was and was.end < own.period.start:
        return None
    here.because_before("role", "role.repeated", subject.raw)
    return subject.role


def _must_since(here: Here, figure: Figure) -> Cue | None:
    """上半年下降2%，三季度要止跌回升，增长5%以上: 要 since the last figure wants the next."""
    since = [c for c in here.sentence.cues if here.previous <= c.start < figure.start]
    musts = [c for c in since if here.text[c.start : c.end] in _MUSTS]
    return musts[-1] if musts and musts[-1] is since[-1] else None


def _reached(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """目标300亿元，1—2月完成45亿元: a report says in its own time what was reached of a target."""
    whole, own = here.scope.background.period, timing.own_mention(here, figure)
    if here.scope.background.plan or whole is None or own is None or own.period is None:
        return None
    said = _REACHED.search(here.text, here.clause(figure.start), figure.start)
    if own.deadline or own.period.end > whole.end:
        return None
    now = here.scope.background.clock.written
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


def _earlier(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    clause = here.clause(figure.start)
    said = [c for c in here.sentence.cues if c.start < clause and c.strong and _holds(here, c)]
    said = [c for c in said if c.role is not Role.EXPECTED or not _group_by_group(here, figure, c)]
    if not said or (said[-1].role is Role.EXPECTED and figure.dimension == "count"):
        return None
    if _reached_since(here, said[-1]):
        return Role.ACTUAL
    if _left_behind(here, figure, said[-1]):
        return None
    here.because("role", "role.earlier", said[-1].start, said[-1].end)
    return said[-1].role


def _left_behind(here: Here, figure: Figure, cue: Cue) -> bool:
    """1月已升规11户，二季度再升规6户: what is to come in a plan is not reached by 已 before."""
    if cue.role is not Role.ACTUAL or not here.scope.background.plan:
        return False
    own = timing.own_mention(here, figure)
    earlier = [m for m in here.sentence.times if m.start < cue.start and m.period]
    later = own is not None and own.period is not None and bool(earlier)
    if later and own and own.period and earlier[-1].period:
        return own.period.end > earlier[-1].period.end
    return "；" in here.text[cue.end : figure.start]


def _reached_since(here: Here, cue: Cue) -> bool:
    """目标30家，上半年仅完成9家，完成率30%: what a report has reached since is gone on with."""
    last = here.drafts[-1] if here.drafts else None
    if last is None or cue.role is not Role.TARGET or here.scope.background.plan:
        return False
    since = last.role is Role.ACTUAL and last.end - here.offset > cue.end
    if since:
        here.because_before("role", "role.repeated", last.raw)
    return since


def _must(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """县商务局要抓住旺季，上半年零售额增长8%: what somebody must do holds on in its sentence."""
    clause = here.clause(figure.start)
    musts = [c for c in here.sentence.cues if c.start < clause and c.role is Role.TARGET]
    said = [c for c in musts if here.text[c.start : c.end] in _MUSTS]
    if not said:
        return None
    here.because("role", "role.earlier", said[-1].start, said[-1].end)
    return Role.TARGET


def _due(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    due = timing.own_mention(here, figure)
    if due is None or not due.deadline:
        return None
    here.because("role", "role.due", due.start, due.end)
    return Role.TARGET


def _holds(here: Here, cue: Cue) -> bool:
    """A role word holds on where its own clause states a figure, or opens a list: 目标为："""
    start = here.clause(cue.start)
    end = min((w for w in here.sentence.walls if w >= cue.start), default=len(here.text))
    if cue.role is Role.ACTUAL and _MODIFIES.match(here.text, cue.end):
        return False
    stated = any(start <= f.start < end for f in here.sentence.figures)
    opens = here.text[end : end + 1] == "：" or _AIMS.search(here.text, start, end)
    return stated or cue.role is Role.ACTUAL or bool(opens)


_PLANS = re.compile("计划(?!的|任务|目标)|拟")


def _ahead(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
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


# The first that decides wins: what the figure's own words say goes before what others said.
_REASONS = (
    _after, _source, _due_of_done, _own, _vowed, _forecast, _ahead, _past, _reached, _repeated,
    _earlier, _must, _due,
)  # fmt: skip
