"""Figures of any sheet against what a return asks for: answers, and what is of something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from kaimenhong.errors import Mistake
from kaimenhong.facts import Observation, amount
from kaimenhong.records import record
from kaimenhong.returns.forms.form import Line
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.period import Period


@record(frozen=True, slots=True)
class Match:
    """A figure that answers a line: the line's key, the value in the line's unit, and its cell."""

    key: Hashable
    value: Decimal | None
    source: str


@record(frozen=True, slots=True)
class Matched:
    """What a sheet says to a return.

    `other_periods` and `other_areas` count figures of the asked indicators that are of another
    period or area; `unlike` those that are expected or wanted, or added up in another way;
    `unasked` those that no line asks for; `misfits` those whose unit does not convert into the
    line's.
    """

    answers: tuple[Match, ...]
    other_periods: Counter[str]
    other_areas: Counter[str]
    unlike: int
    unasked: int
    misfits: int


def match(
    lines: Sequence[tuple[Hashable, Line, Period]], figures: Iterable[Observation]
) -> Matched:
    """Sort the figures of a sheet by what they are to the return.

    Only figures that were reached answer a line; what is expected or wanted is left aside. Of two
    figures for one line the first counts: sheets that contradict themselves were refused before.
    """
    wanted = {_key(line, period): (key, line) for key, line, period in lines}
    areas = {line.subject for _, line, _ in lines}
    asked = {(line.indicator, line.measure) for _, line, _ in lines}
    answers: dict[Hashable, Match] = {}
    periods: Counter[str] = Counter()
    others: Counter[str] = Counter()
    spoken_of = {(line.subject, line.indicator, line.measure, period) for _, line, period in lines}
    unlike = unasked = misfits = 0
    for figure in figures:
        found = wanted.get(_of(figure)) if figure.role is Role.ACTUAL else None
        if found is None:
            if (figure.indicator, figure.measure) not in asked:
                unasked += 1
            elif _spoken(figure) in spoken_of:
                unlike += 1
            elif figure.subject not in areas:
                others[figure.subject] += 1
            else:
                periods[figure.period.label] += 1
            continue
        try:
            value = amount(figure.value, figure.unit, found[1].unit)
        except Mistake:
            misfits += 1
            continue
        answers.setdefault(found[0], Match(found[0], value, figure.source))
    return Matched(tuple(answers.values()), periods, others, unlike, unasked, misfits)


def _key(line: Line, period: Period) -> tuple[object, ...]:
    return line.subject, line.indicator, line.measure, line.accumulation, period


def _spoken(figure: Observation) -> tuple[object, ...]:
    return figure.subject, figure.indicator, figure.measure, figure.period


def _of(figure: Observation) -> tuple[object, ...]:
    return (
        figure.subject, figure.indicator, figure.measure, figure.accumulation, figure.period
    )  # fmt: skip
