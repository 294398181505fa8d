"""Facts for analysts who work in SQL: Parquet, and views over it that answer the measures.

The views are the formulas themselves, as the engine says them: nobody writes them twice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import narwhals as nw
import pyarrow.parquet as pq

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.growth import caliber_difference
from kaimenhong.analysis.rank import within_parent
from kaimenhong.analysis.standing import standing
from kaimenhong.analysis.vintage import holding
from kaimenhong.engine.duck import DuckDB
from kaimenhong.engine.fact_files import FactTables

type Formula = Callable[[Frame, Frame], Frame]

VIEWS: tuple[tuple[str, str, Formula], ...] = (
    ("holding", "现行数：每个数的最新版本、最可靠状态", lambda targets, facts: holding(facts)),
    (
        "growth",
        "现行总量的推算同比，与公布增速并列",
        lambda targets, facts: caliber_difference(holding(facts)),
    ),
    ("ranks", "现行数在同一上级中的位次", lambda targets, facts: within_parent(holding(facts))),
    ("standing", "每个目标的进展和亮灯", standing),
)
HEAD = """\
-- 在这个文件夹里用 DuckDB 打开：duckdb -init views.sql
-- facts、targets 是表，列见 docs/reference/facts.md；其余是由公式得出的视图。
CREATE OR REPLACE VIEW facts AS SELECT * FROM 'facts.parquet';
CREATE OR REPLACE VIEW targets AS SELECT * FROM 'targets.parquet';
"""


def write_views(session: DuckDB, tables: FactTables, folder: Path) -> list[str]:
    """Write `facts.parquet`, `targets.parquet` and `views.sql` into a folder; give their names."""
    given = {"facts": tables.facts, "targets": tables.targets}
    for name, frame in given.items():
        pq.write_table(session.arrow(frame), folder / f"{name}.parquet")
        rows = session.connection.read_parquet(str(folder / f"{name}.parquet"))
        rows.create_view(name, replace=True)
    targets, facts = (
        nw.from_native(session.connection.view(name)) for name in ("targets", "facts")
    )
    made = [
        f"\n-- {told}\nCREATE OR REPLACE VIEW {name} AS\n{_sql(formula(targets, facts))};\n"
        for name, told, formula in VIEWS
    ]
    (folder / "views.sql").write_text(HEAD + "".join(made), encoding="utf-8")
    return ["facts.parquet", "targets.parquet", "views.sql"]


def _sql(frame: Frame) -> str:
    return str(frame.to_native().sql_query())
