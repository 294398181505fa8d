"""`make bench NAME=sheets`: figures of sheets read right, none wrong in silence, and how fast."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from bench.quality.sheets.generated import generated
from bench.quality.sheets.layouts import Layout, read_layout
from bench.quality.sheets.measure import Score, compare, read, scored
from bench.result import Result
from kaimenhong.documents.delimited import open_sheets

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared"
GENERATED = 100
ROWS, COLUMNS = 2_000, 100
GOALS = {
    "tuned_right": ">= 0.98",
    "frozen_right": ">= 0.95",
    "generated_right": ">= 0.98",
    "others_right": ">= 0.95",
    "gold_right": ">= 0.98",
    "real_right": ">= 0.98",
    "silent_wrong": "== 0",
    "invented": "== 0",
    "seconds_of_200000_cells": "<= 5",
    "megabytes": "<= 500",
}


def run() -> Result:
    sets = {
        "tuned": [scored(one) for one in layouts("tuned")],
        "frozen": [scored(one) for one in layouts("frozen")],
        "generated": [scored(one) for one in generated(GENERATED)],
    }
    sets["others"] = labelled(HERE / "others")
    if SHARED.exists():
        sets["gold"] = list(labelled(SHARED / "gold" / "sheets"))
        sets["real"] = list(labelled(HERE / "real"))
    figures: dict[str, float] = {}
    whole = Score()
    for name, scores in sets.items():
        total = Score()
        for score in scores:
            total += score
        whole += total
        print(f"{name:10} {total.line()}", file=sys.stderr)
        figures[f"{name}_right"] = round(total.share, 4)
        figures[f"{name}_figures"] = total.wanted
    seconds, megabytes = cost()
    figures |= {
        "silent_wrong": whole.silent_wrong,
        "invented": whole.invented,
        "missed": whole.missed,
        "seconds_of_200000_cells": round(seconds, 2),
        "megabytes": round(megabytes),
    }
    notes = () if SHARED.exists() else ("../shared 不在，没有量参考表",)
    return Result("sheets", figures, GOALS, notes)


def layouts(folder: str) -> list[Layout]:
    return [read_layout(path) for path in sorted((HERE / folder).glob("*.txt"))]


def labelled(folder: Path) -> list[Score]:
    """Score workbooks by their labels, each with the options of its truth.

    Of a partial truth the workbook is a real one beside the project, of which some cells are told.
    """
    found = []
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        partial = truth.get("partial", False)
        file = SHARED / truth["file"] if partial else path.parent / truth["file"]
        found.append(compare(truth, read(open_sheets(file), truth["options"]), partial=partial))
    return found


def large() -> bytes:
    """Make a workbook of 200,000 figures: towns down the side, indicators and measures across."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("数据")
        sheet.write(0, 0, "锦泽市2026年1—3月主要指标（单位：亿元、%）")
        heads = [
            f"第{at}类商品零售额（亿元）" if at % 2 else "增速（%）" for at in range(1, COLUMNS + 1)
        ]
        sheet.write_row(1, 0, ["乡镇", *heads])
        for row in range(ROWS):
            figures = [round(1 + (row * 7 + at * 3) % 9_973 / 100, 2) for at in range(COLUMNS)]
            sheet.write_row(row + 2, 0, [f"第{row}镇", *figures])
    return content.getvalue()


def cost() -> tuple[float, float]:
    """Give processor seconds and megabytes of `kmh sheet` on the large sheet, from its start on."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "大.xlsx")
        file.write_bytes(large())
        command = [sys.executable, "-m", "office.cli", "sheet", str(file), "--format", "json"]
        subprocess.run([*command, "--out", str(Path(folder, "大.json"))], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def show(folder: str) -> None:
    """Print each layout of a folder with what was wrong in it; for those who tune."""
    for layout in layouts(folder):
        score = scored(layout)
        print(f"{folder}/{layout.name:26} {score.line()}")
        for told in score.told[:8]:
            print("     ", told)


if __name__ == "__main__":
    for name in sys.argv[1:] or ["tuned"]:
        show(name)
