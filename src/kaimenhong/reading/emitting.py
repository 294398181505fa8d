"""Turns a figure and what it is about into the draft of a statement."""

from __future__ import annotations

import re
from decimal import Decimal

from kaimenhong.reading import (
    dealing,
    lexicon,
    names,
    reasons,
    sharing,
)
from kaimenhong.reading.draft import Draft, Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.figures import bounds_around, bounds_before
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.records import replace
from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.terms.quantity_words import find_comparator

_SEVERAL = re.compile("[、和]")
_JOINS = {"、", "和", "及", "与"}


def emit(
    here: Here,
    figure: Figure,
    peeled: Peeled,
    found: Measured,
    subject: Subject,
    start: int,
    spread: tuple[str, ...],
    end: int | None = None,
) -> None:
    """Add the statements that the figure makes: one for each name or area that it is dealt to."""
    here.subjects.append(subject)
    if figure.dimension != "count":
        _note(here, subject)
    listed = here.text[here.previous : figure.start] in _JOINS and _silent(peeled)
    sign = found.sign if found.measure is not None or not listed else here.sign
    if subject.measure is Measure.CHANGE_PP and _narrowed(peeled, subject):
        sign = -1
    here.sign = sign
    value, high, unit = _amount(figure, subject, sign)
    stop = max(figure.stop, end or 0)
    comparator = _comparator(here, figure, peeled)
    here.bound = peeled.bound or _shared_bound(here, figure, peeled)
    reference = _other_side(here, figure, found)
    why = reasons.complete(here, figure, peeled, found, subject)
    own = (figure.start + here.offset, figure.end + here.offset)
    raw = own if subject.raw[0] == -1 else subject.raw
    for name, area, period in dealing.owners(here, spread, subject):
        here.drafts.append(
            Draft(
                role=subject.role,
                name=name,
                raw=raw,
                area=area,
                period=period,
                measure=subject.measure,
                comparator=comparator,
                value=value,
                high=high,
                unit=unit,
                reference=reference,
                placeholder=figure.placeholder,
                start=min(start, figure.start) + here.offset,
                end=stop + here.offset,
                why=why,
            )
        )
    if subject.name in lexicon.words("bare").tags and here.text.startswith("的", figure.stop):
        _await(here, figure)


def _note(here: Here, subject: Subject) -> None:
    """Remember what is measured, for figures of areas that leave it out."""
    memory, alone = here.memory, replace(subject, spread=(), areas=(), periods=(), each=False)
    memory.measured = alone
    if subject.measure is Measure.GROWTH and not subject.spread:
        memory.headline = memory.headline or alone
        memory.opening = memory.opening or alone


def _amount(
    figure: Figure, subject: Subject, sign: int
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Value, upper end and unit as they are meant: 增长1.2倍 is 120 %, 下降 is negative."""
    value, high, unit = figure.value, figure.high, figure.unit
    if value is not None and figure.dimension == "times" and subject.measure == Measure.GROWTH:
        value, unit = (value * 100).normalize(), "%"
    if sign < 0 and all(end is None or end >= 0 for end in (value, high)):
        value, high = (-end if end else end for end in (value, high))
    return value, high, unit


# 总投资20亿元的某某产业园: whose total it is follows.
_WHOSE = re.compile(
    "的(?![0-9X_])(?P<whose>[\u4e00-\u9fff（）A-Za-z]{2,18}?(?:项目|(?:工程|园|生产线|电站)(?:项目)?))(?!等|[0-9])"
)


def _await(here: Here, figure: Figure) -> None:
    """Complete 总投资 by the project that follows, or leave it to the count that does."""
    last = len(here.drafts) - 1
    whose = _WHOSE.match(here.text, figure.stop)
    if whose is None:
        here.pending.append(last)
        return
    here.drafts[last] = replace(here.drafts[last], name=whose["whose"] + here.drafts[last].name)


def _other_side(here: Here, figure: Figure, found: Measured) -> str | None:
    """高于全国、全省1.1个、0.8个百分点: each gap is held against one of those listed, in turn."""
    listed = _SEVERAL.split(found.reference or "")
    if found.measure is Measure.GAP_PP and sharing.parallel(here, figure) == len(listed) > 1:
        here.beside = tuple(listed[1:])
        return listed[0]
    if here.beside and here.text[here.previous : figure.start] in _JOINS:
        next_one, *rest = here.beside
        here.beside = tuple(rest)
        return next_one
    here.beside = ()
    return found.reference


def _silent(peeled: Peeled) -> bool:
    """Whether the clause says nothing but that it goes on: 、 or 和."""
    return all(tag == "head-link" for _, tag in peeled.tags)


def _narrowed(peeled: Peeled, subject: Subject) -> bool:
    """亏损面收窄4.1个百分点: a rate that narrows falls; a fall that narrows, 降幅收窄, does not."""
    return "收窄" in peeled.words("up") and names.is_rate(subject.name)


def _shared_bound(here: Here, figure: Figure, peeled: Peeled) -> str:
    """分别突破3.6万元、2.1万元: the word before the first figure binds those that follow it."""
    between = here.text[here.previous : figure.start]
    alone = between in _JOINS and not figure.after and _silent(peeled)
    return here.bound if alone else ""


def _comparator(here: Here, figure: Figure, peeled: Peeled) -> Comparator:
    if figure.comparator is not None:
        return figure.comparator
    if figure.high is not None:
        return Comparator.BETWEEN
    before = peeled.bound or _shared_bound(here, figure, peeled)
    if "控制在" in [w for w, _ in peeled.tags] and not before:
        before = "控制在"
    around = bounds_around().get((before, figure.after)) if figure.after else None
    if around is not None:
        return around
    found = find_comparator(before, figure.inside, figure.after)
    if found is not None:
        return found
    if figure.after:
        return find_comparator("", "", figure.after) or Comparator.EXACTLY
    tag = bounds_before().tags.get(before)
    return Comparator(tag) if tag else Comparator.EXACTLY
