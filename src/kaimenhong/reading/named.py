"""Figures after the name of their indicator: 固定资产投资超过26亿元."""

from __future__ import annotations

import re
from dataclasses import replace

from kaimenhong.reading import emitting, inherited, lexicon, names, naming, places, repeated, sets
from kaimenhong.reading.draft import unset
from kaimenhong.reading.figures import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured, measured
from kaimenhong.reading.peeling import Peeled, cut_at_verb, peel, peel_head
from kaimenhong.terms.codelists import Measure

LONGEST_OWNER = 12
_DONE_AFTER = re.compile("(?P<verb>复工|开工|到位|竣工|投产|完成|覆盖|达标|复产|签约|落地|整改)")


def read_named(here: Here, figure: Figure, peeled: Peeled, wall: int) -> None:
    """Read a figure that stands after its indicator, or after nothing but words of growth."""
    subject = here.memory.subject
    found = measured(here.text, figure, peeled, repeats=subject is not None)
    end = peeled.end if found.end is None else min(found.end, peeled.end)
    start, end = here.trim(*_inner(here, min(peeled.start, end), end, peeled))
    if start >= end and _of_bracketed_area(here, figure, peeled, wall, found):
        return
    if start >= end and _opens_bracket(here, wall):
        start, end = _before_bracket(here, wall)
    if _all_done(here, figure, peeled, wall):
        return
    if start >= end:
        repeated.read_repeated(here, figure, peeled, wall, found)
        return
    words = here.text[start:end]
    if here.is_area(words) or places.LIST.fullmatch(words):
        if subject is not None:
            areas = tuple(re.split("[、和]", words))
            repeated.read_repeated(here, figure, peeled, wall, found, areas=areas)
        return
    _named(here, figure, peeled, wall, found, start, end)


def _all_done(here: Here, figure: Figure, peeled: Peeled, wall: int) -> bool:
    """项目已实现100%复工: the completion of what was counted before, under its verb's name."""
    counted = here.memory.counted
    match = _DONE_AFTER.match(here.text, figure.stop)
    if (
        figure.unit != "%"
        or match is None
        or counted is None
        or "实现" not in here.text[wall : figure.start]
    ):
        return False
    role = inherited.role_of(here, figure, wall)
    done = replace(
        counted, name=match["verb"] + unset(counted.name), measure=Measure.COMPLETION, role=role,
        period=inherited.period_of(here, figure, wall, role), unit="%",
    )  # fmt: skip
    here.memory.subject = done
    begin = (
        counted.start - here.offset if counted.sentence == here.memory.sentences else figure.start
    )
    emitting.emit(
        here, figure, peeled, Measured(Measure.COMPLETION, reference=counted.name), done, begin, ()
    )
    return True


def _inner(here: Here, start: int, end: int, peeled: Peeled) -> tuple[int, int]:
    """The name after the clause's last verb; what stands right after that verb is peeled too."""
    cut = cut_at_verb(here.text, start, end)
    if cut - 2 > start and here.text.endswith("实现", start, cut):
        whose = here.text[start : cut - 2]
        if sets.ends_in_noun(here.text, start, cut - 2) and len(whose) <= LONGEST_OWNER:
            return start, end
    if cut > start:
        inner = Peeled(cut, end, wall=cut)
        peel_head(here.text, inner, here.sentence.times)
        peeled.area = inner.area or peeled.area
        cut = inner.start
    return cut, end


def _opens_bracket(here: Here, wall: int) -> bool:
    return wall > 0 and here.text[wall - 1] == "（" and here.previous < wall - 1


def _of_bracketed_area(
    here: Here, figure: Figure, peeled: Peeled, wall: int, found: Measured
) -> bool:
    """增速前三位的是东岭县（12.6%）、柳泉区（11.8%）: the bracket holds the figure of its area."""
    if not _opens_bracket(here, wall) or here.text[figure.stop : figure.stop + 1] != "）":
        return False
    words = re.split("[、，：；。是为和）]", here.text[: wall - 1])[-1]
    if not here.is_area(words):
        return False
    here.memory.saved.pop()
    repeated.read_repeated(here, figure, peeled, wall, found, areas=(words,))
    here.memory.saved.append((here.memory.subject, here.memory.counted))
    return True


def _before_bracket(here: Here, wall: int) -> tuple[int, int]:
    start = here.wall(wall - 1)
    outside = peel(here.text, start, wall - 1, here.sentence.times)
    start = cut_at_verb(here.text, outside.start, outside.end)
    return here.trim(start, outside.end)


def _default_measure(name: str) -> Measure:
    """What a bare percentage says: a rate's own level, else growth."""
    return Measure.LEVEL if names.is_rate(name) else Measure.GROWTH


def _named(
    here: Here, figure: Figure, peeled: Peeled, wall: int, found: Measured, start: int, end: int
) -> None:
    if not (peeled.has("each") or peeled.has("all")):
        start = naming.last_part(here, start, end)
    written = here.text[start:end]
    before = here.memory.subject
    before = before if before and before.sentence == here.memory.sentences else None
    spread = naming.spread_of(here, written, figure, peeled)
    timeless = naming.without_times(here, start, end)
    name, noun = (spread[0],) * 2 if spread else naming.completed(here, timeless, figure, start)
    if found.joins and found.joins not in name:
        name += found.joins
    if peeled.sets and peeled.sets.removeprefix("计划").removeprefix("已") not in name:
        name = peeled.sets.removeprefix("计划").removeprefix("已").removeprefix("力争") + name
    subject = inherited.subject_of(
        here, figure, wall, name=name, span=(start, end), area=peeled.area, noun=noun,
        measure=found.measure or _default_measure(name),
    )  # fmt: skip
    if written in lexicon.words("bare").tags and peeled.area is None and before is not None:
        subject = replace(subject, area=before.area)
    subject = replace(subject, spread=spread, each=peeled.has("each"), areas=peeled.areas)
    here.memory.subject = subject
    if figure.dimension == "count" and sets.ends_in_noun(here.text, start, end):
        here.memory.counted = subject
    for other in figure.words.split("、") if figure.kind == "step" else (None,):
        side = replace(found, reference=other) if other else found
        emitting.emit(here, figure, peeled, side, subject, start, spread)
