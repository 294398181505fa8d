"""`make bench NAME=refresh`: one accepted return against laying the whole board out anew."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa

from bench.result import Result
from bench.speed.board import generate
from kaimenhong import engine
from kaimenhong.engine.fact_files import open_facts
from kaimenhong.engine.month import month_of
from kaimenhong.engine.refresh import KeptBoard

MONTHS, MONTH = 60, f"{generate.LAST_YEAR}-12"
SUBJECT, INDICATOR = "area:320102", "FAI"
ROUNDS = 3
GOALS = {"share_of_full": "<= 0.01", "lines_unlike": "== 0"}


def run() -> Result:
    """Correct one figure of one area; compare with a full run over files that hold it too."""
    with (
        tempfile.TemporaryDirectory(prefix="kaimenhong-refresh-") as name,
        engine.duckdb() as session,
    ):
        folder = Path(name) / "facts"
        generate.write(folder, months=MONTHS)
        full = [_full(session, folder) for _ in range(ROUNDS)]
        targets = session.arrow(open_facts(session, folder, only={"role": ("target",)}).targets)
        kept = KeptBoard(session, MONTH, full[-1][1], targets)
        cell = _cell(session, folder)
        kept.accept(cell)  # the first return also puts the board into tables
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            lines = kept.accept(cell)
            times.append(time.perf_counter() - start)
        unlike = _unlike(kept.rows(), full[-1][1].to_pylist())
    seconds, one = min(took for took, _ in full), min(times)
    print(f"full {seconds:.2f} s, one return {one:.3f} s, {lines} lines", file=sys.stderr)
    figures = {
        "seconds_full": round(seconds, 2),
        "seconds_one_return": round(one, 3),
        "lines_laid_out": lines,
        "share_of_full": round(one / seconds, 4),
        "lines_unlike": unlike,
    }
    return Result("refresh", figures, GOALS)


def _full(session: engine.Session, folder: Path) -> tuple[float, pa.Table]:
    start = time.perf_counter()
    board = session.arrow(month_of(session, folder, MONTH).board)
    return time.perf_counter() - start, board


def _cell(session: engine.Session, folder: Path) -> pa.Table:
    """Give the facts of one cell, as the ledger would hand them over with a return."""
    only = {"subject": (SUBJECT,), "indicator": (INDICATOR,), "role": ("actual",)}
    return session.arrow(open_facts(session, folder, only=only).facts)


def _unlike(kept: list[dict[str, object]], full: list[dict[str, object]]) -> int:
    def lines(rows: list[dict[str, object]]) -> dict[tuple[object, object], object]:
        return {
            (row["subject"], row["indicator"]): (row["shown_growth"], row["rank"], row["light"])
            for row in rows
        }

    one, other = lines(kept), lines(full)
    return sum(one.get(key) != other.get(key) for key in one.keys() | other.keys())
