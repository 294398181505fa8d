"""A contender at work in a process of its own, so that its memory and its imports are its own.

    python -m bench.speed.board.work CONTENDER FOLDER ANSWER ROUNDS

lays the board of FOLDER out ROUNDS times, writes it to ANSWER (Parquet), and prints the seconds of
the fastest round, by the clock and of all cores, and the peak memory of the process.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.speed.board.generate import AREAS, INDICATORS, LAST_YEAR, indicators, subjects
from kaimenhong.engine.subjects import subjects as placed
from kaimenhong.terms.indicator import catalogue

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Work:
    """What one contender took; `wall` and `cpu` in seconds, memory in megabytes."""

    wall: float
    cpu: float
    peak_mb: float


def work(contender: str, folder: Path, answer: Path, *, rounds: int = 3) -> Work:
    """Let a contender work; raises CalledProcessError, after showing what it said, if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.speed.board.work", contender, folder, answer, str(rounds)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Work(**json.loads(done.stdout))


def contender(name: str) -> Callable[[Path], pa.Table]:
    """Give what lays the board out; SQL goes by the name of its way."""
    if name == "ours":
        return ours
    from bench.speed.board import frames, sql

    places = placed(subjects(AREAS))
    areas = pa.table(
        {
            "subject": list(places),
            "parent": [place["parent"] for place in places.values()],
        }
    )
    kinds = pa.table(
        {
            "indicator": [code for code, _, _ in indicators(INDICATORS)],
            "direction": [catalogue()[code].direction for code, _, _ in indicators(INDICATORS)],
        }
    )
    if name in sql.WAYS:
        return partial(sql.board, way=name, areas=areas, kinds=kinds)
    made = {"polars": frames.in_polars, "pandas": frames.in_pandas}[name]
    return partial(made, areas=areas, kinds=kinds)


def ours(folder: Path) -> pa.Table:
    """The board that `kmh board --month` gives."""
    from kaimenhong import engine
    from kaimenhong.engine.month import month_of

    with engine.duckdb() as session:
        month = month_of(session, folder, f"{LAST_YEAR}-12")
        return session.arrow(month.board)


def main(name: str, folder: str, answer: str, rounds: str) -> None:
    lay_out = contender(name)
    walls, cpus = [], []
    for _ in range(int(rounds)):
        wall, cpu = time.perf_counter(), time.process_time()
        table = lay_out(Path(folder))
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    pq.write_table(table, answer)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"wall": min(walls), "cpu": min(cpus), "peak_mb": round(peak)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
