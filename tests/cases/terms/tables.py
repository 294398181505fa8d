"""Case tables beside this file, as parameters: one line, one case; `#` lines explain."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

FOLDER = Path(__file__).parent


def cases(name: str) -> list[ParameterSet]:
    """Give the lines of `{name}.csv` as parameters, named by their file and line."""
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    head, *body = list(csv.reader(line for _, line in numbered))
    found = [
        pytest.param(dict(zip(head, cells, strict=True)), id=f"line{n}:{cells[0]}")
        for (n, _), cells in zip(numbered[1:], body, strict=True)
    ]
    assert found, f"{name}.csv is empty"
    return found
