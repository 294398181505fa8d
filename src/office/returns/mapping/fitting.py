"""Whether a unit that somebody wrote for a head fits the figures that stand under it."""

from __future__ import annotations

from collections.abc import Iterator

from kaimenhong.errors import Code, Mistake
from kaimenhong.returns.sheets.columns import Column
from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.mending import head_key
from kaimenhong.returns.sheets.table import Table
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Measure


def refuse_misfit(unit: str, table: Table, head: str) -> None:
    """Raise UNIT_MISFIT for a unit of another dimension than every figure that it would be for.

    A figure that the catalogue does not have and whose head names no unit may be in any.
    """
    units = own_units(table, head)
    dimensions = {quantity.unit(one).dimension for one in units}
    if dimensions and quantity.unit(unit).dimension not in dimensions:
        raise Mistake(
            Code.UNIT_MISFIT,
            expected=f"{'、'.join(sorted(units))}等同类的单位",
            came=unit,
            remedy="请核对单位；如果是指标或度量读错了，请先改指标或度量",
        )


def own_units(table: Table, head: str) -> set[str]:
    """Return the units that the figures of a head may have; empty where one may have any."""
    found: set[str] = set()
    for one, column in figures(table, head):
        units = units_of(one, column)
        if not units:
            return set()
        found |= units
    return found


def figures(table: Table, head: str) -> Iterator[tuple[Seen, Column]]:
    """Yield the figures under a head, or all of a table, each with its column; alike ones once."""
    columns = {
        one.number: one for one in table.columns if head in ("", head_key(table.region, one.heads))
    }
    alike = {(one.spot[1], one.code, one.measure, one.unit): one for one in table.seen}
    for one in alike.values():
        if column := columns.get(one.spot[1]):
            yield one, column


def units_of(one: Seen, column: Column) -> set[str]:
    """Return the units of a figure: the catalogue's, else those that its heads name."""
    if one.measure is not Measure.LEVEL:
        return {one.unit}
    if one.code:
        return set(indicators.catalogue()[one.code].units)
    return {unit for facets in column.facets for unit in facets.units}
