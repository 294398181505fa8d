"""What a cell of a task table says of the targets before it in its row: 分别为78%、26%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.facts import Statement, Why
from kaimenhong.reading import lexicon, names
from kaimenhong.reading.cleaned import Cleaned
from kaimenhong.reading.draft import Memory, Subject
from kaimenhong.reading.figure import Figure
from kaimenhong.reading.figures import figures, masked
from kaimenhong.reading.printed import is_count
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Period

_DEALT = re.compile("^(?:已|目前|现)?分别(?:为|是|达到?|完成|实现)?(?P<change>增长|下降)?")
# A sum and the words that say what became of it are not another name for the target.
SHORTEST = 2


def recalled(targets: Sequence[Statement]) -> Memory:
    """Give what is remembered of the targets: what a figure without a name goes on about."""
    levels = [one for one in targets if one.role is Role.TARGET]
    counted = [one for one in levels if is_count(one) and one.measure is Measure.LEVEL]
    subject = _subject(levels[0]) if levels else None
    return Memory(subject=subject, counted=_subject(counted[0]) if counted else None)


def _subject(one: Statement) -> Subject:
    return Subject(
        one.indicator, (-1, -1), 0, 0, one.measure, one.role, one.area, None, one.indicator,
        one.unit,
    )  # fmt: skip


def dealt(
    cell: Cleaned, targets: Sequence[Statement], role: Role, period: Period | None
) -> tuple[Statement, ...]:
    """Give the figures of 分别为78%、26%, each of its target in turn; empty where it is not so.

    There must be as many figures as targets, and each in the unit of its own.
    """
    match = _DEALT.match(cell.text)
    found = figures(cell.text, masked(cell.text)) if match else []
    wanted = [one for one in targets if one.role is Role.TARGET]
    fits = len(found) == len(wanted) > 1
    if (
        match is None
        or not fits
        or any(f.unit != t.unit for f, t in zip(found, wanted, strict=True))
    ):
        return ()
    said = match["change"]
    return tuple(
        _reached(cell, figure, target, said, role, period)
        for figure, target in zip(found, wanted, strict=True)
    )


def _reached(
    cell: Cleaned,
    figure: Figure,
    target: Statement,
    change: str | None,
    role: Role,
    period: Period | None,
) -> Statement:
    value = figure.value
    falls = change == "下降" and value is not None
    start, end = cell.span(0, figure.stop)
    at = cell.span(figure.start, figure.stop)
    return replace(
        target,
        raw=cell.written(figure.start, figure.end),
        role=role,
        period=period,
        measure=Measure.GROWTH if change else target.measure,
        comparator=figure.comparator or Comparator.EXACTLY,
        value=-value if falls and value is not None else value,
        value_high=figure.high,
        placeholder=figure.placeholder,
        reference=None,
        start=start,
        end=end,
        text=cell.source[start:end],
        why=_why(target, at),
    )


def _why(target: Statement, at: tuple[int, int]) -> tuple[Why, ...]:
    """The figure itself decides its value; all else is that of the target it is dealt to."""
    before = (target.start, target.end)
    return (
        Why("role", "role.caption"),
        Why("indicator", "indicator.repeated", *before),
        Why("area", "area.repeated", *before),
        Why("period", "period.caption"),
        Why("measure", "measure.repeated", *before),
        Why("comparator", "comparator.none"),
        Why("value", "figure.cell", *at),
    )


def completed(said: Statement, targets: Sequence[Statement]) -> Statement:
    """Give the whole name where a cell shortens that of a target: 增加值 of 规模以上工业增加值.

    Only where one target alone is meant, in the same unit; a name of the catalogue stays.
    """
    if names.known(said.indicator) or len(said.indicator) < SHORTEST:
        return said
    whole = {
        one.indicator
        for one in targets
        if one.unit == said.unit and _shortens(said.indicator, one.indicator)
    }
    bare = said.indicator in lexicon.words("bare").tags
    if len(whole) != 1 or (bare and said.unit != "%"):
        return said
    return replace(said, indicator=whole.pop())


def _shortens(short: str, whole: str) -> bool:
    """Whether the characters of the one stand in the other in their order."""
    rest = iter(whole)
    return short != whole and all(sign in rest for sign in short)
