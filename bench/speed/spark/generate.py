"""The months of every enterprise, Parquet by year, from a seed; one in a hundred corrected."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED, LAST_YEAR, MONTHS = 20260103, 2025, 60
ROWS = 100_000_000
CORRECTED = 0.01


def firms_of(rows: int) -> int:
    """Give how many enterprises make so many enterprise-months, rounded up."""
    return -(-rows // MONTHS)


def write(folder: Path, *, rows: int) -> int:
    """Write the years, a row group a month; give how many enterprise-months there are."""
    folder.mkdir(parents=True)
    firms = firms_of(rows)
    random = np.random.default_rng(SEED)
    size = random.lognormal(6, 1.2, firms)
    names = pa.array([f"firm:{number:018d}" for number in range(firms)])
    for year in range(LAST_YEAR - MONTHS // 12 + 1, LAST_YEAR + 1):
        parts = (part for month in range(1, 13) for part in _month(names, size, year, month))
        first = next(parts)
        with pq.ParquetWriter(folder / f"facts-{year}.parquet", first.schema) as writer:
            for part in chain([first], parts):
                writer.write_table(part)
    return firms * MONTHS


def _month(names: pa.Array, size: np.ndarray, year: int, month: int) -> list[pa.Table]:
    random = np.random.default_rng([SEED, year, month])
    values = np.round(size * random.normal(1, 0.1, len(size)), 2)
    known = np.datetime64(f"{year}-{month:02d}-28T09:00:00", "us")
    again = np.flatnonzero(random.random(len(size)) < CORRECTED)
    first = _table(names, values, f"{year}-{month:02d}", known)
    later = known + np.timedelta64(30, "D")
    return [
        first,
        _table(names.take(pa.array(again)), values[again] + 1, f"{year}-{month:02d}", later),
    ]


def _table(names: pa.Array, values: np.ndarray, period: str, known: np.datetime64) -> pa.Table:
    def same(text: str) -> pa.Array:
        return pa.array([text]).take(pa.array(np.zeros(len(values), np.int8)))

    return pa.table(
        {
            "subject": names,
            "indicator": same("IND_OUT"),
            "period": same(period),
            "accumulation": same("current"),
            "measure": same("level"),
            "role": same("actual"),
            "value": pa.array(values),
            "unit": same("亿元"),
            "status": same("dispatch"),
            "vintage": pa.array(np.full(len(values), known), pa.timestamp("us")),
        }
    )
