"""A month gathered from Parquet as it stands is the one that comes of reading the words first."""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaimenhong import engine
from kaimenhong.analysis.monthly import monthly
from kaimenhong.engine.fact_files import open_facts
from kaimenhong.engine.month import month_of

type Row = dict[str, Any]

PERIODS = [
    ("2026-01", "current"), ("2026-02", "current"), ("2025-01", "current"), ("2025-02", "current"),
    ("2026-01..2026-02", "cumulative"), ("2026-02", "cumulative"), ("2026-02", "point"),
    ("2025-01..2025-02", "cumulative"), ("2025-02", "point"), ("2026-03", "current"),
]  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> Row:
    period, accumulation = draw(st.sampled_from(PERIODS))
    measure = draw(st.sampled_from(["level", "level", "growth"]))
    units = ["亿元", "亿元", "万元"] if measure == "level" else ["%"]
    return {
        "subject": draw(st.sampled_from(["area:320100", "area:320102", "area:320104", "320104"])),
        "indicator": draw(st.sampled_from(["RETAIL", "FAI"])),
        "period": period,
        "accumulation": accumulation,
        "measure": measure,
        "role": "actual",
        "value": draw(st.none() | st.decimals("-50", "500", places=1)),
        "unit": draw(st.sampled_from(units)),
        "status": draw(st.sampled_from(["official", "flash"])),
        "caliber": draw(st.sampled_from(["", "", "同口径"])),
    }


@settings(max_examples=15, deadline=None, derandomize=True)
@given(rows=st.lists(facts(), min_size=1, max_size=40))
def test_gathering_first_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    path = tmp_path_factory.mktemp("facts") / "facts.parquet"
    write(path, rows)
    with engine.duckdb() as session:
        fast = session.rows(month_of(session, path, "2026-02").board)
        opened = open_facts(session, path, checked=False)
        slow = session.rows(monthly(opened.targets, opened.facts, month="2026-02"))
    assert in_order(fast) == in_order(slow)


def write(path: Path, rows: list[Row]) -> None:
    known = [datetime(2026, 3, 1, 9, number) for number in range(len(rows))]  # noqa: DTZ001 -- China's
    table = pa.Table.from_pylist(
        [{**row, "vintage": moment} for row, moment in zip(rows, known, strict=True)],
        schema=pa.schema(
            [
                (name, pa.timestamp("us") if name == "vintage" else pa.string())
                for name in (*rows[0], "vintage")
            ]
        ).set(6, pa.field("value", pa.decimal128(8, 1))),
    )
    pq.write_table(table, path, row_group_size=7)


def in_order(rows: list[Row]) -> list[str]:
    return sorted(str({name: rounded(value) for name, value in row.items()}) for row in rows)


def rounded(value: object) -> object:
    if isinstance(value, float):
        return Decimal(f"{value:.6f}") + 0 if math.isfinite(value) else value
    return value
