"""`make bench NAME=burden`: what the sample campaign asks of its offices, beside letters to all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from bench.result import Result

GOALS = {"asked_twice": "== 0"}
OURS, LETTERS = "表式", "逐家发函（对照）"


def run() -> Result:
    """Build the demonstration in a folder of its own and count what its forms ask for."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"KMH_DATA": folder}  # noqa: TID251 -- for the program started
        kmh = [sys.executable, "-m", "office.cli"]
        subprocess.run([*kmh, "demo"], env=environment, check=True, capture_output=True)
        said = subprocess.run(
            [*kmh, "burden", "--json"], env=environment, check=True, capture_output=True, text=True
        )
    counted = json.loads(said.stdout)
    ours, letters = counted[OURS], counted[LETTERS]
    figures = {
        "offices": float(ours["offices"]),
        "cells_asked": float(ours["asked"]),
        "cells_prefilled": float(ours["prefilled"]),
        "share_prefilled": round(ours["prefilled"] / ours["asked"] * 100, 1),
        "asked_twice": float(ours["twice"]),
        "letters_cells_asked": float(letters["asked"]),
        "letters_asked_twice": float(letters["twice"]),
    }
    note = "样例行动到其时点为止可报的报表；对照：给任务的每个责任单位发函，问各目标的数"
    return Result("burden", figures, GOALS, (note,))
