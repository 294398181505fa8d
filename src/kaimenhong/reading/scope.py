"""What a figure inherits: role, period and area from its clause, paragraph, heading and title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from kaimenhong.reading import lexicon, names, places, times
from kaimenhong.reading.gazetteer import Gazetteer
from kaimenhong.reading.outline import Section
from kaimenhong.reading.peeling import Marks, Peeled, peel_head
from kaimenhong.reading.times import Clock, Mention
from kaimenhong.records import record
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Grain, Period

_WALLS = re.compile("[，；：。！？（）【】]")
_IN_NAME = re.compile(r"（(?<=[\u4e00-\u9fff]（)[^（），。；0-9X%]{1,10}）")
_HEADING_ROLES = (
    (
        Role.ACTUAL,
        re.compile(
            "问题|现状$|现状分析|完成情况|运行情况|进展情况|主要成效|工作成效|工作回顾|存在问题|存在的问题|开展情况|回顾|"
            "运行特点|主要特点|取得的成绩|情况$|账要|算.{0,2}账|差距|短板|形势|成绩|家底|底数"
        ),
    ),
    (
        Role.TARGET,
        re.compile(
            "目标|必须|务必|打赢|打好.{0,12}[仗战]|打算|计划|安排|任务|下一步|下步|思路|措施|重点工作|工作重点|(?:工作|整改|落实|督办|有关|几点|下步|具体)要求$|实事|部署|举措|对策|建议|怎么[干抓办做]|干什么|抓什么|[\u4e00-\u9fa5](?<![需主重只首])要(?!求|点|闻|素)"
        ),
    ),
)
# 与一季度目标相差2.8个百分点: the target's time, not that of what it is held against.
_HELD_AGAINST = re.compile("[与同][^，。；、]{2,6}(?:目标|任务|计划)[^，。；0-9]{0,4}相差")
# 工业投资增速上半年要由负转正，达到5%: what the clause after it reaches, it reaches then.
_AIMS_ON = re.compile("(?:要|力争|确保|争取|必须)[^，。；0-9]{2,12}，")
# 为上半年任务的53.9%: the time is the task's, not that of what is done.
_HOLDS_AGAINST = ("完成", "为", "占", "达到")
_SHARE_OF_PLAN = re.compile("的?[^，。；0-9]{0,4}(?:目标|任务|计划|预算)(?:任务|数)?的[0-9X]")
_MODIFIES = re.compile("(?:年)?(?:春节|第[一二三四0-9]|以来|度新|及以前|最)")
# 完成年度任务的 N%: the plan is the other side of a share, not a wish.
_PLANNED = re.compile(
    "(?:完成|为|占|达到|达)[^，。；、0-9X]{0,10}?(?:计划|任务|目标|预算)(?:任务|数)?(?:的|不?超过|不到|不足)(?=-?[0-9X一二三四五六七八九近约])"
    "|(?:比|较|距离?|高于|低于|快于|慢于|优于|好于|超出|超过|超|落后于?|不及)[^，。；、0-9X]{0,8}(?:计划|任务|目标|预期)"
    "|(?:距离?|离)[^，。；、]{0,16}(?:目标|任务)"
    "|[与同][^，。；、0-9X]{0,8}(?:计划|任务|目标|预期)[^，。；、0-9X]{0,4}相差"
)
_SINCE = re.compile("从.{0,12}的|从")
_STATES_YEAR = re.compile("20[0-9]{2}年|去年|上年|过去一年|今年|明年")
# 年末, 6月底: a moment holds for its own sentence.
_POINTS = ("末", "底")
# 财政收入全年任务24.5亿元: the task itself; 完成全年任务的60% is held against it.
_TASK_STATED = re.compile(
    "(?<![成占为到达])(?:全年|年度)任务(?:数)?(?:为|是)?(?=[0-9X]+(?:[.][0-9]+)?(?:[亿万]|[家个户]))"
)
# 已发行的专项债券: which of them, not that anything was reached.
_DONE_SET = re.compile("已经?[\u4e00-\u9fa5]{1,6}的(?=[\u4e00-\u9fa5])")
# Returns of firms are summed up a month after the rest: 1—5月 of profits in a half-year's report.
_LATE = re.compile(
    "利润|亏损|扭亏|营业收入|营收|成本|费用|(?<!固定)资产|应收|存货|规上服务业|规模以上服务业"
)
_ANNOUNCES = ("如下：", "如下:", "如下。")
_SOURCES = ("由", "从")
_ITEM = re.compile("(?:-|—|–|·|●|◆|■|▲|\\*)+")
_AS_OF = ("截至", "截止", "截至到", "截止到")


@dataclass(frozen=True, slots=True)
class Background:
    """What holds for a whole document: its clock, its place, its default period and role.

    `about` is its title, for what that names: 重大项目推进情况通报. `reached` is the last month
    that was over when a plan was written.
    """

    clock: Clock
    place: places.Place
    role: Role
    period: Period | None
    plan: bool
    title: tuple[int, int] | None = None
    areas: Gazetteer | None = None
    about: str = ""
    reached: Period | None = None


@record(frozen=True, slots=True)
class Cue:
    """A word that says what role the figures after it have."""

    start: int
    end: int
    role: Role
    strong: bool


@cache
def _cue_pattern() -> tuple[re.Pattern[str], dict[str, tuple[Role | None, bool]]]:
    table = {
        row["word"]: (
            None if row["tag"] == "none" or row["strength"] == "none" else Role(row["tag"]),
            row["strength"] == "strong",
        )
        for row in lexicon.rows("cues")
    }
    return re.compile(lexicon.any_of(tuple(table))), table


def cues(text: str) -> list[Cue]:
    """Give the words of a sentence that say a role."""
    pattern, table = _cue_pattern()
    plans = [match.span() for match in (*_PLANNED.finditer(text), *_DONE_SET.finditer(text))]
    found = []
    for match in pattern.finditer(text):
        role, strong = table[match[0]]
        if any(start <= match.start() < end for start, end in plans):
            continue
        if role is None and _TASK_STATED.match(text, match.start()):
            role, strong = Role.TARGET, True
        if role is not None:
            found.append(Cue(match.start(), match.end(), role, strong))
    return found


# 规上服务业营业收入（1—8月）3.27亿元: of which time the figure behind it is.
_TIME_AFTER_NAME = re.compile(
    r"(?<=[\u4e00-\u9fa5])（(?:20[0-9]{2}年)?[0-9]{1,2}(?:[—-][0-9]{1,2})?月）(?=[0-9X])"
)


def walls(text: str) -> list[int]:
    """Where clauses end; brackets inside a name, 企业（项目）, are none."""
    kept: set[int] = set()
    for pattern in (_IN_NAME, _TIME_AFTER_NAME):
        for match in pattern.finditer(text):
            kept.update((match.start(), match.end() - 1))
    return [m.start() for m in _WALLS.finditer(text) if m.start() not in kept]


type _Held = tuple[Period | None, bool, bool, str | None, Mention | None, tuple[int, int] | None]


@dataclass(slots=True)
class Scope:
    """The period and area that hold at the reader's place in a paragraph."""

    background: Background
    section: Section | None
    period: Period | None = None
    stated: bool = False
    unknown: bool = False
    area: str | None = None
    # The place that the paragraph opens with, or the sentence that has named one since.
    lead: tuple[str, tuple[int, int]] | None = None
    # What the paragraph's first words say of all in it: 第二，明确目标。
    told: tuple[Role, tuple[int, int]] | None = None
    # What a sentence of it told of as done since, whatever its first words want: 举行了开工仪式。
    done: tuple[int, int] | None = None
    # The indicator that the paragraph's first words announce: 第二，投资要转正。
    about: tuple[str, tuple[int, int]] | None = None
    mention: Mention | None = None
    said: tuple[int, int] | None = None
    saved: list[_Held] = field(default_factory=list)
    # The nearest heading that states a period, once it has been looked for.
    asked: bool = False
    dating: Section | None = None
    # What held when a clause in the midst of a group stated another time.
    opening: tuple[Period | None, bool, bool, Mention | None, tuple[int, int] | None] | None = None
    # Whether the sentence before told the accounts of firms for a time of their own, after one of
    # the report's time.
    late: bool = False
    early: bool = False
    # The place that a heading names, and the heading, once they have been looked for.
    headed: tuple[str, Section] | None = None
    headings_read: bool = False
    # Whether the paragraph is an item of a list: ——教育类项目6个.
    listed: bool = False
    lasting: Period | None = None

    def state(self, mention: Mention, offset: int, *, amid: bool) -> None:
        """Let a mention hold from here on; its sentence stands at `offset` in the paragraph.

        `amid` tells that figures stand before it in its group: then it holds until ； only.
        """
        if not amid:
            self.opening = None
        elif self.opening is None:
            self.opening = self.period, self.stated, self.unknown, self.mention, self.said
        self.said = mention.start + offset, mention.end + offset
        self.period, self.stated = up_to(mention.period), True
        self.unknown = mention.period is None
        self.mention = mention

    def go_on_from(self, listing: Scope | None, text: str) -> None:
        """Take the time of the paragraph that opens the list, for its items: 其中：——A；——B."""
        if listing is None or not _ITEM.match(text):
            return
        self.listed = True
        self.lasting = self.period = listing.lasting
        self.stated = self.period is not None

    def end_group(self) -> None:
        """At ； what a clause in the midst of the group said of its time holds no longer."""
        if self.opening is not None and not self.saved:
            self.period, self.stated, self.unknown, self.mention, self.said = self.opening
        self.opening = None

    def is_this_year(self, mention: Mention) -> bool:
        """今年 in a report about a part of it is no other time than the report's own."""
        whole = self.background.period
        if whole is None or self.background.plan or whole.grain == Grain.YEAR:
            return False
        return (
            mention.text in {"今年", "本年", "年内"}
            and whole.end.year == self.background.clock.year
        )

    def enter(self) -> None:
        """Open a bracket: what is said inside holds inside."""
        held = (self.period, self.stated, self.unknown, self.area, self.mention, self.said)
        self.saved.append(held)

    def leave(self) -> None:
        """Close a bracket."""
        if self.saved:
            held = self.saved.pop()
            self.period, self.stated, self.unknown, self.area, self.mention, self.said = held

    def end_sentence(self, text: str, *, told: bool = True) -> None:
        """Forget what holds for one sentence only: open brackets, 当月 in a cumulative report."""
        if self.stated and told and not self.listed:
            self.lasting = self._added_up(text)
        late = self.is_late(text)
        self.late, self.early = late and self.early, self.early or (told and not late)
        self.saved.clear()
        self.end_group()
        whole = self.background.period
        if self.period is not None and self.period.grain == Grain.DEADLINE:
            self.period, self.stated, self.mention = None, False, None
        if self.mention is not None and self.mention.text.endswith(_POINTS):
            told_until = self._added_up(text) if self._of_whole_year() else None
            if told_until is self.period:
                told_until = None
            self.period, self.stated, self.mention = told_until, told_until is not None, None
        passing = self.stated and self.period and self.period.grain == Grain.MONTH
        if passing and whole and whole.months > 1 and not self.background.plan:
            self.period, self.stated, self.mention = None, False, None

    def _added_up(self, text: str) -> Period | None:
        """The time that a sentence has stated: 截至8月底 is all that has added up until then."""
        mention, period = self.mention, self.period
        if period is None or mention is None or period.grain is not Grain.MONTH:
            return period
        return period.cumulative() if text.endswith(_AS_OF, 0, mention.start) else period

    def _of_whole_year(self) -> bool:
        """Whether the report says no part of the year that it is about: what was reached by a day
        in it is told on until another time is said."""
        whole = self.background.period
        return whole is not None and whole.grain is Grain.YEAR and not self.background.plan

    def begin_sentence(self, text: str, at: int) -> None:
        """Go back to the report's time after what is known later than the rest of it.

        `at` is where the sentence begins in the paragraph.
        """
        if self.told is not None and (done := _DONE.search(text)):
            self.done = (at + done.start(), at + done.end())
        if self.late and not _LATE.search(text):
            self.period, self.stated, self.mention = None, False, None
        self.late = False

    def is_late(self, text: str) -> bool:
        """Whether a sentence told the accounts of firms, for a time that ends before the rest's."""
        whole, now = self.background.period, self.period
        if self.background.plan or whole is None or now is None or not self.stated:
            return False
        lags = now.start == whole.start and now.grain != Grain.MONTH and now.end < whole.end
        return lags and _LATE.search(text) is not None

    def current(self) -> Period | None:
        """The period of a figure that names none itself."""
        if self.stated:
            return self.period
        section = self.dated()
        if section is not None:
            return heading_period(section.title, self.background.clock)
        return self.background.period

    def dated(self) -> Section | None:
        """The nearest heading that states a period."""
        if not self.asked:
            self.asked, self.dating = True, self._dated()
        return self.dating

    def _dated(self) -> Section | None:
        for section in self.section.path() if self.section else ():
            if heading_period(section.title, self.background.clock) is not None:
                return section
        return None

    def clock(self) -> Clock:
        """The document's clock; words without a year take that of the nearest heading."""
        section = self.dated()
        period = heading_period(section.title, self.background.clock) if section else None
        if section is None or period is None or not _STATES_YEAR.search(section.title):
            return self.background.clock
        return replace(self.background.clock, heading=period.end.year)

    def role(self) -> tuple[Role, Section | None]:
        """The role of a figure whose sentence says none, and the heading that gives it."""
        for section in self.section.path() if self.section else ():
            if section.must:
                return Role.TARGET, section
            role = _heading_role(section.title)
            if role is not None:
                return role, section
        return self.background.role, None


_DONE = re.compile("(?:举行|召开|举办|组织|开展|完成|引进|签订|争取到?|兑现|出台)了(?!解|不)")
_OPENS = re.compile(
    "(?:第[一二三四五六七八九]|[一二三四五六七八九]是)[，、：]?(?P<what>[^。，；：0-9X]{2,14})。"
)


def opening_role(text: str) -> tuple[Role, tuple[int, int]] | None:
    """The role that a paragraph's opening gives all of it, as a heading would: 第二，明确目标。"""
    opens = _OPENS.match(text)
    role = _heading_role(opens["what"]) if opens else None
    return (role, opens.span("what")) if opens and role else None


@lru_cache(maxsize=1024)
def _heading_role(title: str) -> Role | None:
    return next((role for role, pattern in _HEADING_ROLES if pattern.search(title)), None)


def up_to(period: Period | None) -> Period | None:
    """截至3月20日: what has added up since January, by months."""
    if period is not None and period.grain in {Grain.TENDAY, Grain.WEEK}:
        return Period.month(period.end.year, period.end.month)
    if period is None or period.grain is not Grain.DAY:
        return period
    return Period.months_range(period.end.year, 1, period.end.month)


# 切实增强冲刺全年的紧迫感: what is called for, and not what the figures below are of.
_CALLS_FOR = ("冲刺", "决胜", "决战")


@lru_cache(maxsize=4096)
def heading_period(title: str, clock: Clock) -> Period | None:
    """The period that a heading states, deadlines and single days aside."""
    for mention in times.mentions(title, clock):
        if _MODIFIES.match(title, mention.end) and mention.start > 0:
            continue
        if mention.text == "全年" and title.endswith(_CALLS_FOR, 0, mention.start):
            continue
        if mention.period and mention.period.grain not in {Grain.DEADLINE, Grain.DAY}:
            return mention.period
    return None


# 从1—10月情况看，几项指标冷热不均：
_SEEN_FROM = re.compile(
    "从[^，。：]{2,12}(?:情况|形势|数据|指标|运行)[^，。：]{0,4}看，[^。：]{2,24}：$"
)


def announced_period(text: str, background: Background) -> Period | None:
    """The period of what a report goes on to tell: 1—5月主要指标进展如下：

    A report alone is announced so; a plan's 如下 is of its tasks.
    """
    if background.plan or not (text.endswith(_ANNOUNCES) or _SEEN_FROM.search(text)):
        return None
    last = text[max(text.rfind("。") + 1, 0) :]
    return heading_period(last, background.clock)


def has_impossible_time(title: str, clock: Clock) -> bool:
    """Whether a title names a time that cannot be: its figures then have none."""
    return any(mention.impossible for mention in times.mentions(title, clock))


def sets_scope(text: str, wall: int, mention: Mention, all_times: list[Mention]) -> bool:
    """Whether a mention holds for what follows: it stands first in its clause."""
    if text.startswith("同期", mention.end) and text[mention.end + 2 : mention.end + 3] != "，":
        return False
    if mention.text.endswith("同期") and not text.startswith("，", mention.end):
        return False
    if mention.deadline and not text.startswith(("，", "将", "把"), mention.end):
        return False
    before = text[wall : mention.start]
    if before.endswith(("距", "距离", "离")) or _is_held_against(text, mention):
        return False
    if before.endswith(_SOURCES) and "看" not in text[mention.end : mention.end + 24]:
        return False
    as_of = before.endswith(_AS_OF)
    if mention.period is not None and mention.period.grain == Grain.DAY:
        return as_of
    if mention.period is None and not as_of and not mention.impossible:
        return False
    if _MODIFIES.match(text, mention.end):
        return False
    if before.startswith("从") and _SINCE.fullmatch(before):
        return True
    return _stands_first(text, wall, mention, all_times)


def _is_held_against(text: str, mention: Mention) -> bool:
    if text.endswith(_HOLDS_AGAINST, 0, mention.start):
        return _SHARE_OF_PLAN.match(text, mention.end) is not None
    return mention.start > 0 and _HELD_AGAINST.match(text, mention.start - 1) is not None


def _stands_first(text: str, wall: int, mention: Mention, all_times: list[Mention]) -> bool:
    """Whether what stands before is peeled off, or the name of what is aimed at then."""
    peeled = Peeled(wall, mention.start)
    peel_head(text, peeled, Marks([m for m in all_times if m.end <= mention.start]))
    if peeled.start < mention.start:
        known = names.known(text[peeled.start : mention.start].removesuffix("增速"))
        return known and _AIMS_ON.match(text, mention.end) is not None
    light = any(tag == "head-light" for _, tag in peeled.tags)
    return not light
