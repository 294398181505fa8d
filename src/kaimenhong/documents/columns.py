"""Pages set in two columns of prose: the left one is read to its foot before the right one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kaimenhong.documents.layout import Line, Page, Rule

# Columns are prose where each takes so much of the page's width and has so many lines, most of
# which reach from edge to edge; a list of names and figures does not.
WIDE, LEAST_LINES, MOSTLY, REACHING = 0.3, 5, 0.6, 0.8

type Part = tuple[Page, list[Line]]


def in_reading_order(lines: Sequence[Line], page: Page) -> list[Part]:
    """Give what is to be read one after the other, each with the edges it is set between.

    A page without two columns, as most are, is one part.
    """
    middle = (page.edges.left + page.edges.right) / 2
    parts: list[Part] = []
    rest: list[Line] = []
    for parted, run in groupby(lines, lambda line: not _crosses(line, middle)):
        group = list(run)
        columns = _columns(group, middle, page) if parted else []
        if columns:
            parts += [(page, rest), *columns]
            rest = []
        else:
            rest = rest + group
    return [part for part in [*parts, (page, rest)] if part[1]]


def _crosses(line: Line, middle: float) -> bool:
    return any(left < middle < right for left, right, _ in line.fields)


def _columns(lines: Sequence[Line], middle: float, page: Page) -> list[Part]:
    """Give the left and the right column; none where the lines are not set in two."""
    left = list(_side(lines, page.edges.left, middle))
    right = list(_side(lines, middle, page.edges.right))
    if _is_prose(left, page) and _is_prose(right, page):
        return [(_between(column, page), column) for column in (left, right)]
    return []


def _side(lines: Sequence[Line], left: float, right: float) -> Iterator[Line]:
    for line in lines:
        fields = tuple(field for field in line.fields if left <= (field[0] + field[1]) / 2 < right)
        if fields:
            yield replace(line, fields=fields)


def _is_prose(column: Sequence[Line], page: Page) -> bool:
    if len(column) < LEAST_LINES:
        return False
    wide = max(line.right for line in column) - min(line.left for line in column)
    reaching = sum(line.right - line.left > REACHING * wide for line in column)
    enough = WIDE * (page.edges.right - page.edges.left)
    return wide > enough and reaching >= MOSTLY * len(column)


def _between(column: Sequence[Line], page: Page) -> Page:
    left, right = min(line.left for line in column), max(line.right for line in column)
    return replace(page, edges=Rule(left, page.edges.bottom, right, page.edges.top))
