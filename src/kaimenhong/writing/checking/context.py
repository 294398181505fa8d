"""Where a draft stands: whose it is, of which period, and what its words for both mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kaimenhong.errors import Mistake
from kaimenhong.facts import Statement
from kaimenhong.reading.names import coordinated, standard
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Measure, Role, Tier
from kaimenhong.terms.period import Period, read_period
from kaimenhong.terms.subject import name_of, parent_of
from kaimenhong.writing.ledger import names
from kaimenhong.writing.ledger.regions import Regions

_ALL = re.compile("(?:全|我|本)[国省市州区县旗镇乡]")
_AVERAGE = re.compile("(?:的?平均(?:水平|增速|增幅|值)?|水平|增速|增幅|平均)+$")
SHORTEST_NAME = 4
# 金融机构存款余额 and 存款余额 are one.
_GENERAL = re.compile("^(?:金融机构|全社会|全部)(?=[\u4e00-\u9fff]{4})")
LONGEST_OPENING = 24
_DONE_TO = re.compile("(?:已|新)?(?:开工|复工|竣工|投产|签约|完工|入库)")
_BESIDE = re.compile("(?:高于|低于|快于|慢于|超过?|比|较|居|列|排|在|占|距)(?:全|我)[国省市州区县]")
_SHORTFALL = re.compile("(?:仍|还|尚|相)?差$")
_TARGET = re.compile("目标|任务|计划|预期|预算(?!收入|支出|内)|要求")
_TIERS = (
    (Tier.STRETCH, re.compile("奋斗|争先|冲刺|力争")),
    (Tier.OWN, re.compile("(?:[区县]级|[区县]定|本级|自定|自加压力|我[区县市]|年初确定)")),
    (Tier.UPPER, re.compile("下达|上级|市级|市定|省级|省定|市里|省里")),
)
_YEAR_BEFORE = re.compile("(?:上年|去年|同)期|上年同|^同比|上一年同")
_LAST_YEAR = re.compile("上年|去年|上一年")
_YEAR_START = re.compile("年初|上年末|上年底|去年底|去年末")
_LAST_MONTH = re.compile("上月|上个月|前一?月|环比")
_LAST_QUARTER = re.compile("上季度?|上个季度|前一季度")
_SPOKEN = re.compile(
    "(?:[0-9]{4}年)?(?:[0-9]{1,2}(?:月份?)?[—\\-–~～至到][0-9]{1,2}月份?|[0-9]{1,2}月份?"
    "|前?[一二三四]季度|前三季度|上半年|下半年|全年|前[0-9一二三四五六七八九十]+个月)"
)


@dataclass(frozen=True)
class Context:
    """What holds for the whole draft: its area among those of the facts, and its main period."""

    regions: Regions
    main: Period | None

    @property
    def own(self) -> str:
        """The subject that the draft speaks for."""
        return self.regions.own

    @cached_property
    def area_names(self) -> dict[str, str]:
        """The names of the facts' areas, the longest first, with their subjects."""
        named = {
            name_of(one): one for one in self.regions.ledger.subjects if one.startswith("area:")
        }
        return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))

    def subject(self, area: str | None) -> str | None:
        """Give the subject that the reading's words for an area mean; None where nobody can say."""
        found = self.regions.resolve(area)
        return found or (self.area_in(area) if area else None)

    def opening_area(self, words: str) -> str | None:
        """Give the area that the words of a sentence are about: the first, no side or peer group.

        高于全市平均 and 居全市第2位 name an area that the figures are not of.
        """
        return self.area_in(_BESIDE.sub("", words)[:LONGEST_OPENING])

    def area_in(self, words: str) -> str | None:
        """Give the area that words name somewhere: 同期全市, 第1位的鹤坪县."""
        for name, subject in self.area_names.items():
            if name in words:
                return subject
        whole = _ALL.findall(_AVERAGE.sub("", words))
        return self.regions.resolve(whole[-1]) if whole else None

    def above(self, subject: str) -> str | None:
        """Give the area above one of the facts', for ranks: 全市 of a county is its city."""
        return (
            self.regions.parent
            if subject == self.own
            else parent_of(subject, self.area_names.values())
        )

    def indicators(self, statement: Statement, subject: str) -> dict[str, bool]:
        """Give the facts' indicators that a statement may be of, and whether its words name them.

        What the reading completed from the sentence (投资 → 民生项目完成投资) is named by none.
        """
        known = self.regions.ledger.indicators_of(subject) or tuple(
            sorted(self.regions.ledger.indicators)
        )
        found = dict.fromkeys(self._named_outright(statement, known), True)
        for one in names.meant((statement.indicator,), known).indicators:
            found.setdefault(one, False)
        if found or done_to(statement):
            return found
        # 对标固定资产投资 is read with a sign of the verb before it.
        written = (statement.raw, statement.indicator)
        cut = [word[at:] for at in (1, 2) for word in written if len(word) - at >= SHORTEST_NAME]
        if whole := names.meant(cut, known).indicators:
            return dict.fromkeys(whole, True)
        if spoken := self.named(_SHORTFALL.sub("", statement.raw), subject):
            return dict.fromkeys(spoken, True)
        return dict.fromkeys(self._only_meaning(cut, known), False)

    def _named_outright(self, statement: Statement, known: Sequence[str]) -> tuple[str, ...]:
        """Give those that the words name: as they stand, one of several joined, or in general.

        城镇、农村居民人均可支配收入 names both; 投资 with a growth is fixed-asset investment where
        the reading found no other.
        """
        raw = statement.raw
        words: list[str] = [raw, standard(raw), _GENERAL.sub("", raw)]
        if done_to(statement):
            words = []
        if statement.role is Role.TARGET:
            words.insert(0, f"计划{raw}")
        if statement.indicator in coordinated(raw):
            words.append(statement.indicator)
        whole = _WHOLES.get(raw, ()) if statement.measure is Measure.GROWTH else ()
        words += [one for one in whole if one == statement.indicator]
        return names.meant(list(dict.fromkeys(words)), known).indicators

    def _only_meaning(self, words: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
        """Of a word with several meanings, 到位资金, the one that the facts have, if it is one."""
        meanings = {one.code for word in words for one in indicators.meanings(word)}
        found = tuple(one for one in known if one in meanings)
        return found if len(found) == 1 else ()

    def named(self, words: str, subject: str) -> tuple[str, ...]:
        """Give the indicators that words name outright: GDP增速, 全部投资."""
        plain = re.sub("(?:的)?(?:增速|增幅|增长|总量|比重)$", "", words)
        tries = [plain, *_WHOLES.get(plain, ())]
        return names.meant(tries, self.regions.ledger.indicators_of(subject)).indicators

    def counterparts(self, words: str, indicator: str, subject: str) -> tuple[str, ...]:
        """Give the indicators that differ from one by these words alone: 城镇 of 农村居民收入."""
        known, plain = indicators.find(indicator), re.sub("(?:居民|的)+$", "", words)
        if known is None or len(plain) < 2:
            return ()
        found = (indicators.find(one) for one in self.regions.ledger.indicators_of(subject))
        return tuple(
            one.code
            for one in found
            if one is not None
            and one.name.startswith(plain)
            and known.name.endswith(one.name.removeprefix(plain))
            and one.code != known.code
        )


def done_to(statement: Statement) -> bool:
    """68个重点项目已开工59个: whether the name tells what was done to what the words name."""
    name = statement.indicator
    return name != statement.raw and name.endswith(statement.raw) and bool(_DONE_TO.match(name))


# What a whole is called where a share is taken of it.
_WHOLES: dict[str, tuple[str, ...]] = {
    "全部投资": ("固定资产投资", "全社会固定资产投资"),
    "投资": ("固定资产投资", "全社会固定资产投资"),
    "全部固定资产投资": ("固定资产投资",),
    "财政收入": ("一般公共预算收入",),
    "财政": ("一般公共预算收入",),
    "经济": ("地区生产总值",),
    "全部工业": ("规模以上工业增加值",),
    "工业": ("规模以上工业增加值",),
    "消费": ("社会消费品零售总额",),
}


def main_period(statements: Sequence[Statement]) -> Period | None:
    """Give the period that most of the reached figures are of; of several the latest."""
    counted = Counter(
        one.period for one in statements if one.period is not None and one.role is Role.ACTUAL
    )
    if not counted:
        return None
    most = max(counted.values())
    return max(period for period, times in counted.items() if times == most)


def is_target(words: str) -> bool:
    """Whether the other side of a comparison is a target: 市下达目标, 年度计划."""
    return _TARGET.search(words) is not None


def tier(words: str, own: str = "") -> Tier | None:
    """Give who set the target that words name, None where they leave it open.

    `own` is the subject that the paper speaks for: 市定 is a city's own, from above for a county.

    >>> tier("市下达目标"), tier("区级目标"), tier("一季度目标")
    (<Tier.UPPER: 'upper'>, <Tier.OWN: 'own'>, None)
    >>> tier("市定目标", "area:锦泽市"), tier("市定目标", "area:临渡县")
    (<Tier.OWN: 'own'>, <Tier.UPPER: 'upper'>)
    """
    kind = name_of(own)[-1:] if own else ""
    if kind in ("市", "州", "省") and re.search(f"{kind}(?:级|定)(?!下达)", words):
        return Tier.OWN
    return next((one for one, shape in _TIERS if shape.search(words)), None)


def spoken_period(words: str, year: int) -> Period | None:
    """Give the period that words name outright: 1—2月, 一季度, 上半年; None where they name none.

    >>> spoken_period("一季度目标", 2024).code, spoken_period("较1—2月", 2024).code
    ('2024Q1', '2024-01..2024-02')
    """
    found = _SPOKEN.search(words)
    if found is None:
        return None
    text = f"{year}年" if found[0] == "全年" else found[0]
    try:
        return read_period(text, year=year)
    except Mistake:
        return None


def base_period(words: str, period: Period) -> Period | None:
    """Give the earlier period that a change is held against; None where words name none.

    >>> jan_feb, first = Period.parse("2024-01..2024-02"), Period.parse("2024Q1")
    >>> base_period("上年全年", jan_feb).code, base_period("1—2月", first).code
    ('2023', '2024-01..2024-02')
    >>> base_period("上年同期", first).code, base_period("上月", first).code
    ('2023Q1', '2024-01..2024-02')
    """
    year = period.year
    if _YEAR_START.search(words):
        return Period.month(year - 1, 12)
    if _YEAR_BEFORE.search(words):
        return _years_back(period)
    if _LAST_MONTH.search(words):
        return _month_back(period)
    if _LAST_QUARTER.search(words):
        return _quarter_back(period)
    past = year - 1 if _LAST_YEAR.search(words) else year
    spoken = spoken_period(words, past)
    if spoken is not None:
        later = spoken.end >= period.end and past == year
        return _years_back(spoken) if later else spoken
    return Period.year_of(year - 1) if _LAST_YEAR.search(words) else None


def _years_back(period: Period) -> Period:
    return period.year_before()


def _month_back(period: Period) -> Period | None:
    """Of 1—3月 1—2月; of a month the month before."""
    end = period.end.month
    if period.months == 1:
        return Period.month(period.year - (end == 1), 12 if end == 1 else end - 1)
    if period.start.month == 1 and end > 1:
        return Period.months_range(period.year, 1, end - 1)
    return None


def _quarter_back(period: Period) -> Period | None:
    end = period.end.month
    if period.start.month == 1 and end > 3:
        return Period.months_range(period.year, 1, end - 3)
    return Period.year_of(period.year - 1) if end == 3 else None


def enclosing(period: Period) -> tuple[Period, ...]:
    """Give the period and those of its year that hold it, the shortest first: of whom targets are.

    >>> [one.code for one in enclosing(Period.parse("2024-01..2024-02"))]
    ['2024-01..2024-02', '2024Q1', '2024H1', '2024-01..2024-09', '2024']
    """
    year, end = period.year, period.end.month
    ends = [end, *(month for month in (3, 6, 9, 12) if month > end)]
    later = (Period.months_range(year, 1, month) for month in ends)
    return tuple(dict.fromkeys((period, *later)))
