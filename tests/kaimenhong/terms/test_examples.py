from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from kaimenhong import terms

FOLDER = Path(terms.__path__[0])
TABLES = sorted((FOLDER / "data").iterdir())


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules([str(FOLDER)])])
def test_the_examples_of_the_module_hold(name: str) -> None:
    module = importlib.import_module(f"kaimenhong.terms.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_table_says_where_it_is_from(table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#"))
    assert [word for word in ("Source:", "Licence:", "Date:") if word not in head] == []
