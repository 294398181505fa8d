"""What a figure is: a target, reached, or expected; by the first reason that says so."""

from __future__ import annotations

import re

from kaimenhong.reading import breakdowns, names, overdue, stocks, timing
from kaimenhong.reading.draft import Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.scope import Cue
from kaimenhong.terms.codelists import Role

_IS_TARGET = re.compile(
    "(?:以上|左右)?(?:的|为)?(?:“[^”]{1,8}”)?[^，。；0-9X]{0,4}?(?:目标|任务)(?!管理|考核)"
)
_AIMS = re.compile("目标(?:任务)?(?:是|为|如下)?$")
# Weak words that wish for something in a plan alone.
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
    if here.scope.done is not None:
        here.because_before("role", "role.done", here.scope.done)
        return Role.ACTUAL
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
    later = [c for c in later if _states(here, c) or not _MET.match(here.text, c.start)]
    if later or not _holds(here, cue) or _of_one(here, cue, clause):
        return None
    here.because("role", "role.earlier", cue.start, cue.end)
    return Role.EXPECTED


def _of_one(here: Here, cue: Cue, clause: int) -> bool:
    """地区生产总值预计增长6%；工业增长9%: behind a name the word is said of that alone."""
    apart = "；" in here.text[cue.end : clause]
    return apart and names.last_known(here.text, here.clause(cue.start), cue.start) is not None


# 预计可以完成目标任务: said of a forecast, and no wish.
_MET = re.compile("(?:完成|实现)?(?:全年|半年|年度|上半年)?(?:目标任务|目标|任务)(?=[，；。])")


def _group_by_group(here: Here, figure: Figure, cue: Cue) -> bool:
    """预计A增长6%；B增长8%；C预计增长5%: where each group says it itself, B was reached."""
    group = here.text.rfind("；", 0, figure.start) + 1
    told = [c for c in here.sentence.cues if c.role is Role.EXPECTED and c.start > figure.start]
    told = [c for c in told if _states(here, c)]
    return cue.start < group and any("；" in here.text[figure.start : c.start] for c in told)


def _states(here: Here, cue: Cue) -> bool:
    """Whether a figure stands after the word in its clause; 预计可以完成目标任务 has none."""
    end = next((w for w in here.sentence.walls if w >= cue.start), len(here.text))
    return any(cue.end <= one.start < end for one in here.sentence.figures)


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


def _earlier(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    clause = here.clause(figure.start)
    said = [c for c in here.sentence.cues if c.start < clause and c.strong and _holds(here, c)]
    said = [
        c for c in said
        if c.role is not Role.EXPECTED
        or not (_group_by_group(here, figure, c) or _of_one(here, c, clause))
    ]  # fmt: skip
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


# 到位资金31.6亿元，增长8.8%，完成年度目标的70.2%: what is held against its target was reached.
_HELD = re.compile(
    "，(?:同比)?(?:增长|下降|多完成|少完成)[^，。；]{1,12}，(?:仅|只|已)?(?:完成|占|达到?|为)(?:全年|年度|年初|市下达|县定|省定)?"
    "[^，。；0-9X]{0,8}(?:目标|任务|计划|预算)(?:任务|数)?的"
)


def _held(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    held = _HELD.match(here.text, figure.stop)
    if figure.dimension == "percent" or held is None:
        return None
    wanted = (c for c in here.sentence.cues if c.role is Role.TARGET and c.start < figure.start)
    if any(here.text.rfind("；", 0, figure.start) < c.start for c in wanted):
        return None
    here.because("role", "role.held", held.start() + 1, held.end())
    return Role.ACTUAL


# 支出进度只有46%: so little has been reached, whatever is wanted around it.
_ONLY = re.compile("(?:只有|仅有|仅为|只达到|仅达到|只完成|仅完成)$")
_UNLESS = re.compile("(?:以上|左右)?[^。；]{0,10}(?:才|方)")


def _only(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    only = _ONLY.search(here.text, here.clause(figure.start), figure.start)
    if only is None or _UNLESS.match(here.text, figure.stop):
        return None
    here.because("role", "role.cue", *only.span())
    return Role.ACTUAL


def _must(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """县商务局要抓住旺季，上半年零售额增长8%: what somebody must do holds on in its sentence."""
    clause = here.clause(figure.start)
    musts = [c for c in here.sentence.cues if c.start < clause and c.role is Role.TARGET]
    said = [c for c in musts if here.text[c.start : c.end] in _MUSTS]
    if not said:
        return None
    here.because("role", "role.earlier", said[-1].start, said[-1].end)
    return Role.TARGET


def _parts(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """2024年末法人单位2.1万个。分行业看，…: what stood then is reached in its parts too."""
    whole = stocks.goes_on_from(here, figure)
    if whole is None:
        return None
    here.because_before("role", "role.repeated", whole.raw)
    return whole.role


def _of_whole(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    """计划实施项目66个，其中省级9个: planned as the whole is."""
    whole = breakdowns.whole_of(here, figure)
    if whole is None:
        return None
    here.because_before("role", "role.repeated", whole.raw)
    return whole.role


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


# XX家重点企业要满负荷生产: what those that are counted must do.
_MUST_DO = re.compile(
    "[\u4e00-\u9fa5“”（）]{2,12}(?:(?<![主需重只首不将就还])要(?!求|点|素|件|闻|么)|必须|务必)"
)


def _must_do(here: Here, figure: Figure, wall: int, subject: Subject | None) -> Role | None:
    must = _MUST_DO.match(here.text, figure.stop) if figure.dimension == "count" else None
    if must is None:
        return None
    here.because("role", "role.cue", figure.stop, must.end())
    return Role.TARGET


# The first that decides wins: what the figure's own words say goes before what others said.
_REASONS = (
    _after, _source, _due_of_done, _own, _only, _held, _vowed, _forecast, overdue.ahead,
    overdue.fell_short, overdue.past, overdue.reached, _repeated, _of_whole, _earlier, _must,
    _must_do, _due, _parts, overdue.to_come,
)  # fmt: skip
