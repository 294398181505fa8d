"""The areas' small pictures and the table of all their figures, of one measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaimenhong import charts
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office.board import drawings
from office.board.queries import BoardRow
from office.people.models import Area
from office.returns.models import Observation

MOST = 24  # small pictures on one screen; more areas are shown in groups


@dataclass(frozen=True, slots=True)
class Small:
    """One area's small picture, and what stands above it."""

    area: Area
    latest: Observation
    chart: charts.Option


@dataclass(frozen=True, slots=True)
class Line:
    """One period of the table: a figure for each area in its order, None where there is none."""

    period: Period
    figures: tuple[Observation | None, ...]


@dataclass(frozen=True, slots=True)
class Panels:
    """A group of areas as small pictures, and all their figures as a table."""

    measure: Measure
    unit: str
    smalls: tuple[Small, ...]
    lines: tuple[Line, ...]
    groups: tuple[str, ...]
    group: int


def panels(
    name: str,
    areas: Sequence[Area],
    rows: Iterable[Observation],
    targets: Sequence[BoardRow],
    group: int,
) -> Panels | None:
    """Return the areas in the order given, at most `MOST` of them; None where nothing is drawn.

    Growth is drawn where it is published, else the level; figures of another unit than the most
    common one are left out, because they do not fit the scale.
    """
    measure, unit, held = drawn(rows)
    with_figures = [area for area in areas if held.get(area.pk)]
    if not with_figures:
        return None
    groups = tuple(
        f"第{start + 1}—{min(start + MOST, len(with_figures))}个"
        for start in range(0, len(with_figures), MOST)
    )
    group = min(max(group, 0), len(groups) - 1)
    shown = with_figures[group * MOST : (group + 1) * MOST]
    figures = [(area, held[area.pk]) for area in shown]
    options = drawings.multiples(name, measure, unit, figures, targets)
    return Panels(
        measure=measure,
        unit=unit,
        smalls=tuple(
            Small(area, of_area[-1], option)
            for (area, of_area), option in zip(figures, options, strict=True)
        ),
        lines=lines([of_area for _, of_area in figures]),
        groups=groups,
        group=group,
    )


def drawn(rows: Iterable[Observation]) -> tuple[Measure, str, dict[int, list[Observation]]]:
    """Return the measure and unit to draw, and each area's figures of them in order of time."""
    known = [row for row in rows if row.measure in (Measure.GROWTH, Measure.LEVEL)]
    growth = any(row.measure == Measure.GROWTH for row in known)
    measure = Measure.GROWTH if growth else Measure.LEVEL
    fitting = [row for row in known if row.measure == measure]
    units = [row.own_unit for row in fitting]
    unit = max(sorted(set(units)), key=units.count, default="")
    held: dict[int, list[Observation]] = {}
    for row in sorted(fitting, key=lambda row: (row.last, row.first)):
        if row.own_unit == unit:
            held.setdefault(row.area_id, []).append(row)
    return measure, unit, held


def lines(figures: Sequence[Sequence[Observation]]) -> tuple[Line, ...]:
    """Return the table, the newest period first."""
    by_area = [{row.period: row for row in of_area} for of_area in figures]
    codes = {code for of_area in by_area for code in of_area}
    return tuple(
        Line(Period.parse(code), tuple(of_area.get(code) for of_area in by_area))
        for code in sorted(codes, key=Period.parse, reverse=True)
    )
