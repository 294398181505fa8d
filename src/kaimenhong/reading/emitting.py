"""Turns a figure and what it is about into the draft of a statement."""

from __future__ import annotations

from dataclasses import replace

from kaimenhong.reading import lexicon, reasons
from kaimenhong.reading.draft import Draft, Subject
from kaimenhong.reading.figures import Figure, bounds_around, bounds_before
from kaimenhong.reading.here import Here
from kaimenhong.reading.measures import Measured
from kaimenhong.reading.peeling import Peeled
from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.terms.quantity_words import find_comparator


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
    sign = found.sign if found.measure is not None else 1
    value, unit = figure.value, figure.unit
    if value is not None and figure.dimension == "times" and subject.measure == Measure.GROWTH:
        value, unit = (value * 100).normalize(), "%"
    if value is not None and sign < 0 and value > 0:
        value = -value
    stop = max(figure.stop, end or 0)
    why = reasons.complete(here, figure, peeled, found, subject)
    for name, area in _owners(here, spread, subject):
        if subject.raw[0] == -1:
            raw = (figure.start + here.offset, figure.end + here.offset)
        else:
            raw = subject.raw
        here.drafts.append(
            Draft(
                role=subject.role,
                name=name,
                raw=raw,
                area=area,
                period=subject.period,
                measure=subject.measure,
                comparator=_comparator(figure, peeled),
                value=value,
                high=figure.high,
                unit=unit,
                reference=found.reference,
                placeholder=figure.placeholder,
                start=min(start, figure.start) + here.offset,
                end=stop + here.offset,
                why=why,
            )
        )
    if subject.name in lexicon.words("bare").tags and here.text.startswith("的", figure.stop):
        here.pending.append(len(here.drafts) - 1)


def _comparator(figure: Figure, peeled: Peeled) -> Comparator:
    if figure.comparator is not None:
        return figure.comparator
    if figure.high is not None:
        return Comparator.BETWEEN
    before = peeled.bound
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


def _owners(here: Here, spread: tuple[str, ...], subject: Subject) -> list[tuple[str, str | None]]:
    """The names and areas whose figure it is: all that share it, or with 分别 the next in turn."""
    if subject.areas:
        if not subject.each:
            return [(subject.name, area) for area in subject.areas]
        _deal(here, areas=subject.areas[1:])
        return [(subject.name, subject.areas[0])]
    if not spread:
        return [(subject.name, subject.area)]
    if not subject.each:
        return [(name, subject.area) for name in spread]
    _deal(here, spread=spread[1:], last=spread[0])
    return [(spread[0], subject.area)]


def _deal(
    here: Here,
    *,
    areas: tuple[str, ...] = (),
    spread: tuple[str, ...] = (),
    last: str | None = None,
) -> None:
    """Leave what 分别 has not dealt out yet to the figures that follow."""
    subject = here.memory.subject
    if subject is None:
        return
    name = spread[0] if spread else last or subject.name
    more = bool(areas or spread)
    here.memory.subject = replace(subject, name=name, spread=spread, areas=areas, each=more)
