"""Sentences that only part what the sentence before counted: 法人单位中，…; 分地区看，…."""

from __future__ import annotations

import re

from kaimenhong.reading import sets
from kaimenhong.reading.draft import Memory, Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.records import replace

_OPENS = re.compile(
    "(?:其中|(?P<set>[^，。；：0-9]{2,14})中|(?:分|按|从)(?!今|当前|目前|总体|整体)[^，；：。0-9年月季]{1,12}?[看分])[，：]"
)
_BY_PLACE = re.compile(
    "(?:分|按|从)(?:各|不同)?(?:地区|地域|区域|属地|[县市区镇乡]+)[^，；：。0-9]{0,4}[看分][，：]"
)


def opens(text: str) -> bool:
    """Whether a sentence begins as one that parts what was counted before it.

    >>> opens("法人单位中，第二产业0.5万个"), opens("分行业看，制造业120个")
    (True, True)
    >>> opens("第二产业法人单位0.5万个"), opens("工作推进中，新办企业15家")
    (False, False)
    """
    match = _OPENS.match(text)
    return match is not None and (not match["set"] or sets.ends_in_noun(text, *match.span("set")))


def of_moment(here: Here) -> Subject | None:
    """What the sentence before said last that stood at a moment: 2024年末，法人单位2.1万个。"""
    moment = here.memory.moment
    last = here.memory.stated[-1] if here.memory.stated else None
    if moment is None or last is None:
        return None
    return last if last.period == moment[0] else None


def remember_whole(memory: Memory, text: str) -> None:
    """Before the first sentence that parts it, remember what was counted: the whole of all parts.

    法人单位中，… names which of several it is.
    """
    if memory.parting is None and not memory.stated:
        return
    if not opens(text):
        memory.parting = None
    elif memory.parting is None:
        match = _OPENS.match(text)
        words = (match["set"] if match else None) or ""
        named = (one for one in memory.stated if words and one.name.endswith(words))
        memory.parting = next(named, memory.stated[0])


def by_place(here: Here, unit: str | None) -> Subject | None:
    """分行业看，制造业120个。分地区看，A县80个: the places part the whole, not its last part."""
    whole = here.memory.parting
    if whole is None or _BY_PLACE.match(here.sentence.text) is None:
        return None
    if _thing(whole.unit) != _thing(unit):
        return None
    return replace(whole, sentence=here.memory.sentences - 1, raw=(-1, -1))


def part_of(here: Here, unit: str | None) -> Subject | None:
    """What an industry's count in such a sentence is one of: 法人单位中，第二产业0.5万个."""
    whole = here.memory.parting
    alike = whole is not None and _thing(whole.unit) == _thing(unit)
    return whole if alike and opens(here.sentence.text) else None


_PARTED = re.compile("[，（(]其中[^；。]*$")


def whole_of(here: Here, figure: Figure) -> Subject | None:
    """What a count behind 其中 is one part of: 计划实施项目66个，其中省级9个、市级18个."""
    counted = here.memory.counted
    if counted is None or counted.sentence != here.memory.sentences:
        return None
    alike = figure.dimension == "count" and counted.unit == figure.unit
    return counted if alike and _PARTED.search(here.text, 0, figure.start) else None


def carried(memory: Memory, text: str) -> tuple[list[Subject], Subject | None]:
    """What a paragraph may go on with of the one before it, and the whole that it parts."""
    if memory.moment is None and memory.parting is None:
        return [], None
    stated = [replace(one, raw=(-1, -1)) for one in memory.stated]
    whole = memory.parting if opens(text) else None
    return stated, replace(whole, raw=(-1, -1)) if whole else None


def _thing(unit: str | None) -> str:
    return (unit or "").removeprefix("万")
