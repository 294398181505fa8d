"""`kmh board`: what it prints of a fact file, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from kaimenhong import engine
from kaimenhong.engine.fact_files import open_facts
from kaimenhong.engine.views import write_views

FACTS = """\
subject,indicator,period,measure,role,comparator,value,unit,issuer
锦泽市,社零,2026-02,level,actual,,106,亿元,
锦泽市,社零,2025-02,level,actual,,100,亿元,
青岚县,社零,2026-02,level,actual,,21,亿元,
青岚县,社零,2025-02,level,actual,,20,亿元,
云溪县,社零,2026-02,growth,actual,,7.5,%,
青岚县,社零,2026,level,target,at_least,150,亿元,锦泽市
云溪县,社零,2026Q1,growth,target,at_least,7,%,=云溪县
"""
BAD = "云溪县,社零,2026-02,level,actual,,7,家,\n"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.csv"
    path.write_text(FACTS, encoding="utf-8")
    return path


def board(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    program = "from kaimenhong.cli import kmh, run; run(kmh)"
    return subprocess.run(
        [sys.executable, "-c", program, "board", "--facts", *map(str, words)],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )


def test_the_terminal_shows_targets_and_the_month_and_nothing_on_stderr(facts: Path) -> None:
    done = board(facts, "--month", "2026-02")
    page = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    for words in ("目标的进展", "一个月的全盘", "青岚县", "5.0%（推算）", "1/2", "绿"):
        assert words in page


def test_json_holds_both_boards(facts: Path) -> None:
    told = json.loads(board(facts, "--month", "2026年2月", "--format", "json").stdout)
    by_target = {row["subject"]: row for row in told["targets"]}
    assert by_target["area:青岚县"]["completion"] == 14.0
    assert by_target["area:云溪县"]["gap_points"] == 0.5
    by_area = {row["subject"]: row for row in told["month"]}
    assert by_area["area:青岚县"]["shown_growth"] == 5.0
    assert by_area["area:青岚县"]["shown_derived"] == 1.0
    assert by_area["area:云溪县"]["rank"] == 1


def test_csv_runs_no_formula_and_parquet_is_the_same_table(facts: Path, tmp_path: Path) -> None:
    told = board(facts, "--format", "csv").stdout.decode("utf-8-sig")
    rows = {row["subject"]: row for row in csv.DictReader(io.StringIO(told))}
    assert rows["area:云溪县"]["issuer"] == "'=云溪县"
    assert float(rows["area:青岚县"]["gap_unit"]) == -129
    out = tmp_path / "board.parquet"
    assert board(facts, "--format", "parquet", "--out", out).returncode == 0
    assert pq.read_table(out).num_rows == len(rows) == 2


def test_a_bad_row_is_told_once_and_the_others_stand(facts: Path) -> None:
    with facts.open("a", encoding="utf-8") as stream:
        stream.write(BAD)
    done = board(facts, "--month", "2026-02")
    assert done.returncode == 0
    assert done.stderr.decode().count("T204") == 1
    assert "第 9 行，unit 列" in done.stderr.decode()


def test_nothing_but_bad_rows_and_a_period_that_is_no_month_are_mistakes(facts: Path) -> None:
    facts.write_text(FACTS.splitlines()[0] + "\n" + BAD, encoding="utf-8")
    assert board(facts).returncode == 10
    assert board(facts, "--month", "2026Q1").returncode == 10
    assert board(facts.parent / "nothing").returncode == 10


def test_analysts_get_parquet_and_views_that_answer_the_measures(
    facts: Path, tmp_path: Path
) -> None:
    out = tmp_path / "给分析员"
    with engine.duckdb() as session:
        out.mkdir()
        write_views(session, open_facts(session, facts), out)
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{out}'")
        for statement in (out / "views.sql").read_text(encoding="utf-8").split(";\n"):
            connection.execute(statement)
        lights = connection.execute("SELECT light FROM standing ORDER BY subject").fetchall()
        grown = connection.execute("SELECT max(derived_growth) FROM growth").fetchall()
    assert lights == [("green",), ("yellow",)]
    assert grown == [(pytest.approx(6.0),)]
