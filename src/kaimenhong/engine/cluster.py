"""Spark, for what one machine no longer holds: a session of its own, on a cluster or in process.

Needs the extra `spark` and a Java runtime. The session is one for the process, as Spark has it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import narwhals as nw
import pyarrow as pa

from kaimenhong.analysis.frame import Census, Frame
from kaimenhong.engine.session import Schema, arrow_of, census_of
from kaimenhong.errors import Code, Mistake

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[2]"
_DIALECT = {
    # The path comes as an address in which what is not ASCII is escaped.
    "file": "regexp_replace(url_decode(replace(_metadata.file_path, '+', '%2B')), '^file:/+', '/')",
    "row": "(_metadata.row_index + 1)",
    "local": "TIMESTAMP_NTZ",
    "instant": "TIMESTAMP_LTZ",
    "micros": "unix_micros",
}
SETTINGS = {
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.pyspark.python": sys.executable,
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.optimizer.canChangeCachedPlanOutputPartitioning": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}


@dataclass(frozen=True, slots=True)
class Spark:
    """An open Spark; see `Session`."""

    few: ClassVar[bool] = False
    session: SparkSession

    def table(self, columns: Mapping[str, Sequence[object]] | pa.Table, schema: Schema) -> Frame:
        """See `Session.table`."""
        return nw.from_native(self.session.createDataFrame(arrow_of(columns, schema)))

    def parquet(self, files: Sequence[Path], select: Mapping[str, str], where: str) -> Frame:
        """See `Session.parquet`."""
        reader = self.session.read.option("mergeSchema", "true")
        if (base := _base(files)) is not None:
            reader = reader.option("basePath", str(base))
        rows = reader.parquet(*(str(file) for file in files)).where(where)
        made = [f"{sql.format(**_DIALECT)} AS `{name}`" for name, sql in select.items()]
        return nw.from_native(rows.selectExpr(*made))

    def hold(self, frame: Frame) -> Frame:
        """See `Session.hold`; it is run when it is first asked, and kept where it was made."""
        held: Frame = nw.from_native(frame.to_native().persist())
        return held

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
        from pyspark.sql import functions as f

        picked = [
            f.max_by("amount", f.when(f.col("slot") == place, f.col("order"))).alias(name)
            for place, name in enumerate(slots)
            if place in filled
        ]
        none = [
            f.lit(None).cast("double").alias(name)
            for place, name in enumerate(slots)
            if place not in filled
        ]
        rows = frame.to_native().groupBy(*per)
        made = rows.agg(*picked) if picked else rows.count().select(*per)
        found: Frame = nw.from_native(made.select("*", *none).select(*per, *slots))
        return found

    def rows(self, frame: Frame) -> list[dict[str, Any]]:
        """See `Session.rows`."""
        rows: list[dict[str, Any]] = self.arrow(frame).to_pylist()
        return rows

    def arrow(self, frame: Frame) -> pa.Table:
        """See `Session.arrow`."""
        table: pa.Table = frame.to_native().toArrow()
        return table


@contextmanager
def spark(master: str = LOCAL, settings: Mapping[str, str] | None = None) -> Iterator[Spark]:
    """Open a Spark and stop it at the end; `master` is `local[2]` or `spark://host:port`.

    Raises Mistake ENGINE_MISSING where pyspark or a Java runtime is not installed.
    """
    session = _open(master, settings or {})
    try:
        yield Spark(session)
    finally:
        session.stop()


def missing() -> str:
    """Say what Spark lacks on this machine; empty where nothing."""
    try:
        import pyspark  # noqa: F401 -- only whether it is there
    except ImportError:
        return "pyspark（pip install 'kaimenhong[spark]'）"
    return "" if shutil.which("java") else "Java（apt-get install default-jre-headless）"


def _open(master: str, settings: Mapping[str, str]) -> SparkSession:
    if lacking := missing():
        raise Mistake(
            Code.ENGINE_MISSING,
            expected="装好的 Spark",
            came=f"缺 {lacking}",
            remedy="请先安装，或去掉 --engine spark 用内置的引擎",
        )
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("kaimenhong")
    for name, value in {**SETTINGS, **settings}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _base(files: Sequence[Path]) -> Path | None:
    """Give the folder above those whose names say something (`year=2026/`)."""
    named = [part for file in files for part in file.parents if "=" in part.name]
    return min((part.parent for part in named), key=lambda one: len(one.parts), default=None)
