"""Accepted answers as figures of the ledger: what is new becomes a version, what is known stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kaimenhong.facts import Observation as Figure
from kaimenhong.returns.forms.answers import Answer, Kind
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import PriceBasis, Role, Status
from office.filing import queries
from office.filing.lines import SheetLine, as_line, explains, newest_by_key
from office.people.models import Area
from office.returns.models import Observation, Return

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a return says that is new, the areas that it is about, and the moment of acceptance."""

    figures: tuple[Figure, ...]
    areas: dict[str, Area]
    at: datetime


def accepted(row: Return, at: datetime) -> Accepted:
    """Return what the answers of a return say that is new, as figures of the moment.

    A figure equal to the newest one known adds nothing, whatever status that has: to confirm what
    is known is no new figure. A line that was never answered adds nothing; one that was left blank
    or marked, with the reason, is known to be missing. Where the clock went back behind a version
    that the ledger has, the new version still comes after it: nothing is hidden by a clock.
    """
    lines = queries.asked(row)
    entries = queries.newest_entries(row)
    known = queries.known(lines)
    at = max(at, after_known(known))
    newest = newest_by_key(known)
    shown = (as_line(line, period, entries.get(line.pk), newest) for line, period in lines)
    figures = tuple(figure(row, one, at) for one in shown if says_something_new(one))
    areas = {line.area.subject: line.area for line, _ in lines}
    return Accepted(figures, areas, at)


def says_something_new(line: SheetLine) -> bool:
    """Tell whether a line was answered, and not with what the ledger has already."""
    if line.entry is None or not isinstance(line.answer, Answer):
        return False
    if line.answer.kind is Kind.VALUE and line.already is not None:
        confirms = (line.already.own_unit, line.already.amount) == (line.row.unit, line.value)
        return not confirms
    return line.answer.kind is not Kind.EMPTY or explains(line.explanation)


def after_known(known: Sequence[Observation]) -> datetime:
    """Return a moment after every version that the ledger has of these figures."""
    return max((one.vintage + _TICK for one in known), default=datetime.min.replace(tzinfo=UTC))


def figure(row: Return, answered: SheetLine, at: datetime) -> Figure:
    """Return one accepted answer as a figure of the ledger."""
    line, known = answered.line, indicators.find(answered.line.indicator)
    by = answered.entry.by if answered.entry else ""
    return Figure(
        subject=line.subject,
        indicator=line.indicator,
        period=answered.period,
        accumulation=line.accumulation,
        measure=line.measure,
        role=Role.ACTUAL,
        value=answered.value,
        unit=line.unit,
        basis=known.basis_of(line.measure) if known else PriceBasis.NA,
        caliber="",
        status=Status(row.form.status),
        vintage=at,
        source=f"{row}，第{answered.row.number}项，{by}填报",
    )


def digest(figures: Sequence[Figure]) -> str:
    """Return the digest of what was accepted."""
    said = [
        [one.subject, one.indicator, one.period.code, one.measure, str(one.value)]
        for one in figures
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
