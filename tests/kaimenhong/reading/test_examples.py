"""The examples in the docstrings hold, and the tables fit the code and the catalogue."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from kaimenhong import documents, reading
from kaimenhong.reading import lexicon
from kaimenhong.terms import indicator

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (documents, reading)
    for module in pkgutil.iter_modules(package.__path__)
]
TABLES = sorted((Path(reading.__path__[0]) / "data").glob("*.csv"))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_table_says_where_it_is_from(table: Path) -> None:
    head = " ".join(line for line in table.read_text("utf-8").splitlines() if line.startswith("#"))
    assert [word for word in ("Source:", "Licence:", "Date:") if word not in head] == []


@pytest.mark.parametrize("table", ["tails", "heads", "cues", "verbs", "nouns", "columns"])
def test_no_word_stands_twice_in_a_table_with_two_meanings(table: str) -> None:
    words = [row["word"] for row in lexicon.rows(table)]
    assert [word for word in set(words) if words.count(word) > 1] == []


def test_every_standard_name_is_one_that_the_catalogue_finds() -> None:
    standard = {row["standard"] for row in lexicon.rows("names")}
    shared = {name for row in lexicon.rows("coordinations") for name in row["names"].split("|")}
    assert [name for name in sorted(standard | shared) if indicator.find(name) is None] == []


def test_a_slip_and_its_meaning_have_one_length() -> None:
    assert [row for row in lexicon.rows("slips") if len(row["written"]) != len(row["meant"])] == []
