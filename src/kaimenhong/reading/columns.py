"""What each column of a table holds, by its heads and by its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kaimenhong.reading import lexicon, names, places
from kaimenhong.reading.figures import figures
from kaimenhong.reading.grid import PLAIN, Grid, Split
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.scope import Background, heading_period
from kaimenhong.terms import headings
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.figure_heads import FigureHead, read_figure_head
from kaimenhong.terms.headings import FIGURES, Kind
from kaimenhong.terms.period import Period

NAMING = frozenset({Kind.INDICATOR, Kind.AREA, Kind.TASK})


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a head that name an indicator or an area: `cell`'s, from `start` to `end`.

    `whole` is the name completed from other heads, where the words alone say nothing: 新增.
    """

    cell: Paragraph
    start: int
    end: int
    whole: str = ""

    @property
    def words(self) -> str:
        """The name as it is meant."""
        return self.whole or self.cell.cleaned.text[self.start : self.end]

    def written(self) -> str:
        """The name as it is written."""
        return self.cell.cleaned.written(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column. `kind` is None for figures and for words without a head.

    `cells` are its heads from the top. `left` is the column of figures beside it, whose name, role
    and time it shares where its own heads only say 增速 or 位次.
    """

    kind: Kind | None
    cells: tuple[Paragraph, ...] = ()
    name: Name | None = None
    area: str | None = None
    role: Role | None = None
    period: Period | None = None
    measure: Measure | None = None
    unit: str = ""
    among: str = ""
    left: Column | None = None
    # 全市增长: the area is of this column alone, not of those to its right.
    whole: bool = False


# 全市增长 over the figures of a county's table is another area's.
_WHOLE = re.compile("全[国省市](?=增长|增速|完成|总量|平均|[(（])")


def columns_of(grid: Grid, rows: Split, background: Background) -> dict[int, Column]:
    """Give the columns of a table by their numbers."""
    found: dict[int, Column] = {}
    left: Column | None = None
    numbers = grid.columns()
    for number in numbers:
        column = _column(_heads(grid, rows.heads, numbers[0], number), background)
        cells = [
            grid.rows[row][number].cleaned.text for row in rows.body if number in grid.rows[row]
        ]
        kind = _told_by_cells(column.kind, cells)
        column = replace(column, kind=kind)
        if kind is None and column.cells:
            column = _beside(column, left, background)
            left = column
        found[number] = column
    return _named(grid, rows, found)


def _column(cells: Sequence[Paragraph], background: Background) -> Column:
    read = [(cell, read_figure_head(cell.cleaned.text)) for cell in cells]
    area = next((text for cell in cells if is_area(text := cell.cleaned.text)), None)
    said = [heading for _, heading in read]
    texts = [cell.cleaned.text for cell in cells]
    whole = next((one[0] for one in map(_WHOLE.match, texts) if one), None)
    return Column(
        kind=_kind(cells),
        cells=tuple(cells),
        name=None if area else _name(read),
        area=area or whole,
        whole=area is None and whole is not None,
        role=next((one.role for one in reversed(said) if one.role), None),
        period=_period(said, background),
        measure=_measure(said),
        unit=next((one.unit for one in reversed(said) if one.unit), ""),
        among=next((one.among for one in reversed(said) if one.among), ""),
    )


def _heads(grid: Grid, heads: Sequence[int], first: int, number: int) -> list[Paragraph]:
    """The heads over a column from the top; one over several columns holds for each of them."""
    found: list[Paragraph] = []
    group = first
    for row in heads:
        cells = grid.rows[row]
        if number not in cells and grid.above(row, number) is not None:
            group = number
            continue
        own = grid.last_column(row, group, number)
        if own is None:
            continue
        group = own
        if cells[group].cleaned.text not in {cell.cleaned.text for cell in found}:
            found.append(cells[group])
    return found


def _kind(cells: Sequence[Paragraph]) -> Kind | None:
    """The lowest head tells; a group of figures is a column of figures whatever it is called."""
    for cell in reversed(cells):
        text = cell.cleaned.text
        kind = headings.kind_by_end(text)
        if kind in FIGURES or kind is Kind.TOTAL:
            return None
        if kind is not None:
            return kind
        if read_figure_head(text).says:
            return None
    return None


def _name(read: Sequence[tuple[Paragraph, FigureHead]]) -> Name | None:
    """The indicator that the heads name: the lowest one."""
    found = [
        Name(cell, one.start, one.end)
        for cell, one in read
        if one.name and headings.kind_by_end(cell.cleaned.text) is None
    ]
    return found[-1] if found else None


def _period(said: Sequence[FigureHead], background: Background) -> Period | None:
    stated = [heading_period(one.time, background.clock) for one in said if one.time]
    period = next((one for one in reversed(stated) if one), None)
    if any(one.before for one in said):
        base = period or background.period
        return base.year_before() if base else None
    return period


def _measure(said: Sequence[FigureHead]) -> Measure | None:
    found = [one.measure for one in said if one.measure]
    if len(found) > 1 and found[-1] is Measure.LEVEL_RANK and found[-2] is Measure.GROWTH:
        return Measure.GROWTH_RANK
    return found[-1] if found else None


def _beside(column: Column, left: Column | None, background: Background) -> Column:
    """Let a head that names no indicator and no area take what it lacks from its left."""
    past = column.period is not None and is_past(column.period, background)
    role = column.role or (Role.ACTUAL if past else None)
    if column.name or column.area or left is None:
        return replace(column, role=role)
    same = column.period is None and column.role is None
    earlier = left.period is not None and is_past(left.period, background)
    return replace(
        column,
        name=left.name,
        area=None if left.whole else left.area,
        role=role or (left.role if same or not earlier else None),
        period=column.period or (left.period if same else None),
        left=left,
    )


def is_past(period: Period, background: Background) -> bool:
    """Whether a period is over before the one that the document is about begins."""
    about = background.period
    if about is not None:
        return period.end < about.start
    year = background.clock.year
    return year is not None and period.end.year < year


def _told_by_cells(kind: Kind | None, cells: Sequence[str]) -> Kind | None:
    """Correct a kind by the cells: 目标任务（亿元） over numbers, 单位 over names of places."""
    if kind in {Kind.TASK, Kind.ITEM} and _mostly(cells, _is_figure):
        return None
    if kind is Kind.UNIT and cells and not any(unit_of(cell) for cell in cells):
        return Kind.AREA if _mostly(cells, is_area) else Kind.PARTY
    return kind


def _named(grid: Grid, rows: Split, columns: dict[int, Column]) -> dict[int, Column]:
    """Settle 项目名称, and see what a first column without a telling head holds."""
    answered = {column.kind for column in columns.values()} & headings.ANSWERING
    for number, column in columns.items():
        if column.kind is Kind.ITEM:
            kind = Kind.TASK if answered else Kind.INDICATOR
            columns[number] = replace(column, kind=kind)
    if not {column.kind for column in columns.values()} & NAMING:
        _name_first(grid, rows, columns)
    return columns


def _name_first(grid: Grid, rows: Split, columns: dict[int, Column]) -> None:
    for number, column in columns.items():
        if column.kind is not None:
            continue
        cells = [
            grid.rows[row][number].cleaned.text for row in rows.body if number in grid.rows[row]
        ]
        if _mostly(cells, is_area):
            columns[number] = replace(column, kind=Kind.AREA)
        elif _mostly(cells, _is_indicator):
            columns[number] = replace(column, kind=Kind.INDICATOR)
        return


def _is_indicator(text: str) -> bool:
    return names.known(read_figure_head(text).name)


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and 2 * sum(map(holds, cells)) > len(cells)


def _is_figure(text: str) -> bool:
    found = figures(text, [])
    whole = bool(found) and found[0].start == 0 and found[0].stop == len(text)
    return whole or bool(PLAIN.fullmatch(text))


def is_total(text: str) -> bool:
    """Whether a cell heads the row or column of all: 合计, 全市."""
    return lexicon.words("columns").tags.get(text) == "total"


def is_area(text: str) -> bool:
    """Whether a cell is the name of an area, or of all of them together."""
    return is_total(text) or bool(places.NAMED.fullmatch(text)) or places.known(text)


def unit_of(words: str) -> str | None:
    """The unit that words are or that brackets in them hold: 万亩, 总量（亿元）.

    >>> unit_of("单位：亿元"), unit_of("户"), unit_of("市统计局")
    ('亿元', '户', None)
    """
    plain = words.removeprefix("单位：").strip("（）")
    inside = read_figure_head(words).unit
    if inside:
        return inside
    probe = figures(f"1{plain}", [])
    return probe[0].unit if probe and probe[0].end == len(plain) + 1 else None
