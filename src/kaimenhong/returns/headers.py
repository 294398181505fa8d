"""Which column of a sheet holds what: the head row, its words and what its brackets say."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kaimenhong.documents.workbook import Sheet
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.terms import headings
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.figure_heads import read_figure_head
from kaimenhong.terms.headings import Kind
from kaimenhong.terms.quantity import find_unit
from kaimenhong.terms.wording import dashed, folded

SEARCHED_ROWS = 15
NEEDED = {"area": "地区", "indicator": "指标", "period": "时期"}
FIGURES = ("level", "growth")
BRACKETS = re.compile(r"\(([^()]*)\)$")
# What a return makes nothing of although it is no figure: it is passed over without a word.
_PASSED_OVER = frozenset({
    Kind.REMARK, Kind.NUMBER, Kind.LEADER, Kind.LEAD, Kind.PARTY, Kind.DEADLINE,
})  # fmt: skip
_TAKEN = {
    kind: kind.value
    for kind in (
        Kind.AREA, Kind.INDICATOR, Kind.PERIOD, Kind.LEVEL, Kind.GROWTH, Kind.UNIT, Kind.CALIBER,
        Kind.STATUS,
    )
} | {Kind.ITEM: "indicator"} | dict.fromkeys(_PASSED_OVER, "remark")  # fmt: skip
YEAR = re.compile(r"((?:19|20)\d\d)年")
UNIT_NOTE = re.compile(r"[(（\s]*(?:计量|数据|金额)?单位[:：]([^\s;；()（）]+)")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns of a sheet are, counted from 0, and what its title leaves to be known.

    `year` is the only year that the rows above name, for periods written without one; `unit` is the
    unit in the brackets of the level's head, or of a 单位： note above, empty where there is none.
    """

    row: int
    columns: Mapping[str, int]
    unit: str
    year: int | None
    unknown: tuple[int, ...]


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Give the marks of `data/headers.csv` by kind, folded."""
    text = resources.files(__package__).joinpath("data", "headers.csv").read_text("utf-8")
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        found.setdefault(row["kind"], set()).add(dashed(row["word"]))
    return {kind: frozenset(group) for kind, group in found.items()}


def is_blank(text: str) -> bool:
    """Tell whether a cell says that there is no figure: XX, —, 免报 and the like, or nothing.

    >>> is_blank("ＸＸ"), is_blank("——"), is_blank("免报"), is_blank("0")
    (True, True, True, False)
    """
    plain = dashed(text)
    return not plain or plain in words()["blank"]


def is_footer(text: str) -> bool:
    """Tell whether a line begins as notes under a table do."""
    return dashed(text).startswith(tuple(words()["footer"]))


def kind_of(text: str) -> str | None:
    """Give what a return holds under a head, or None where nothing is taken from there.

    >>> kind_of("同比增长（%）"), kind_of("报告\\n期"), kind_of("县(市、区)"), kind_of("位次")
    ('growth', 'period', 'area', None)
    >>> kind_of("比上年增减（个百分点）") is None
    True
    """
    found = headings.kind_of(text)
    if found is Kind.GROWTH and read_figure_head(text).measure is not Measure.GROWTH:
        return None
    return _TAKEN.get(found) if found else None


def find_head(sheet: Sheet) -> Head:
    """Give the head row, which is below titles but within the first rows of the sheet.

    Raises Mistake SHEET_WITHOUT_HEADER, which names what is missing in the likeliest row.
    """
    best: set[str] = set()
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        kinds = [(kind_of(cell.text), column) for column, cell in enumerate(sheet.rows[row])]
        columns = {kind: column for kind, column in reversed(kinds) if kind}
        if not _missing(set(columns)):
            return _head(sheet, row, columns)
        best = max(best, set(columns), key=len)
    raise Mistake(
        Code.SHEET_WITHOUT_HEADER,
        expected=f"前 {SEARCHED_ROWS} 行内有“地区、指标、时期”和“总量”或“增速”的表头",
        came=f"缺少{'、'.join(_missing(best))}",
        remedy="请在数据上方补上表头，例如“地区｜指标｜时期｜总量｜单位｜增速(%)”",
        place=_place(sheet),
    )


def _missing(kinds: set[str]) -> list[str]:
    missing = [label for kind, label in NEEDED.items() if kind not in kinds]
    return missing if kinds & set(FIGURES) else [*missing, "总量或增速"]


def _head(sheet: Sheet, row: int, columns: Mapping[str, int]) -> Head:
    above = " ".join(cell.text for cells in sheet.rows[:row] for cell in cells)
    years = set(YEAR.findall(folded(above)))
    known = set(columns.values())
    return Head(
        row=row,
        columns=columns,
        unit=_unit(sheet, row, columns, above),
        year=int(years.pop()) if len(years) == 1 else None,
        unknown=tuple(
            column
            for column, cell in enumerate(sheet.rows[row])
            if column not in known and kind_of(cell.text) != "remark"
        ),
    )


def _unit(sheet: Sheet, row: int, columns: Mapping[str, int], above: str) -> str:
    if "level" in columns:
        bracketed = BRACKETS.search(folded(sheet.rows[row][columns["level"]].text))
        if bracketed and find_unit(bracketed[1]):
            return bracketed[1]
    notes = (UNIT_NOTE.match(above, start) for start in _word_starts(above))
    return next((note[1] for note in notes if note), "")


def _word_starts(text: str) -> Iterator[int]:
    """Yield where words begin, so that 填报单位：市统计局 is not taken for a unit."""
    return (match.start() for match in re.finditer(r"\S+", text))


def _place(sheet: Sheet) -> Place:
    first = sheet.rows[0][0].place
    return Place(file=first.file, sheet=first.sheet)
