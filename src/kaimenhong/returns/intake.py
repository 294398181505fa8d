"""A return in whatever layout: the simple one as ever, any other by its heads.

Of another layout only figures that nobody need confirm are taken: what a warning names is refused
with the reason, as is what was left unread, what the catalogue does not have, and areas that are
not the sender's. For a return what a cell says instead of a figure is told as well: its line keeps
what it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kaimenhong.documents.workbook import Cell, Workbook, address
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding, Observation
from kaimenhong.returns.cells import ended, unread
from kaimenhong.returns.contradictions import Taken, without_contradictions
from kaimenhong.returns.sheets.columns import Column, Holds
from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.mending import Mending
from kaimenhong.returns.sheets.reader import NO_MENDINGS, SheetReading, read_workbook
from kaimenhong.returns.sheets.table import Table
from kaimenhong.returns.sheets.words import Sort
from kaimenhong.returns.simple import Intake, read_sheet
from kaimenhong.terms import headings
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Role, Status

# A number kept as text is read all the same; the sheet is none the worse for it.
_HARMLESS = "text-number"


def read_return(
    workbook: Workbook,
    *,
    areas: Callable[[str], str | None],
    received: datetime,
    source: str,
    mendings: Mapping[str, Sequence[Mending]] = NO_MENDINGS,
    confirmed: bool = False,
) -> Intake:
    """Read a return as `simple.read_sheet` does; where no sheet has its heads, by any layout.

    `mendings` are the sender's corrections of layouts; `confirmed` says that a person has looked at
    what the reading would have confirmed, so that it is taken as read.

    Raises what `read_sheet` raises, also where no figure of another layout could be taken.
    """
    try:
        return read_sheet(workbook, areas=areas, received=received, source=source)
    except Mistake as mistake:
        if mistake.code is not Code.SHEET_WITHOUT_HEADER:
            raise
        read = read_workbook(workbook, mendings=mendings)
        found = _by_layout(read, areas, received, source, confirmed=confirmed)
        if not found.taken:
            raise
        return found


@dataclass(frozen=True, slots=True)
class Answers(Intake):
    """What a workbook says to a return, with the cells that say something instead of a figure.

    `blanks` are marks such as XX, `remarks` words in their place or in a column for them.
    """

    blanks: tuple[Cell, ...] = ()
    remarks: tuple[Cell, ...] = ()


def read_answers(
    workbook: Workbook,
    *,
    areas: Callable[[str], str | None],
    received: datetime,
    source: str,
    mendings: Mapping[str, Sequence[Mending]] = NO_MENDINGS,
    subject: str | None = None,
) -> Answers:
    """Read a sheet for a return; what was refused is given also where nothing could be taken.

    `subject` is the name of the area whose figures they are where the sheet itself names none. A
    formula without its value is refused and says nothing, neither a figure nor that there is none.
    """
    try:
        found = read_sheet(workbook, areas=areas, received=received, source=source)
        said = Answers(found.taken, found.refused)
    except Mistake as mistake:
        if mistake.code is not Code.SHEET_WITHOUT_HEADER:
            raise
        read = read_workbook(workbook, subject=subject, mendings=mendings)
        found = _by_layout(read, areas, received, source, confirmed=False)
        beside = [one for table in read.tables for one in _instead(table)]
        blanks = tuple(cell for sort, cell in beside if sort is Sort.MARK)
        remarks = tuple(cell for sort, cell in beside if sort is not Sort.MARK)
        said = Answers(found.taken, found.refused, blanks, remarks)
        if not (found.taken or found.refused or beside):
            raise
    return _without_failed(said, workbook, source)


def _without_failed(said: Answers, workbook: Workbook, source: str) -> Answers:
    failed = tuple(failed_formulas(workbook))
    cells = {f"{source} {one.place.sheet}!{one.place.cell}" for one in failed}
    taken = tuple(one for one in said.taken if one.source not in cells)
    return Answers(taken, (*said.refused, *failed), said.blanks, said.remarks)


def failed_formulas(workbook: Workbook) -> Iterator[Finding]:
    """Yield the cells whose formula has no value: it came to an error, or was never worked out."""
    for sheet in workbook.sheets:
        for spot, sign in sorted(sheet.marks.errors.items()):
            place = Place(file=workbook.name, sheet=sheet.name, cell=address(*spot))
            if not sheet.hidden:
                yield Finding(unread(place, sign, _WORKED_OUT), place)


_WORKED_OUT = "请在 Excel 里打开并保存，看到数后再上传；这一格没有读，草稿里原来的内容没有动"


def _instead(table: Table) -> Iterator[tuple[Sort, Cell]]:
    """Yield what stands in a table where a figure is due, and what is remarked on its rows."""
    grid = table.region.grid
    for column in table.columns:
        figures = column.holds is Holds.FIGURES
        if not figures and not _for_remarks(table, column):
            continue
        for row in table.region.body:
            sort = grid.sorts[row][column.number]
            if sort in (Sort.TEXT, Sort.TIME) or (figures and sort is Sort.MARK):
                yield sort, grid.cell(row, column.number)


def _for_remarks(table: Table, column: Column) -> bool:
    texts = (table.region.grid.text(spot) for spot in column.heads)
    return any(headings.kind_of(text) is headings.Kind.REMARK for text in texts)


def _by_layout(
    read: SheetReading,
    areas: Callable[[str], str | None],
    received: datetime,
    source: str,
    *,
    confirmed: bool,
) -> Intake:
    taken: list[Taken] = []
    refused: list[Mistake] = []
    for table in read.tables:
        cells = table.region.grid.cell
        doubts = {} if confirmed else dict(_doubts(table))
        for left in table.missed:
            refused.append(_unread(cells(*left.spot).place, left.raw, left.reason))
        for one in table.seen:
            cell = cells(*one.spot)
            named = f"{source} {table.sheet}!{address(*one.spot)}"
            try:
                subject = areas(one.subject)
                told = doubts.get(one.spot) or _strange(one, subject)
                if told or subject is None:
                    raise _unread(cell.place, one.raw, told)
                if one.role is not Role.EXPECTED:
                    # The cell holds the figure; what is ahead is the period that the heads say.
                    ended(one.period, received, Cell(one.period.label, cell.place))
                taken.append(Taken(_observation(one, subject, received, named), cell))
            except Mistake as mistake:
                refused.append(mistake if mistake.place else mistake.at(cell.place))
    kept, contradictions = without_contradictions(taken)
    findings = (Finding(one, one.place or Place()) for one in (*refused, *contradictions))
    return Intake(kept, tuple(findings))


def _doubts(table: Table) -> Iterator[tuple[tuple[int, int], str]]:
    for warning in table.warnings:
        if warning.kind != _HARMLESS:
            yield from ((spot, f"请先确认：{warning.told}") for spot in warning.cells)


def _strange(one: Seen, subject: str | None) -> str:
    if not one.code:
        return f"目录里没有“{one.indicator}”"
    if subject is None:
        return f"“{one.subject}”不是本行动中的地区"
    return "" if one.role is not Role.TARGET else "目标由方案而来，不在报表里收"


def _unread(place: Place, raw: str, why: str) -> Mistake:
    return Mistake(
        Code.CELLS_UNREAD,
        expected="说得清、不须确认的数",
        came=raw,
        remedy=f"{why}；请改表头后重新导入",
        place=place,
    )


def _observation(one: Seen, subject: str, received: datetime, source: str) -> Observation:
    known = indicators.catalogue()[one.code]
    expected = one.role is Role.EXPECTED
    return Observation(
        subject=subject,
        indicator=one.code,
        period=one.period,
        accumulation=one.accumulation,
        measure=one.measure,
        role=one.role,
        value=one.value,
        unit=one.unit,
        basis=known.basis_of(one.measure),
        caliber="",
        status=one.status or (Status.EXPECTED if expected else Status.DISPATCH),
        vintage=received,
        source=source,
    )
