"""The tables of analysis: CSV in data/, each with a head of `#` lines that says its columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of `data/{name}.csv` by column.

    >>> next(rows("light_gauges"))["gauge"]
    'points'
    """
    text = resources.files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
