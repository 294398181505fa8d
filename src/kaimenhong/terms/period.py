"""Period 时期 and the words for it: 元月至11月, 前两个月, 首季, 5月底前, 2026.03.

The value itself is in period_value.py; other modules take both from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kaimenhong.errors import Mistake
from kaimenhong.terms.numerals import integer
from kaimenhong.terms.period_value import Grain, Period, invalid
from kaimenhong.terms.wording import dashed

__all__ = ["Grain", "Period", "read_period"]


def read_period(text: str, *, year: int | None) -> Period:
    """Give the period that people's words mean; `year` is the one that 一季度 or 今年 is of.

    Full width, any dash, 元月, number words and codes are understood. 3月底 and 年底 alone are the
    month of a balance; with 前 they are deadlines. 三季度 is the quarter, 前三季度 is cumulative,
    and 累计 makes any period start in January.

    >>> read_period("元月至11月", year=2025).code, read_period("前两个月", year=2026).code
    ('2025-01..2025-11', '2026-01..2026-02')
    >>> read_period("２０２６年第一季度", year=None).code, read_period("5月底前", year=2022).code
    ('2026Q1', '..2022-05-31')
    >>> read_period("2022年13月", year=None)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kaimenhong.errors.Mistake: [T201] 时期写法无效：应为月份 1—12，实为“2022年13月”。请写成...

    Raises Mistake PERIOD_INVALID, also where the year is neither written nor given.
    """
    return _read(text, year)


@lru_cache(maxsize=1024)
def _read(text: str, year: int | None) -> Period:
    folded = dashed(text).replace("元月", "1月")
    try:
        found = _with_own_year(folded) or _within_year(folded, year)
    except Mistake as mistake:
        raise invalid(mistake.expected, text) from None
    if found is None:
        raise invalid("年、季、月、旬、周、日或其起止", text)
    return found


def _with_own_year(text: str) -> Period | None:
    """Read what is written in digits with its year, or spans two years."""
    for pattern, build in _DATED:
        if match := pattern.fullmatch(text):
            return build(*match.groups())
    return None


def _within_year(text: str, given: int | None) -> Period | None:
    match = _YEAR.match(text)
    rest = text[match.end() :] if match else text
    for pattern, build in _SHAPES:
        if text and (shape := pattern.fullmatch(rest)):
            return build(_year(match, given, text), *shape.groups())
    return None


def _year(match: re.Match[str] | None, given: int | None, text: str) -> int:
    if match and match["digits"]:
        return int(match["digits"])
    if match and match["words"]:
        return _count(match["words"])
    if given is None:
        raise invalid("带年份的时期", text)
    return given + _RELATIVE[match["relative"] if match else ""]


def _count(text: str) -> int:
    value = int(text) if text.isdecimal() else integer(text)
    if value is None:
        raise invalid("数字", text)
    return value


def _quarters(year: int, first: int, last: int) -> Period:
    Period.quarter(year, first)
    Period.quarter(year, last)
    return Period.months_range(year, 3 * first - 2, 3 * last)


def _half(year: int, sign: str) -> Period:
    return Period.half(year, "上下".index(sign) + 1)


def _tenday(year: int, month: str, sign: str) -> Period:
    return Period.tenday(year, _count(month), "上中下".index(sign) + 1)


def _month(year: int, month: str) -> Period:
    return Period.month(year, _count(month))


def _quarter(year: int, quarter: str) -> Period:
    return Period.quarter(year, 1 if quarter == "首" else _count(quarter))


def _across(year: str, month: str, to_year: str, to_month: str) -> Period:
    return Period.parse(f"{year}-{_count(month):02d}..{to_year}-{_count(to_month):02d}")


def _day(year: int, month: str, day: str) -> Period:
    return Period.parse(f"{year}-{_count(month):02d}-{_count(day):02d}")


def _compiled(*shapes: tuple[str, Callable[..., Period]]) -> Shapes:
    return tuple((re.compile(pattern), build) for pattern, build in shapes)


def _with_ending(shapes: Shapes, ending: str, change: Callable[[Period], Period]) -> Shapes:
    """Let each shape be followed by a word that changes what is meant."""

    def changed(build: Callable[..., Period]) -> Callable[..., Period]:
        return lambda *groups: change(build(*groups))

    return tuple((re.compile(p.pattern + ending), changed(build)) for p, build in shapes)


Shapes = tuple[tuple[re.Pattern[str], Callable[..., Period]], ...]

_RELATIVE = {"": 0, "今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "明年": 1}
_YEAR = re.compile(
    r"(?:(?P<digits>(?:19|20|21)\d\d)|(?P<words>(?:一九|二[零〇一])[零〇一二三四五六七八九]{2}))年"
    r"|(?P<relative>今年|本年|当年|去年|上年|明年)"
)
_Y = r"((?:19|20|21)\d\d)"
_N = r"(\d{1,2}|[一二三四五六七八九十两]{1,3})"
_TO = "[-至到]"

# What stands in digits and needs no other year; 2026.1 in a cell is January.
_DATED = _compiled(
    (rf"{_Y}年?{_N}月份?{_TO}{_Y}年{_N}月份?", _across),
    (rf"{_Y}([./-])(\d{{1,2}})\2(\d{{1,2}})", lambda y, _, m, d: _day(int(y), m, d)),
    (rf"{_Y}(\d\d)(\d\d)", lambda y, m, d: _day(int(y), m, d)),
    (rf"{_Y}(?:[./-](\d{{1,2}})|(\d\d))", lambda y, a, b: Period.month(int(y), int(a or b))),
    (
        rf"{_Y}\.(\d{{1,2}})-(\d{{1,2}})",
        lambda y, a, b: Period.months_range(int(y), int(a), int(b)),
    ),
    (rf"{_Y}", lambda y: Period.year_of(int(y))),
    (r"((?:\.\.)?\d{4}[-HQ.].+)", Period.parse),
)

# What may end in 前 (a deadline) as it stands; alone it is the stretch itself.
_BOUNDED = _compiled(
    (rf"{_N}月[底末]", _month),
    (rf"{_N}月{_N}[日号]", _day),
    (rf"{_N}月([上中下])旬", _tenday),
    (rf"第?{_N}季度?[底末]", _quarter),
    (r"([上下])半年[底末]", _half),
    (r"年?[底末]", lambda y: Period.month(y, 12)),
)

_SPANS = _compiled(
    (rf"{_N}月份?", _month),
    (rf"{_N}月?{_TO}{_N}月份?", lambda y, a, b: Period.months_range(y, _count(a), _count(b))),
    (rf"前{_N}个?月", lambda y, n: Period.months_range(y, 1, _count(n))),
    (rf"(?:第?{_N}|(首))季度?|Q([1-4])", lambda y, *n: _quarter(y, next(filter(None, n)))),
    (rf"{_N}{_TO}{_N}季度?", lambda y, a, b: _quarters(y, _count(a), _count(b))),
    (rf"前{_N}个?季度?", lambda y, n: _quarters(y, 1, _count(n))),
    (r"([上下])半年", _half),
    (r"H([12])", lambda y, n: Period.half(y, int(n))),
    (r"(?:全年|年度?|度)?", Period.year_of),
    (rf"第{_N}周", lambda y, n: Period.week(y, _count(n))),
)

_SHAPES = (
    *_SPANS,
    *_BOUNDED,
    *_with_ending(_BOUNDED, "[之以]?前", lambda period: Period.deadline(period.end)),
    *_with_ending(_SPANS, "累计", Period.cumulative),
)
