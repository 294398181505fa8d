from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kaimenhong import engine

SCHEMA = [("name", "text", ""), ("amount", "float64", ""), ("month", "int64", "")]


def test_rows_come_back_as_they_went_in_with_nulls_first() -> None:
    # A column that starts with nulls and whole numbers must still take a fraction.
    rows = [
        {"name": None, "amount": None, "month": None},
        {"name": "甲", "amount": Decimal(3), "month": 24312},
        {"name": "乙", "amount": Decimal("1.5"), "month": 24313},
    ]
    with engine.duckdb() as session:
        frame = session.table(engine.table_of(rows, SCHEMA), SCHEMA)
        assert session.rows(frame) == [
            {"name": None, "amount": None, "month": None},
            {"name": "甲", "amount": 3.0, "month": 24312},
            {"name": "乙", "amount": 1.5, "month": 24313},
        ]


def test_empty_table_has_its_columns() -> None:
    with engine.duckdb() as session:
        frame = session.table(engine.table_of([], SCHEMA), SCHEMA)
        assert session.rows(frame) == []
        assert session.arrow(frame).column_names == ["name", "amount", "month"]


def test_table_with_a_hole_is_refused() -> None:
    with engine.duckdb() as session, pytest.raises(KeyError):
        session.table({"name": ["甲"], "amount": [1.0]}, SCHEMA)


def test_closing_leaves_nothing_behind() -> None:
    # DuckDB tells of connections that were left open when the program ends.
    program = (
        "from kaimenhong import engine\n"
        "with engine.duckdb() as session:\n"
        "    frame = session.table({'a': [1]}, [('a', 'int64', '')])\n"
        "    assert session.rows(frame) == [{'a': 1}]\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(engine.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
