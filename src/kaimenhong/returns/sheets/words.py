"""The words of one cell: its figure with the unit, the sign and the measure that it states."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from kaimenhong.records import record
from kaimenhong.returns.headers import is_blank
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.numerals import integer
from kaimenhong.terms.when import read_when
from kaimenhong.terms.wording import dashed

MOST_LETTERS = 40
_NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+−]?\.\d+"
_PLAIN = re.compile(rf"({_NUMBER})(.{{0,8}})")
_BRACKETED = re.compile(r"\(((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(%?)\)(%?)")
_ARROW = re.compile(rf"([↑↓▲▼△▽])({_NUMBER})(.{{0,6}})|({_NUMBER})(.{{0,4}}?)([↑↓])")
_RANK = re.compile(
    r"(?:并列)?(?:[居在]?全[国省市县区州盟])?(?:并列)?(?:居|位居|排)?第?(\d{1,3}|[一二三四五六七八九十]{1,3})[位名](?:\(?并列\)?)?"
    r"|(?:并列)?第(\d{1,3}|[一二三四五六七八九十]{1,3})(?:\(并列\))?|(\d{1,3})\(?并列\)?|并列(\d{1,3})|(\d{1,3})/\d{1,3}"
)
_COMPLETED = re.compile(
    rf"(?:完成|占|达到?)(?:[^\d]{{0,6}}?)(?:目标|任务|计划|预算)数?总?的?({_NUMBER})%"
)
# 8.5以上, 不低于8%: the figure of a target; with a unit it may be a class (500万元以上).
_BOUNDED = re.compile(
    rf"(?:≥|>=?|≤|<=?|不低于|不少于|不超过|力争)?({_NUMBER})(?:(%)?(?:以上|及以上|以内|左右|上下)|(?<=\d)(%)?)"
)
_SPACED = re.compile(r"[-+]?\d{1,3}(?:[ \u3000\xa0,，']\d{3})+(?:\.\d+)?")
_LEAD = re.compile(
    r"^(?:累计)?(?:同比|可比|比上年同期|较上年同期|比上年|较上年|比去年同期|名义|实际)"
)
_POSITIVE = {"↑": 1, "▲": 1, "△": 1, "↓": -1, "▼": -1, "▽": -1}
_WIDE = re.compile(r"[０-９．－＋％，]")
# =1+2, @SUM(A1), +cmd|…: what a spreadsheet would run; -其中 is a label.
_FORMULA = re.compile(r"[=@].|[+-][A-Za-z=@+|]")


class Sort(StrEnum):
    """What a cell is, by itself."""

    EMPTY = "empty"
    FIGURE = "figure"
    MARK = "mark"
    TIME = "time"
    TEXT = "text"
    ERROR = "error"


@record(frozen=True, slots=True)
class Words:
    """What a cell says: `value` only of figures; `unit` and `measure` only where its words say so.

    `as_text` is a number that is kept as text; `moved` an arrow, which under a rank is a move;
    `formula` text that begins as a formula does and is none.
    """

    sort: Sort
    value: Decimal | None = None
    unit: str = ""
    measure: Measure | None = None
    as_text: bool = False
    moved: bool = False
    formula: bool = False


_EMPTY, _MARK, _TIME = Words(Sort.EMPTY), Words(Sort.MARK), Words(Sort.TIME)
_TEXT = Words(Sort.TEXT)


@lru_cache(maxsize=65536)
def read_words(text: str) -> Words:
    """Give what the text of a cell says.

    >>> read_words("增长6.3%").measure.value, read_words("并列第2位").value
    ('growth', Decimal('2'))
    >>> read_words("（1.7）").value, read_words("98 432").value, read_words("186.42亿元").unit
    (Decimal('-1.7'), Decimal('98432'), '亿元')
    >>> read_words("降幅收窄1.5个百分点").value, read_words("持平").sort.value
    (Decimal('1.5'), 'text')
    """
    bare = text.strip()
    if not bare:
        return _EMPTY
    if is_blank(bare):
        return _MARK
    if len(bare) > MOST_LETTERS:
        return Words(Sort.TEXT, formula=bool(_FORMULA.match(bare)))
    plain = dashed(bare)
    if _FORMULA.match(bare):
        return Words(Sort.TEXT, formula=True)
    return _figure(bare, plain) or _other(plain)


def _other(plain: str) -> Words:
    when = read_when(plain)
    # A day tells when something begins or is due as often as when a figure is of.
    return _TIME if when and when.says and not when.part.isdigit() else _TEXT


def _figure(bare: str, plain: str) -> Words | None:
    if " " in bare or "\u3000" in bare or "\xa0" in bare:
        groups = _SPACED.fullmatch(bare)
        if not groups and re.search(r"\d[\s\u3000\xa0]+\d", bare):
            return None
    if match := _BRACKETED.fullmatch(plain):
        unit = "%" if match[2] or match[3] else ""
        return Words(Sort.FIGURE, -_decimal(match[1]), unit, as_text=True)
    if match := _RANK.fullmatch(plain):
        return _rank(next(filter(None, match.groups())))
    if match := _BOUNDED.fullmatch(plain):
        return _plain(bare, match[1] + (match[2] or match[3] or ""))
    if match := _COMPLETED.fullmatch(plain):
        return Words(Sort.FIGURE, _decimal(match[1]), "%", Measure.COMPLETION)
    if match := _ARROW.fullmatch(plain):
        return _arrow(match)
    return _plain(bare, plain) or _signed(plain)


def _rank(written: str) -> Words | None:
    value = int(written) if written.isdecimal() else integer(written)
    return Words(Sort.FIGURE, Decimal(value), "位", Measure.LEVEL_RANK) if value else None


def _arrow(match: re.Match[str]) -> Words | None:
    sign, number, unit = (
        (match[1], match[2], match[3]) if match[1] else (match[6], match[4], match[5])
    )
    found = quantity.find_unit(unit) if unit else None
    if unit and found is None:
        return None
    value = _decimal(number)
    if value < 0:
        return Words(Sort.FIGURE, value, found.code if found else "", moved=True)
    return Words(Sort.FIGURE, value * _POSITIVE[sign], found.code if found else "", moved=True)


def _plain(bare: str, plain: str) -> Words | None:
    match = _PLAIN.fullmatch(plain)
    if match is None:
        return None
    unit = match[2]
    if not unit:
        return Words(Sort.FIGURE, _decimal(match[1]), as_text=True)
    if unit == "位" or (unit == "名" and plain.isdigit()):
        return _rank(match[1])
    found = quantity.find_unit(unit)
    if found is None:
        power = {"万": 4, "亿": 8}.get(unit[0])
        rest = quantity.find_unit(unit[1:]) if power and unit[1:] else None
        if power is None or rest is None:
            return None
        return Words(Sort.FIGURE, quantity.shifted(_decimal(match[1]), power), rest.code)
    measure = Measure.CHANGE_PP if found.code == "个百分点" else None
    return Words(
        Sort.FIGURE, _decimal(match[1]), found.code, measure, as_text=bool(_WIDE.search(bare))
    )


def _signed(plain: str) -> Words | None:
    left = _LEAD.sub("", plain)
    for word, sign in quantity.sign_words().items():
        if not left.startswith(word):
            continue
        match = _PLAIN.fullmatch(left.removeprefix(word).lstrip(":了约"))
        if match is None or "约" in left:
            return None
        found = quantity.find_unit(match[2]) if match[2] else None
        if (match[2] and found is None) or match[1].startswith("-"):
            return None
        return _grown(sign * _decimal(match[1]), found.code if found else "")
    return None


def _grown(value: Decimal, unit: str) -> Words:
    measure = {"%": Measure.GROWTH, "个百分点": Measure.CHANGE_PP}.get(unit)
    # 增加120万元 is how much more, not how much: no observation is made of it.
    return Words(Sort.FIGURE, value, unit or "", measure, moved=not measure and bool(unit))


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("−", "-").lstrip("+"))
