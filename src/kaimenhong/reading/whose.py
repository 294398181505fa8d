"""Whose figure it is: the area of its clause, its sentence's topic, a heading, the document."""

from __future__ import annotations

import re

from kaimenhong.reading import leading, places
from kaimenhong.reading.here import Here
from kaimenhong.reading.outline import Section

# 对进度滞后的东岭县: what has the form of an area right after a mark or 的.
_OWN = re.compile("(?:^|[，。；、：的对])([\u4e00-\u9fa5]{2,4}?[省市县区州镇乡])")


_GOVERNMENT = re.compile("(?:人民政府|政府|管委会|管理委员会)$")


def area_of(here: Here, word: str | None, wall: int) -> str | None:
    """Give the area of a figure; `word` is how its clause names it, None where it does not."""
    if word is not None:
        at = here.text.rfind(word, wall, here.at)
        here.because("area", "area.named", at, at + len(word))
        here.area_said = at + here.offset, at + len(word) + here.offset
        return _resolved(here, word)
    place = here.scope.background.place
    named = topic_of(here) or _lead(here) or _heading(here)
    if named is not None:
        return named
    if place.name is not None:
        here.because_above("area", "area.document", here.scope.background.title)
        return place.name
    here.because("area", "area.word")
    return _resolved(here, _self_word(here, wall))


def topic_of(here: Here) -> str | None:
    """The one area with which the group opens; None where it opens with none or several."""
    topic = here.topic(here.at)
    if len(topic) != 1:
        return None
    at = here.text.find(topic[0])
    here.because("area", "area.named", at, at + len(topic[0]))
    return _resolved(here, topic[0])


def _lead(here: Here) -> str | None:
    """The place with which the paragraph opens, until the document's own is named again."""
    lead = here.scope.lead
    if lead is None or leading.said_again(here.text, here.at):
        return None
    word, span = lead
    here.because_before("area", "area.named", span)
    return _resolved(here, word)


def _heading(here: Here) -> str | None:
    """The area that a heading names: 一、东岭县; （二）东岭县推进缓慢; until ours is said again."""
    if not here.scope.headings_read:
        here.scope.headings_read, here.scope.headed = True, _headed(here)
    headed = here.scope.headed
    if headed is None or leading.said_again(here.text, here.at):
        return None
    here.because_above("area", "area.heading", headed[1].head)
    return headed[0]


def _headed(here: Here) -> tuple[str, Section] | None:
    for section in here.scope.section.path() if here.scope.section else ():
        title = _GOVERNMENT.sub("", section.title)
        named = title if here.is_area(title) else _one_named(here, title)
        if named is not None:
            return named, section
    return None


# 全市重点项目（含东岭县）: what a bracket adds is not what the heading is about.
_ADDED = re.compile("（[^）]*）")


def _one_named(here: Here, title: str) -> str | None:
    """The one place that a heading opens with: 东岭县推进缓慢, and not 学习东岭县经验."""
    known = here.scope.background.areas
    bare = _ADDED.sub("", title)
    found = known.spots(bare) if known else ()
    if len(found) != 1 or places.WHOSE.search(bare):
        return None
    start, _, name = found[0]
    return name if start == 0 or leading.SUCH_AS.fullmatch(bare, 0, start) else None


def _self_word(here: Here, wall: int) -> str | None:
    """How a document that never names its place calls it nearest before: 我县, 全区."""
    own = here.scope.background.place.word
    # 同期全市增长5.1% in the county's speech is said beside its own figures, and ends there.
    kind = own[-1:] if own else ""
    inside = places.WHOSE.findall(here.text[wall : here.at])
    earlier = [one for one in places.WHOSE.findall(here.text[: here.at]) if one.endswith(kind)]
    word: str | None = (inside or earlier or [here.scope.area or own])[-1]
    if earlier and not here.memory.saved:
        here.scope.area = word
    return word


def _resolved(here: Here, word: str | None) -> str | None:
    place = here.scope.background.place
    if word is None:
        return None
    if places.THIS.fullmatch(word):
        return _just_named(here, word[1]) or place.name
    if word[0] in "全我本" and len(word) == 2:
        return place.resolve(word)
    if word[0] in "我本" and places.SELF.match(word):
        return place.resolve(word[:2]) + word[2:]
    return word


def _just_named(here: Here, kind: str) -> str | None:
    """该县: the county named last, in this sentence or the ones before."""
    for text in (here.text[: here.at], *reversed(here.memory.earlier)):
        named = here.scope.background.areas
        found = [match[0] for match in named.full.finditer(text)] if named else []
        found = found or _OWN.findall(text)
        same = [area for area in found if area.endswith(kind)]
        if same:
            return same[-1]
    return None
