"""The JSON of a sheet that was read, after docs/reference/sheets.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kaimenhong.documents.workbook import address
from kaimenhong.returns.sheets.grid import Spot
from kaimenhong.returns.sheets.mapping import Missed, Seen
from kaimenhong.returns.sheets.reader import SheetReading
from kaimenhong.returns.sheets.table import Table, Warned
from kaimenhong.returns.sheets.timing import period_of
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.when import When

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_quoted = json.encoder.encode_basestring


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
    shared = _Shared()
    head = {
        "sheet": table.sheet,
        "range": table.range,
        "title": around.title or None,
        "period": _period(around.when),
        "unit": "、".join(around.units) or None,
    }
    yield _ENCODER.encode(head)[:-1]
    yield from _list("observations", (_observation(one, shared) for one in table.seen))
    yield from _list("unread", (_ENCODER.encode(_unread(one)) for one in table.missed))
    yield from _list("warnings", (_ENCODER.encode(_warning(one)) for one in table.warnings))
    yield "}"


def _list(name: str, ones: Iterable[str]) -> Iterator[str]:
    yield f',\n "{name}": ['
    for number, one in enumerate(ones):
        yield ("," if number else "") + "\n  " + one
    yield "]"


def _period(when: When) -> str | None:
    """Give the period that the title states, None where it leaves it open."""
    found = period_of(when, stock=False, role=Role.ACTUAL, annual=False, quarterly=False)
    return None if isinstance(found, str) or when.last is None else found[0].code


def _unread(one: Missed) -> dict[str, object]:
    return {"cell": address(*one.spot), "raw": one.raw, "reason": one.reason}


def _warning(one: Warned) -> dict[str, object]:
    return {"kind": one.kind, "cells": [address(*spot) for spot in one.cells], "why": one.told}


class _Shared:
    """What thousands of figures have in common, in words that are made once."""

    def __init__(self) -> None:
        self._said: dict[int, str] = {}
        self._addresses: dict[Spot, str] = {}

    def said(self, one: Seen) -> str:
        """Give the fields from period to role: those of the plan, which is one object for all."""
        found = self._said.get(id(one.plan))
        if found is None:
            found = self._said[id(one.plan)] = (
                f'"period": "{one.period.code}", "accumulation": "{one.accumulation}", '
                f'"measure": "{one.measure}", "role": "{one.role}"'
            )
        return found

    def addresses(self, spots: Iterable[Spot]) -> str:
        """Give the names of cells as a list."""
        known = self._addresses
        names = [known.get(spot) or known.setdefault(spot, address(*spot)) for spot in spots]
        return f'["{'", "'.join(names)}"]' if names else "[]"


def _observation(one: Seen, shared: _Shared) -> str:
    """Give one figure, without an encoder's dict: a large sheet has hundreds of thousands."""
    status = f', "status": "{one.status}"' if one.status is not None else ""
    return (
        f'{{"subject": {_quoted(one.subject)}, "indicator": {_quoted(one.indicator)}, '
        f'{shared.said(one)}, "value": "{written(one.value)}", '
        f'"unit": {_quoted(one.unit)}, "cell": "{address(*one.spot)}", '
        f'"raw": {_quoted(one.raw)}, "from": {shared.addresses(one.decided)}{status}}}'
    )


def written(value: Decimal) -> str:
    """Give a number without an exponent.

    >>> written(Decimal("1E+4")), written(Decimal("3.0"))
    ('10000', '3.0')
    """
    return f"{value:f}"
