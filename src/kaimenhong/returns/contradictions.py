"""Figures of one workbook that cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.documents.workbook import Cell
from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import Observation, amount, own_unit


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure with the cell it was read from."""

    observation: Observation
    cell: Cell


def without_contradictions(
    taken: Iterable[Taken],
) -> tuple[tuple[Observation, ...], list[Mistake]]:
    """Keep one of equal figures; of figures that differ keep none, and show each to the other."""
    groups: defaultdict[tuple[object, ...], list[Taken]] = defaultdict(list)
    for one in taken:
        groups[_key(one.observation)].append(one)
    kept: list[Observation] = []
    mistakes: list[Mistake] = []
    for group in groups.values():
        if len({_comparable(one.observation) for one in group}) == 1:
            kept.append(group[0].observation)
        else:
            mistakes.extend(_contradictions(group))
    return tuple(kept), mistakes


def _key(figure: Observation) -> tuple[object, ...]:
    return (
        figure.subject,
        figure.indicator,
        figure.period,
        figure.measure,
        figure.role,
        figure.caliber,
        figure.status,
    )


def _comparable(figure: Observation) -> tuple[Decimal | None, str]:
    unit = own_unit(figure.indicator, figure.measure, figure.unit)
    return amount(figure.value, figure.unit, unit), unit


def _contradictions(group: list[Taken]) -> Iterator[Mistake]:
    for one in group:
        others = [
            f"{other.cell.place.sheet}!{other.cell.place.cell} 的“{other.cell.text}”"
            for other in group
            if _comparable(other.observation) != _comparable(one.observation)
        ]
        yield Mistake(
            Code.ROW_CONTRADICTS,
            expected=f"与{'、'.join(others)}一致",
            came=one.cell.text,
            remedy="同一地区、指标、时期有不同的数，均未收下，请核实后只留一个",
            place=one.cell.place,
        )
