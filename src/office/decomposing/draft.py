"""A draft: the cells as the ledger knows them, and what a person typed over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from kaimenhong.analysis.decompose import Decomposition, shared
from kaimenhong.analysis.parts import Cell, Method, Whole
from kaimenhong.errors import Mistake
from kaimenhong.terms.codelists import Measure
from office.campaigns.models import Over, Target
from office.decomposing import basis
from office.people.models import Person

# What a person may type in a row, with its heading; `past` is known or not, never typed.
FIELDS = {
    "base": "基数",
    "potential": "潜力",
    "weight": "权重",
    "low": "下限",
    "high": "上限",
    "frozen": "冻结",
}
MOST = Decimal("1e12")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the form: the cell, whether it takes part, each field's name, heading and text."""

    cell: Cell
    takes_part: bool
    fields: tuple[tuple[str, str, str], ...]
    wrong: str

    @property
    def past(self) -> str:
        """Return the past growths as printed."""
        return "、".join(f"{growth:f}%" for growth in self.cell.past)


@dataclass(frozen=True, slots=True)
class Draft:
    """A target being shared out; `result` or `mistake` is what comes of it."""

    target: Target
    over: Over
    method: Method
    methods: tuple[Method, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    whole: Whole | None
    result: Decomposition | None
    mistake: Mistake | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells that take part."""
        return tuple(line.cell for line in self.lines if line.takes_part)

    @property
    def headings(self) -> tuple[tuple[str, str], ...]:
        """Return the fields that this method has, with their headings."""
        return tuple((name, FIELDS[name]) for name in self.columns)

    def given(self) -> dict[str, object]:
        """Return what went in, as it is kept with a version."""
        return {
            "cells": [
                {
                    "subject": cell.subject,
                    "name": cell.name,
                    "holder": cell.holder.value,
                    "past": [format(growth, "f") for growth in cell.past],
                    **{name: text(getattr(cell, name)) for name in FIELDS},
                }
                for cell in self.cells
            ]
        }


def draft(person: Person, target: Target, typed: Mapping[str, str], *, today: date) -> Draft:
    """Return the target shared out as typed; what was not typed is what the ledger knows."""
    over = one_of(Over, typed.get("over", ""), Over.AREAS)
    methods = basis.METHODS[over]
    method = one_of(Method, typed.get("method", ""), methods[0])
    method = method if method in methods else methods[0]
    columns = columns_of(over, method, Measure(target.measure))
    kept = still_meant(typed, over, method)
    lines: tuple[Line, ...] = ()
    whole = result = mistake = None
    try:
        found = basis.known(person, target, today)
        whole = basis.whole(found, over)
        cells = basis.cells(person, found, over, method)
        lines = tuple(read_line(cell, kept, columns) for cell in cells)
        result = shared(whole, chosen(lines, over), method)
    except Mistake as refused:
        mistake = refused
    return Draft(target, over, method, methods, columns, lines, whole, result, mistake)


def still_meant(typed: Mapping[str, str], over: Over, method: Method) -> Mapping[str, str]:
    """Return what was typed for this partition; another method keeps all but what it weighs by."""
    was_over, _, was_method = typed.get("was", "").partition(":")
    if was_over != over:
        return {}
    if was_method == method:
        return typed
    weighing = ("base-", "potential-", "weight-")
    return {name: said for name, said in typed.items() if not name.startswith(weighing)}


def chosen(lines: Sequence[Line], over: Over) -> list[Cell]:
    """Return the cells that take part; SHARE_INPUT_INVALID for a field that is no number."""
    wrong = next((line.wrong for line in lines if line.wrong), "")
    if wrong:
        raise basis.invalid("数字，如 12.5", wrong, "请更正这一格")
    cells = [line.cell for line in lines if line.takes_part]
    if not cells:
        raise basis.invalid("至少一个分项", "没有", nobody(over))
    return cells


def nobody(over: Over) -> str:
    """Return what to do where there is nobody to share over."""
    if over is Over.OFFICES:
        return "这项目标没有责任单位；请在方案里写明，或改为分到地区、时期"
    return "请勾选参与的行；没有下级地区的，改为分到时期"


def columns_of(over: Over, method: Method, measure: Measure) -> tuple[str, ...]:
    """Return which fields a person may type; a growth of areas or offices stands on their bases."""
    weighs = {
        Method.BASE: ("base",),
        Method.EFFORT: ("base",),
        Method.CAPACITY: ("potential",),
        Method.OWN: ("weight",),
    }.get(method, ())
    based = measure is Measure.GROWTH and over not in basis.DATES and "base" not in weighs
    return (*(("base",) if based else ()), *weighs, "low", "high", "frozen")


def read_line(cell: Cell, typed: Mapping[str, str], columns: tuple[str, ...]) -> Line:
    """Return one row with what was typed over the ledger's figures; an emptied field is empty."""
    texts = {
        name: typed.get(f"{name}-{cell.subject}", text(getattr(cell, name))).strip()
        for name in columns
    }
    numbers = {name: number(said) for name, said in texts.items()}
    wrong = [
        f"{cell.name}的{FIELDS[name]}：{said[:20]}"
        for name, said in texts.items()
        if said and numbers[name] is None
    ]
    return Line(
        cell=replace(
            cell,
            base=numbers.get("base", cell.base),
            potential=numbers.get("potential", cell.potential),
            weight=numbers.get("weight", cell.weight),
            low=numbers.get("low"),
            high=numbers.get("high"),
            frozen=numbers.get("frozen"),
        ),
        takes_part=not typed or f"in-{cell.subject}" in typed,
        fields=tuple((name, FIELDS[name], said) for name, said in texts.items()),
        wrong=wrong[0] if wrong else "",
    )


def number(said: str) -> Decimal | None:
    """Return what a person typed as a number; None for an empty field and for what is none."""
    try:
        value = Decimal(said.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < MOST else None


def one_of[E: (Over, Method)](choices: type[E], code: str, default: E) -> E:
    """Return the chosen member; the default for a code that is none."""
    return next((one for one in choices if one.value == code), default)


def text(value: Decimal | None) -> str:
    """Return a number as it stands in a field."""
    return "" if value is None else format(value, "f")
