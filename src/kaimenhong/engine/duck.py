"""DuckDB, embedded, in memory, for as long as one question."""

from __future__ import annotations

import atexit
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import duckdb as driver
import narwhals as nw
import pyarrow as pa
from narwhals._namespace import _builtin_namespace

from kaimenhong.analysis.frame import Census, Frame
from kaimenhong.engine.session import Schema, arrow_of, census_of

# Narwhals remembers its DuckDB classes, and where numpy is loaded the interpreter ends before it
# forgets them; DuckDB then prints on stderr that its types have leaked.
atexit.register(_builtin_namespace.cache_clear)

# What `Session.parquet` lets an expression name, in this engine's words.
_DIALECT = {
    "file": "filename",
    "row": "(file_row_number + 1)",
    "local": "TIMESTAMP",
    "instant": "TIMESTAMPTZ",
    "micros": "epoch_us",
}


@dataclass(frozen=True, slots=True)
class DuckDB:
    """An open DuckDB; see `Session`."""

    few: ClassVar[bool] = False
    connection: driver.DuckDBPyConnection
    _held: list[pa.Table] = field(default_factory=list)

    def table(self, columns: Mapping[str, Sequence[object]] | pa.Table, schema: Schema) -> Frame:
        """See `Session.table`."""
        data = arrow_of(columns, schema)
        self._held.append(data)  # DuckDB reads the Arrow memory in place
        return nw.from_native(self.connection.from_arrow(data))

    def parquet(self, files: Sequence[Path], select: Mapping[str, str], where: str) -> Frame:
        """See `Session.parquet`."""
        listed = ", ".join(_quoted(str(file)) for file in files)
        columns = ", ".join(
            f'{made.format(**_DIALECT)} AS "{name}"' for name, made in select.items()
        )
        return nw.from_native(
            self.connection.sql(
                f"SELECT {columns} FROM read_parquet([{listed}], union_by_name = true,"  # noqa: S608 -- names are ours, paths quoted
                " filename = true, file_row_number = true, hive_partitioning = true,"
                f" hive_types_autocast = false) WHERE {where}"
            )
        )

    def hold(self, frame: Frame) -> Frame:
        """See `Session.hold`."""
        data = self.arrow(frame)
        self._held.append(data)
        return nw.from_native(self.connection.from_arrow(data))

    def empty(self, frame: Frame) -> bool:
        """See `Session.empty`."""
        return not self.rows(frame.head(1))

    def census(self, frame: Frame) -> Census | None:
        """See `Session.census`."""
        return census_of(self, frame)

    def latest(
        self, frame: Frame, *, per: Sequence[str], slots: Sequence[str], filled: Container[int]
    ) -> Frame:
        """See `analysis.frame.latest`."""
        return side_by_side(frame, per, slots, filled)

    def rows(self, frame: Frame) -> list[dict[str, Any]]:
        """See `Session.rows`."""
        rows: list[dict[str, Any]] = self.arrow(frame).to_pylist()
        return rows

    def arrow(self, frame: Frame) -> pa.Table:
        """See `Session.arrow`."""
        table: pa.Table = frame.collect("pyarrow").to_native()
        return table


@contextmanager
def duckdb() -> Iterator[DuckDB]:
    """Open an engine and close it at the end; a connection left open is reported as leaked."""
    connection = driver.connect(":memory:")
    try:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        connection.execute("SET enable_progress_bar = false")  # it would stand in what is printed
        yield DuckDB(connection)
    finally:
        connection.close()


def side_by_side(
    frame: Frame, per: Sequence[str], slots: Sequence[str], filled: Container[int]
) -> Frame:
    """Do what `analysis.frame.latest` says; slots that are not `filled` are null unasked."""
    keys = ", ".join(f'"{key}"' for key in per)
    picked = ", ".join(
        f'arg_max(amount, "order") FILTER (slot = {place}) AS "{name}"'
        if place in filled
        else f'NULL::DOUBLE AS "{name}"'
        for place, name in enumerate(slots)
    )
    rows: driver.DuckDBPyRelation = frame.to_native()
    return nw.from_native(rows.aggregate(f"{keys}, {picked}", keys))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
