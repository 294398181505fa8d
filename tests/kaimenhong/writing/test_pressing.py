"""Phrases that press for figures are found, those that forbid it are not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kaimenhong.writing.pressing import pressing

CASES = Path(__file__).parents[2] / "cases" / "writing" / "pressing.csv"
LINES = CASES.read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(line for line in LINES if not line.startswith("#")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_the_drafter_is_warned_of_the_phrase(row: dict[str, str]) -> None:
    found = pressing(row["text"])
    assert [one.phrase for one in found] == ([row["phrase"]] if row["phrase"] else [])
    assert all(row["text"][one.start : one.end] == one.phrase and one.instead for one in found)
