"""Forms of the genre, idea by idea; the tables are in tests/cases/reading/forms.

A table says which statements a sentence must give, and has the look-alikes that must give none or
others. Order does not count, and an indicator counts under its name in the catalogue: what is
tested is the form of the sentence.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from kaimenhong.documents.open import open_bytes
from kaimenhong.facts import Statement
from kaimenhong.reading.reader import read
from kaimenhong.terms import indicator
from tests.kaimenhong.reading.test_sentences import TITLES, spoken

FORMS = Path(__file__).parents[2] / "cases" / "reading" / "forms"


def forms(table: Path) -> list[ParameterSet]:
    """Give the rows of one table as parameters, named by the table and the sentence."""
    lines = table.read_text("utf-8").splitlines(keepends=True)
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [pytest.param(row, id=f"{table.stem}:{row['text'][:24]}") for row in rows]


def named(one: Statement) -> Statement:
    """Give the statement under the catalogue's short name of its indicator, if it is there."""
    found = indicator.find(one.indicator)
    return replace(one, indicator=found.short_name) if found else one


@pytest.mark.parametrize(
    "form", [row for table in sorted(FORMS.glob("*.csv")) for row in forms(table)]
)
def test_a_form_gives_its_statements_and_no_other(form: dict[str, str]) -> None:
    text = f"{TITLES[form['kind']]}\n\n{form['text']}\n"
    reading = read(open_bytes("句子.txt", text.encode()))
    given = sorted(spoken(named(one)) for one in reading.statements)
    assert given == sorted(filter(None, form["gives"].split(" | "))), form["note"]
