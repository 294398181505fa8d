"""Rows, and what the modules beside this one share; see the docstring of the package."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

type Row = dict[str, Any]

FIRM = ["estimated", "expected", "dispatch", "flash", "official"]
THING = ["subject", "indicator", "period", "accumulation", "measure", "role", "caliber"]


def exact(rows: list[Row]) -> list[Row]:
    """Decimals as fractions, so that two twelfths are two twelfths."""
    return [
        {k: Fraction(v) if isinstance(v, Decimal) else v for k, v in row.items()} for row in rows
    ]


def same(one: Row, other: Row, columns: list[str]) -> bool:
    return all(one[column] == other[column] for column in columns)


def best(rows: list[Row], alike: list[str], order: Callable[[Row], Any]) -> list[Row]:
    return [
        row
        for row in rows
        if not any(same(row, other, alike) and order(other) > order(row) for other in rows)
    ]
