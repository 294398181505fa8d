"""Dates at the heads or beside the rows: whether they are days, or months stamped with a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kaimenhong.documents.workbook import Cell
from kaimenhong.terms.when import When

_WRITTEN = re.compile(
    r"((?:19|20)\d\d)(?:[./-](\d{1,2})[./-](\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:[ T]0?0:00(?::00)?)?"
)


def day_of(cell: Cell) -> date | None:
    """Give the day that a cell holds, as a date or in words; None for anything else.

    >>> day_of(Cell("2025/7/31", "2025/7/31")), day_of(Cell("2025-07", "2025-07"))
    (datetime.date(2025, 7, 31), None)
    """
    if isinstance(cell.value, date):
        return date(cell.value.year, cell.value.month, cell.value.day)
    match = _WRITTEN.fullmatch(cell.text.strip())
    if match is None:
        return None
    year, *rest = (int(part) for part in match.groups() if part)
    try:
        return date(year, *rest)
    except ValueError:
        return None


def are_days(cells: Iterable[Cell]) -> bool:
    """Whether the dates among these cells are days: two of them are of one month.

    An export stamps each month with its first or last day, and has one of a month.
    """
    months: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for cell in cells:
        if day := day_of(cell):
            months[day.year, day.month].add(day.day)
    return any(len(days) > 1 for days in months.values())


def when_of(day: date, *, daily: bool) -> When:
    """Give what a date says: its day among days, its month else."""
    part = f"{day.day:02}" if daily else ""
    return When(day.year, day.month, day.month, part=part)
