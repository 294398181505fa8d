"""Figures that say nothing of their indicator: 增长12.5% is about what was named before."""

from __future__ import annotations

import re
from dataclasses import replace

from kaimenhong.reading import emitting, inherited, names, naming
from kaimenhong.reading.draft import Subject, unset
from kaimenhong.reading.figures import Figure
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.terms.codelists import Measure


def read_repeated(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    wall: int,
    found: Measured,
    areas: tuple[str, ...] = (),
) -> None:
    """Read a figure about what the clause before named; `areas` are those it names instead."""
    subject = _subject(here, figure, peeled, wall)
    if subject is not None and subject.unit != figure.unit and _silent(peeled, found):
        subject = _of_same_unit(here, figure, subject)
    if subject is None or _too_far(here, subject, wall, figure):
        return
    if len(subject.spread) < 2 and (peeled.has("each") or _in_turn(here, figure)):
        subject = _dealt(here, figure, subject)
    same_sentence = subject.sentence == here.memory.sentences
    latest = (here.memory.subject or subject) if same_sentence and not peeled.has("to") else None
    _because_repeated(here, subject)
    role = inherited.role_of(here, figure, wall, latest)
    period = inherited.period_of(here, figure, wall, role)
    if latest is not None and not inherited.states_period(here, figure):
        here.because_before("period", "period.repeated", subject.raw)
        period = subject.period
    area = areas[0] if areas else peeled.area
    made = replace(
        subject,
        name=_name(subject, figure, peeled, found),
        measure=_measure(found, subject, figure, peeled),
        role=role,
        period=period,
        unit=figure.unit,
        areas=areas if len(areas) > 1 else subject.areas,
        each=subject.each or (bool(areas) and peeled.has("each")),
    )
    whose = replace(made, area=inherited.area_of(here, area, wall) if area else subject.area)
    _remember(here, made, whose, bool(areas), wall, subject.name if found.joins else made.name)
    start = subject.start - here.offset if same_sentence else _own_start(here, wall)
    emitting.emit(here, figure, peeled, found, whose, start, subject.spread)


def _because_repeated(here: Here, subject: Subject) -> None:
    if subject.raw[0] >= 0:
        here.because_before("indicator", "indicator.repeated", subject.raw)
    elif here.scope.section is not None:
        here.because_above("indicator", "indicator.heading", here.scope.section.head)
    here.because_before("area", "area.repeated", subject.raw)


def _subject(here: Here, figure: Figure, peeled: Peeled, wall: int) -> Subject | None:
    """What the figure is about: a count repeats the things counted, any other what was stated."""
    memory = here.memory
    if figure.dimension != "count":
        return _spoken_of(here, wall) or _from_heading(here)
    counted = memory.counted or memory.subject
    same = counted is not None and (peeled.sets or counted.unit == figure.unit)
    return counted if same else memory.subject


def _of_same_unit(here: Here, figure: Figure, subject: Subject) -> Subject:
    """A区8亿元，完成率25%；B市7亿元，23%: each figure is about what had its unit before."""
    for earlier in reversed(here.subjects):
        if earlier.unit == figure.unit:
            return replace(earlier, area=subject.area)
    return subject


def _too_far(here: Here, subject: Subject, wall: int, figure: Figure) -> bool:
    """Two sentences on, only a figure that says 同比增长 still speaks of it."""
    words = here.text[wall : figure.start]
    return here.memory.sentences - subject.sentence > 1 and not words.startswith(
        ("同比", "增长", "下降")
    )


def _measure(found: Measured, subject: Subject, figure: Figure, peeled: Peeled) -> Measure:
    """A silent figure in the unit of the one it repeats says the same of its indicator."""
    alike = _silent(peeled, found) and subject.unit == figure.unit
    return subject.measure if alike or found.measure is None else found.measure


def _silent(peeled: Peeled, found: Measured) -> bool:
    """Whether the clause says nothing of growth, share or base: at most that it was reached."""
    said = {tag for _, tag in peeled.tags if not tag.startswith("head-")}
    return said <= {"reach", "target", "expected"} and found.end is None and peeled.base is None


def _name(subject: Subject, figure: Figure, peeled: Peeled, found: Measured) -> str:
    """The subject's name, with the verb or noun that the figure's own clause adds to it."""
    name = subject.name
    if peeled.sets and figure.dimension == "count":
        name = peeled.sets.removeprefix("计划").removeprefix("已") + unset(name)
    elif peeled.sets in {"新增", "净增", "新增加"}:
        name = "新增" + re.sub("余额$", "", name)
    if peeled.has("total"):
        name = unset(name)
    if found.joins and found.joins not in name:
        name = re.sub("对[^，。]{0,10}的?贡献率$", "", name) + found.joins
    return name


def _remember(
    here: Here, made: Subject, whose: Subject, of_areas: bool, wall: int, name: str
) -> None:
    """Let what was read hold for the figures that follow; inside a bracket it does not."""
    if of_areas and whose.area is not None:
        here.memory.subject = replace(whose, sentence=here.memory.sentences)
    elif not of_areas and not _bracketed(here, wall):
        here.memory.subject = replace(made, name=name, sentence=here.memory.sentences)


def _dealt(here: Here, figure: Figure, subject: Subject) -> Subject:
    """出栏A万头，存栏B万头，分别增长 …: the figures go to the names just stated, in order."""
    wanted = naming.parallel(here, figure)
    recent: list[str] = []
    for draft in reversed(here.drafts):
        if draft.name not in recent:
            recent.insert(0, draft.name)
        if len(recent) == wanted:
            return replace(subject, name=recent[0], spread=tuple(recent), each=True)
    return subject


def _in_turn(here: Here, figure: Figure) -> bool:
    """分别达到45230元、21860元，增长5.1%和6.9%: as many figures as the names just dealt to."""
    count = naming.parallel(here, figure)
    last = here.drafts[-count:]
    names_dealt = {draft.name for draft in last}
    return count > 1 and len(names_dealt) == count and len({draft.raw for draft in last}) == 1


def _spoken_of(here: Here, wall: int) -> Subject | None:
    """What the sentence is about: what was stated last, or an indicator it has named since."""
    subject = here.memory.subject
    if subject is not None and subject.sentence == here.memory.sentences:
        return subject
    named = names.last_known(here.text, 0, wall)
    if named is None:
        return subject
    name = names.standard(re.sub("增[速幅]$", "", here.text[named[0] : named[1]]))
    start, end = named[0] + here.offset, named[1] + here.offset
    role, area = inherited.default_role(here), inherited.area_of(here, None, wall)
    return Subject(
        name, (start, end), start, here.memory.sentences, Measure.GROWTH, role, area,
        here.scope.current(), name, None,
    )  # fmt: skip


def _from_heading(here: Here) -> Subject | None:
    """The indicator that the heading names, with no words of its own in the text."""
    section = here.scope.section
    if section is None or not names.known(section.title):
        return None
    name = names.standard(section.title)
    sentence = here.memory.sentences - 1
    area = inherited.area_of(here, None, 0)
    return Subject(
        name, (-1, -1), 0, sentence, Measure.LEVEL, inherited.default_role(here), area, None, name,
        None,
    )  # fmt: skip


def _own_start(here: Here, wall: int) -> int:
    start = wall
    while start < len(here.text) and here.text[start] in "，、；：。（ ":
        start += 1
    return start


def _bracketed(here: Here, wall: int) -> bool:
    return wall > 0 and here.text[wall - 1] == "（"
