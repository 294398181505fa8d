"""Tables: rows of tasks, rows of indicators, rows of areas (contract rule 20).

A cell is a clause: its span is the cell. The heads of row and column say what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kaimenhong.facts import Statement, Task
from kaimenhong.reading.columns import retagged
from kaimenhong.reading.figure_rows import read_figure_row
from kaimenhong.reading.grid import Column, Grid, scoped, split_heads
from kaimenhong.reading.scope import Background
from kaimenhong.reading.task_rows import read_sentences, read_task

_ANSWERING = {"leader", "lead", "party"}
LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Read:
    """What a table gave."""

    statements: list[Statement]
    tasks: list[Task]


def read_table(grid: Grid, background: Background) -> Read:
    """Read one table; one whose heads name no tasks, indicators or areas gives nothing."""
    body, bare = split_heads(grid)
    columns = scoped(retagged(grid, body, bare), background)
    tags = {column.tag for column in columns.values()}
    found = Read([], [])
    if "task" in tags and tags & (_ANSWERING | {"number", "deadline"}):
        _tasks(grid, body, columns, background, "task", found)
    elif "indicator" in tags and tags & _ANSWERING:
        _tasks(grid, body, columns, background, "indicator", found)
    elif tags & {"indicator", "area"}:
        label = "indicator" if "indicator" in tags else "area"
        for row in body:
            found.statements.extend(read_figure_row(grid, row, columns, label, background))
    return found


def _tasks(
    grid: Grid,
    body: list[int],
    columns: dict[int, Column],
    background: Background,
    label: str,
    found: Read,
) -> None:
    """Each row is a task: what it wants, who answers for it, and the figures in it."""
    for row in body:
        task = read_task(grid, row, columns, label, background, len(found.tasks) + 1)
        number = task.number if task else None
        said = list(_figures(grid, row, columns, label, background, number))
        if task and not (task.leaders or task.lead_units or task.units or task.deadline or said):
            continue
        found.statements.extend(said)
        found.tasks.extend([task] if task else [])


def _figures(
    grid: Grid,
    row: int,
    columns: dict[int, Column],
    label: str,
    background: Background,
    number: str | None,
) -> Iterator[Statement]:
    """A row that is named by an indicator has figures in its cells, any other has sentences."""
    said: list[Statement] = []
    if label == "task":
        said = read_sentences(grid.rows[row], columns, background, number)
        yield from said
    names = [c for c in columns if columns[c].tag == label and c in grid.rows[row]]
    if not names or len(grid.rows[row][names[0]].cleaned.text) > LONGEST_NAME:
        return
    taken = {one.start for one in said}
    for statement in read_figure_row(grid, row, columns, label, background):
        if statement.start not in taken:
            yield replace(statement, task=number)
