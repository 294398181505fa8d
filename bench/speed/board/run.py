"""`make bench NAME=board`: the board of the last month, ours against SQL, polars and pandas."""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import duckdb

from bench.result import Result
from bench.speed.board import generate
from bench.speed.board.sql import WAYS
from bench.speed.board.work import Work, work

MONTHS = 60
GOALS = {
    "of_best_sql": "<= 1.3",
    "times_pandas": ">= 30",
    "history_120_of_24": "<= 1.2",
    "peak_mb": "<= 2000",
    "unlike": "== 0",
}
NUMBERS = (
    "level", "base", "ytd", "ytd_base", "shown_growth", "rank", "peers", "gap_to_next_rank",
    "parent_growth", "gap_to_parent", "gap_to_zero_unit", "gap_points", "gap_unit",
)  # fmt: skip
WORDS = ("parent", "unit", "target", "light")


def run() -> Result:
    """Lay the board out by every contender, compare the answers, then ours at other sizes."""
    with tempfile.TemporaryDirectory(prefix="kaimenhong-board-") as name:
        folder = Path(name)
        generate.write(folder / "1", months=MONTHS)
        done = {one: _work(one, folder / "1", folder / f"{one}.parquet") for one in _contenders()}
        unlike = sum(_unlike(folder / "ours.parquet", folder / f"{one}.parquet") for one in done)
        sizes = {"0.01": (32, MONTHS), "0.1": (320, MONTHS), "4": (12_800, MONTHS)}
        histories = {"24 months": (3200, 24), "120 months": (3200, 120)}
        others = {
            size: _ours(folder, size, areas=areas, months=months)
            for size, (areas, months) in {**sizes, **histories}.items()
        }
    return Result("board", _figures(done, others) | {"unlike": unlike}, GOALS, _notes(done))


def _contenders() -> list[str]:
    return ["ours", *WAYS, *(name for name in ("polars", "pandas") if find_spec(name))]


def _work(contender: str, folder: Path, answer: Path) -> Work:
    took = work(contender, folder, answer)
    print(f"{contender:10} {took}", file=sys.stderr)
    return took


def _ours(folder: Path, size: str, *, areas: int, months: int) -> Work:
    made = folder / size
    generate.write(made, months=months, areas=areas)
    return _work("ours", made, folder / "other.parquet")


def _unlike(ours: Path, other: Path) -> int:
    """Count the lines in which two boards differ, in any column that both show."""
    tests = [
        f"NOT (coalesce(abs(o.{n} - t.{n}) < 1e-6, o.{n} IS NULL AND t.{n} IS NULL))"
        for n in NUMBERS
    ]
    tests += [f"o.{name} IS DISTINCT FROM t.{name}" for name in WORDS]
    with duckdb.connect() as connection:
        (count,) = connection.execute(
            "SELECT count(*) FILTER (o.subject IS NULL OR t.subject IS NULL OR "  # noqa: S608 -- ours
            f"{' OR '.join(tests)}) FROM '{ours}' o FULL JOIN '{other}' t"
            " ON o.subject = t.subject AND o.indicator = t.indicator"
        ).fetchall()[0]
    return int(count)


def _figures(done: dict[str, Work], others: dict[str, Work]) -> dict[str, float]:
    ours = done["ours"]
    best = min(done[way].wall for way in WAYS)
    figures = {f"seconds_{name}": round(took.wall, 2) for name, took in done.items()}
    figures |= {f"core_seconds_{name}": round(took.cpu, 2) for name, took in done.items()}
    figures |= {f"peak_mb_{name}": took.peak_mb for name, took in done.items() if name != "ours"}
    figures |= {f"seconds_size_{size}": round(took.wall, 2) for size, took in others.items()}
    figures |= {
        "of_best_sql": round(ours.wall / best, 2),
        "history_120_of_24": round(others["120 months"].wall / others["24 months"].wall, 2),
        "peak_mb": ours.peak_mb,
    }
    if "pandas" in done:
        figures["times_pandas"] = round(done["pandas"].wall / ours.wall, 1)
    return figures


def _notes(done: dict[str, Work]) -> tuple[str, ...]:
    missing = [name for name in ("polars", "pandas") if name not in done]
    return (f"没有安装 {'、'.join(missing)}，没有比",) if missing else ()
