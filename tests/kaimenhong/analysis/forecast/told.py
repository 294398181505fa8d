"""Series as the tables of cases write them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure
from kaimenhong.terms.period import Period

CASES = Path(__file__).parents[3] / "cases" / "forecast"


def table(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def listed(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / name).read_text("utf-8"))
    return found


def series_of(row: dict[str, str]) -> Series:
    rhythm = Rhythm(row["rhythm"])
    first = rhythm.place(Period.parse(row["start"]))
    assert first is not None, row
    return Series(
        row.get("case", "series"),
        rhythm,
        first,
        figures_of(row["values"]),
        Measure(row.get("measure", "level")),
        Accumulation(row.get("accumulation", "current")),
    )


def figures_of(text: str) -> tuple[float | None, ...]:
    spread = re.sub(r"\(([^)]*)\)\*(\d+)", lambda m: " ".join([m[1]] * int(m[2])), text)
    return tuple(None if word == "—" else float(word) for word in spread.split())
