"""Spark reads fact files, and lays out the month, as DuckDB does."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kaimenhong import engine
from kaimenhong.engine import cluster
from kaimenhong.engine.fact_files import open_facts
from kaimenhong.engine.month import month_of
from tests.kaimenhong.test_month import in_order, write
from tests.spec.engines import spark_session

LINE = {"indicator": "RETAIL", "role": "actual", "status": "official", "caliber": ""}
LEVEL = {**LINE, "measure": "level", "unit": "万元", "accumulation": "cumulative"}
ROWS = [
    {"subject": "area:320102", "period": "2026-02", "value": Decimal("210000.5"), **LEVEL},
    {"subject": "area:320104", "period": "2026-01..2026-02", "value": 100000, **LEVEL},
    {"subject": "area:320104", "period": "2025-01..2025-02", "value": 0, **LEVEL},
    {"subject": "area:320102", "period": "2025-01..2025-02", "value": 200000, **LEVEL},
    {"subject": "area:320102", "period": "2026-03", "value": 7, **LEVEL, "unit": "家"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if lacking := cluster.missing():
        pytest.skip(f"没有 Spark：缺 {lacking}")
    for number, row in enumerate(ROWS, start=1):
        file = tmp_path / f"year={row['period'][:4]}" / f"第 {number} 份+.parquet"
        file.parent.mkdir(exist_ok=True)
        write(file, [row])
    return tmp_path


def test_fact_files_are_the_same_on_both_engines(folder: Path) -> None:
    spark = spark_session()
    with engine.duckdb() as session:
        one, other = open_facts(session, folder), open_facts(spark, folder)
        assert in_order(session.rows(one.rows)) == in_order(spark.rows(other.rows))
    assert [str(found.mistake) for found in one.refused] == [
        str(found.mistake) for found in other.refused
    ]
    assert [found.place.file for found in other.refused] == ["year=2026/第 5 份+.parquet"]


def test_a_month_is_the_same_on_both_engines(folder: Path) -> None:
    spark = spark_session()
    with engine.duckdb() as session:
        one, other = (month_of(one, folder, "2026-02") for one in (session, spark))
        assert in_order(session.rows(one.board)) == in_order(spark.rows(other.board))
