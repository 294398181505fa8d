"""`make bench NAME=spark`: enterprise-months on two workers, ours against plain PySpark.

`make spark` must be running. `run(rows=…)` takes fewer rows where the machine has no time for all.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from bench.result import Result
from bench.speed.spark import generate
from kaimenhong import engine
from kaimenhong.analysis.arithmetic import half_up
from kaimenhong.engine.cluster import Spark
from kaimenhong.engine.month import figures_of, month_of

MASTER = "spark://127.0.0.1:7077"
MEMORY = {
    "spark.executor.memory": "2g",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "16",
}
SAMPLE = 0.01
WARMING = 600_000  # rows that both lay out first: whoever starts the machine up pays for it
GOALS = {"of_plain_pyspark": "<= 1.3", "rows": ">= 100000000", "unlike": "== 0"}
YEARS = (generate.LAST_YEAR - 1, generate.LAST_YEAR)
SHOWN = ("subject", "level", "base", "ytd", "ytd_base", "shown_growth")


def run(rows: int = generate.ROWS) -> Result:
    """Lay a month of all enterprises out twice, and a sample of it on DuckDB."""
    with tempfile.TemporaryDirectory(prefix="kaimenhong-spark-") as name:
        folder, warming = Path(name), Path(name) / "warming"
        generate.write(warming / "facts", rows=WARMING)
        made = generate.write(folder / "facts", rows=rows)
        with engine.spark(MASTER, MEMORY) as session:
            _plain(session, warming)
            _ours(session, warming)
            ours = _timed("ours", lambda: _ours(session, folder))
            plain = _timed("plain", lambda: _plain(session, folder))
        unlike = _unlike(folder)
    figures = {
        "rows": made,
        "seconds_ours": round(ours, 1),
        "seconds_plain_pyspark": round(plain, 1),
        "of_plain_pyspark": round(ours / plain, 2),
        "unlike": unlike,
    }
    return Result("spark", figures, GOALS)


def _timed(name: str, work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    took = time.perf_counter() - start
    print(f"{name:6} {took:.1f} s", file=sys.stderr)
    return took


def _ours(session: Spark, folder: Path) -> None:
    found = figures_of(session, folder / "facts", f"{generate.LAST_YEAR}-12")
    assert found is not None  # noqa: S101 -- the generator spells all words out
    board = found.with_columns(shown_growth=half_up(nw.col("ytd_derived_growth"), 10.0))
    board.select(*SHOWN).to_native().write.parquet(str(folder / "ours"))


def _plain(session: Spark, folder: Path) -> None:
    """The same figures as a user of PySpark writes them."""
    from pyspark.sql import functions as f

    rows = session.session.read.parquet(
        *(str(folder / f"facts/facts-{year}.parquet") for year in YEARS)
    ).where("role = 'actual' AND measure = 'level' AND accumulation = 'current'")
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    newest = [
        f.max_by("value", f.when(f.col("period") == month, f.col("vintage"))).alias(f"m{number}")
        for number, month in enumerate(months)
    ]
    wide = rows.groupBy("subject", "indicator", "unit").agg(*newest)
    growth = (f.col("ytd") / f.col("ytd_base") - 1) * 100
    board = (
        wide.withColumn("level", f.col("m23"))
        .withColumn("base", f.col("m11"))
        .withColumn("ytd", sum((f.col(f"m{n}") for n in range(13, 24)), f.col("m12")))
        .withColumn("ytd_base", sum((f.col(f"m{n}") for n in range(1, 12)), f.col("m0")))
        .withColumn("growth", f.when(f.col("ytd_base") > 0, growth))
        .withColumn(
            "shown_growth",
            f.signum("growth") * f.floor(f.abs("growth") * 10 + 0.5 + 1e-8).cast("double") / 10,
        )
    )
    board.select(*SHOWN).write.parquet(str(folder / "plain"))


def _unlike(folder: Path) -> int:
    """Count the lines of a sample that differ among ours, plain PySpark and ours on DuckDB."""
    sample = folder / "sample"
    sample.mkdir()
    last = _hundredth(folder)
    for file in sorted((folder / "facts").glob("*.parquet")):
        data = pq.read_table(file, filters=[("subject", "<=", last)])
        pq.write_table(data, sample / file.name)
    with engine.duckdb() as session:
        board = session.arrow(month_of(session, sample, f"{generate.LAST_YEAR}-12").board)
    return _differing(board.select(list(SHOWN)), folder)


def _hundredth(folder: Path) -> str:
    with duckdb.connect() as connection:
        found = connection.execute(
            f"SELECT quantile_disc(subject, {SAMPLE}) FROM '{folder}/plain/*.parquet'"  # noqa: S608
        ).fetchall()
    return str(found[0][0])


def _differing(board: pa.Table, folder: Path) -> int:
    tests = " OR ".join(
        f"NOT coalesce(abs(s.{n} - o.{n}) < 1e-6, s.{n} IS NULL AND o.{n} IS NULL)"
        f" OR NOT coalesce(abs(s.{n} - p.{n}) < 1e-6, s.{n} IS NULL AND p.{n} IS NULL)"
        for n in SHOWN[1:]
    )
    with duckdb.connect() as connection:
        connection.register("sampled", board)
        found = connection.execute(
            f"SELECT count(*) FILTER ({tests}) + (SELECT count(*) FROM sampled) - count(*)"  # noqa: S608
            f" FROM sampled s JOIN '{folder}/ours/*.parquet' o USING (subject)"
            f" JOIN '{folder}/plain/*.parquet' p USING (subject)"
        ).fetchall()
    return int(found[0][0])
