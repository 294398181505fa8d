"""The only place that opens an engine: DuckDB, embedded, in memory, for as long as one question.

Formulas take lazy frames and give lazy frames; here tables become frames, and frames rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb as driver
import narwhals as nw
import pyarrow as pa

from kaimenhong.analysis.frame import Frame

# A schema as `facts.FACTS` has it: column, type, meaning.
type Schema = Sequence[tuple[str, str, str]]

TYPES = {"text": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}


@dataclass(frozen=True, slots=True)
class Session:
    """An open engine. Frames of one session live as long as it, and join with each other only."""

    connection: driver.DuckDBPyConnection
    _held: list[pa.Table] = field(default_factory=list)

    def table(self, columns: Mapping[str, Sequence[object]] | pa.Table, schema: Schema) -> Frame:
        """Make a frame of columns, cast to the schema; what the schema does not name is dropped.

        Decimals become floats: inside, figures are binary, and rounding is for the printing edge.
        A column that the schema names and the data lack is a KeyError: a formula never sees a
        table with holes.
        """
        data = columns if isinstance(columns, pa.Table) else _arrow(columns, schema)
        target = pa.schema([(name, TYPES[kind]) for name, kind, _ in schema])
        data = data.select(target.names).cast(target)
        self._held.append(data)  # DuckDB reads the Arrow memory in place
        return nw.from_native(self.connection.from_arrow(data))

    def rows(self, frame: Frame) -> list[dict[str, Any]]:
        """Run the frame and give its rows, column name to value; sort the frame if order matters.

        Floats come unrounded; rounding is for the page that prints them.
        """
        rows: list[dict[str, Any]] = self.arrow(frame).to_pylist()
        return rows

    def arrow(self, frame: Frame) -> pa.Table:
        """Run the frame and give it as an Arrow table, for files and for other sessions."""
        table: pa.Table = frame.collect("pyarrow").to_native()
        return table


@contextmanager
def duckdb() -> Iterator[Session]:
    """Open an engine and close it at the end; a connection left open is reported as leaked."""
    connection = driver.connect(":memory:")
    try:
        yield Session(connection)
    finally:
        connection.close()


def table_of(rows: Sequence[Mapping[str, object]], schema: Schema) -> dict[str, list[object]]:
    """Turn rows into columns, the shape that `Session.table` takes; an absent value is null.

    >>> table_of([{"a": 1}, {}], [("a", "int64", "")])
    {'a': [1, None]}
    """
    return {name: [row.get(name) for row in rows] for name, _, _ in schema}


def _arrow(columns: Mapping[str, Sequence[object]], schema: Schema) -> pa.Table:
    return pa.table(
        {name: pa.array(_exact(columns[name], kind), TYPES[kind]) for name, kind, _ in schema}
    )


def _exact(values: Sequence[object], kind: str) -> Sequence[object]:
    # Figures come as Decimal; Arrow refuses to make a float of one by itself.
    if kind != "float64":
        return values
    return [float(value) if isinstance(value, Decimal) else value for value in values]
