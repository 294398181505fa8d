"""Only actions write, so that every write has its person, its transaction and its audit row."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

OFFICE = Path(__file__).parents[1] / "src" / "office"
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
}
MAY_WRITE = {"actions.py", "models.py", "audit.py"}
FILES = [
    file
    for file in sorted(OFFICE.rglob("*.py"))
    if file.name not in MAY_WRITE and "migrations" not in file.parts
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(OFFICE)))
def test_nothing_but_actions_writes_to_the_ledger(file: Path) -> None:
    calls = [
        node.func.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    allowed = {"save"} if "sample" in file.parts else set()  # a workbook saves itself
    assert not (set(calls) & WRITES) - allowed
