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
from kaimenhong.engine.refresh import KeptBoard

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


@settings(max_examples=8, deadline=None, derandomize=True)
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


KINDS = {"vintage": pa.timestamp("us"), "value": pa.decimal128(12, 1)}


def write(path: Path, rows: list[Row]) -> None:
    known = [datetime(2026, 3, 1, 9, number) for number in range(len(rows))]  # noqa: DTZ001 -- China's
    table = pa.Table.from_pylist(
        [{**row, "vintage": moment} for row, moment in zip(rows, known, strict=True)],
        schema=pa.schema([(name, KINDS.get(name, pa.string())) for name in (*rows[0], "vintage")]),
    )
    pq.write_table(table, path, row_group_size=7)


def in_order(rows: list[Row]) -> list[str]:
    return sorted(str({name: rounded(value) for name, value in row.items()}) for row in rows)


def rounded(value: object) -> object:
    if isinstance(value, float):
        return Decimal(f"{value:.6f}") + 0 if math.isfinite(value) else value
    return value


@settings(max_examples=6, deadline=None, derandomize=True)
@given(
    before=st.lists(facts(), min_size=1, max_size=30),
    returned=st.lists(facts(), min_size=1, max_size=3),
)
def test_taking_a_return_in_is_the_same_as_laying_all_out_anew(
    tmp_path_factory: pytest.TempPathFactory, before: list[Row], returned: list[Row]
) -> None:
    folder = tmp_path_factory.mktemp("facts")
    goal = {"period": "2026", "accumulation": "cumulative", "measure": "growth", "role": "target"}
    more = {"value": Decimal(5), "unit": "%", "caliber": "", "status": "official"}
    goals = [{**row, **goal, **more} for row in before[:3]]
    write(folder / "before.parquet", [*before, *goals])
    write(folder / "whole.parquet", [*before, *goals, *returned])
    with engine.duckdb() as session:
        old = open_facts(session, folder / "before.parquet", checked=False)
        new = open_facts(session, folder / "whole.parquet", checked=False)
        kept = KeptBoard(
            session,
            "2026-02",
            session.arrow(monthly(old.targets, old.facts, month="2026-02")),
            session.arrow(old.targets),
        )
        touched = {(subject(row), row["indicator"]) for row in returned}
        kept.accept(of_cells(session.arrow(new.facts), touched))
        wanted = session.rows(monthly(new.targets, new.facts, month="2026-02"))
        assert told(kept.rows()) == told(wanted)


def subject(row: Row) -> str:
    return "area:" + str(row["subject"]).removeprefix("area:")


def of_cells(facts: pa.Table, cells: set[tuple[str, str]]) -> pa.Table:
    rows = [row for row in facts.to_pylist() if (row["subject"], row["indicator"]) in cells]
    return pa.Table.from_pylist(rows, schema=facts.schema)


def told(rows: list[Row]) -> list[str]:
    # The rows of targets are numbered by their file.
    return in_order([{**row, "target": row["target"] and row["target"][-3:]} for row in rows])
