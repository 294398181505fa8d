"""When: what words at a head or in a title say about time, and how several of them add up.

A head rarely says the whole of it: 2025年 stands over the rows, 7月 beside them, 累计 above. Each
is read alone into a `When`; the nearer one is completed by the farther one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kaimenhong.errors import Mistake
from kaimenhong.terms.codelists import Accumulation
from kaimenhong.terms.period import read_period
from kaimenhong.terms.tables import rows

# Any year stands in while only the months of a phrase are read.
_SOME_YEAR = 2000
_N = "(?:1[0-2]|0?[1-9])"
_Q = "[一二三四1-4]"
_SPAN = (
    rf"{_N}月?[-至到]{_N}月份?|{_N}月份?|前{_N}个月|前[一二三四五六七八九十两]{{1,2}}个?月|"
    rf"第?{_Q}季度?|[首]季度?|前[一二三2-3]个?季度|{_Q}[-至到]{_Q}季度|[上下]半年|Q[1-4]|H[12]"
)
_YEAR = r"(?P<digits>(?:19|20)\d\d)(?:年度?|(?=[./-]?\d|Q|H|全年|$))"
_PHRASE = re.compile(
    rf"(?:截[至止]到?|截至目前)?(?:(?:{_YEAR}|(?P<relative>今年|本年度?|当年|去年|上年度?|前年|明年|次年)))?"
    rf"[./-]?(?P<span>{_SPAN})?(?P<point>[底末])?(?P<word>全年|年度|年底|年末|同期)?"
)
# 2026.3, 2026/03, 202603, and 2026.1-10; 2026-01-10 is a day.
_DOTTED = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:(?P<mark>[./-])(?P<month>1[0-2]|0?[1-9])|(?P<two>0[1-9]|1[0-2]))"
    r"(?:(?<=\.\d)-(?P<last>1[0-2]|0?[1-9]))?(?![\d])"
)
# 上旬 and 5日 are of the month that stands before them or above; 2025-09-05 is a day by itself.
_PART = re.compile("(?:(?P<ten>[上中下])旬|(?P<day>3[01]|[12][0-9]|0?[1-9])[日号])")
# 第9周, and the days of a week: 2月23日-3月1日.
_WEEK = re.compile(r"第(?P<week>[1-5]?\d)周")
_DAYS = re.compile(
    r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])[日号]?[-至到]"
    r"(?:(?P<month2>1[0-2]|0?[1-9])月)?(?P<day2>3[01]|[12]\d|0?[1-9])[日号]"
)
_ISO_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)([./-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_SPANS_YEARS = re.compile(r"(?:19|20)\d\d年?[-至到](?:19|20)\d\d")
_BACK = {"去年": 1, "上年": 1, "上年度": 1, "前年": 2, "明年": -1, "次年": -1}


@dataclass(frozen=True, slots=True)
class When:
    """What is said of time; None where nothing is.

    `first` and `last` are months of the year; `back` counts the years before that one (上年同期);
    `part` is of the last month: its ten days (`T1`, `T2`, `T3`) or its day (`05`); or of the year:
    a week (`W09`) or the days of one (`0223-0301`).
    """

    year: int | None = None
    first: int | None = None
    last: int | None = None
    accumulation: Accumulation | None = None
    back: int = 0
    part: str = ""

    @property
    def says(self) -> bool:
        """Whether anything is said at all."""
        return self != NOTHING

    def over(self, farther: When) -> When:
        """Complete this by what a farther head or the title says.

        >>> seven = read_when("7月").over(read_when("2025年"))
        >>> seven.year, seven.last
        (2025, 7)
        """
        spans = self.last is not None
        return When(
            year=farther.year if self.year is None else self.year,
            first=self.first if spans else farther.first,
            last=self.last if spans else farther.last,
            accumulation=self.accumulation or (None if spans else farther.accumulation),
            back=self.back or farther.back,
            part=self.part if self.part or spans else farther.part,
        )


NOTHING = When()


def read_when(text: str) -> When | None:
    """Give what a phrase says that is about time and nothing else, None for all other words.

    The text is folded, its dashes `-` (`wording.dashed`).

    >>> read_when("2025年1-10月")
    When(year=2025, first=1, last=10, accumulation=None, back=0, part='')
    >>> read_when("8月上旬").part, read_when("9月5日").part, read_when("2025-09-05").part
    ('T1', '05', '05')
    >>> read_when("上年同期").back, read_when("当月").accumulation.value, read_when("乡镇")
    (1, 'current', None)
    """
    return _read(text.replace("元月", "1月"))


@lru_cache(maxsize=8192)
def _read(text: str) -> When | None:
    if not text or _SPANS_YEARS.match(text):
        return None
    if match := _DOTTED.fullmatch(text):
        return _dotted(match)
    if match := _DAYS.fullmatch(text):
        return When(part=_days(match))
    if match := _ISO_DAY.fullmatch(text):
        month = int(match["month"])
        return When(int(match["year"]), month, month, part=f"{int(match['day']):02}")
    said, left = NOTHING, text
    while left:
        found, taken = _first(left)
        if not taken:
            return None
        said = _both(said, found)
        left = left[taken:].lstrip("_-")
    # 截至3月15日 is no day: it runs from January to one.
    return None if said.part and said.first != said.last else said


def _both(one: When, other: When) -> When:
    accumulation = other.accumulation or one.accumulation
    return replace(one.over(other), accumulation=accumulation, part=other.part or one.part)


def _days(match: re.Match[str]) -> str:
    month = int(match["month"])
    last = int(match["month2"] or month)
    return f"{month:02}{int(match['day']):02}-{last:02}{int(match['day2']):02}"


def find_week(text: str) -> str:
    """Give the week that a title or a note tells, as the `part` of a When; empty for none.

    >>> find_week("项目周调度表(2026年第22周)"), find_week("调度周期:5月25日-5月31日")
    ('W22', '0525-0531')
    """
    if week := _WEEK.search(text):
        return f"W{int(week['week']):02}"
    days = _DAYS.search(text)
    return _days(days) if days else ""


def _dotted(match: re.Match[str]) -> When:
    month = int(match["month"] or match["two"])
    return When(int(match["year"]), month, int(match["last"] or month))


def _first(text: str) -> tuple[When, int]:
    """Take the first word of time off the text; how many letters it has, 0 for none."""
    for word, said in time_words().items():
        if text.startswith(word):
            return said, len(word)
    if week := _WEEK.match(text):
        return When(part=f"W{int(week['week']):02}"), week.end()
    if part := _PART.match(text):
        ten, day = part["ten"], part["day"]
        told = f"T{'上中下'.index(ten) + 1}" if ten else f"{int(day):02}"
        return When(part=told), part.end()
    match = _PHRASE.match(text)
    if match is None or not match[0]:
        return NOTHING, 0
    found = _said(match)
    return (NOTHING, 0) if found is None else (found, match.end())


def _said(match: re.Match[str]) -> When | None:
    months = _months(match["span"])
    if match["span"] and months is None:
        return None
    word, relative = match["word"] or "", match["relative"] or ""
    if months is None and match["point"]:
        months = (12, 12) if match["digits"] or relative else None
    if word in ("年底", "年末"):
        months = (12, 12)
    elif word in ("全年", "年度") and months is None:
        months = (1, 12)
    if not (match["digits"] or relative or months or word):
        return None
    point = bool(match["point"]) or word in ("年底", "年末")
    point = point and not match[0].startswith("截")
    if match[0].startswith("截") and months:
        months = (1, months[1])
    return When(
        year=int(match["digits"]) if match["digits"] else None,
        first=months[0] if months else None,
        last=months[1] if months else None,
        accumulation=Accumulation.POINT if point else None,
        back=_BACK.get(relative, 1 if word == "同期" and not match["digits"] else 0),
    )


def _months(span: str | None) -> tuple[int, int] | None:
    if span is None:
        return None
    try:
        period = read_period(span, year=_SOME_YEAR)
    except Mistake:
        return None
    return period.first_month % 12 + 1, period.last_month % 12 + 1


@lru_cache(maxsize=1)
def time_words() -> dict[str, When]:
    """Give the words of `data/time_words.csv`, the longest first: 当月, 累计, 上年同期."""
    table = sorted(rows("time_words"), key=lambda row: -len(row["word"]))
    return {
        row["word"]: When(
            first=int(row["first"]) if row["first"] else None,
            last=int(row["last"]) if row["last"] else None,
            accumulation=Accumulation(row["accumulation"]) if row["accumulation"] else None,
            back=int(row["back"] or 0),
        )
        for row in table
    }


def find_when(text: str) -> tuple[When, str]:
    """Give what a title or a sheet's name says of time, wherever in it, with the words.

    A day such as 2025年11月20日 is when a table was made; only 截至 makes it a month of the table.

    >>> find_when("岱溪市2025年1-10月主要经济指标")[0].last
    10
    >>> find_when("岱溪市统计局2025年11月20日")[1]
    ''
    """
    plain = text.replace("元月", "1月")
    best, words = NOTHING, ""
    said: When | None
    at = 0
    while at < len(plain):
        if years := _SPANS_YEARS.match(plain, at):
            at = years.end()
            continue
        match = _DOTTED.match(plain, at) or _PHRASE.match(plain, at)
        if _within_number(plain, at) or match is None or not match[0]:
            at += 1
            continue
        end = match.end()
        said = _dotted(match) if match.re is _DOTTED else _said(match)
        if said is None or _is_day(plain, match):
            left = _DAY_LEFT.match(plain, end)
            at = left.end() if said is not None and left else end
            continue
        found = said.over(best) if best.last is None else best.over(said)
        best, words = found, words + match[0]
        at = end
    return best, words


def _within_number(text: str, at: int) -> bool:
    return at > 0 and text[at].isdigit() and (text[at - 1].isdigit() or text[at - 1] == ".")


_DAY_LEFT = re.compile(r"(?:[./-]?\d{1,2}[日号]?)?")
_DAY = re.compile(r"\d{1,2}[日号]|[./-]\d{1,2}(?![\d月])")


def _is_day(text: str, match: re.Match[str]) -> bool:
    """Whether what was found is the beginning of a day on which something was made or filed."""
    return not match[0].startswith("截") and bool(_DAY.match(text, match.end()))
