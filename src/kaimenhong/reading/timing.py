"""What time a figure speaks of: its clause's, else the nearest before, a heading's, the title's."""

from __future__ import annotations

import re

from kaimenhong.reading import breakdowns, stocks, times
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.scope import heading_period, up_to
from kaimenhong.reading.times import Mention
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period

# 由A提高到B: A was reached in the period before. 由发改委牵头的项目 have not come from anywhere.
_LED = "[^，。；到至0-9]{2,12}?(?:牵头|负责|组织|承担|承办|主办|实施|承建|包联|认定)"
_FROM = re.compile(f"(?<![自来])(?:由(?!{_LED})|从(?!业|化[县市区]|江县))[^，。；到至]{{0,14}}$")
# 计划新开工的92个项目, 年度计划投资412亿元: what is planned, in a report too.
_PLANNED_SET = re.compile(
    "(?=[计年全本当目程])(?:计划(?:新?开工|竣工|复工|投产|入库)[^，。；0-9]{0,6}|(?:年度|全年|本年|当年)计划(?:完成)?投资|"
    "年度目标任务|[目程]年度计划)$"
)
_AIMED = re.compile("(?:年初|今年)[^，。；0-9]{0,10}(?:目标|任务)")
# 年初人代会上我们承诺增长6.5%: what was promised for the year.
VOWED = re.compile("年初(?!以来)[^，。；0-9]{0,14}?(?:[确议]?定的?|承诺|提出的?)(?!“)")
_OF_PLAN = re.compile(
    "(?:的)?(?:工作)?(?:目标|任务|计划|预算|预期)(?:任务|数|投资)?(?:的|达到|达)?(?:不?超过|不到|不足|约|近)?"
)
_BESIDE = (
    "完成", "为", "占", "达到", "达", "完成了", "是", "高于", "低于", "快于", "慢于",
    "超", "超过", "落后",
)  # fmt: skip
_COMPARES = re.compile(
    "(?:(?<!占)比(?!重|例)|较|占(?!比)|与|高于|低于|快于|慢于|优于|落后于?|领先于?|超)[^，。]{0,7}$"
)
# 扭转前三季度下降8.4%的局面: the time is that of the figure alone.
_MODIFIED = re.compile(
    "(?:以上|左右)?的(?:不利|被动)?(?:(?:局面|态势|趋势|势头|基础|基数)|(?:预期)?目标(?:还|仍|尚)?(?:有|差|存在))"
)
_ENDS = ("年末", "年底", "季度末", "季度底", "半年末", "半年底")

# A period that was decided on, which may be that none can be told.
type _Found = tuple[Period | None]


def source(here: Here, figure: Figure, wall: int) -> re.Match[str] | None:
    """The words that make the figure the one that another comes from: 由A提高到B."""
    return _FROM.search(here.text, wall, figure.start)


def planned_set(here: Here, figure: Figure, wall: int) -> re.Match[str] | None:
    """The words that make the figure a report's plan: 计划新开工的92个项目."""
    if here.scope.background.plan:
        return None
    return _PLANNED_SET.search(here.text, wall, figure.start)


def states_period(here: Here, figure: Figure) -> bool:
    """Whether the figure's clause states a time, or one before it that holds on."""
    return here.scope.stated or own_mention(here, figure) is not None


def period_of(here: Here, figure: Figure, wall: int, role: Role) -> Period | None:
    """Give the period of a figure; None where no time is said, or one that cannot be told."""
    mention = own_mention(here, figure)
    if mention is not None:
        return _said(here, figure, wall, role, mention)
    for decide in (_now, _added_up, _unknown, _due, _planned, _of_whole):
        found = decide(here, figure, wall, role)
        if found is not None:
            return found[0]
    _because_of_scope(here)
    current = _to_come(here, role) or _over_by_then(here, role) or here.scope.current()
    if here.scope.mention is not None:
        current = _until(here, here.scope.mention, current, role, figure)
    if current is not None and source(here, figure, wall):
        return current.year_before()
    return stocks.at_moment(here, figure, current, role) or current


def _said(here: Here, figure: Figure, wall: int, role: Role, mention: Mention) -> Period | None:
    here.because("period", "period.own", mention.start, mention.end)
    if role is Role.ACTUAL and here.scope.is_this_year(mention):
        return here.scope.background.period
    if mention.period is None or mention.period.grain == Grain.DAY:
        return None if "X" in mention.text else up_to(mention.period)
    period = _until(here, mention, _past(here, mention, role), role, figure)
    behind = _MODIFIED.match(here.text, figure.stop) is not None
    modifies = mention.text.endswith("同期") or behind
    # 紧盯全年124个重点项目: which of them, and no time of what is told next.
    counts = figure.dimension == "count" and mention.end == figure.start
    modifies = modifies or (counts and here.text[figure.stop : figure.stop + 1] not in _ENDING)
    # 今年计划供应1800亩 in a report of half a year: the year is that of the plan alone.
    modifies = modifies or (mention.text != "年内" and here.scope.is_this_year(mention))
    if not mention.deadline and not source(here, figure, wall) and not modifies:
        here.state(replace(mention, period=period))
    return period


# 截至目前，A镇还有9个: what is there now, though the time stands before its clause.
_THERE_ARE = re.compile("[还尚仍共]有")
_ENDING = "，。；、：）"


def _now(here: Here, figure: Figure, wall: int, role: Role) -> _Found | None:
    """现有6家: the month of the document."""
    clause = here.clause(figure.start)
    if _THERE_ARE.search(here.text, clause, figure.start):
        clause = here.clause(max(clause - 1, 0))
    said = [span for span in times.now_words(here.text) if clause <= span[0] < figure.start]
    month = _this_month(here)
    if not said or role is not Role.ACTUAL or month is None:
        return None
    here.because("period", "period.now", *said[-1])
    return (month,)


def _added_up(here: Here, figure: Figure, wall: int, role: Role) -> _Found | None:
    """10月当月下降7.9%，累计增长2.2%: 累计 goes back to what the report adds up to."""
    whole, now = here.scope.background.period, here.scope.current()
    if whole is None or now is None or here.scope.background.plan or role is not Role.ACTUAL:
        return None
    said = "累计" in here.text[here.clause(figure.start) : figure.start]
    within = now.grain == Grain.MONTH and whole.start <= now.start <= whole.end
    if not said or not within:
        return None
    if now.end < whole.end and whole.grain is Grain.YEAR:
        here.because_before("period", "period.stated", here.scope.said)
        return (now.cumulative(),)
    here.because_above("period", "period.title", here.scope.background.title)
    return (whole,)


def _unknown(here: Here, figure: Figure, wall: int, role: Role) -> _Found | None:
    if not here.scope.unknown:
        return None
    here.because_before("period", "period.unknown", here.scope.said)
    return (None,)


def due_before(here: Here, figure: Figure) -> Mention | None:
    """The deadline that is the last time said before the figure in its group."""
    begin = here.text.rfind("；", 0, figure.start) + 1
    earlier = [m for m in here.sentence.times if begin <= m.start and m.end <= figure.start]
    return earlier[-1] if earlier and earlier[-1].deadline else None


def _due(here: Here, figure: Figure, wall: int, role: Role) -> _Found | None:
    """3月底前开工6个，完成投资6亿元: the day holds on where else only a time before it would."""
    whole, due = here.scope.background.period, due_before(here, figure)
    if here.scope.stated or whole is None or due is None or due.period is None:
        return None
    if whole.end >= due.period.end:
        return None
    here.because("period", "period.due", due.start, due.end)
    return (due.period,)


def _planned(here: Here, figure: Figure, wall: int, role: Role) -> _Found | None:
    whole, planned = here.scope.background.period, planned_set(here, figure, wall)
    promised = "年初" in here.text and figure.dimension != "count"
    if planned is None and role is Role.TARGET and promised:
        planned = VOWED.search(here.text, 0, figure.start)
    if planned is None and role is Role.TARGET and not here.scope.background.plan:
        planned = _AIMED.search(here.text, 0, figure.start)
    if planned is None or whole is None or _SHARE.search(here.text, planned.start(), figure.start):
        return None
    own = here.scope.period if here.scope.stated else None
    if own is not None and own.grain is Grain.QUARTER and _OF_YEAR.search(planned[0]) is None:
        return None  # 一季度计划开工126个，其中甲县计划开工32个
    here.because("period", "period.year", *planned.span())
    return (Period.year_of(whole.end.year),)


def _of_whole(here: Here, figure: Figure, wall: int, role: Role) -> _Found | None:
    whole = breakdowns.whole_of(here, figure)
    if whole is None or whole.role is not role:
        return None
    here.because_before("period", "period.repeated", whole.raw)
    return (whole.period,)


# 上半年力争完成年初目标的55%: the year is the target's, not that of what is to be done of it.
_SHARE = re.compile("(?:目标|任务|计划|预算)(?:任务|数)?的$")


_OF_YEAR = re.compile("[年全本当]年|年度|年初|今年")


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


def _to_come(here: Here, role: Role) -> Period | None:
    """What a report wants next, with no time to come said, is for the rest of the year."""
    whole, now = here.scope.background.period, here.scope.background.clock.written
    if role is not Role.TARGET or whole is None or now is None or here.scope.background.plan:
        return None
    section = here.scope.dated()
    told = here.scope.period if here.scope.stated else None
    if told is None and section is not None:
        return None
    if told is not None and not _is_over_before(here, told, now):
        return None
    if section is not None:
        return heading_period(section.title, here.scope.background.clock)
    parts = whole.start.month == 1 and _MOST_OF_YEAR <= whole.end.month < 12
    return _rest_of_year(whole) if parts and whole.end < now.end else None


def _is_over_before(here: Here, told: Period, now: Period) -> bool:
    """Whether a sentence before told a time that was over when the document was written."""
    said = here.scope.said
    return told.end < now.start and said is not None and said[1] <= here.offset


def _over_by_then(here: Here, role: Role) -> Period | None:
    """In a speech on the fourth quarter, held in October, what was reached is of the time told."""
    whole, now = here.scope.background.period, here.scope.background.clock.written
    told = here.memory.headline.period if here.memory.headline else None
    if role is not Role.ACTUAL or here.scope.dated() is not None:
        return None
    if whole is None or now is None or told is None or whole.end <= now.end:
        return None
    held = here.scope.period if here.scope.stated else None
    if here.scope.stated and (held is None or held.end <= now.end):
        return None
    return told if told.end < now.start and told.end < whole.start else None


_MOST_OF_YEAR = 6


def _rest_of_year(whole: Period) -> Period:
    """The second half after the first, the last quarter after three, else the months that are left.

    >>> _rest_of_year(Period.months_range(2025, 1, 10)).code
    '2025-11..2025-12'
    """
    return Period.months_range(whole.end.year, whole.end.month + 1, 12)


def own_mention(here: Here, figure: Figure) -> Mention | None:
    """The time that the figure's own clause names, bases of comparison aside."""
    if figure.start not in here.own_times:
        here.own_times[figure.start] = _own_time(here, figure)
    return here.own_times[figure.start]


def _own_time(here: Here, figure: Figure) -> Mention | None:
    start = here.clause(figure.start)
    own = [m for m in here.sentence.times if start <= m.start and m.end <= figure.start]
    own = [m for m in own if not _compares(here, m, figure)]
    if len(own) > 1 and own[-2].deadline and own[-2].end == own[-1].start:
        return own[-2]  # 3月底前2025年专项债券资金支出90%: the year says which they are
    return own[-1] if own else _in_brackets(here, start)


# 与全年8%的目标相差4.8个百分点: the time is the target's own.
_AIM_BEHIND = re.compile("(?:以上|左右)?的?(?:预期|年度|增长)?(?:目标|任务)")


def _in_brackets(here: Here, start: int) -> Mention | None:
    """暑期（7—8月）接待游客…: the bracket before the clause says what time its first word means."""
    if here.text[start - 1 : start] != "）":
        return None
    inside = (m for m in here.sentence.times if m.end == start - 1)
    return next((m for m in inside if here.text[m.start - 1 : m.start] == "（"), None)


def _compares(here: Here, mention: Mention, figure: Figure) -> bool:
    """比上年, 较一季度, 为全年目标的: the base of a comparison is no period of the figure."""
    before = here.text[max(0, mention.start - 8) : mention.start]
    if before.endswith(("由", "从")):
        return any(mention.end <= f.start < figure.start for f in here.sentence.figures)
    if _OF_PLAN.fullmatch(here.text, mention.end, figure.start):
        return before.endswith(_BESIDE)
    if before.endswith(("与", "距", "离")) and _AIM_BEHIND.match(here.text, figure.stop):
        return False
    return bool(_COMPARES.search(before))


def _until(
    here: Here, mention: Mention, period: Period | None, role: Role, figure: Figure
) -> Period | None:
    """到6月底 is a deadline of a target; 截至2月底 is from January for what adds up over time."""
    if period is None:
        return None
    if (
        mention.text.endswith(_ENDS)
        and period.grain != Grain.DEADLINE
        and role is not Role.EXPECTED
    ):
        return _ending(mention, period, role)
    if period.grain != Grain.MONTH or here.text[mention.start : mention.end] != mention.text:
        return period
    before = here.text[max(0, mention.start - 3) : mention.start]
    if before.endswith(("截至", "截止", "截止到", "截至到")) and not _is_stock(
        here, mention, figure
    ):
        return period.cumulative()
    by_then = before.endswith(("到", "至")) and mention.text.endswith(("底", "末"))
    return Period.deadline(period.end) if by_then and role is Role.TARGET else period


def _ending(mention: Mention, period: Period, role: Role) -> Period:
    """年末 and 季末: a month of what was reached, all that goes before of what shall be."""
    if role is Role.ACTUAL:
        return Period.month(period.end.year, period.end.month)
    if mention.text.endswith(("年末", "年底")) and "半年" not in mention.text:
        return Period.year_of(period.end.year)
    return Period.months_range(period.end.year, 1, period.end.month)


def _is_stock(here: Here, mention: Mention, figure: Figure) -> bool:
    """Whether the figure is a balance at the day, not what has added up until it."""
    start = max(mention.end, here.clause(figure.start))
    return stocks.is_stock(here, start, figure) or stocks.counted(here, start, figure)


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
