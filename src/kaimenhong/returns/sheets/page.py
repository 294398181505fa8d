"""A reading of a sheet as text for a terminal: tables, what was left unread, what to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kaimenhong.documents.workbook import address
from kaimenhong.returns.sheets.contract import written
from kaimenhong.returns.sheets.reader import SheetReading
from kaimenhong.returns.sheets.table import Table

MOST_CELLS_TOLD = 8


def parts(reading: SheetReading) -> Iterator[str]:
    """Yield one line a figure, and under each table what a person must look at."""
    for number, table in enumerate(reading.tables):
        yield "\n" if number else ""
        yield "\n".join(_table(table))


def _table(table: Table) -> Iterator[str]:
    yield f"# {table.sheet} {table.range} {table.around.title}".rstrip()
    for one in table.seen:
        yield "\t".join((
            address(*one.spot), one.subject, one.indicator, one.period.label,
            one.accumulation.label, one.measure.label, one.role.label,
            f"{written(one.value)}{one.unit}",
        ))  # fmt: skip
    for reason, number in Counter(one.reason for one in table.missed).items():
        cells = [address(*one.spot) for one in table.missed if one.reason == reason]
        yield f"未读 {number} 个：{reason}（{_listed(cells)}）"
    for warning in table.warnings:
        yield f"请确认：{warning.told}（{_listed([address(*spot) for spot in warning.cells])}）"


def _listed(cells: list[str]) -> str:
    more = "等" if len(cells) > MOST_CELLS_TOLD else ""
    return "、".join(cells[:MOST_CELLS_TOLD]) + more
