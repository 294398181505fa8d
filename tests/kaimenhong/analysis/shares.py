"""The short writing of cells and groups in tests/cases/decompose."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.parts import Cell, Group, Method, Whole
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period

CASES = Path(__file__).parents[2] / "cases"
NAMES = "甲乙丙丁戊己庚辛壬癸"


def cases(path: str) -> list[ParameterSet]:
    """Give the lines of a table under tests/cases, named by their first column."""
    with (CASES / path).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    assert rows, f"{path} is empty"
    return [pytest.param(row, id=next(iter(row.values()))) for row in rows]


def whole(value: str, *, measure: Measure = Measure.LEVEL, digits: int = 0) -> Whole:
    unit = "%" if measure is Measure.GROWTH else "亿元"
    subject, period = "area:990100", Period.year_of(2026)
    return Whole(
        "固定资产投资", subject, Holder.CITY, period, measure, Decimal(value), unit, digits
    )


def cell(at: int) -> Cell:
    return Cell(f"area:9901{at:02d}", NAMES[at], Holder.COUNTY)


def cells(text: str, method: Method) -> tuple[Cell, ...]:
    """Read `50[-~40] 30!35 10:0/5/10`; see tests/cases/decompose/README.md."""
    return tuple(_read(cell(at), part, method) for at, part in enumerate(text.split()))


def _read(blank: Cell, text: str, method: Method) -> Cell:
    match = re.fullmatch(r"([^\[!:]*)(?::([^\[!]*))?(?:\[(.*)~(.*)\])?(?:!(.*))?", text)
    assert match, text
    weight, past, low, high, frozen = match.groups()
    made = replace(blank, low=_number(low), high=_number(high), frozen=_number(frozen))
    if past is not None:
        growths = tuple(Decimal(one) for one in past.split("/"))
        return replace(made, base=_number(weight), past=growths)
    field = {Method.BASE: "base", Method.EFFORT: "base", Method.CAPACITY: "potential"}
    return replace(made, **{field.get(method, "weight"): _number(weight)})


def groups(text: str) -> tuple[Group, ...]:
    """Read `甲乙[-~50] 丙丁[40~-]`."""
    found = re.findall(r"(\w+)\[(.*?)~(.*?)\]", text)
    return tuple(
        Group(
            names,
            tuple(cell(NAMES.index(name)).subject for name in names),
            _number(low),
            _number(high),
        )
        for names, low, high in found
    )


def _number(text: str | None) -> Decimal | None:
    return None if text in (None, "", "-", "?") else Decimal(text)
