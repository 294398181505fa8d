"""`kmh read`: what it prints, where it writes, how it ends."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

PLAN = (
    "锦泽市2026年一季度工作方案\n\n一、重点行动\n（一）工业行动。规上工业增加值增长9%以上，"
    "固定资产投资达到26亿元左右。（责任领导：张明；责任单位：市工信局）\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_bytes(PLAN.encode())
    return path


def kmh(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    source = Path(__file__).parents[2] / "src"
    program = "from kaimenhong.cli import kmh, run; run(kmh)"
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        env={"PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
        capture_output=True,
        check=False,
    )


def test_the_table_shows_figures_tasks_and_fits_the_page(plan: Path) -> None:
    done = kmh("read", plan)
    page = done.stdout.decode()
    assert done.returncode == 0
    for words in (
        "规模以上工业增加值",
        "≥9%",
        "约26亿元",
        "张明",
        "市工信局",
        "共 2 条表述、1 项任务",
    ):
        assert words in page
    assert max(len(line) for line in page.splitlines()) <= 100


def test_what_a_plan_says_in_square_brackets_is_printed(tmp_path: Path) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_bytes(PLAN.replace("市工信局", "[red]市工信局").encode())
    assert "[red]市工信局" in kmh("read", plan).stdout.decode()
    page = tmp_path / "读取.txt"
    kmh("read", plan, "--out", page)
    assert "[red]市工信局" in page.read_text(encoding="utf-8")


def test_text_is_the_file_itself_and_json_counts_in_it(plan: Path) -> None:
    assert kmh("read", plan, "--format", "text").stdout == PLAN.encode()
    reading = json.loads(kmh("read", plan, "--format", "json").stdout)
    assert list(reading) == ["document", "statements", "tasks", "conflicts"]
    first = reading["statements"][0]
    assert PLAN[first["start"] : first["end"]] == first["text"] == "规上工业增加值增长9%以上"


def test_a_workbook_has_a_sheet_for_each_part(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    assert kmh("read", plan, "--format", "xlsx", "--out", out).returncode == 0
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.read_bytes()))
    assert book.sheet_names == ["指标", "任务", "需要核定", "依据", "未读"]
    assert book.get_sheet_by_name("指标").to_python()[1][2] == "规模以上工业增加值"
    assert kmh("read", plan, "--format", "xlsx").returncode == 2


def test_a_mistake_is_one_line_on_stderr_and_exit_code_10(tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    done = kmh("read", empty)
    assert (done.returncode, done.stdout) == (10, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("[D102]")
    assert "空.txt" in line


@pytest.mark.parametrize("form", ["table", "json", "xlsx", "text"])
def test_a_folder_that_is_not_there_is_told_and_nothing_is_a_bug(plan: Path, form: str) -> None:
    done = kmh("read", plan, "--format", form, "--out", plan.parent / "没有" / "结果")
    told = done.stderr.decode()
    assert done.returncode == 10
    assert "没有" in told
    assert "请先建好文件夹" in told
    assert "Traceback" not in told


def test_every_place_s_rules_can_be_copied_and_tried_at_their_boundaries(tmp_path: Path) -> None:
    names = kmh("lights").stdout.decode().split()
    assert len(names) == 7
    for name in names:
        file = tmp_path / f"{name}.csv"
        assert kmh("lights", "--example", name, "--out", file).returncode == 0
        tried = kmh("lights", file)
        assert tried.returncode == 0, tried.stderr.decode()
        assert "灰" not in tried.stdout.decode()


def test_rules_that_a_spreadsheet_saved_are_read_and_tried(tmp_path: Path) -> None:
    file = tmp_path / "亮灯.csv"
    lines = ['"# 本市规则，2026年",,,,', "code,version,applies,light,when", ",,,,",
             "本市,1,points,green,gap_points >= 0", "本市,1,points,red,else"]  # fmt: skip
    file.write_bytes("\r\n".join(lines).encode("gb18030"))
    page = kmh("lights", file).stdout.decode()
    rows = [line.split("│")[1:3] for line in page.splitlines() if "│" in line]
    told = [(value.strip(), light.strip()) for value, light in rows]
    assert told == [("0.1", "绿"), ("0", "绿"), ("−0.1", "红")]


def test_a_wrong_rule_is_told_by_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "亮灯.csv"
    file.write_text("code,version,applies,light,when\n本市,1,points,green,gap >= 0\n", "utf-8")
    done = kmh("lights", file)
    assert done.returncode == 10
    assert "[L451] 文件“亮灯.csv”，第 2 行" in done.stderr.decode()
    unknown = kmh("lights", "--example", "锦泽2026")
    assert unknown.returncode == 10
    assert "银川2025" in unknown.stderr.decode()
