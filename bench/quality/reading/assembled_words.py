"""The words that the assembled peer goes by: the catalogue's names and units, and short lists."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_SOURCE = Path(__file__).parents[3] / "src" / "kaimenhong"

# The longest of the words that stand right before or right after the number decides.
BEFORE = {
    "不低于": "at_least",
    "不少于": "at_least",
    "至少": "at_least",
    "超过": "more_than",
    "突破": "more_than",
    "高于": "more_than",
    "超": "more_than",
    "不超过": "at_most",
    "不高于": "at_most",
    "控制在": "at_most",
    "低于": "less_than",
    "不到": "less_than",
    "不足": "less_than",
    "约": "about",
    "近": "about",
}
AFTER = {"以上": "at_least", "以内": "at_most", "以下": "at_most", "左右": "about"}
ROLES = {
    "力争": "target",
    "确保": "target",
    "争取": "target",
    "目标": "target",
    "计划": "target",
    "锚定": "target",
    "不低于": "target",
    "预计": "expected",
    "预期": "expected",
    "目前": "actual",
    "截至": "actual",
    "已": "actual",
}


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Give the pattern that finds the longest of the words."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    lines = (_SOURCE / name).read_text("utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


def _spellings(name: str, column: str) -> dict[str, str]:
    """Every spelling of a table to the one that its rows are known by."""
    found: dict[str, str] = {}
    for row in _rows(name):
        for spelling in (row[column], *row["aliases"].split("|")):
            if spelling:
                found.setdefault(spelling, row[column])
    return found


def _indicators() -> dict[str, str]:
    """The catalogue's names, as the reading contract writes them where it has a way of its own."""
    written = {row["written"]: row["standard"] for row in _rows("reading/data/names.csv")}
    catalogue = _spellings("terms/data/indicators.csv", "name")
    plain = {word: name.partition("(")[0] for word, name in catalogue.items()}
    return {word: written.get(name, name) for word, name in plain.items()} | written


INDICATORS = _indicators()
UNITS = _spellings("terms/data/units.csv", "code")
