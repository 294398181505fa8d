"""A rule of lights tried at its boundaries, as a table for the terminal."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from kaimenhong.analysis.light_metrics import GAUGES, METRICS
from kaimenhong.analysis.lights import OTHERWISE, Light, LightRule, in_words
from kaimenhong.writing.numerals import MINUS, number

WIDTH = 100


def as_text(rule: LightRule, rows: Sequence[Mapping[str, Any]]) -> str:
    """Give the rows of `lights.light` for the trials of one rule: values, light, what decided."""
    table = Table(title=f"{rule.identity}，{GAUGES[rule.applies]}", title_justify="left")
    for metric in rule.metrics:
        table.add_column(METRICS[metric].name, justify="right")
    table.add_column("灯")
    table.add_column("依据", overflow="fold")
    order = sorted(rows, key=lambda row: [-row[metric] for metric in rule.metrics])
    for row in order:
        values = [_value(metric, row[metric]) for metric in rule.metrics]
        bound = in_words(row["light_bound"]).replace("-", MINUS)
        decided = "其余（else）" if bound == OTHERWISE else bound
        table.add_row(*values, Light(row["light"]).label, decided)
    page = io.StringIO()
    Console(file=page, width=WIDTH, highlight=False, markup=False).print(table)
    return page.getvalue()


def _value(metric: str, value: float) -> str:
    return METRICS[metric].said(value) or number(Decimal(format(value, ".12g")))
