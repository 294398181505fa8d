"""Facets: what one head, row label or title says of the figures it stands over or beside.

A head is taken apart from both its ends: units in brackets, words of time, of measure and of role
go, and what is left names an indicator, an area or a firm. The catalogue's own names are never cut:
社会消费品零售总额 keeps its 总额.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kaimenhong.terms import headings, indicator
from kaimenhong.terms.codelists import Accumulation, Measure, Role, Status
from kaimenhong.terms.headings import Kind
from kaimenhong.terms.quantity import find_unit
from kaimenhong.terms.tables import rows
from kaimenhong.terms.when import NOTHING, When, read_when
from kaimenhong.terms.wording import dashed

LONGEST = 60
BRACKET = re.compile(r"\(([^()]*)\)")
_LABELS = {
    Kind.NUMBER, Kind.AREA, Kind.INDICATOR, Kind.TASK, Kind.ITEM, Kind.PERIOD, Kind.UNIT,
    Kind.CALIBER, Kind.STATUS, Kind.LEADER, Kind.LEAD, Kind.PARTY, Kind.DEADLINE, Kind.REMARK,
}  # fmt: skip
_MEASURES = {
    Kind.GROWTH: Measure.GROWTH,
    Kind.RANK: Measure.LEVEL_RANK,
    Kind.COMPLETION: Measure.COMPLETION,
    Kind.SHARE: Measure.SHARE,
}
_NUMBERING = re.compile(
    r"\d{1,2}[.、](?!\d)|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,2}\)|[①-⑳]|[#*★●◆■·-]+(?=[^\d])"
    r"|[A-Z][、.](?=[\u4e00-\u9fa5])|按[^:()]{1,8}分[:、](?=.)|其?中?[:、](?=.)|其中(?=..)|[:、]|附注?[:、](?=..)"
)
_FOOTNOTE = re.compile(r"[①-⑳*#]+$|\[\d\]$|[:;,、]+$")
_OWN = re.compile(r"[全我][省市县区州旗](?=[^省市县区州旗]{2})")
_AMONG = re.compile(
    r"(?:[在居]|排)?全[国省市县区州盟]各?(?:县市区|县区|区县|县市|市州|市县|[市州县区])?(?:的|中)?$|[在居][^()]{1,6}?(?:中|的)$"
)
_OF_PLAN = re.compile(
    r"(?:完成|占|为)[^()]{0,8}?(?:预算|计划|目标|任务|指标)数?(?:总额)?的?(?:比重|比例|比率|比|进度|率)?%?$"
)
_SHARE_OF = re.compile(r"占[^()]{1,12}(?:比重|比例|份额|比)$|占[^()]{1,8}%$")
_GAP = re.compile(
    r"(?:比|较|与|超|快于|高于|低于|慢于)[^()]{0,4}(?:序时|时序|时间)进度[^()]{0,8}$"
    r"|(?:序时|时序)进度(?:差|差距|增减|±|\+-)$|超\(?欠?\)?(?:序时|时序|时间)进度$"
)
_SHORT = re.compile(
    "(?:距离?|离|与)[^()]{0,6}(?:目标|任务|计划)(?:数|值)?的?(?:差额|差距|差数|缺口|差)$"
)
_PACE = re.compile(r"\d{1,3}(?:\.\d+)?%")
# 增速较一季度, 比上月增减, 较上年同期提高: the words of time in it are those of another figure.
_CHANGE = re.compile(
    r"(?:增速|增幅)?(?:比|较)(?:[^()]{1,10}?)(?:增减|变化|变动|升降|提高|加快|回落|±|\+-|增速|增幅)?$"
)
_LAST_PERIOD = re.compile("上月|上期|上季|上半年|季度|月|1-")
_YEAR_AGO = re.compile("上年|去年|同期")
_COMPARED = re.compile(r"(?:比|较)(?:上年|去年)?(?:同期)?$")
_INDEX = re.compile(r"(?:上年|去年)?(?:同期|同月|同季)?=100$")
_CHAIN = re.compile(r"上[月季期](?:同?期)?=100$")
# 万米, 亿支: a unit that the table does not have, told by its power.
_POWERED = re.compile(r"(?:百万|千万|万|千|亿)[\u4e00-\u9fa5]{1,4}")
_SEPARATORS = re.compile(r"[_|]+")
_UNIT_LEAD = re.compile(r"^(?:计量|数据)?单位[:为]?")
_REFUSED = (
    "move",
    "month_on_month",
    "shortfall",
    "change_rate",
    "average",
    "contribution",
    "weight",
    "completion_rank",
)
_STATUSES = {"flash": Status.FLASH, "official": Status.OFFICIAL}
_ROLES = {role.value: role for role in Role}
_FACET_MEASURES = {measure.value: measure for measure in Measure}


@dataclass(frozen=True, slots=True)
class Facets:
    """What a head says; empty or None where it does not.

    `name` is what is left once all else is taken away, `weak` whether it only completes another
    (新增, 数量); `kind` is set for heads of labels (乡镇, 指标名称); `units` may be several
    (亿元、%); `refused` is why no observation is made of what stands under it; `change` is the word
    of an absolute change (增减额, 比年初增加), which belongs to the name of what changed.
    """

    text: str
    name: str = ""
    weak: bool = False
    kind: Kind | None = None
    measure: Measure | None = None
    role: Role | None = None
    status: Status | None = None
    units: tuple[str, ...] = ()
    when: When = NOTHING
    annual: bool = False
    refused: str = ""
    ranked: bool = False
    change: str = ""

    @property
    def says(self) -> bool:
        """Whether it says anything besides a name."""
        return bool(
            self.kind or self.measure or self.role or self.status or self.units
            or self.when.says or self.refused or self.ranked or self.change
        )  # fmt: skip


@cache
def facet_words() -> Mapping[str, frozenset[str]]:
    """Give what each word of `data/facet_words.csv` says, the longest word first."""
    table = sorted(rows("facet_words"), key=lambda row: -len(row["word"]))
    return {dashed(row["word"]): frozenset(row["says"].split()) for row in table}


@lru_cache(maxsize=16384)
def read_facets(text: str) -> Facets:
    """Give what a head says.

    >>> head = read_facets("社会消费品零售总额_累计同比增速（%）")
    >>> head.name, head.measure.value, head.units, head.when.accumulation.value
    ('社会消费品零售总额', 'growth', ('%',), 'cumulative')
    >>> read_facets("比序时进度±（百分点）").measure.value, read_facets("1—2月完成").role.value
    ('gap_pp', 'actual')
    >>> read_facets("乡镇（街道）").kind.value, read_facets("固定资产投资（不含农户）").name
    ('area', '固定资产投资(不含农户)')
    """
    plain = dashed(text).replace("元月", "1月")
    if not plain or len(plain) > LONGEST:
        return Facets(text, name=plain)
    kind = headings.kind_of(plain)
    if kind in _LABELS and plain not in facet_words():
        return Facets(text, kind=kind)
    return _Taker(text, plain).facets()


@dataclass(slots=True)
class _Taker:
    """Takes the words that say something off a head until its name is left."""

    text: str
    left: str
    measures: list[Measure] = field(default_factory=list)
    role: Role | None = None
    status: Status | None = None
    units: tuple[str, ...] = ()
    when: When = NOTHING
    annual: bool = False
    weak: bool = False
    refused: str = ""
    ranked: bool = False
    growing: bool = False
    level: bool = False
    change: str = ""
    # What the words of a completion or a change compare with is not what the figure is of.
    compared: bool = False

    def facets(self) -> Facets:
        self.left = _FOOTNOTE.sub("", self.left)
        self._brackets()
        parts = [part for part in _SEPARATORS.split(self.left) if part]
        names = []
        for part in parts:
            self.left = part
            while self.left and self._take():
                pass
            names.append(self.left)
        name = "".join(names)
        return Facets(
            text=self.text,
            name=name,
            weak=self.weak and not name,
            measure=self._measure(),
            role=self.role,
            status=self.status,
            units=self.units,
            when=self.when,
            annual=self.annual,
            refused=self.refused or ("change_rate" if self.change and self.units == ("%",) else ""),
            ranked=self.ranked,
            change=self.change,
        )

    def _measure(self) -> Measure | None:
        if self.ranked:
            grows = self.growing or Measure.GROWTH_RANK in self.measures
            if grows:
                return Measure.GROWTH_RANK
            return Measure.LEVEL_RANK if self.level else None
        if self.measures and self.measures[0] is Measure.GROWTH and "个百分点" in self.units:
            return Measure.CHANGE_PP
        if not self.measures and self.level:
            return Measure.LEVEL
        return self.measures[0] if self.measures else None

    def _brackets(self) -> None:
        """Take brackets that hold a unit, a time or a word of measure; others are of the name."""
        for match in reversed(list(BRACKET.finditer(self.left))):
            if self._bracket(match[1]):
                self.left = self.left[: match.start()] + self.left[match.end() :]

    def _bracket(self, inside: str) -> bool:
        inside = _UNIT_LEAD.sub("", inside)
        if units := units_of(inside):
            self.units = self.units or units
            return True
        if _CHAIN.search(inside):
            self.refused = "month_on_month"
            return True
        if _PACE.fullmatch(inside):
            return True  # 与序时进度（50%）相比
        if _INDEX.search(inside):
            self.units = ("同比=100",)
            return True
        if _POWERED.fullmatch(inside):
            self.units = self.units or (inside,)
            return True
        said = facet_words().get(inside)
        if said and not said & {"weak"}:
            self._say(said, inside)
            return True
        kind = headings.table().get(inside)
        if kind and (kind[0] in _MEASURES or kind[0] is Kind.FIGURE):
            self._say_kind(*kind)
            return True
        when = read_when(inside)
        if when and when.says:
            self.when = self.when.over(when)
            return True
        return inside in {"", "累计", "折人民币"}

    def _take(self) -> bool:
        left = self.left
        if self._numbered(left):
            return True
        if _is_name(left):
            return False
        return (
            self._whole(left)
            or self._compared(left)
            or self._time_at_end(left)
            or self._word_at_end(left)
            or self._unit_at_end(left)
            or self._time_at_start(left)
            or self._word_at_start(left)
        )

    def _numbered(self, left: str) -> bool:
        match = _NUMBERING.match(left) or (_OWN.match(left) if not _is_name(left) else None)
        if match is None or not match[0] or match.end() == len(left):
            return False
        self.left = left[match.end() :]
        return True

    def _whole(self, left: str) -> bool:
        said = facet_words().get(left)
        if said is not None:
            self._say(said, left)
        elif units := units_of(_UNIT_LEAD.sub("", left)):
            self.units = self.units or units
        elif (when := read_when(left)) and when.says:
            if not self.compared:
                self.when = self.when.over(when)
        elif (found := headings.table().get(left)) and found[0] not in _LABELS:
            self._say_kind(*found)
        elif _INDEX.fullmatch(left):
            self.units = ("同比=100",)
        else:
            return False
        self.left = ""
        return True

    def _compared(self, left: str) -> bool:
        if match := _GAP.search(left):
            self.measures.append(Measure.GAP_PP)
        elif match := _SHORT.search(left):
            self.refused = self.refused or "shortfall"
        elif (match := _OF_PLAN.search(left)) and (not self.units or self.units == ("%",)):
            self.measures.append(Measure.COMPLETION)
            self.role = self.role or Role.ACTUAL
        elif match := _SHARE_OF.search(left):
            self.measures.append(Measure.SHARE)
        elif (match := _CHANGE.search(left)) and not _is_name(left):
            if not self._changed(match[0]):
                return False
        else:
            return False
        self.compared = True
        self.left = left[: match.start()]
        return True

    def _changed(self, words: str) -> bool:
        """Tell 比上年增长 from 增速较一季度 and 比上月增减."""
        points = "个百分点" in self.units
        # 比重较上年同期±: of a share, whose change is one in points.
        before = self.left.removesuffix(words)
        of_rate = words.startswith("比重") or before.endswith(("占比", "率"))
        points = points or (of_rate and not self.units)
        if _YEAR_AGO.search(words) and not points:
            if self.units and self.units != ("%",):
                self.change = self.change or words
            elif words.startswith(("增速", "增幅")):
                self.measures.append(Measure.CHANGE_PP)
            else:
                self.measures.append(Measure.GROWTH)
        elif points or words.startswith(("增速", "增幅")):
            self.measures.append(Measure.CHANGE_PP)
        elif _LAST_PERIOD.search(words):
            self.refused = self.refused or ("month_on_month" if not self.measures else "")
        else:
            return False
        return True

    def _word_at_end(self, left: str) -> bool:
        for word, said in facet_words().items():
            if len(word) < len(left) and left.endswith(word):
                rest = left.removesuffix(word)
                if rest.endswith(("-", "至")):  # 1-本月|增速, not 1-|本月增速
                    continue
                if said & {"weak", "frequency", "actual", "level", "weight"} and not (
                    said & {"growth"} or _stands(rest)
                ):
                    continue
                self._say(said, word)
                self.left = self._before(rest)
                return True
        for word in headings.by_length(*_MEASURES, Kind.LEVEL, Kind.FIGURE):
            kind, role = headings.table()[word]
            if len(word) < len(left) and left.endswith(word):
                rest = left.removesuffix(word)
                if not _cut_off(kind, role) and not _stands(rest):
                    continue
                self._say_kind(kind, role)
                self.left = self._before(rest)
                return True
        return False

    def _before(self, rest: str) -> str:
        """Take 全省 off before 位次, and 比上年 off before 增长."""
        if self.ranked:
            return _AMONG.sub("", rest)
        if Measure.GROWTH in self.measures:
            return _COMPARED.sub("", rest)
        return rest

    def _unit_at_end(self, left: str) -> bool:
        if left.endswith("%") and len(left) > 1 and not self.units:
            self.units = ("%",)
            self.left = left[:-1]
            return True
        return False

    def _time_at_end(self, left: str) -> bool:
        for start in range(max(1, len(left) - 14), len(left)):
            when = read_when(left[start:])
            if when and when.says and not _splits_word(left, start):
                rest = left[:start]
                if (
                    rest.endswith(("在", "于", "占", "完成"))
                    and len(rest) < 3
                    and not _stands(rest)
                ):
                    return False
                self._timed(when)
                self.left = rest.rstrip("-_")
                return True
        return False

    def _time_at_start(self, left: str) -> bool:
        for end in range(min(len(left) - 1, 16), 1, -1):
            when = read_when(left[:end])
            if when and when.says:
                self._timed(when)
                self.left = left[end:].lstrip("-_的止")
                return True
        return False

    def _timed(self, when: When) -> None:
        if not self.compared:
            self.when = self.when.over(when)

    def _word_at_start(self, left: str) -> bool:
        """Take 计划, 预计 off before a name of the catalogue; 完成投资 stays as it is written."""
        for word, (kind, role) in headings.table().items():
            rest = left.removeprefix(word)
            if kind is Kind.FIGURE and role and rest != left and _names(rest):
                self._say_kind(kind, role)
                self.left = rest
                return True
        for word in ("预计", "预测"):
            rest = left.removeprefix(word)
            if rest != left and len(rest) > 1:
                self.role = self.role or Role.EXPECTED
                self.left = rest
                return True
        if left.startswith("计划") and "总投资" not in left:
            self.role = self.role or Role.TARGET
        for word in ("完成", "实现"):
            rest = left.removeprefix(word)
            if rest != left and _names(rest):
                self.role = self.role or Role.ACTUAL
                self.left = rest
                return True
        return False

    def _say(self, said: frozenset[str], written: str) -> None:
        for word in said:
            if word == "growth":
                self._grow()
            elif word in ("growth_rank", "level_rank"):
                self._rank(word)
            elif word in _FACET_MEASURES and word != "level":
                self.measures.append(_FACET_MEASURES[word])
            elif word in ("cumulative", "current"):
                self.when = self.when.over(When(accumulation=Accumulation(word)))
        self.role = self.role or next((_ROLES[word] for word in said if word in _ROLES), None)
        statuses = (_STATUSES[word] for word in said if word in _STATUSES)
        self.status = self.status or next(statuses, None)
        self.refused = self.refused or next((word for word in said if word in _REFUSED), "")
        self.weak = self.weak or "weak" in said
        self.level = self.level or "level" in said
        self.annual = self.annual or "year" in said
        if "change" in said:
            self.change = self.change or written

    def _grow(self) -> None:
        self.growing = True
        if not self.ranked:
            self.measures.append(Measure.GROWTH)

    def _rank(self, word: str) -> None:
        self.ranked = True
        if word == "growth_rank":
            self.growing = True
        elif any(one in self.text for one in ("总量", "绝对")):
            self.level = True

    def _say_kind(self, kind: Kind, role: Role | None) -> None:
        if kind is Kind.RANK:
            self.ranked = True
        elif kind is Kind.GROWTH:
            self._grow()
        elif kind in _MEASURES:
            self.measures.append(_MEASURES[kind])
        elif kind is Kind.CHANGE:
            self.measures.append(Measure.CHANGE_PP)
        elif kind is Kind.LEVEL:
            self.level = True
        if role is not None:
            self.role = self.role or role


def _names(rest: str) -> bool:
    """Whether the rest names an indicator of the catalogue, beside its other words."""
    return _is_name(rest) or _is_name(read_facets(rest).name)


def _cut_off(kind: Kind, role: Role | None) -> bool:
    """Whether a word at the end is cut off whatever stands before it."""
    return kind in _MEASURES or role in (Role.TARGET, Role.EXPECTED)


def _stands(rest: str) -> bool:
    """Whether what stands before a word may be all there is: nothing, a time, a known name."""
    if not rest or _is_name(rest):
        return True
    when = read_when(rest)
    return bool(when and when.says) or rest in facet_words() or read_facets(rest).name == ""


def _splits_word(text: str, start: int) -> bool:
    """Whether a time at the end begins in the middle of a number or a word: 第3月, 增长1月."""
    return text[start - 1].isdigit() or text[start - 1] in ".第"


def units_of(text: str) -> tuple[str, ...]:
    """Give the units that a note lists, none where any part of it is no unit.

    >>> units_of("万千瓦时、%"), units_of("±%"), units_of("不含农户")
    (('万千瓦时', '%'), ('%',), ())
    """
    return tuple(_units(text.replace("±%", "%").replace("+-%", "%").replace("±", "")))


# 公斤/亩 is one unit; 亿元/% and 家/个 list two.
_PER = re.compile(
    "(?P<of>[^/]+)/(?:亩|公顷|人|户|平方米|平方公里|公里|吨|头|只|天|日|月|年|小时|千瓦时)"
)


def _units(text: str) -> Iterator[str]:
    per = _PER.fullmatch(text)
    if per and (of := find_unit(per["of"])) and of.dimension not in ("person", "percent"):
        yield text
        return
    parts = [part for part in re.split(r"[、,;/或和]", text) if part]
    found = [find_unit(text)] if find_unit(text) else [find_unit(part) for part in parts]
    if found and all(found):
        yield from dict.fromkeys(one.code for one in found if one)


@lru_cache(maxsize=16384)
def _is_name(words: str) -> bool:
    """Whether the catalogue has the words, and not only with 增速 or the like at their end."""
    if indicator.find(words) is None:
        return False
    for growth in headings.by_length(Kind.GROWTH):
        if words.endswith(growth) and indicator.find(words.removesuffix(growth)):
            return False
    return True
