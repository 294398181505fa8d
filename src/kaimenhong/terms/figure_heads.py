"""Heads of figures: the role, time, measure and unit that they say beside the indicator's name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.headings import BRACKETS, FIGURES, Kind, by_length, table
from kaimenhong.terms.quantity import find_unit

_TIME = (
    r"(?:(?:截至|截止)?(?:(?:20\d\d年|今年|本年|当年|去年|上年|明年)(?:全年|年度)?"
    r"(?:第?[一二三四1-4]季度|前[二三]季度|[上下]半年|\d{1,2}-\d{1,2}月份?|\d{1,2}月份?(?:底|末)?|同期)?"
    r"|全年|年度|第?[一二三四1-4]季度|前[二三]季度|[上下]半年|\d{1,2}-\d{1,2}月份?|\d{1,2}月份?(?:底|末)?"
    r"|20\d\d(?=目标|计划|完成|实际|预计)))"
)
_FIRST_TIME = re.compile(_TIME)
_LAST_TIME = re.compile(rf"{_TIME}$")
_BEFORE = re.compile("(?:上年|去年)?同期")
# Numbering, 其中, and the document's own area before a name.
_NUMBERING = re.compile(
    r"\d{1,2}[.、](?!\d)|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|其中[:、]?|[:、的]|[全我][市县区州旗](?=..)"
)
# 完成年度预算（%）, 占全年目标比重: how much of the plan has been reached.
_OF_PLAN = re.compile(r"(?:完成|占)[^()]{0,6}?(?:预算|计划|目标|任务)数?的?(?:比重|比例|%)?$")
_OF = re.compile(r"全[国省市县区州]$|在?全[国省市县区州](?:的|中)?$")
_COMPARED = re.compile(r"(?:比|较)(?:上年|去年)?(?:同期)?$|累计$")
_MEASURES = {
    Kind.LEVEL: Measure.LEVEL,
    Kind.GROWTH: Measure.GROWTH,
    Kind.RANK: Measure.LEVEL_RANK,
    Kind.COMPLETION: Measure.COMPLETION,
    Kind.SHARE: Measure.SHARE,
}


@dataclass(frozen=True, slots=True)
class FigureHead:
    """What the head of a figure says; empty or None where it does not.

    `start` and `end` bound the indicator's name in the head, equal where it names none. `time` are
    the words of time; `before` says that the time is that of a year ago (上年同期). `among` is the
    area among whose parts a rank counts (全省).
    """

    words: str
    start: int
    end: int
    role: Role | None = None
    measure: Measure | None = None
    unit: str = ""
    time: str = ""
    before: bool = False
    among: str = ""

    @property
    def name(self) -> str:
        """The indicator in the head, as written."""
        return self.words[self.start : self.end]

    @property
    def says(self) -> bool:
        """Whether the head says anything about a figure besides a name."""
        return bool(self.role or self.measure or self.unit or self.time or self.before)


@lru_cache(maxsize=4096)
def read_figure_head(text: str) -> FigureHead:
    """Give what the head of a figure says, by taking its words off both ends.

    >>> head = read_figure_head("规上工业增加值一季度目标增速（%）")
    >>> head.name, head.time, head.role.value, head.measure.value, head.unit
    ('规上工业增加值', '一季度', 'target', 'growth', '%')
    >>> read_figure_head("上年同期完成（亿元）").before
    True
    >>> read_figure_head("增速全省位次").measure.value
    'growth_rank'
    >>> read_figure_head("实际利用外资").role is None
    True
    """
    taker = _Taker(text)
    while taker.take():
        pass
    return taker.heading()


def _one_to_one(text: str) -> str:
    """Fold width and capitals, each character to one, so that positions stay."""
    folded = (unicodedata.normalize("NFKC", one).upper() for one in text)
    plain = "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))
    return re.sub("[—–−‐‑―~〜]", "-", plain)


class _Taker:
    """Takes known words off the ends of a head until only the indicator's name is left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = _one_to_one(text)
        self.start, self.end = 0, len(text)
        self.kinds: list[Kind] = []
        self.roles: list[Role] = []
        self.unit = self.time = self.among = ""
        self.before = False

    def take(self) -> bool:
        """Take one word off an end; False where none is left or the rest is an indicator."""
        left = self.plain[self.start : self.end]
        if not left.strip():
            self.end = self.start
            return False
        if _is_name(left):
            return False
        return (
            self._whole_unit(left)
            or self._bracket(left)
            or self._of_plan(left)
            or self._last_word(left)
            or self._last_time(left)
            or self._first(left)
        )

    def heading(self) -> FigureHead:
        """Give what has been taken; what is left is the name."""
        measure = self._measure()
        role = self.roles[0] if self.roles else None
        return FigureHead(
            words=self.text,
            start=self.start,
            end=self.end,
            role=role,
            measure=measure,
            unit=self.unit,
            time=self.time,
            before=self.before,
            among=self.among,
        )

    def _measure(self) -> Measure | None:
        if Kind.RANK in self.kinds:
            return Measure.GROWTH_RANK if Kind.GROWTH in self.kinds else Measure.LEVEL_RANK
        if self.unit == "个百分点" and Kind.GROWTH in self.kinds:
            return Measure.CHANGE_PP
        return next((_MEASURES[kind] for kind in self.kinds if kind in _MEASURES), None)

    def _bracket(self, left: str) -> bool:
        """Take a bracket that holds a unit or a word for figures; (不含农户) is of the name."""
        match = BRACKETS.search(left)
        if match is None:
            return False
        inside = match[1].removeprefix("单位:")
        unit, known = find_unit(inside), table().get(inside)
        if unit is None and (known is None or known[0] not in FIGURES) and not _time(inside):
            return False
        if unit is not None:
            self.unit = self.unit or unit.code
        elif known is not None:
            self._say(*known)
        else:
            self.time = self.time or inside
        self.end = self.start + match.start()
        return True

    def _whole_unit(self, left: str) -> bool:
        """Take a head that is nothing but a unit, as the last of several rows of heads is."""
        unit = find_unit(left.removeprefix("单位:"))
        if unit is None:
            return False
        self.unit = self.unit or unit.code
        self.end = self.start
        return True

    def _of_plan(self, left: str) -> bool:
        match = _OF_PLAN.search(left)
        if match is None or (self.unit and self.unit != "%"):
            return False
        self._say(Kind.COMPLETION, Role.ACTUAL)
        self.end = self.start + match.start()
        return True

    def _last_word(self, left: str) -> bool:
        for word in by_length(*FIGURES):
            if left.endswith(word):
                self._say(*table()[word])
                self.end -= len(word)
                self._compared(left.removesuffix(word))
                return True
        return False

    def _compared(self, left: str) -> None:
        """Take 全省 off before 位次, and 比上年 off before 增长."""
        if self.kinds and self.kinds[-1] is Kind.RANK and (match := _OF.search(left)):
            self.among = match[0].removeprefix("在").rstrip("的中")
            self.end = self.start + match.start()
        elif self.kinds and self.kinds[-1] is Kind.GROWTH and (match := _COMPARED.search(left)):
            self.end = self.start + match.start()

    def _last_time(self, left: str) -> bool:
        match = _BEFORE.search(left)
        if match and match.end() == len(left):
            self.before = True
            self.end = self.start + match.start()
            return True
        match = _LAST_TIME.search(left)
        if match is None:
            return False
        self.time = match[0] + self.time
        self.end = self.start + match.start()
        return True

    def _first(self, left: str) -> bool:
        """Take numbering, time or a word of role off the front: 1.、2025年、预计."""
        for pattern in (_NUMBERING, _BEFORE, _FIRST_TIME):
            match = pattern.match(left)
            if match is None:
                continue
            self.before = self.before or pattern is _BEFORE
            self.time = self.time or (match[0] if pattern is _FIRST_TIME else "")
            self.start += match.end()
            return True
        for word in by_length(*FIGURES):
            if table()[word][1] is not None and len(word) > 1 and left.startswith(word):
                self._say(*table()[word])
                self.start += len(word)
                return True
        return False

    def _say(self, kind: Kind, role: Role | None) -> None:
        self.kinds.append(kind)
        if role is not None:
            self.roles.append(role)


def _is_name(words: str) -> bool:
    """Whether the catalogue has the words, and not only with 增速 or the like at their end."""
    if indicator.find(words) is None:
        return False
    growth = next((word for word in by_length(Kind.GROWTH) if words.endswith(word)), "")
    return not growth or indicator.find(words.removesuffix(growth)) is None


def _time(words: str) -> bool:
    return bool(_FIRST_TIME.fullmatch(words))
