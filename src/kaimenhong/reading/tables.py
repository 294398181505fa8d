"""Tables: rows of tasks, rows of indicators, rows of areas (contract rule 20).

A cell is a clause: its span is the cell. The heads of row and column say what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass

from kaimenhong.facts import Statement, Task
from kaimenhong.reading.figure_rows import read_figure_row
from kaimenhong.reading.grid import Grid, scoped, split_heads
from kaimenhong.reading.scope import Background
from kaimenhong.reading.task_rows import read_task_row


@dataclass(frozen=True, slots=True)
class Read:
    """What a table gave."""

    statements: list[Statement]
    tasks: list[Task]


def read_table(grid: Grid, background: Background) -> Read:
    """Read one table; one whose heads name no tasks, indicators or areas gives nothing."""
    body, bare = split_heads(grid)
    columns = scoped(bare, background)
    tags = {column.tag for column in columns.values()}
    statements: list[Statement] = []
    tasks: list[Task] = []
    if "task" in tags and tags & {"leader", "lead", "party", "number", "deadline"}:
        for row in body:
            task, said = read_task_row(grid.rows[row], columns, background, len(tasks) + 1)
            statements += said
            tasks += [task] if task else []
    elif tags & {"indicator", "area"}:
        label = "indicator" if "indicator" in tags else "area"
        for row in body:
            statements += read_figure_row(grid, row, columns, label, background)
    return Read(statements, tasks)
