"""What a column holds where its head alone misleads: a table is also told by its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaimenhong.reading import names, places
from kaimenhong.reading.figure_rows import unit_of
from kaimenhong.reading.figures import figures
from kaimenhong.reading.grid import NUMBER, Column, Grid

_TOTALS = {"合计", "总计", "小计", "全市", "全县", "全区", "全州", "全省"}


def retagged(grid: Grid, body: list[int], columns: dict[int, Column]) -> dict[int, Column]:
    """Correct tags by the cells: 目标任务（亿元） over numbers, 单位 over names of places.

    A first column without a telling head is one of areas or indicators where its cells are.
    """
    found = dict(columns)
    for number, column in columns.items():
        cells = _texts(grid, body, number)
        if column.tag == "task" and _mostly(cells, _is_figure):
            found[number] = replace(column, tag=None)
        if column.tag == "unit" and cells and not any(map(_is_unit, cells)):
            found[number] = replace(column, tag="area" if _mostly(cells, _is_area) else "party")
    if not {c.tag for c in found.values()} & {"task", "indicator", "area"}:
        _name_first(grid, body, found)
    return found


def _name_first(grid: Grid, body: list[int], columns: dict[int, Column]) -> None:
    for number in sorted(columns):
        if columns[number].tag is not None:
            continue
        cells = _texts(grid, body, number)
        if _mostly(cells, _is_area):
            columns[number] = replace(columns[number], tag="area")
        elif _mostly(cells, names.known):
            columns[number] = replace(columns[number], tag="indicator")
        return


def _texts(grid: Grid, body: list[int], column: int) -> list[str]:
    return [grid.rows[row][column].cleaned.text for row in body if column in grid.rows[row]]


def _mostly(cells: list[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and 2 * sum(map(holds, cells)) > len(cells)


def _is_figure(text: str) -> bool:
    found = figures(text, [])
    whole = bool(found) and found[0].start == 0 and found[0].stop == len(text)
    return whole or bool(NUMBER.fullmatch(text))


def _is_unit(text: str) -> bool:
    return unit_of(text) is not None


def _is_area(text: str) -> bool:
    return text in _TOTALS or bool(places.NAMED.fullmatch(text)) or places.known(text)
