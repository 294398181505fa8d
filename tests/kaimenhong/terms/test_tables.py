from __future__ import annotations

from pathlib import Path

import pytest

from kaimenhong import terms

TABLES = sorted((Path(terms.__path__[0]) / "data").iterdir())


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_table_says_where_it_is_from(table: Path) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    head = " ".join(line for line in lines if line.startswith("#"))
    assert [word for word in ("Source:", "Licence:", "Date:") if word not in head] == []
