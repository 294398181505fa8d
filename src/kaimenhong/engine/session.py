"""What every engine can do: tables become frames, files become frames, frames become rows."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pyarrow as pa

from kaimenhong.analysis.frame import Census, Frame, by_slot

# A schema as `facts.FACTS` has it: column, type, meaning.
type Schema = Sequence[tuple[str, str, str]]

TYPES = {
    "text": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "moment": pa.timestamp("us"),  # in China's time
}


class Session(Protocol):
    """An open engine. Frames of one session live as long as it, and join with each other only."""

    few: ClassVar[bool]

    def table(self, columns: Mapping[str, Sequence[object]] | pa.Table, schema: Schema) -> Frame:
        """Make a frame of columns, cast to the schema; what the schema does not name is dropped.

        Decimals become floats: inside, figures are binary, and rounding is for the printing edge.
        A column that the schema names and the data lack is a KeyError: a formula never sees a
        table with holes.
        """

    def parquet(self, files: Sequence[Path], select: Mapping[str, str], where: str) -> Frame:
        """Make a frame of Parquet files, unread until it is asked for.

        `select` is column and expression in the SQL that all engines share, `where` a condition on
        the columns of the files. In an expression `{file}` and `{row}` stand for the path of the
        file and the number of the row in it, counted from 1; `{local}` for the type of a moment
        without its zone, `{instant}` for that of one with it, the zone of the session being
        China's; `{micros}` for the function that makes a growing number of a moment. A column that
        only some files have is null in the others; what a folder's name gives (`year=2026/`) is
        text.
        """

    def hold(self, frame: Frame) -> Frame:
        """Run the frame once and keep what came, so that several may ask it."""

    def empty(self, frame: Frame) -> bool:
        """Run the frame until a row comes; True where none does."""

    def census(self, frame: Frame) -> Census | None:
        """See `analysis.frame.Engine.census`."""

    def latest(
        self, frame: Frame, *, per: Sequence[str], slots: Sequence[str], filled: Container[int]
    ) -> Frame:
        """Do what `analysis.frame.latest` says in the engine's own words, which are faster."""

    def rows(self, frame: Frame) -> list[dict[str, Any]]:
        """Run the frame and give its rows, column name to value; sort the frame if order matters.

        Floats come unrounded; rounding is for the page that prints them.
        """

    def arrow(self, frame: Frame) -> pa.Table:
        """Run the frame and give it as an Arrow table, for files and for other sessions."""


def census_of(session: Session, frame: Frame) -> Census:
    """Count the rows of each slot in one pass over the two columns that tell them."""
    return {row["slot"]: (row["rows"], row["known"]) for row in session.rows(by_slot(frame))}


def table_of(rows: Sequence[Mapping[str, object]], schema: Schema) -> dict[str, list[object]]:
    """Turn rows into columns, the shape that `Session.table` takes; an absent value is null.

    >>> table_of([{"a": 1}, {}], [("a", "int64", "")])
    {'a': [1, None]}
    """
    return {name: [row.get(name) for row in rows] for name, _, _ in schema}


def arrow_of(columns: Mapping[str, Sequence[object]] | pa.Table, schema: Schema) -> pa.Table:
    """Turn what `Session.table` takes into an Arrow table of just that schema."""
    data = columns if isinstance(columns, pa.Table) else _arrow(columns, schema)
    target = pa.schema([(name, TYPES[kind]) for name, kind, _ in schema])
    return data.select(target.names).cast(target)


def _arrow(columns: Mapping[str, Sequence[object]], schema: Schema) -> pa.Table:
    return pa.table(
        {name: pa.array(_exact(columns[name], kind), TYPES[kind]) for name, kind, _ in schema}
    )


def _exact(values: Sequence[object], kind: str) -> Sequence[object]:
    # Figures come as Decimal; Arrow refuses to make a float of one by itself.
    if kind != "float64":
        return values
    return [float(value) if isinstance(value, Decimal) else value for value in values]
