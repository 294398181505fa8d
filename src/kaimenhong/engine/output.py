"""What was computed, as a file for other programs: JSON, CSV, Parquet."""

from __future__ import annotations

import csv
import io
import json
import math

import pyarrow as pa
import pyarrow.parquet as pq

# A cell that begins like this is run as a formula by the program that opens the CSV.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(tables: dict[str, pa.Table]) -> str:
    """Give the tables as one JSON object, each a list of rows; missing is null."""
    rows = {name: [_plain(row) for row in table.to_pylist()] for name, table in tables.items()}
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_csv(table: pa.Table) -> bytes:
    """Give the table as CSV that a spreadsheet opens: UTF-8 with its mark, no cell a formula.

    Missing is empty. A text that would be run as a formula gets an apostrophe in front; numbers
    stay numbers.

    >>> as_csv(pa.table({"名称": ["=1+1"], "数值": [-1.5]})).decode("utf-8-sig").splitlines()
    ['名称,数值', "'=1+1,-1.5"]
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([guarded(name) for name in table.column_names])
    for batch in table.to_batches():
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def as_parquet(table: pa.Table) -> bytes:
    """Give the table as a Parquet file."""
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


def guarded(text: str) -> str:
    """Keep a text from being run as a formula; a plain number is none."""
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _plain(row: dict[str, object]) -> dict[str, object]:
    # Twelve digits are beyond any figure and short of the noise of binary floats.
    return {
        name: float(f"{value:.12g}") if isinstance(value, float) else value
        for name, value in row.items()
    }
