"""The JSON of a sheet that was read, after docs/reference/sheets.md."""

from __future__ import annotations

import json
from decimal import Decimal

from kaimenhong.documents.workbook import address
from kaimenhong.returns.sheets.mapping import Seen
from kaimenhong.returns.sheets.reader import SheetReading
from kaimenhong.returns.sheets.table import Table

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def as_json(reading: SheetReading) -> str:
    """Give the reading as the contract has it, a line for each figure."""
    tables = ",\n".join(_told(_table(table)) for table in reading.tables)
    return f'{{"tables": [\n{tables}\n]}}'


def _told(table: dict[str, object]) -> str:
    parts = []
    for name, value in table.items():
        if isinstance(value, list):
            lines = ",\n  ".join(map(_ENCODER.encode, value))
            parts.append(f'"{name}": [\n  {lines}\n ]' if value else f'"{name}": []')
        else:
            parts.append(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{" + ",\n ".join(parts) + "}"


def _table(table: Table) -> dict[str, object]:
    around = table.around
    codes: dict[int, str] = {}
    return {
        "sheet": table.sheet,
        "range": table.range,
        "title": around.title or None,
        "period": None,
        "unit": "、".join(around.units) or None,
        "observations": [_observation(one, codes) for one in table.seen],
        "unread": [
            {"cell": address(*one.spot), "raw": one.raw, "reason": one.reason}
            for one in table.missed
        ],
        "warnings": [
            {"kind": one.kind, "cells": [address(*spot) for spot in one.cells], "why": one.told}
            for one in table.warnings
        ],
    }


def _observation(one: Seen, codes: dict[int, str]) -> dict[str, object]:
    """Give one figure; `codes` keeps the codes of the periods, which thousands of figures share."""
    period = codes.get(id(one.period)) or codes.setdefault(id(one.period), one.period.code)
    told: dict[str, object] = {
        "subject": one.subject,
        "indicator": one.indicator,
        "period": period,
        "accumulation": one.accumulation.value,
        "measure": one.measure.value,
        "role": one.role.value,
        "value": written(one.value),
        "unit": one.unit,
        "cell": address(*one.spot),
        "raw": one.raw,
        "from": [address(*spot) for spot in one.decided],
    }
    if one.status is not None:
        told["status"] = one.status.value
    return told


def written(value: Decimal) -> str:
    """Give a number without an exponent.

    >>> written(Decimal("1E+4")), written(Decimal("3.0"))
    ('10000', '3.0')
    """
    return f"{value:f}"
