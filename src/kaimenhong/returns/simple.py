"""The simple layout: one row an area, indicator and period, with its level, unit and growth.

Good rows are taken; each bad cell is refused with its place and the reason, and costs no other.
Nothing is guessed: a unit that is left open, a period that may mean two things, a January of a
series that has none are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from kaimenhong.documents.workbook import Cell, Sheet, Workbook
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding, Observation
from kaimenhong.returns import cells, numbers
from kaimenhong.returns.contradictions import Taken, without_contradictions
from kaimenhong.returns.headers import FIGURES, find_head, is_blank
from kaimenhong.returns.rows import Row, data_rows, unknown_columns, what_is_missing
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Measure, Role, Status
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Period

_UNSTATED = Status.DISPATCH
MEASURES = {"level": Measure.LEVEL, "growth": Measure.GROWTH}


@dataclass(frozen=True, slots=True)
class Intake:
    """What a workbook gave: the figures taken, and what was refused, in the order of the cells."""

    taken: tuple[Observation, ...]
    refused: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the figures of a row are about."""

    area: str
    indicator: Indicator
    period: Period
    status: Status


def read_sheet(
    workbook: Workbook,
    *,
    areas: Callable[[str], str | None],
    received: datetime,
    source: str,
) -> Intake:
    """Read all visible sheets of a workbook in the simple layout.

    `areas` gives the subject (`area:990121`) of the words in an area cell, or None; `received` is
    the vintage of every figure; `source` names the workbook in the figures. A blank cell, `XX`, `—`
    or 免报 gives a figure with value None. Raises Mistake FILE_EMPTY where no sheet holds anything
    and SHEET_WITHOUT_HEADER or SHEET_WITHOUT_ROWS where none has a head and rows under it; one such
    sheet beside good ones is a finding. A period that is not over has expected figures only.
    """
    reader = _Reader(areas, received, source)
    filled = [sheet for sheet in workbook.sheets if not sheet.empty]
    if not filled:
        raise Mistake(
            Code.FILE_EMPTY,
            expected="有数据的表格",
            came="",
            remedy="请检查是否选错了文件，或数据没有保存",
            place=Place(file=workbook.name),
        )
    headless = [mistake for sheet in filled if (mistake := reader.read(sheet))]
    if len(headless) == len(filled):
        raise headless[0]
    reader.refuse_all(headless)
    return reader.intake()


class _Reader:
    """Collects what one workbook gives."""

    def __init__(self, areas: Callable[[str], str | None], received: datetime, source: str) -> None:
        self._areas = areas
        self._received = received
        self._source = source
        self._taken: list[Taken] = []
        self._refused: list[Finding] = []

    def read(self, sheet: Sheet) -> Mistake | None:
        """Take in one sheet; where it cannot be read as a whole, say why."""
        if sheet.hidden:
            return cells.unread(sheet.rows[0][0].place, "隐藏的工作表", "如需导入，请取消隐藏")
        try:
            head = find_head(sheet)
            rows = data_rows(sheet, head)
        except Mistake as mistake:
            return mistake
        self.refuse_all(unknown_columns(sheet, head))
        fractions = numbers.are_fractions(cell for row in rows if (cell := row.cell("growth")))
        for row in rows:
            self._read_row(row, fractions=fractions)
        return None

    def refuse_all(self, mistakes: Iterable[Mistake]) -> None:
        for mistake in mistakes:
            self._refused.append(Finding(mistake, mistake.place or Place()))

    def intake(self) -> Intake:
        """Give what was collected, without the figures that contradict each other."""
        kept, mistakes = without_contradictions(self._taken)
        self.refuse_all(mistakes)
        return Intake(kept, tuple(self._refused))

    def _read_row(self, row: Row, *, fractions: bool) -> None:
        if missing := what_is_missing(row):
            self.refuse_all([missing])
            return
        mistakes: list[Mistake] = []
        subject = self._subject(row, mistakes)
        if subject:
            self._taken.extend(self._figures(row, subject, mistakes, fractions=fractions))
        self.refuse_all(mistakes)

    def _subject(self, row: Row, mistakes: list[Mistake]) -> _Subject | None:
        area = _try(row, "area", self._area, mistakes)
        indicator = _try(row, "indicator", lambda cell: indicators.indicator(cell.text), mistakes)
        period = (
            _try(row, "period", partial(cells.period, indicator, row.head.year), mistakes)
            if indicator
            else None
        )
        status = _try(row, "status", cells.status, mistakes) if row.text("status") else _UNSTATED
        if period and status and status is not Status.EXPECTED:
            # A form for the whole year has empty rows ahead; they say nothing and are no mistake.
            told = mistakes if any(row.text(kind) for kind in FIGURES) else []
            period = _try(row, "period", partial(cells.ended, period, self._received), told)
        if area is None or indicator is None or period is None or status is None:
            return None
        return _Subject(area, indicator, period, status)

    def _area(self, cell: Cell) -> str:
        subject = self._areas(cell.text)
        if subject is None:
            raise Mistake(
                Code.AREA_UNKNOWN,
                expected="本行动中的地区",
                came=cell.text,
                remedy="请写地区全称或六位代码；合计行不导入",
            )
        return subject

    def _figures(
        self, row: Row, subject: _Subject, mistakes: list[Mistake], *, fractions: bool
    ) -> Iterator[Taken]:
        read = {
            "level": partial(_level, row, subject.indicator),
            "growth": partial(_growth, among_fractions=fractions),
        }
        for kind in _stated(row, subject.indicator):
            figure = _try(row, kind, read[kind], mistakes)
            cell = row.cell(kind)
            if figure and cell:
                value, unit = figure
                yield Taken(self._observation(row, subject, kind, value, unit), cell)

    def _observation(
        self, row: Row, subject: _Subject, kind: str, value: Decimal | None, unit: str
    ) -> Observation:
        cell = row.cell(kind)
        measure = MEASURES[kind]
        return Observation(
            subject=subject.area,
            indicator=subject.indicator.code,
            period=subject.period,
            accumulation=subject.indicator.accumulation,
            measure=measure,
            role=Role.EXPECTED if subject.status is Status.EXPECTED else Role.ACTUAL,
            value=value,
            unit=unit,
            basis=subject.indicator.basis_of(measure),
            caliber=row.text("caliber"),
            status=subject.status,
            vintage=self._received,
            source=f"{self._source} {row.sheet.name}!{cell.place.cell if cell else ''}",
        )


def _try[Result](
    row: Row, kind: str, read: Callable[[Cell], Result], mistakes: list[Mistake]
) -> Result | None:
    """Read one cell of the row; a mistake is kept with its place and costs nothing else."""
    cell = row.cell(kind)
    if cell is None:
        return None
    try:
        return read(cell)
    except Mistake as mistake:
        mistakes.append(mistake if mistake.place else mistake.at(cell.place))
        return None


def _stated(row: Row, indicator: Indicator) -> tuple[str, ...]:
    """Give the figures that the row speaks of: what is filled, and a blank where one is due.

    A mark such as XX counts where that measure is released at all; an empty cell only where the row
    says nothing else, so that growth alone is not taken for a missing level.
    """
    released = {
        "level": any(word.startswith("level") for word in indicator.measures),
        "growth": "yoy" in indicator.measures,
    }
    figures = [kind for kind in FIGURES if kind in row.head.columns]
    stated = [
        kind
        for kind in figures
        if row.text(kind) and (released[kind] or not is_blank(row.text(kind)))
    ]
    return tuple(stated or [kind for kind in figures if released[kind]][:1])


def _level(row: Row, indicator: Indicator, cell: Cell) -> tuple[Decimal | None, str]:
    if is_blank(cell.text):
        return None, indicator.unit_of(Measure.LEVEL)
    unit = cells.unit(row.text("unit") or row.head.unit, indicator, row.cell("unit") or cell)
    return numbers.level(cell, unit), unit


def _growth(cell: Cell, *, among_fractions: bool) -> tuple[Decimal | None, str]:
    blank = is_blank(cell.text)
    return (None if blank else numbers.growth(cell, among_fractions=among_fractions)), "%"
