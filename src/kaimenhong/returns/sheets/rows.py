"""The labels of each row of a table as an axis: area, indicator, period, unit, measure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from kaimenhong.documents.workbook import Cell
from kaimenhong.returns.sheets import naming
from kaimenhong.returns.sheets.axes import Axis, axis_of, beside, of_running_quarters
from kaimenhong.returns.sheets.columns import Block, Column, Holds
from kaimenhong.returns.sheets.days import are_days, day_of, when_of
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.regions import Region, is_year_or_month
from kaimenhong.terms import headings, indicator
from kaimenhong.terms.codelists import Status
from kaimenhong.terms.facets import read_facets, units_of
from kaimenhong.terms.when import When, read_when
from kaimenhong.terms.wording import dashed

_STATUSES = {status.label: status for status in Status}
# Serial numbers of 1980 to 2060, as a spreadsheet counts days.
_SERIAL = (Decimal(29_221), Decimal(58_440))
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one row: what they say together, and why its figures cannot be read."""

    axis: Axis
    subject: str = ""
    unread: str = ""
    # Rows of one block with the same number say the same, but for their subject and place.
    said: int = 0


# 二、按消费类型分： tells by what the rows below part, and is no part of their names.
_CLASSIFIES = re.compile("(?:其中)?按[^()]{1,12}分组?")
_SUBTOTAL = re.compile("(?<=[季度年月])(?:小计|合计)$")


@dataclass(slots=True)
class _Reader:
    region: Region
    block: Block
    items_are_subjects: bool
    carried: dict[int, tuple[str, Spot]] = field(default_factory=dict)
    daily: dict[int, bool] = field(default_factory=dict)
    month: int = 0

    def labels(self, row: int) -> Labels:
        found = Labels(Axis())
        group = self.region.groups.get(row)
        if group is not None:
            found = self._grouped(found, group)
        labels = self.block.labels
        filled = [column for column in labels if self.region.grid.text(self._at(row, column))]
        for column in labels:
            spot = self._at(row, column)
            text = self.region.grid.text(spot)
            if not text and filled and column.number < filled[-1].number:
                text, spot = self.carried.get(column.number, ("", spot))
            elif text:
                self.carried[column.number] = (text, spot)
            if text:
                found = self._said(found, column, text, spot)
        if labels and not filled and not found.axis.when.says:
            found = replace(found, unread=found.unread or "这一行没有写名称")
        return self._with_side(found, row)

    def _at(self, row: int, column: Column) -> Spot:
        return self.region.grid.anchor(row, column.number)

    def _grouped(self, found: Labels, spot: Spot) -> Labels:
        text = self.region.grid.text(spot)
        axis = axis_of([(spot, read_facets(text))])
        if axis.area or axis.when.says:
            return replace(found, axis=replace(axis, name=""), subject=axis.area)
        units = units_of(dashed(text))
        if _CLASSIFIES.fullmatch(axis.name):
            return replace(found, axis=Axis(units=units or axis.units, cells=(spot,)))
        return replace(found, axis=Axis(above=axis.name, units=units or axis.units, cells=(spot,)))

    def _said(self, found: Labels, column: Column, text: str, spot: Spot) -> Labels:
        if column.holds is Holds.PERIOD:
            return self._timed(found, spot)
        if column.holds in (Holds.AREA, Holds.SUBJECT) or (
            column.holds is Holds.ITEM and self.items_are_subjects
        ):
            return self._placed(found, column, text, spot)
        axis = axis_of([(spot, read_facets(text.strip()))])
        return replace(found, axis=_inner(axis, found.axis))

    def _placed(self, found: Labels, column: Column, text: str, spot: Spot) -> Labels:
        cells = (*found.axis.cells, spot)
        if naming.is_whole(text):
            return replace(found, subject="", axis=replace(found.axis, whole=True, cells=cells))
        name = "".join(text.split()) if not naming.is_firm(text) else text.strip()
        if column.holds is Holds.AREA and not naming.is_area(text) and not naming.may_be_area(text):
            axis = axis_of([(spot, read_facets(text))])
            if not axis.name and (axis.measure or axis.when.back or axis.role):
                return replace(found, axis=replace(_inner(axis, found.axis), whole=True))
            return replace(
                found,
                unread="“" + text.strip() + "”不是地区",
                axis=replace(found.axis, cells=cells),
            )
        return replace(found, subject=name, axis=replace(found.axis, whole=False, cells=cells))

    def _timed(self, found: Labels, spot: Spot) -> Labels:
        when = self._when(self.region.grid.cell(*spot), spot[1])
        cells = (*found.axis.cells, spot)
        if when is None:
            if found.axis.when.last is not None:
                return found
            return replace(
                found, unread="这一行的时期读不出来", axis=replace(found.axis, cells=cells)
            )
        return replace(
            found, axis=replace(found.axis, when=when.over(found.axis.when), cells=cells)
        )

    def _when(self, cell: Cell, column: int) -> When | None:
        if day := day_of(cell):
            return when_of(day, daily=self._daily(column))
        if isinstance(cell.value, Decimal):
            return self._numbered(cell.value, column)
        text = _SUBTOTAL.sub("", dashed(cell.text))
        found = read_when(text)
        if found is not None and found.says:
            return found
        return None

    def _daily(self, column: int) -> bool:
        if column not in self.daily:
            grid = self.region.grid
            self.daily[column] = are_days(grid.cell(row, column) for row in self.region.body)
        return self.daily[column]

    def _numbered(self, value: Decimal, column: int) -> When | None:
        """Read 202603, a year, a month under 月份, a serial number, and 2026.1 by what is above."""
        if value != int(value):
            return self._dotted(value)
        number = int(value)
        if is_year_or_month(value):
            year, month = divmod(number, 100)
            return When(year, month, month) if number > 9999 else When(number)
        if 1 <= number <= 12:
            return self._small(number, column)
        if _SERIAL[0] <= value <= _SERIAL[1]:
            day = _DAY_ZERO + timedelta(days=number)
            return When(day.year, day.month, day.month)
        return None

    def _small(self, number: int, column: int) -> When | None:
        heads = next((one.heads for one in self.block.labels if one.number == column), ())
        words = "".join(self.region.grid.text(spot) for spot in heads)
        if "季" in words:
            return When(None, 3 * number - 2, 3 * number) if number <= 4 else None
        return When(None, number, number) if "月" in words or "期" in words else None

    def _dotted(self, value: Decimal) -> When | None:
        year, _, month = f"{value}".partition(".")
        if not is_year_or_month(Decimal(year)) or not 1 <= int(month or 0) <= 12:
            return None
        if month == "1":
            # 2026.1 may have been 2026.10, whose zero the program dropped: the month above tells.
            if self.month not in (9, 11, 12, 2, 10):
                return None
            month = "10" if self.month in (9, 11) else "1"
        self.month = int(month)
        return When(int(year), int(month), int(month))

    def _with_side(self, found: Labels, row: int) -> Labels:
        axis = found.axis
        if self.block.units is not None:
            spot = self._at(row, self.block.units)
            units = units_of(dashed(self.region.grid.text(spot)))
            if units:
                axis = replace(axis, units=units, cells=(*axis.cells, spot))
        if self.block.statuses is not None:
            spot = self._at(row, self.block.statuses)
            status = _STATUSES.get(self.region.grid.text(spot).strip().removesuffix("数"))
            axis = replace(axis, status=status or axis.status)
        return replace(found, axis=axis)


def rows_of(region: Region, block: Block, *, items_are_subjects: bool) -> dict[int, Labels]:
    """Give the labels of every body row; a bare 增速 or 位次 takes the name of the row above."""
    reader = _Reader(region, block, items_are_subjects)
    found = {row: reader.labels(row) for row in region.body}
    order = list(found)
    if any(one.axis.name for one in found.values()):
        filled = beside([_placed_axis(found[row]) for row in order])
        for row, axis in zip(order, filled, strict=True):
            found[row] = replace(found[row], axis=replace(axis, area=""))
    running = of_running_quarters([found[row].axis for row in order])
    found = {row: replace(found[row], axis=axis) for row, axis in zip(order, running, strict=True)}
    numbers: dict[Axis, int] = {}
    for row, one in found.items():
        said = replace(one.axis, named=None, cells=())
        found[row] = replace(one, said=numbers.setdefault(said, len(numbers)))
    return found


def _placed_axis(labels: Labels) -> Axis:
    return replace(labels.axis, area=labels.subject)


def _known(name: str) -> str:
    """到位额 below 争取上级资金 is what 争取上级资金到位 is."""
    short = name[:-1]
    told = name.endswith(("额", "数", "量")) and indicator.find(short) is not None
    return short if told and indicator.find(name) is None else name


def _inner(axis: Axis, outer: Axis) -> Axis:
    """Complete an inner label by the outer ones of its row."""
    above = outer.name or outer.above
    name = axis.name
    if above and name and not axis.weak:
        joined = axis_of([((0, 0), read_facets(above)), ((0, 0), read_facets(name))])
        name = _known(joined.name) if headings.kind_of(name) is None else name
    return replace(
        axis,
        name=name or outer.name,
        named=axis.named or outer.named,
        above=above,
        area=axis.area or outer.area,
        measure=axis.measure or outer.measure,
        ranked=axis.ranked or outer.ranked,
        role=axis.role or outer.role,
        units=axis.units or outer.units,
        when=axis.when.over(outer.when) if axis.when.says else outer.when,
        annual=axis.annual or outer.annual,
        refused=axis.refused or outer.refused,
        change=axis.change or outer.change,
        cells=(*outer.cells, *axis.cells),
    )
