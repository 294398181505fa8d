"""What somebody wrote for a facet of a layout, as the reading of sheets takes it."""

from __future__ import annotations

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Labelled, Measure, Role
from kaimenhong.terms.when import read_when
from kaimenhong.terms.wording import dashed
from office.people import queries as people
from office.people.models import Person

FACETS = {
    "indicator": "指标",
    "period": "时期",
    "unit": "单位",
    "measure": "度量",
    "role": "性质",
    "subject": "地区",
}
# What a title can say for a whole table.
OF_TABLE = ("subject", "period", "unit", "indicator")
SAME_MONTHS = "同期"


def understood(facet: str, words: str, *, by: Person) -> str:
    """Return the value that is remembered; empty words take a correction back.

    Raises Mistake INDICATOR_UNKNOWN, UNIT_UNKNOWN, PERIOD_INVALID, AREA_UNKNOWN or WORD_UNKNOWN.
    """
    words = words.strip()
    if not words:
        return ""
    match facet:
        case "indicator":
            return indicators.indicator(words).name
        case "unit":
            return quantity.unit(words).code
        case "period":
            return period(words)
        case "subject":
            return area(words, by)
        case "measure":
            return member(Measure, words)
        case "role":
            return member(Role, words)
    raise unknown("指标、时期、单位、度量、性质、地区之一", facet)


def period(words: str) -> str:
    """Return the words of a period where they say one.

    去年 alone is none: it may be the whole year or the same months of it (上年同期).
    """
    plain = dashed(words)
    when = read_when(plain)
    told = when is not None and (
        when.year is not None or when.last is not None or when.accumulation or when.part
    )
    if not told and not (when is not None and plain.endswith(SAME_MONTHS)):
        raise Mistake(
            Code.PERIOD_INVALID,
            expected="时期",
            came=words,
            remedy="请写成“2026年1—3月”“2026年3月”“上年同期”“本月”等",
        )
    return words


def labelled(facet: str, value: str) -> str:
    """Return a remembered value as people say it: 增速 for growth.

    >>> labelled("measure", "growth"), labelled("unit", "亿元")
    ('增速', '亿元')
    """
    if facet == "measure":
        return Measure(value).label
    return Role(value).label if facet == "role" else value


def area(words: str, by: Person) -> str:
    """Return the name of the area that is meant."""
    found = people.known_area(words, within=by.area)
    if found is None:
        raise Mistake(
            Code.AREA_UNKNOWN, expected="已登记的地区", came=words, remedy="请写地区的全称或代码"
        )
    return found.name


def member(codelist: type[Labelled], words: str) -> str:
    """Return the code of a member of a closed list, told by its code or label."""
    for one in codelist:
        if words in (one.value, one.label):
            return one.value
    raise unknown("、".join(one.label for one in codelist), words)


def unknown(expected: str, came: str) -> Mistake:
    """Return the mistake of a word that is not on the list."""
    return Mistake(Code.WORD_UNKNOWN, expected=expected, came=came, remedy="请从所列的词里选一个")
