"""Phrases that press for figures instead of work; whoever drafts is warned, nothing is changed.

`data/pressing.csv` holds the phrases, `data/forbidding.csv` the words in whose clause a phrase is
forbidden or told of.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from kaimenhong.records import record

_CLAUSE = re.compile(r"[^。；！？\n]+")


@record(frozen=True, slots=True)
class Pressing:
    """One such phrase: where it stands in the text, why it should not, what to write instead."""

    start: int
    end: int
    phrase: str
    why: str
    instead: str


def pressing(text: str) -> tuple[Pressing, ...]:
    """Give the phrases of a text that ask for figures, in the order of the text.

    >>> [one.phrase for one in pressing("三月底前协调统计数据，确保应统尽统。")]
    ['协调统计数据']
    >>> pressing("严禁协调数据。依法依规、如实上报，确保数据真实准确。")
    ()
    """
    clauses = (one for one in _CLAUSE.finditer(text) if not _forbidden(one[0]))
    found = (one for clause in clauses for one in _in_clause(text, *clause.span()))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _in_clause(text: str, start: int, end: int) -> Iterator[Pressing]:
    for pattern, why, instead in _phrases():
        for match in pattern.finditer(text, start, end):
            yield Pressing(*match.span(), match[0], why, instead)


def _forbidden(clause: str) -> bool:
    return any(row["word"] in clause for row in _rows("forbidding"))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(row["phrase"]), row["why"], row["instead"]) for row in _rows("pressing")
    )


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    file = resources.files(__package__) / "data" / f"{name}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))
