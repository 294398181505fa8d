"""The tables of the package: CSV in UTF-8 with a head of `#` lines that says the source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of `data/{name}.csv` by column; the `#` lines on top are the source, not data.

    >>> next(rows("lunar_new_year"))["date"]
    '1990-01-27'
    """
    text = resources.files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
