"""Lists of units and of persons as documents write them, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kaimenhong.reading.cleaned import plain
from kaimenhong.reading.times import Clock, mentions

_TAILS = (
    "局|委|办|部|厅|院|行|中心|公司|集团|政府|党委|管委会|办事处|街道|镇|乡|单位|部门|支队|大队|总队|分局|协会|社|工会|团委|"
    "妇联|工商联|残联|法院|园区|开发区|高新区|经开区|新区|专班|指挥部|税务|人行|银行|室|署|学校|校|站|所|企业|"
    "各县市区|各县区|各县市|各市县|各市区|各区县|各县|各镇街|各地"
)
_UNIT_END = re.compile(rf"(?:{_TAILS})$")
_SPLIT = re.compile("[、，,;；/]|以及|[及和与]")
_ALWAYS = re.compile("[、，,;；/]")
_BRACKET = re.compile("（[^（）]*）")
_HIDDEN = re.compile("[\U000f0000-\U0010ffff]")
_TAIL = re.compile(
    "(?:等)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:分别|共同)?"
    "(?:负责|牵头|落实|配合|参与|参加|协助|组织实施)+(?:落实|实施|推进|做好|工作)*$"
    "|等(?:单位|部门)*$|按(?:照)?(?:各自)?职责分工$"
)
_FRONT = re.compile("^(?:由|会同|配合单位|联合)(?=[\u4e00-\u9fa5]{2})")
_TITLE = (
    "书记|副?市长|副?县长|副?区长|副?主任|副?局长|副?主席|常委|副?部长|副?镇长|副?乡长|副?州长|副?省长|秘书长|调研员|"
    "党组成员|主要负责人|副?院长|副?校长|副?行长|总经理|董事长"
)
_TITLES = re.compile(f"(?:同志|(?:常务)?(?:{_TITLE})|（[^）]*）)+$")
_TITLED = re.compile(f"^.*(?:{_TITLE})(?=[\u4e00-\u9fa5]{{2,4}}$)")
_BODY = re.compile(
    "(?:省|市|县|区|州|镇|乡)?(?:委|政府|人大|人大常委会|政协|党组|党委)(?:办公?室)?"
)
_AS_WRITTEN = re.compile("^(?:各|分管)")
# 前完成 and the like around a day.
DEADLINE_WORDS = 4
# No day ends what goes on for ever or comes again every month.
_ENDLESS = re.compile("^全年$|^年度$|^年内$|每|持续|长期|常态|随时|适时|贯穿|定期|各阶段")


_HAN = re.compile("[\u4e00-\u9fff]")


def listed(words: str) -> list[str]:
    """Give the units of a list as written; a bracket such as 各县（市、区） is never broken.

    和 and 及 join two units only where each of them is one: 市自然资源和规划局 is a single unit.

    >>> listed("市发改局、市自然资源和规划局和各镇人民政府等单位")
    ['市发改局', '市自然资源和规划局', '各镇人民政府']
    >>> listed("各县（市、区）人民政府，市文化和旅游局按职责分工负责")
    ['各县（市、区）人民政府', '市文化和旅游局']
    """
    kept = _BRACKET.sub(_hidden, words)
    units = (unit for part in _ALWAYS.split(kept) for unit in _units(part))
    return [_shown(unit) for unit in units if _HAN.search(unit)]


def _hidden(bracket: re.Match[str]) -> str:
    """Move the characters of a bracket out of the way of all that splits."""
    return "".join(chr(ord(one) + 0xF0000) for one in bracket[0])


def _shown(words: str) -> str:
    return _HIDDEN.sub(lambda one: chr(ord(one[0]) - 0xF0000), words)


def _units(part: str) -> Iterator[str]:
    """Split a part at 和 and the like where a unit ends before and after it."""
    left = _FRONT.sub("", _TAIL.sub("", part.strip("。：: ")))
    start = 0
    for joint in _SPLIT.finditer(left):
        after = _SPLIT.split(left[joint.end() :], maxsplit=1)[0]
        if _is_unit(left[start : joint.start()]) and _starts_unit(left, joint.end(), after):
            yield left[start : joint.start()]
            start = joint.end()
    yield left[start:]


def _is_unit(words: str) -> bool:
    bare = _HIDDEN.sub("", words)
    return bool(_UNIT_END.search(bare)) and len(bare) > 1


def _starts_unit(text: str, start: int, after: str) -> bool:
    return _is_unit(after) or _is_unit(text[start:])


def are_units(words: str) -> bool:
    """Whether words are a list of units, each ending as units do.

    >>> are_units("市发改局、各县（市、区）人民政府"), are_units("推进项目建设")
    (True, False)
    """
    found = listed(words)
    return bool(found) and all(_UNIT_END.search(re.sub("（[^（）]*）$", "", one)) for one in found)


def is_deadline(words: str) -> bool:
    """Whether words say by when, 持续推进 included."""
    found = [one for one in mentions(words, Clock(2000, None)) if one.period]
    said = sum(one.end - one.start for one in found)
    return bool(_ENDLESS.search(words)) or (bool(found) and said >= len(words) - DEADLINE_WORDS)


def unit_lines(words: str) -> list[str]:
    """Give the units of a cell: one or more a line; a unit that a line breaks off is whole again.

    >>> unit_lines("市工信局\\n市统计局"), unit_lines("市自然资源\\n和规划局、市税务局")
    (['市工信局', '市统计局'], ['市自然资源和规划局', '市税务局'])
    """
    lines = [line for line in map(plain, words.split("\n")) if line]
    whole: list[str] = []
    for line in lines:
        if whole and not _ends_unit(whole[-1], line):
            whole[-1] += line
        else:
            whole.append(line)
    return list(dict.fromkeys(unit for line in whole for unit in listed(line)))


def _ends_unit(line: str, following: str) -> bool:
    if line[-1] in "、，；" or following[0] in "、，；":
        return True
    return (
        bool(_UNIT_END.search(re.sub("（[^（）]*）$", "", line))) and following[0] not in "和与及"
    )


def people(words: str) -> list[str]:
    """Give the names in a list of persons, without their titles.

    A name of two characters is often written with a blank between, and a line may break any name.

    >>> people("张三（副市长）、李四同志"), people("何　川　周海涛"), people("何\\n川")
    (['张三', '李四'], ['何川', '周海涛'], ['何川'])
    >>> people("市委常委、常务副市长王五")
    ['王五']
    """
    kept = re.sub(r"[（(][^（()）]*[）)]", "", words)
    parts = [part for part in _ALWAYS.split(kept) if part.strip()]
    names = (plain(name) for part in parts for name in _spaced(part.split()))
    return [name for one in names if (name := _untitled(one.strip("。：）】")))]


def _spaced(tokens: list[str]) -> list[str]:
    """Join what blanks separate into names: a character alone is no name."""
    names: list[str] = []
    whole = True
    for token in tokens:
        if names and (len(token) == 1 or len(names[-1]) == 1) and not whole:
            names[-1] += token
            whole = True
        else:
            names.append(token)
            whole = False
    return names


def _untitled(name: str) -> str:
    if _AS_WRITTEN.search(name):
        return name
    name = _TITLES.sub("", _TITLED.sub("", name))
    return "" if _BODY.fullmatch(name) else name


@lru_cache(maxsize=1024)
def deadline_of(words: str, year: int | None) -> str | None:
    """Give the last day that a deadline states, ISO; None where it is 持续推进 or every month.

    >>> deadline_of("3月底前", 2026), deadline_of("每月10日前", 2026), deadline_of("持续推进", 2026)
    ('2026-03-31', None, None)
    >>> deadline_of("4月底前完成方案，12月底前全部建成", 2026)
    '2026-12-31'
    """
    if _ENDLESS.search(words):
        return None
    days = [one.period.end for one in mentions(words, Clock(year, None)) if one.period]
    return max(days).isoformat() if days else None
