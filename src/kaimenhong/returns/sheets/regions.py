"""Where the tables of a sheet are: titles, heads, body, notes; below and beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kaimenhong.returns.headers import is_footer
from kaimenhong.returns.sheets.grid import Grid, Spot
from kaimenhong.returns.sheets.words import Sort
from kaimenhong.terms.facets import read_facets
from kaimenhong.terms.wording import dashed

_FIGURES = frozenset({Sort.FIGURE, Sort.MARK, Sort.ERROR})
_ABOUT = re.compile(
    r"单位[:：]|^(?:填报|编制|报送|制表|填表|审核|审批|联系)[^，。]{0,6}[:：]|^(?:表号|制定机关|批准文号|有效期|统计负责人|报出日期|填报日期|数据来源|来源)"
)
_NOTE = re.compile(r"^[（(]?(?:注|备注|说明|数据来源|资料来源|制表|填表人|审核|统计负责人|\*)")
# Who made a table, and on which day: 某县统计局编印 | 2025年6月18日.
_MADE = re.compile(
    r".{2,16}(?:编印|编制|制表|印制|整理)|.{1,15}局[编制]"
    r"|(?:20\d\d年)?\d{1,2}月\d{1,2}日|20\d\d[-./]\d{1,2}[-./]\d{1,2}"
)
_ON_A_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日|20\d\d[-./]\d{1,2}[-./]\d{1,2}")
_OFFICE = re.compile("[\u4e00-\u9fa5、]{2,20}(?:局|委|办|办公室|中心|调查队|[科股])")
_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十ⅠⅡⅢ]{1,3}[)）、.]?")
MOST_HEADS = 6
MOST_ABOUT = 4
LONGEST_HEAD = 60
SHORTEST_TITLE = 8


@dataclass(slots=True)
class Region:
    """One table. `groups` leads from a body row to the rows of one cell that head it."""

    grid: Grid
    columns: Sequence[int]
    titles: list[Spot] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    notes: list[Spot] = field(default_factory=list)
    groups: dict[int, Spot] = field(default_factory=dict)

    @property
    def rows(self) -> list[int]:
        """All rows that it has, titles and notes aside."""
        return [*self.heads, *self.body]


def regions(grid: Grid) -> list[Region]:
    """Give the tables of a sheet from the top, those beside each other from the left."""
    whole = _cut(grid, range(grid.height), range(grid.width))
    return [part for region in whole for part in _beside(region)]


def _cut(grid: Grid, rows: Iterable[int], columns: Sequence[int]) -> list[Region]:
    cutter = _Cutter(grid, columns)
    for row in rows:
        cutter.take(row)
    cutter.end()
    return [region for region in cutter.found if region.body]


class _Cutter:
    """Goes down the rows and begins a new table where heads come after figures."""

    def __init__(self, grid: Grid, columns: Sequence[int]) -> None:
        self.grid = grid
        self.columns = columns
        self.found: list[Region] = []
        self.now: Region | None = None
        self.waiting: list[int] = []
        self.group: Spot | None = None

    def take(self, row: int) -> None:
        sorts = self.grid.sorts[row]
        filled = [column for column in self.columns if sorts[column] is not Sort.EMPTY]
        if not filled:
            return
        figures = [column for column in filled if sorts[column] in _FIGURES]
        if self._is_head_of_numbers(row, filled, figures):
            figures = []
        if not figures and self._stands_alone(row, filled):
            self.waiting.append(row)
        elif figures:
            self._figures(row)
        else:
            self._words(row, filled)

    def _figures(self, row: int) -> None:
        if self.now is None:
            self._begin([])
        elif self._is_numbering(row):
            return
        now = self.now
        if now is None:
            return
        for one in self.waiting:
            spot = self._first(one)
            if _NOTE.match(self.grid.text(spot).strip()):
                now.notes.append(spot)
            else:
                self.group = spot
        self.waiting = []
        now.body.append(row)
        if self.group is not None:
            now.groups[row] = self.group

    def _words(self, row: int, filled: Sequence[int]) -> None:
        now = self.now
        if now is None:
            self._begin([row])
        elif not now.body:
            now.heads += [one for one in self.waiting if now.heads]
            self.waiting = []
            if len(now.heads) < MOST_HEADS:
                now.heads.append(row)
        elif self._is_labels(now, row, filled):
            now.body.append(row)
            if self.group is not None:
                now.groups[row] = self.group
        else:
            self._begin([row])

    def _begin(self, heads: list[int]) -> None:
        titles = [self._first(row) for row in self.waiting]
        more = [
            (row, column)
            for row in self.waiting
            for column in self.columns
            if self.grid.sorts[row][column] is not Sort.EMPTY and (row, column) not in titles
        ]
        if self.now is not None:
            notes = [spot for spot in titles if _NOTE.match(self.grid.text(spot).strip())]
            self.now.notes += notes
            titles = [spot for spot in titles if spot not in notes]
        self.now = Region(self.grid, self.columns, sorted([*titles, *more]), heads)
        self.found.append(self.now)
        self.waiting, self.group = [], None

    def end(self) -> None:
        if self.now is not None:
            self.now.notes += [self._first(row) for row in self.waiting]

    def _first(self, row: int) -> Spot:
        """The cell that says something: of 二 | 基础设施项目 the second."""
        sorts = self.grid.sorts[row]
        filled = [column for column in self.columns if sorts[column] is not Sort.EMPTY]
        numbered = len(filled) == 2 and _NUMBER.fullmatch(self.grid.text((row, filled[0])).strip())
        return row, filled[1] if numbered else filled[0]

    def _stands_alone(self, row: int, filled: Sequence[int]) -> bool:
        """Whether a row is a title, a note or the head of a group."""
        texts = [self.grid.text((row, column)).strip() for column in filled]
        if len(filled) <= MOST_ABOUT and any(map(_ABOUT.search, texts)):
            return True
        if any(map(_NOTE.match, texts[:1])) and len(filled) < MOST_ABOUT:
            return True
        if self._is_made_by(texts):
            return True
        if len(filled) == 2 and self.now is not None and _NUMBER.fullmatch(texts[0]):
            return True
        if len(filled) > 1:
            return False
        return not self._under_heads(row, filled[0])

    def _is_made_by(self, texts: Sequence[str]) -> bool:
        """Whether a row above all heads names its maker and its day."""
        above = self.now is None or bool(self.now.body)
        plain = ["".join(one.split()) for one in texts]
        # An office alone may be a head; beside a day it has made the table on it.
        dated = any(_ON_A_DAY.fullmatch(one) for one in plain)
        made = [_MADE.fullmatch(one) or (dated and _OFFICE.fullmatch(one)) for one in plain]
        return above and len(texts) <= MOST_ABOUT and all(made)

    def _under_heads(self, row: int, column: int) -> bool:
        """Whether a single cell is one more head below merged ones, as where only one has parts."""
        now = self.now
        if now is None or now.body or not now.heads:
            return False
        return any(
            self.grid.anchor(row, other) != (row, other)
            and self.grid.anchor(row, other)[0] in now.heads
            for other in self.columns
            if other != column
        )

    def _is_head_of_numbers(self, row: int, filled: Sequence[int], figures: Sequence[int]) -> bool:
        """Whether the numbers of a row are years or months over columns: 2023, 2024; 202501."""
        if self.now is not None and (self.now.body or not self._below_group(row)):
            return False
        values = [self.grid.cell(row, column).value for column in figures]
        return (
            len(figures) > 0
            and len(filled) > len(figures)
            and len(figures) >= len(filled) - 3
            and len(set(values)) > 1 - (len(values) == 1)
            and all(isinstance(value, Decimal) and is_year_or_month(value) for value in values)
        )

    def _below_group(self, row: int) -> bool:
        return self.now is not None and bool(self.now.heads) and row == self.now.heads[-1] + 1

    def _is_numbering(self, row: int) -> bool:
        """Whether a row only numbers the columns, as forms do: 甲, 乙, 1, 2, 3."""
        now = self.now
        if now is None or now.body or not now.heads:
            return False
        said = [
            self.grid.text((row, column)).strip()
            for column in self.columns
            if self.grid.sorts[row][column] is not Sort.EMPTY
        ]
        left = [one for one in said if one not in "甲乙丙丁ABCD"]
        ones = [int(one) for one in left if one.isdigit()]
        start = ones[0] if ones else 0
        return (
            len(ones) > 1
            and len(ones) == len(left)
            and start in (0, 1, 2)
            and ones == list(range(start, start + len(ones)))
            and (len(left) < len(said) or len(said) == len(ones) > 3)
        )

    def _is_labels(self, now: Region, row: int, filled: Sequence[int]) -> bool:
        """Whether a row of words lies in the columns of labels: a row whose figures are missing."""
        figures = {
            column
            for one in now.body[-5:]
            for column in self.columns
            if self.grid.sorts[one][column] in _FIGURES
        }
        return not any(column in figures for column in filled) and not self.waiting


def is_year_or_month(value: Decimal) -> bool:
    """Whether a number is a year, or a year with its month.

    >>> is_year_or_month(Decimal(2024)), is_year_or_month(Decimal(202413))
    (True, False)
    """
    if value != int(value):
        return False
    number = int(value)
    return 1978 <= number <= 2050 or (197801 <= number <= 205012 and 1 <= number % 100 <= 12)


def _beside(region: Region) -> list[Region]:
    """Part tables that stand beside each other with an empty column between them."""
    bands = _bands(region)
    if len(bands) < 2:
        return [region]
    found: list[Region] = []
    first = min(region.rows)
    shared = [spot for spot in region.titles if spot[0] < first]
    for band in bands:
        rows = range(min([first, *(row for row, _ in shared)]), max(region.body) + 1)
        for part in _cut(region.grid, rows, band):
            inside = {column for column in band}
            over = [spot for spot in shared if spot[1] not in inside and spot not in part.titles]
            own = any(len(region.grid.text(spot).strip()) > SHORTEST_TITLE for spot in part.titles)
            wide = [
                spot
                for spot in over
                if _covers(region.grid, spot, band) or (not own and spot[1] == min(region.columns))
            ]
            part.titles = sorted({*part.titles, *wide})
            found.append(part)
    found[0].notes += region.notes
    return found


def _covers(grid: Grid, spot: Spot, band: Sequence[int]) -> bool:
    merge = grid.merges.get(spot)
    return merge is not None and merge.left <= band[-1] and merge.right >= band[0]


def _bands(region: Region) -> list[list[int]]:
    grid = region.grid
    used = [
        any(grid.sorts[row][column] is not Sort.EMPTY for row in region.rows)
        or any(grid.anchor(row, column) != (row, column) for row in region.heads)
        for column in region.columns
    ]
    bands: list[list[int]] = []
    for column, filled in zip(region.columns, used, strict=True):
        if filled and (not bands or bands[-1][-1] != column - 1):
            bands.append([column])
        elif filled:
            bands[-1].append(column)
    merged: list[list[int]] = []
    for band in bands:
        if merged and not _is_table(region, band):
            merged[-1] = list(range(merged[-1][0], band[-1] + 1))
        else:
            merged.append(band)
    return merged


def _is_table(region: Region, band: Sequence[int]) -> bool:
    """Whether a band has labels of its own in its first two columns, and figures after them."""
    grid = region.grid
    for column in band[:2]:
        heads = [dashed(grid.text((row, column))) for row in region.heads]
        if any(read_facets(head).kind for head in heads if head):
            return len(band) > 1
        sorts = [grid.sorts[row][column] for row in region.body]
        words = sum(sort in (Sort.TEXT, Sort.TIME) for sort in sorts)
        if words and 2 * words > sum(sort is not Sort.EMPTY for sort in sorts):
            return len(band) > 1
    return False


def is_note(text: str) -> bool:
    """Whether a line begins as notes under a table do."""
    return bool(_NOTE.match(text.strip())) or is_footer(text)
