"""One figure with all that is said of it: an observation, or the reason why none is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.records import record
from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.axes import Axis
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.plans import LEAST_INDEX, OpenError, Plan, Planner
from kaimenhong.returns.sheets.rows import Labels
from kaimenhong.returns.sheets.surroundings import Surroundings
from kaimenhong.returns.sheets.words import Words
from kaimenhong.terms.codelists import Accumulation, Measure, Role, Status
from kaimenhong.terms.period import Period

_RANKS = (Measure.GROWTH_RANK, Measure.LEVEL_RANK)
# Names under which the catalogue means the whole of an area; of a firm they stay as written.
_OF_AREAS = ("全社会", "地区")


@record(frozen=True, slots=True)
class Seen:
    """A figure that became an observation, with its cell and the cells that decided it.

    `plan` is the one object that all figures share which say the same.
    """

    spot: Spot
    raw: str
    subject: str
    indicator: str
    code: str
    period: Period
    accumulation: Accumulation
    measure: Measure
    role: Role
    value: Decimal
    unit: str
    status: Status | None
    decided: tuple[Spot, ...]
    alone: bool
    plan: Plan


@dataclass(frozen=True, slots=True)
class Missed:
    """A figure that became none, and why."""

    spot: Spot
    raw: str
    reason: str


class Mapper:
    """Maps the figures of one block of a table."""

    def __init__(self, around: Surroundings, subjects: Mapping[str, str]) -> None:
        self._around = around
        self._subjects = subjects
        self._planner = Planner(around)
        self._plans: dict[tuple[object, ...], Plan | str] = {}
        self._made: dict[Plan | str, Plan | str] = {}

    def observe(
        self, spot: Spot, raw: str, words: Words, column: Axis, labels: Labels
    ) -> Seen | Missed:
        """Give the observation of a figure, or the reason why there is none."""
        if labels.unread:
            return Missed(spot, raw, labels.unread)
        plan = self._plan(words, column, labels)
        if isinstance(plan, str):
            return Missed(spot, raw, plan)
        value = words.value if words.value is not None else Decimal(0)
        if plan.measure in _RANKS and (value != int(value) or value < 1):
            return Missed(spot, raw, "位次应为正整数")
        if labels.subject and column.area and labels.subject != column.area:
            told = f"表头“{column.area}”和行“{labels.subject}”各说一个地区"
            return Missed(spot, raw, told)
        subject, cells = self._subject(column, labels)
        if not subject:
            return Missed(spot, raw, "表里没有说是哪个地区或单位")
        of_firm = plan.indicator.startswith(_OF_AREAS) and naming.is_firm(subject)
        # By position: names cost as much again, and a large sheet has hundreds of thousands.
        return Seen(
            spot,
            raw,
            subject,
            plan.written if of_firm else plan.indicator,
            plan.code,
            plan.period,
            plan.accumulation,
            plan.measure,
            plan.role,
            value,
            plan.unit,
            plan.status,
            _together(plan.cells, labels.axis.cells, cells),
            plan.alone,
            plan,
        )

    def _plan(self, words: Words, column: Axis, labels: Labels) -> Plan | str:
        """Give the plan, made once for a column and all rows that say the same; or the reason."""
        value = words.value if words.value is not None else Decimal(0)
        large = words.unit == "" and value > LEAST_INDEX
        key = (id(column), labels.said, words.unit, words.measure, words.moved, large)
        found = self._plans.get(key)
        if found is None:
            try:
                found = self._planner.plan(words, column, labels.axis, value)
            except OpenError as error:
                found = str(error)
            # Figures on either side of a limit that comes to the same share one plan.
            self._plans[key] = found = self._made.setdefault(found, found)
        return found

    def _subject(self, column: Axis, labels: Labels) -> tuple[str, tuple[Spot, ...]]:
        name = labels.subject or column.area or labels.axis.area
        if name:
            return self._subjects.get(name, name), ()
        return self._around.area, self._around.area_cells


def _together(
    heads: tuple[Spot, ...], labels: tuple[Spot, ...], others: tuple[Spot, ...]
) -> tuple[Spot, ...]:
    """Give the cells once each, in this order."""
    if len(labels) == 1 and not others and labels[0] not in heads:
        return heads + labels
    return tuple(dict.fromkeys((*heads, *labels, *others)))
