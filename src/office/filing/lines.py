"""One line of a return: its answer, what is known of its figure, and what is odd."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kaimenhong.errors import Mistake
from kaimenhong.returns.checks import Before, Odd
from kaimenhong.returns.forms.answers import Answer, Kind, read_answer
from kaimenhong.returns.forms.form import Line
from kaimenhong.terms.codelists import Role, Status
from kaimenhong.terms.period import Period
from office.filing import queries
from office.returns.models import Entry, FormLine, Observation

_NOT_REACHED = (Status.EXPECTED, Status.ESTIMATED)


@dataclass(frozen=True)
class SheetLine:
    """One line of a return.

    `entry` is the answer that holds, `already` the ledger's figure of that very period, `last` that
    of the period before and `year_ago` that of a year before: what was filed, never a target.
    """

    row: FormLine
    period: Period
    entry: Entry | None
    already: Observation | None
    last: Observation | None
    year_ago: Observation | None
    odd: tuple[Odd, ...] = ()

    @property
    def line(self) -> Line:
        """Return the line as the core knows it."""
        return self.row.line

    @property
    def text(self) -> str:
        """Return what stands in the box: the answer, or what the ledger has already."""
        if self.entry is not None:
            return self.entry.text
        return figure(self.already, self.row)

    @property
    def seen(self) -> int:
        """Return the number of the answer that is shown."""
        return self.entry.number if self.entry else 0

    @property
    def explanation(self) -> str:
        """Return the explanation that was given."""
        return self.entry.explanation if self.entry else ""

    @cached_property
    def answer(self) -> Answer | Mistake:
        """Return what the text in the box means."""
        try:
            return read_answer(self.text, self.line)
        except Mistake as mistake:
            return mistake

    @property
    def value(self) -> Decimal | None:
        """Return the value of the answer, None where there is none."""
        return self.answer.value if isinstance(self.answer, Answer) else None

    @property
    def before(self) -> Before | None:
        """Return the figure of the period before, in the line's unit.

        Only one of the form's own status: a dispatch figure may be below an official one.
        """
        last = self.last
        if last is None or last.amount is None or last.own_unit != self.row.unit:
            return None
        if last.status != self.row.form.status:
            return None
        return Before(last.amount, Period.parse(last.period))

    @property
    def moved_on(self) -> bool:
        """Tell whether the ledger learnt another figure after the answer was written.

        What this very return brought in before it was reopened is no other figure.
        """
        if self.entry is None or self.already is None or self.already.vintage <= self.entry.at:
            return False
        accepted = self.already.intake.acceptance
        if accepted is not None and accepted.of_id == self.entry.of_id:
            return False
        return (self.row.unit, self.value) != (self.already.own_unit, self.already.amount)

    @property
    def prefilled(self) -> bool:
        """Tell whether the ledger has the figure and nobody needs to write it."""
        return self.entry is None and self.already is not None

    @property
    def is_open(self) -> bool:
        """Tell whether the line says neither a figure nor why it is missing."""
        if isinstance(self.answer, Mistake) or self.answer.kind is Kind.VALUE:
            return False
        return not explains(self.explanation)

    @property
    def stands_in_the_way(self) -> str:
        """Return what keeps the return from being filed; empty where nothing of this line does."""
        if self.is_open:
            return "未填，也没有说明"
        blocking = [one.told for one in self.odd if one.hard or not explains(self.explanation)]
        return "：" + "；".join(blocking) if blocking else ""


def figure(known: Observation | None, row: FormLine) -> str:
    """Return a known figure as it would be written for the line; empty where it has no value."""
    if known is None or known.amount is None or known.own_unit != row.unit:
        return ""
    return format(known.amount, "f")


def explains(explanation: str) -> bool:
    """Tell whether an explanation says something: four letters or digits at least.

    >>> explains("春节停产检修"), explains("……！！")
    (True, False)
    """
    return sum(one.isalnum() for one in explanation) >= queries.FEWEST_LETTERS


def newest_by_key(known: Iterable[Observation]) -> dict[tuple[object, ...], Observation]:
    """Return the newest version of each figure that was reached, by what it is about.

    What is foreseen or estimated is nobody's answer and is never prefilled.
    """
    plain = (
        one
        for one in known
        if one.role == Role.ACTUAL and not one.caliber and one.status not in _NOT_REACHED
    )
    return {
        (one.area_id, one.indicator, one.measure, one.accumulation, one.period): one
        for one in plain
    }


def as_line(
    row: FormLine,
    period: Period,
    entry: Entry | None,
    newest: dict[tuple[object, ...], Observation],
) -> SheetLine:
    """Return a line with what is known of it."""

    def of(when: Period | None) -> Observation | None:
        key = (row.area_id, row.indicator, row.measure, row.accumulation, when and when.code)
        return newest.get(key)

    return SheetLine(
        row=row,
        period=period,
        entry=entry,
        already=of(period),
        last=of(before(period, newest, row)),
        year_ago=of(period.year_before()),
    )


def before(
    period: Period, newest: dict[tuple[object, ...], Observation], row: FormLine
) -> Period | None:
    """Return the latest period before, of which the ledger has this figure in the same year."""
    own = (row.area_id, row.indicator, row.measure, row.accumulation)
    periods = (Period.parse(str(key[-1])) for key in newest if key[:-1] == own)
    earlier = [one for one in periods if one < period and one.year == period.year]
    return max(earlier, default=None)
