"""`kmh forecast`: from a fact file to what is ahead."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEAD = "subject,indicator,period,accumulation,measure,role,comparator,value,unit,status,vintage"
SOURCE = Path(__file__).parents[4] / "src"


def kmh(*words: str | Path, program: str = "") -> subprocess.CompletedProcess[bytes]:
    run = program or "from kaimenhong.cli import kmh, run; run(kmh)"
    return subprocess.run(
        [sys.executable, "-c", run, *map(str, words)],
        env={"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
        capture_output=True,
        check=False,
    )


def line(period: str, value: float | str, **more: str) -> str:
    row = {
        "subject": "锦泽市",
        "indicator": "RETAIL",
        "period": period,
        "accumulation": "cumulative",
        "measure": "level",
        "role": "actual",
        "comparator": "",
        "value": str(value),
        "unit": "亿元",
        "status": "official",
        "vintage": "2026-05-18T09:00:00+08:00",
    }
    return ",".join((row | more).values())


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Four years and four months that grow by a tenth a year; April 2025 has an earlier version."""
    lines = [HEAD]
    for year in range(2022, 2027):
        for month in range(2, 13 if year < 2026 else 5):
            value = round(10 * month * 1.1 ** (year - 2022), 2)
            lines.append(line(f"{year}-01..{year}-{month:02d}", value))
    lines.append(
        line("2025-01..2025-04", 1, vintage="2025-05-18T09:00:00+08:00", status="official")
    )
    aim = {"role": "target", "vintage": "2026-01-10T09:00:00+08:00"}
    lines.append(line("2026H1", 87, comparator="at_least", **aim))
    lines.append(line("2026Q1", "", indicator="FAI", measure="growth", unit="%"))
    lines.append(line("2025", 5, indicator="GRAIN", unit="万吨"))
    path = tmp_path / "数据.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def read(path: Path, *words: str) -> list[dict[str, Any]]:
    done = kmh("forecast", "--facts", path, "--format", "json", *words)
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_json_has_the_figure_its_interval_and_what_it_was_made_of(facts: Path) -> None:
    (told,) = read(facts)
    assert (told["indicator"], told["known_to"]) == ("RETAIL", "2026-01..2026-04")
    assert (told["role"], told["status"]) == ("expected", "estimated")
    assert told["vintage"].startswith("2026-05-18")
    may, half = told["periods"]
    assert (may["period"], half["period"]) == ("2026-01..2026-05", "2026H1")
    assert half["value"] == pytest.approx(60 * 1.1**4, rel=0.02)
    assert half["low"] <= half["value"] <= half["high"]
    assert half["so_far"] == pytest.approx(40 * 1.1**4, abs=0.01)
    assert half["growth"] == pytest.approx(10, abs=2)
    assert sum(part["weight"] for part in told["models"]) == pytest.approx(1, abs=0.2)


def test_a_target_of_the_period_has_its_chance(facts: Path) -> None:
    (told,) = read(facts, "--until", "2026年上半年", "--indicator", "社零", "--subject", "锦泽市")
    (aim,) = told["periods"][-1]["targets"]
    assert (aim["value"], aim["comparator"]) == (87.0, "at_least")
    assert 0 <= aim["chance"] <= 1


def test_the_year_can_be_asked_for(facts: Path) -> None:
    (told,) = read(facts, "--until", "2026年")
    assert [one["period"] for one in told["periods"]][-1] == "2026"
    assert told["periods"][-1]["value"] == pytest.approx(120 * 1.1**4, rel=0.03)


def test_csv_has_a_line_for_each_period_and_says_what_it_is(facts: Path) -> None:
    done = kmh("forecast", "--facts", facts, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert [row["period"] for row in rows] == ["2026-01..2026-05", "2026H1"]
    assert {row["status"] for row in rows} == {"estimated"}
    assert all(float(row["low"]) <= float(row["value"]) <= float(row["high"]) for row in rows)


def test_the_table_shows_the_backtest_and_says_that_it_is_an_estimate(facts: Path) -> None:
    page = kmh("forecast", "--facts", facts).stdout.decode()
    for words in (
        "社会消费品零售总额累计总量",
        "已知到2026年1—4月",
        "测算",
        "回测误差",
        "2026年上半年",
        "是测算，不是承诺",
    ):
        assert words in page
    assert all(len(row) <= 120 for row in page.splitlines())


def test_beyond_a_year_and_too_little_say_why(facts: Path, tmp_path: Path) -> None:
    (told,) = read(facts, "--until", "2028Q1")
    assert told["periods"][-1]["note"] == "超出预测的期数"
    short = tmp_path / "短.csv"
    short.write_text("\n".join([HEAD, line("2026-01..2026-02", 3), line("2026Q1", 4)]), "utf-8")
    (told,) = read(short)
    assert (told["periods"][0]["value"], told["note"]) == (None, "数据太少，不作预测")


def test_an_indicator_that_is_not_there_is_a_mistake_with_exit_code_10(facts: Path) -> None:
    done = kmh("forecast", "--facts", facts, "--indicator", "没有这个指标")
    assert done.returncode == 10
    assert done.stderr.decode().startswith("[F462]")


def test_a_period_that_cannot_be_read_is_a_mistake(facts: Path) -> None:
    done = kmh("forecast", "--facts", facts, "--until", "下下个月")
    assert done.returncode == 10
    assert "[T201]" in done.stderr.decode()


@pytest.mark.parametrize(
    "imported",
    [
        "kaimenhong.cli",
        "office.cli",
        "kaimenhong.analysis.forecast.gather",
        "kaimenhong.analysis.forecast.ending",
        "kaimenhong.analysis.forecast.companions",
        "kaimenhong.analysis.expected",
    ],
)
def test_numpy_waits_until_a_forecast_is_asked_for(imported: str) -> None:
    program = f"import sys, {imported}; sys.exit('numpy' in sys.modules)"
    assert kmh(program=program).returncode == 0


def test_help_and_the_pages_do_not_wait_for_what_counts() -> None:
    program = (
        "import sys, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'office.settings'; import django;"
        "django.setup(); import office.urls;"
        "sys.exit('kaimenhong.analysis.forecast.run' in sys.modules)"
    )
    done = kmh(program=program)
    assert done.returncode == 0, done.stderr.decode()
    program = (
        "import sys, atexit, os; atexit.register(lambda: os._exit('numpy' in sys.modules));"
        "sys.argv = ['kmh', 'forecast', '--help'];"
        "from kaimenhong.cli import kmh, run; run(kmh)"
    )
    done = kmh(program=program)
    assert done.returncode == 0
