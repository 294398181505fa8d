"""Mentions of time in a sentence, and the periods they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from kaimenhong.errors import Mistake
from kaimenhong.records import record
from kaimenhong.terms import numerals
from kaimenhong.terms.period import Grain, Period, read_period

_Y = r"(?:(?:[0-9]{4}|[0-9X]{4})年|今年|去年|上一?年度?|明年|本年度?|当年|前年)"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|元)"
_X = r"[0-9X]{1,2}"
_MENTION = re.compile(
    # What a mention can begin with, and what it cannot be without: the alternatives are tried
    # nowhere else, which is what finding one costs.
    r"(?=[0-9X一二三四五六七八九十元今去上本明当前首年全第下后剩余季期])(?=[^年月季周]{0,9}+[年月季周]|[0-9]{4}-|期末)(?:"
    rf"(?:{_Y})?(?:{_N}月底|{_N}月末|{_N}月|{_N}月{_N}日|(?<=[0-9今去明前上]年)[底末]|年底|年末|[一二三四]季度末|[上下]半年)(?:以|之)?前(?!{_N}?[个两三])"
    rf"|[0-9]{{4}}年[0-9]{{1,2}}月[-至到][0-9]{{4}}年[0-9]{{1,2}}月"
    rf"|(?:{_Y})?(?:[0-9]{{1,2}}|元|一)月?(?:份)?[-至到](?:[0-9]{{1,2}}|十?[一二])月(?:份)?"
    rf"|(?:{_Y})?前(?:[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,2}})个月"
    r"|(?:后|剩余|余下|剩下)的?(?:[1-9]|[一二两三四五六])个月"
    rf"|(?:{_Y})?(?:前[二两三23]个?季度|[1一][-至到][2-4二三四]季度)"
    rf"|(?:{_Y})?第?(?:[一二三四]|[1-4])季度[末底]?|(?:{_Y})?首季度?"
    rf"|(?:{_Y})?[上下]半年[末底]?|(?<![一二三四1-4每各第当])季度?末(?!月)|(?<=[，。；])期末(?!考)|^(?:季度?末(?!月)|期末(?!考))"
    r"|(?:今年|去年|上年|明年)全年"
    rf"|(?:{_Y})?{_X}月{_X}日"
    rf"|[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}"
    rf"|(?:{_Y})?{_N}月(?:份|底|末|初|[上中下]旬|当月)?|X+月(?:份|底|末|初)?"
    rf"|(?:{_Y})?(?:年底|年末)|(?:[0-9]{{4}}|[今去明前上])年[末底]|[上去]年同期(?=，|为|是|完成|只有|[0-9])"
    rf"|[0-9]{{4}}-[0-9]{{4}}年"
    rf"|(?:今年|本年|{_Y})以来"
    rf"|[0-9]{{4}}年(?:全年|年度|度)?|全年|年度(?=(?:主要|发展|工作|预期|经济|总体)*目标[：:为是])|年内|本周|上周|当周|今年|本年度?|(?<![由从])去年|去年(?!同期的)|上一?年度?(?!同期)|明年|当月|本月|上月)"
)
# A year that a clause opens with is the year of what follows; 2024年及以前 is not.
_STATED_YEAR = re.compile("[0-9]{4}")
_AFTER_YEAR = {"，", "、", "全", "我", "："}
_NUMBERED = re.compile("(?:[0-9]{4}年)?[0-9]+(?:月|季度|[-至到][0-9]+月)")
_OF_TODAY = ("今年", "去年", "明年", "前年", "本年")
_WEEKS = {"本周", "上周", "当周"}
_MAY_HOLD = re.compile("[年月季周]|期末")
_DAY_CODE = re.compile("[0-9]-[0-9]")
_NOW = re.compile(
    "截至目前|到现在|到目前|现在(?<!从现在)(?!起|开始)|至今仍?|截止目前|目前(?<!项目前)|现有|已经?有(?=[0-9X]+[家个户])|现已|现拥有|现在有|现存"
)


@record(frozen=True, slots=True)
class Mention:
    """Words of time; `period` is None where they name a time that is not known (X月X日)."""

    start: int
    end: int
    text: str
    period: Period | None
    deadline: bool = False

    @property
    def impossible(self) -> bool:
        """Whether no period can be given for the words: 2026年13月, 本周. A person must say."""
        weekly = self.text in _WEEKS
        return self.period is None and (weekly or bool(_NUMBERED.match(self.text)))


@record(frozen=True, slots=True)
class Clock:
    """What the document says of its own time: year, month, and the period it is about.

    `heading` is the year that the nearest heading states: 全年 under 2025年工作回顾 is 2025.
    """

    year: int | None
    month: int | None
    period: Period | None = None
    written: Period | None = None
    heading: int | None = None

    @property
    def now(self) -> Period | None:
        """The month in which the document was written; of 2025's communiqué one in 2026."""
        if self.written is not None:
            return self.written
        if self.year is None or self.month is None:
            return None
        return Period.month(self.year, self.month)


def mentions(text: str, clock: Clock) -> Iterator[Mention]:
    """Give the words of time in a sentence; those that mean nothing by themselves are left out."""
    if not (_MAY_HOLD.search(text) or _DAY_CODE.search(text)):
        return
    year = clock.heading or clock.year
    for match in _MENTION.finditer(text):
        words = match[0]
        if words in {"今年以来", "本年以来"} or words.endswith("以来"):
            period = clock.period
        else:
            period = _period(words, text, match, year, clock)
        stated = _STATED_YEAR.match(words)
        if stated and period and text[match.end() : match.end() + 1] in _AFTER_YEAR:
            year = period.end.year
        yield from _listed_before(text, match, clock, year)
        yield Mention(match.start(), match.end(), words, period, _is_deadline(period))


_QUARTERS_BEFORE = re.compile("(?:[一二三四](?:、|和|与))+$")


def _listed_before(
    text: str, match: re.Match[str], clock: Clock, year: int | None
) -> Iterator[Mention]:
    """一、二、三季度: the quarters whose 季度 is said with the last alone."""
    if not match[0].endswith("季度") or len(match[0]) > 4:
        return
    before = _QUARTERS_BEFORE.search(text, max(0, match.start() - 8), match.start())
    for sign in re.finditer("[一二三四]", before[0]) if before else ():
        at = before.start() + sign.start() if before else 0
        period = _period(f"{sign[0]}季度", text, match, year, clock)
        yield Mention(at, at + 1, sign[0], period)


def now_words(text: str) -> list[tuple[int, int]]:
    """Where a sentence says that it speaks of now: 现有, 目前."""
    return [match.span() for match in _NOW.finditer(text)]


def _is_deadline(period: Period | None) -> bool:
    return period is not None and period.grain == Grain.DEADLINE


_YEAR_END = re.compile("([0-9今去明前上])年([底末])")
_LAST_YEAR = re.compile("上一?年度?")
_BEGINNING = re.compile("(月|季度)(?:份)?以?之?初$")


def _period(
    words: str, text: str, match: re.Match[str], year: int | None, clock: Clock
) -> Period | None:
    if words in {"当月", "本月"}:
        return _last_month(clock)
    if words.startswith(_OF_TODAY):
        year = clock.year
    if len(words) == 4 and words.endswith("全年"):
        words = words.removesuffix("全年")
    if words in {"年内", "全年", "年度"}:
        words = "全年"
    if words.endswith("年同期"):
        return clock.period.year_before() if clock.period else None
    if words == "上月" or words in _WEEKS or "X" in words:
        return None
    if words in {"季度末", "季末", "期末"}:
        return _last_month(clock)
    if words[0] in "后剩余":
        return _left_of_year(words, clock)
    try:
        found = read_period(_spelt(words), year=year)
    except Mistake:
        return None
    return _cumulative(found, text, match)


@lru_cache(maxsize=1024)
def _spelt(words: str) -> str:
    """The words as periods are written elsewhere; a document has few, again and again."""
    words = _YEAR_END.sub(r"\1年年\2", words.removesuffix("当月"))
    words = _LAST_YEAR.sub("上年", words)
    words = words.replace("首季度", "一季度").replace("首季", "一季度").replace("本年度", "本年")
    return _BEGINNING.sub(r"\1", words)


def _left_of_year(words: str, clock: Clock) -> Period | None:
    """后三个月 in a report of the first nine: the months that it says are left."""
    count = numerals.integer(re.sub("[^0-9一二两三四五六]", "", words))
    last = clock.period.end if clock.period else None
    if last is None or not count or last.month + count > 12:
        return None
    return Period.months_range(last.year, last.month + 1, last.month + count)


def _last_month(clock: Clock) -> Period | None:
    if clock.period is None:
        return clock.now
    return Period.month(clock.period.end.year, clock.period.end.month)


def _cumulative(period: Period, text: str, match: re.Match[str]) -> Period:
    """3月份累计 is January to March, and so is 截至10月底 where something has been done by then."""
    after = text[match.end() : match.end() + 8]
    if period.grain == Grain.MONTH and "累计" in after:
        return period.cumulative()
    return period


def deadline_day(text: str, year: int | None) -> date | None:
    """Give the last day of a deadline: 2026年6月底前, 12月31日, 年底."""
    for match in _MENTION.finditer(text):
        try:
            return read_period(match[0], year=year).end
        except Mistake:
            continue
    return None
