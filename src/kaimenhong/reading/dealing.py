"""Whose a figure is where several share it, or 分别 deals the figures out in order."""

from __future__ import annotations

import itertools
import re

from kaimenhong.reading import (
    sharing,
)
from kaimenhong.reading.draft import Draft, Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.peeling import Peeled
from kaimenhong.records import replace
from kaimenhong.terms.period import Period

type Owner = tuple[str, str | None, Period | None]

_JOINS = {"、", "和", "及", "与", "以及"}


def owners(here: Here, spread: tuple[str, ...], subject: Subject) -> list[Owner]:
    """Name, area and period of whose figure it is: of all that share it, or of the next in turn."""
    if subject.periods:
        _leave(here, periods=subject.periods[1:])
        return [(subject.name, subject.area, subject.periods[0])]
    if subject.areas:
        if not subject.each:
            return [(subject.name, area, subject.period) for area in subject.areas]
        _leave(here, areas=subject.areas[1:])
        return [(subject.name, subject.areas[0], subject.period)]
    if not spread:
        return [(subject.name, subject.area, subject.period)]
    if not subject.each:
        return [(name, subject.area, subject.period) for name in spread]
    _leave(here, spread=spread[1:], last=spread[0])
    return [(spread[0], subject.area, subject.period)]


def _leave(
    here: Here,
    *,
    areas: tuple[str, ...] = (),
    spread: tuple[str, ...] = (),
    periods: tuple[Period, ...] = (),
    last: str | None = None,
) -> None:
    """Leave what 分别 has not dealt out yet to the figures that follow."""
    subject = here.memory.subject
    if subject is None:
        return
    name = spread[0] if spread else last or subject.name
    more = bool(areas or spread or periods)
    left = replace(subject, name=name, spread=spread, areas=areas, periods=periods, each=more)
    if here.memory.counted == subject:
        here.memory.counted = left
    here.memory.subject = left


def areas(here: Here, figure: Figure, peeled: Peeled) -> tuple[str, ...]:
    """The areas that the figures are dealt to: those before the indicator, else the topic's."""
    if peeled.areas or peeled.area:
        return peeled.areas
    behind = _holders(here, figure)
    if behind:
        return behind
    topic = here.topic(figure.start)
    count = sharing.parallel(here, figure)
    listed = listed_areas(here, figure) if count > 1 else ()
    if len(listed) == count:
        return listed
    if len(topic) < count and count > 1 and peeled.has("each"):
        topic = _told_before(here)
    return topic if len(topic) > 1 and count == len(topic) else ()


# 开工率达到100%的有东岭县、柳泉区: whose figure it is stands behind it.
_HOLDERS = re.compile("(?:以上)?的有(?P<areas>[^，。；：0-9]{2,60}?)(?:等地?)?(?=[，。；])")


def _holders(here: Here, figure: Figure) -> tuple[str, ...]:
    match = _HOLDERS.match(here.text, figure.stop) if figure.dimension == "percent" else None
    found = tuple(re.split("、|和|及|与", match["areas"])) if match else ()
    return found if all(here.is_area(one) for one in found) else ()


def _told_before(here: Here) -> tuple[str, ...]:
    """A县应开工19个，B县应开工18个，开工率分别为…: the places whose figures stand before."""
    own = here.scope.background.place.name
    found = dict.fromkeys(one.area for one in here.drafts if one.area and one.area != own)
    return tuple(area for area in found if area)


def periods(here: Here, figure: Figure, peeled: Peeled) -> tuple[Period, ...]:
    """一季度、上半年投资分别完成18%、50%: the times that the figures are dealt to."""
    count = sharing.parallel(here, figure)
    start = here.clause(figure.start)
    listed = [m for m in here.sentence.times if start <= m.start < figure.start]
    if count < 2 or len(listed) != count or not peeled.has("each"):
        return ()
    if here.text.endswith(("较", "比", "与"), 0, listed[0].start):
        return ()
    between = {here.text[a.end : b.start] for a, b in itertools.pairwise(listed)}
    found = tuple(m.period for m in listed if m.period is not None)
    return found if between <= _JOINS and len(found) == count else ()


def dealt(here: Here, figure: Figure, peeled: Peeled, subject: Subject) -> Subject:
    """Let figures go, in order, to the names or areas that were just stated.

    出栏A万头，存栏B万头，分别增长 …; 增速分别为9.8%和8.6%，居第1位、第2位; 均增长15%.
    """
    if len(subject.spread) > 1 or len(subject.areas) > 1 or subject.periods:
        return subject
    wanted = sharing.parallel(here, figure)
    if figure.dimension == "point" and _BESIDE.search(here.text, here.previous, figure.start):
        # 增速分别高于全国、全省1.8个、0.9个百分点: the areas share the figures out, not the names.
        return subject
    listed = listed_areas(here, figure) if peeled.has("each") else ()
    if len(listed) == wanted > 1:
        return replace(subject, areas=listed, spread=(), each=True)
    if peeled.has("each") and wanted > 1:
        return _given(subject, _recent(here.drafts, wanted), each=True)
    if peeled.has("all") and wanted == 1:
        return _given(subject, _recent(_group(here), len(here.drafts)), each=False)
    last = here.drafts[-wanted:]
    in_turn = wanted > 1 and len({draft.raw for draft in last}) == 1
    recent = _recent(last, wanted)
    return _given(subject, recent, each=True) if in_turn and len(recent) == wanted else subject


_BESIDE = re.compile("(?:(?:高|低|快|慢|优|好)于|高出|低出|领先|落后)[^，。；、0-9]*[、和与]")
_LISTED = re.compile("(?:是|为|有|：)(?P<areas>[^，。；：是为有]{2,60})，$")
# 东岭县、柳泉区两地负增长，分别下降…: the areas are what the clause before is about.
_OPENED = re.compile(
    "(?:^|[。；：])(?P<areas>[^，。；：]{4,50}?)(?:[二两三四五六七八九十]+个?(?:地|县市?区?|区县?|市|家))?"
    "(?:均|都|仍|也|呈|为|实现|出现|保持|继续){0,2}(?:负增长|正增长|下降|增长|下滑|回落)，$"
)

# 其中甲县、乙县、丙县增速居前三位，分别增长…: what they have in common stands between.
_ALIKE = re.compile(
    "(?:^|[，。；：])(?:其中|包括)?[，：]?(?P<areas>[^，。；：]{4,60}?)"
    "(?:[二两三四五六七八九十]个?(?:地|县市?区?|区县?|市))?(?:增速|增幅|总量|进度|完成率|规模)?(?:分别|均|并列)?"
    "(?:居|位居|位列|列|排名?|高于|快于|低于|领先|较快|靠前|超过|好于)[^，。；、]{0,10}，$"
)


def listed_areas(here: Here, figure: Figure) -> tuple[str, ...]:
    """增速前三位的是东岭县、柳泉区、望川县，分别增长…: the areas that the clause before lists."""
    clause = here.clause(figure.start)
    start = max(here.previous, clause - 70)
    match = _LISTED.search(here.text, start, clause) or _OPENED.search(here.text, start, clause)
    match = match or _ALIKE.search(here.text, max(0, clause - 90), clause)
    found = tuple(re.split("、|和|及|与", match["areas"])) if match else ()
    return found if all(here.is_area(one) for one in found) else ()


def _recent(drafts: list[Draft], wanted: int) -> list[Draft]:
    """The last drafts of different names or areas, as many as are wanted, in their order."""
    found: dict[tuple[str, str | None], Draft] = {}
    for draft in reversed(drafts):
        found.setdefault((draft.name, draft.area), draft)
        if len(found) == wanted:
            break
    return list(reversed(found.values()))


def _group(here: Here) -> list[Draft]:
    """The drafts since the last ；."""
    start = here.text.rfind("；", 0, here.previous) + 1 + here.offset
    return [draft for draft in here.drafts if draft.start >= start]


def _given(subject: Subject, recent: list[Draft], *, each: bool) -> Subject:
    names = tuple(dict.fromkeys(draft.name for draft in recent))
    areas = tuple(dict.fromkeys(draft.area for draft in recent if draft.area))
    if len(names) > 1:
        return replace(subject, name=names[0], spread=names, areas=(), each=each)
    if len(areas) > 1:
        return replace(subject, areas=areas, spread=(), each=each)
    return subject
