"""What a figure inherits, and what is remembered for the figures after it."""

from __future__ import annotations

import re

from kaimenhong.reading import roles, sets, timing, whose
from kaimenhong.reading.draft import Subject, is_plain, unset
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.here import Here
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Measure


def subject_of(
    here: Here,
    figure: Figure,
    wall: int,
    *,
    name: str,
    span: tuple[int, int],
    measure: Measure,
    area: str | None,
    start: int | None = None,
    noun: str | None = None,
) -> Subject:
    """Make what a figure is about; `span` is where its words stand, `start` its clause."""
    role = roles.role_of(here, figure, wall)
    return Subject(
        name=name,
        raw=(span[0] + here.offset, span[1] + here.offset),
        start=(span[0] if start is None else start) + here.offset,
        sentence=here.memory.sentences,
        measure=measure,
        role=role,
        area=whose.area_of(here, area, wall),
        period=timing.period_of(here, figure, wall, role),
        noun=noun or name,
        unit=figure.unit,
    )


def lasting(here: Here, figure: Figure, wall: int, subject: Subject) -> Subject:
    """What is remembered of a subject: 由A提高到B and 计划开工90个 leave no time or role behind."""
    planned = timing.planned_set(here, figure, wall) or roles.named_after(here, figure)
    if not (planned or timing.source(here, figure, wall)):
        return subject
    role = here.scope.role()[0] if planned else subject.role
    return replace(subject, period=here.scope.current(), role=role)


# 实地查看项目76个: what an inspection looked at is not what the paper is about.
_LOOKED_AT = re.compile("实地|查看|走访|抽查|检查|核查|调研|暗访|随机|抽取|督查|约谈")


def remember_counted(here: Here, subject: Subject) -> None:
    """Remember what was counted; a set with a name of its own is the whole of what follows."""
    here.memory.counted = subject
    noun = sets.base(subject.name)
    if subject.name != noun and unset(subject.name) == subject.name and here.parted is None:
        here.memory.whole = subject.name
    plain = subject.name != noun and is_plain(subject.name)
    looked_at = _LOOKED_AT.match(subject.name) is not None
    if plain and here.parted is None and here.memory.main is None and not looked_at:
        here.memory.main = subject
