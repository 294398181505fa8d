"""The JSON of a sheet that was read, after docs/reference/sheets.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from kaimenhong.documents.workbook import address
from kaimenhong.returns.sheets.mapping import Missed, Seen
from kaimenhong.returns.sheets.reader import SheetReading
from kaimenhong.returns.sheets.table import Table, Warned
from kaimenhong.returns.sheets.timing import period_of
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.when import When

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def as_json(reading: SheetReading) -> str:
    """Give the reading as the contract has it, a line for each figure."""
    return "".join(parts(reading))


def parts(reading: SheetReading) -> Iterator[str]:
    """Yield the same line by line: the whole of a large sheet is several times its own size."""
    yield '{"tables": [\n'
    for number, table in enumerate(reading.tables):
        yield ",\n" if number else ""
        yield from _table(table)
    yield "\n]}"


def _table(table: Table) -> Iterator[str]:
    around = table.around
    codes: dict[int, str] = {}
    head = {
        "sheet": table.sheet,
        "range": table.range,
        "title": around.title or None,
        "period": _period(around.when),
        "unit": "、".join(around.units) or None,
    }
    yield _ENCODER.encode(head)[:-1]
    yield from _list("observations", (_observation(one, codes) for one in table.seen))
    yield from _list("unread", map(_unread, table.missed))
    yield from _list("warnings", map(_warning, table.warnings))
    yield "}"


def _list(name: str, ones: Iterable[Mapping[str, object]]) -> Iterator[str]:
    yield f',\n "{name}": ['
    for number, one in enumerate(ones):
        yield ("," if number else "") + "\n  " + _ENCODER.encode(one)
    yield "]"


def _period(when: When) -> str | None:
    """Give the period that the title states, None where it leaves it open."""
    found = period_of(when, stock=False, role=Role.ACTUAL, annual=False, quarterly=False)
    return None if isinstance(found, str) or when.last is None else found[0].code


def _unread(one: Missed) -> dict[str, object]:
    return {"cell": address(*one.spot), "raw": one.raw, "reason": one.reason}


def _warning(one: Warned) -> dict[str, object]:
    return {"kind": one.kind, "cells": [address(*spot) for spot in one.cells], "why": one.told}


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
