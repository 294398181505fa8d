"""Rows of a task table: each is a task, its other cells say who and by when (contract rule 20)."""

from __future__ import annotations

import re

from kaimenhong.facts import Statement, Task
from kaimenhong.reading import parties
from kaimenhong.reading.draft import Memory, stated
from kaimenhong.reading.grid import Column, Grid
from kaimenhong.reading.outline import Paragraph
from kaimenhong.reading.scope import Background, Scope
from kaimenhong.reading.sentence import read_sentence, sentences
from kaimenhong.reading.times import deadline_day

# A merged cell of these holds for every row that it runs over.
_SHARED = {"leader", "lead", "party", "deadline"}


def read_task(
    grid: Grid,
    row: int,
    columns: dict[int, Column],
    label: str,
    background: Background,
    count: int,
) -> Task | None:
    """Give the task of a row; `label` is its title's tag, `count` the number if it has none."""
    cells = grid.rows[row]
    by_tag = _by_tag(cells, columns)
    titles = by_tag.get(label, [])
    if not titles:
        return None
    for column, cell in grid.over(row).items():
        if columns[column].tag in _SHARED:
            by_tag.setdefault(str(columns[column].tag), []).append(cell)
    numbers = [c.cleaned.text.strip("（）.、") for c in by_tag.get("number", [])]
    rest = [c for c in cells.values() if c is not titles[0] and c not in by_tag.get("number", [])]
    span = rest or titles
    start, end = span[0].cleaned.at[0], span[-1].cleaned.at[-1] + 1
    leads = _units(by_tag.get("lead", []))
    return Task(
        number=numbers[0] if numbers and numbers[0] else str(count),
        title=titles[0].cleaned.text,
        text=titles[0].cleaned.source[start:end],
        leaders=tuple(name for c in by_tag.get("leader", []) for name in parties.people(_lines(c))),
        lead_units=leads,
        units=tuple(u for u in _units(by_tag.get("party", [])) if u not in leads),
        deadline=_deadline(by_tag.get("deadline", []), background),
        start=start,
        end=end,
    )


def read_sentences(
    cells: dict[int, Paragraph],
    columns: dict[int, Column],
    background: Background,
    number: str | None,
) -> list[Statement]:
    """Give the figures that the task and its description state in sentences."""
    by_tag = _by_tag(cells, columns)
    said: list[Statement] = []
    for cell in by_tag.get("task", []) + by_tag.get("rest", []):
        said += _sentence_cell(cell, background, number)
    return said


def _by_tag(cells: dict[int, Paragraph], columns: dict[int, Column]) -> dict[str, list[Paragraph]]:
    by_tag: dict[str, list[Paragraph]] = {}
    for column, cell in sorted(cells.items()):
        by_tag.setdefault(columns[column].tag or "rest", []).append(cell)
    return by_tag


def _units(cells: list[Paragraph]) -> tuple[str, ...]:
    listed = (unit for cell in cells for unit in parties.listed(_lines(cell)))
    return tuple(dict.fromkeys(listed))


def _lines(cell: Paragraph) -> str:
    """A cell's words with its line breaks as commas: one unit a line."""
    source = cell.cleaned.source[cell.cleaned.at[0] : cell.cleaned.at[-1] + 1]
    return re.sub(r"\s*\n\s*", "、", source.strip())


def _deadline(cells: list[Paragraph], background: Background) -> str | None:
    for cell in cells:
        day = deadline_day(cell.cleaned.text, background.clock.year)
        if day is not None:
            return day.isoformat()
    return None


def _sentence_cell(cell: Paragraph, background: Background, number: str | None) -> list[Statement]:
    scope, memory = Scope(background, cell.section), Memory()
    text = cell.cleaned.text
    found: list[Statement] = []
    for start, end in sentences(text):
        for draft in read_sentence(text[start:end], start, scope, memory):
            found.append(stated(draft, cell.cleaned, task=number, whole=True))
        scope.end_sentence()
    return found
