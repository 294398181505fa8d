"""An outlook for people and programs: a table on the terminal, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from kaimenhong.analysis.forecast.ending import Ending
from kaimenhong.analysis.forecast.outlook import Aim, Outlook
from kaimenhong.facts import published
from kaimenhong.terms import area
from kaimenhong.terms.codelists import Role, Status
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.quantity import find_unit

STATUS = Status.ESTIMATED
COLUMNS = (
    "subject", "indicator", "measure", "accumulation", "caliber", "unit", "period", "role",
    "status", "value", "low", "high", "so_far", "base", "growth", "growth_low", "growth_high",
    "target", "chance", "error", "naive_error", "seasonal_error", "covered", "known_to",
    "vintage", "note",
)  # fmt: skip
HEADS = ("时期", "测算", "80%区间", "同比", "目标", "达标可能", "回测误差", "回测覆盖", "说明")
# Columns that are never broken over lines.
WHOLE, WIDTH = (0, 1, 2, 3, 6), 120
FOOT = (
    "区间：过去同样的预测，八成落在里面。达标可能：过去的误差里有几成会达标；是测算，不是承诺。",
    "回测误差：过去同样预测的平均误差 / 照抄上期的 / 照抄上年同期的。",
)


def as_json(outlooks: Sequence[Outlook]) -> str:
    """Give every outlook with its trace and its inputs' version, in the order of the series."""
    return json.dumps([_data(one) for one in outlooks], ensure_ascii=False, indent=2)


def as_csv(outlooks: Sequence[Outlook]) -> str:
    """Give one line for each series and period, with a head; empty where nothing is known."""
    page = io.StringIO()
    lines = csv.DictWriter(page, COLUMNS, lineterminator="\n")
    lines.writeheader()
    for one in outlooks:
        lines.writerows(_line(one, end) for end in one.endings)
    return page.getvalue()


def show(outlooks: Sequence[Outlook], *, width: int = WIDTH) -> str:
    """Give a small table for each series, for a terminal, and below them how to read it."""
    page = io.StringIO()
    console = Console(file=page, width=width, highlight=False, markup=False)
    for one in outlooks:
        console.print(_title(one))
        table = Table(box=box.SIMPLE, pad_edge=False)
        for place, head in enumerate(HEADS):
            table.add_column(head, no_wrap=place in WHOLE)
        for end in one.endings:
            table.add_row(*_cells(one, end))
        console.print(table)
        if one.told.trace:
            parts = [f"{part.model} {_share(part.weight)}" for part in one.told.trace[:4]]
            console.print(f"  所用模型：{'、'.join(parts)}\n")
    console.print(*FOOT, sep="\n")
    return page.getvalue()


def _title(one: Outlook) -> str:
    series = one.gathered.series
    known = series.stretch(series.last).label
    return (
        f"{_subject(one.gathered.subject)}  {_indicator(one)}（{one.gathered.unit}）  已知到{known}"
    )


def _data(one: Outlook) -> dict[str, Any]:
    series = one.told.series
    return {
        "subject": one.gathered.subject,
        "indicator": one.gathered.indicator,
        "measure": series.measure.value,
        "accumulation": one.gathered.series.accumulation.value,
        "caliber": one.gathered.caliber,
        "unit": one.gathered.unit,
        "known_to": _known_to(one),
        "figures": one.gathered.series.known,
        "vintage": one.gathered.vintage,
        "role": Role.EXPECTED.value,
        "status": STATUS.value,
        "note": one.told.silent.label if one.told.silent else "",
        "periods": [_period(one, end) for end in one.endings],
        "models": [
            {"model": part.model, "weight": round(part.weight, 4), "error": part.error}
            for part in one.told.trace
        ],
        "error_scale": one.told.scale.value,
    }


def _period(one: Outlook, end: Ending) -> dict[str, Any]:
    names = (
        "low", "high", "so_far", "base", "growth", "growth_low", "growth_high", "tests", "error",
        "naive_error", "seasonal_error", "covered",
    )  # fmt: skip
    return {
        "period": end.period.code,
        "value": end.figure,
        **{name: getattr(end, name) for name in names},
        "targets": [
            {
                "value": aim.amount,
                "comparator": aim.comparator,
                "issuer": aim.issuer,
                "tier": aim.tier,
                "chance": aim.chance,
            }
            for aim in _of(one.aims, end)
        ],
        "note": _note(one, end),
    }


def _line(one: Outlook, end: Ending) -> dict[str, object]:
    series, unit = one.gathered.series, one.gathered.unit
    aims = list(_of(one.aims, end))
    return {
        "subject": one.gathered.subject,
        "indicator": one.gathered.indicator,
        "measure": series.measure.value,
        "accumulation": series.accumulation.value,
        "caliber": one.gathered.caliber,
        "unit": unit,
        "period": end.period.code,
        "role": Role.EXPECTED.value,
        "status": STATUS.value,
        "value": _printed(end.figure, unit),
        "low": _printed(end.low, unit),
        "high": _printed(end.high, unit),
        "so_far": _printed(end.so_far, unit),
        "base": _printed(end.base, unit),
        "growth": _printed(end.growth, "%"),
        "growth_low": _printed(end.growth_low, "%"),
        "growth_high": _printed(end.growth_high, "%"),
        "target": "；".join(_printed(aim.amount, unit) for aim in aims),
        "chance": "；".join(_share(aim.chance) for aim in aims),
        "error": _printed(end.error, unit),
        "naive_error": _printed(end.naive_error, unit),
        "seasonal_error": _printed(end.seasonal_error, unit),
        "covered": _share(end.covered),
        "known_to": _known_to(one),
        "vintage": one.gathered.vintage,
        "note": _note(one, end),
    }


def _cells(one: Outlook, end: Ending) -> Iterator[str]:
    unit = one.gathered.unit
    aims = list(_of(one.aims, end))
    yield end.period.label
    yield _printed(end.figure, unit) or "—"
    yield f"{_printed(end.low, unit)}～{_printed(end.high, unit)}" if end.low is not None else "—"
    yield f"{_printed(end.growth, '%')}%" if end.growth is not None else "—"
    yield "；".join(_printed(aim.amount, unit) for aim in aims) or "—"
    yield "；".join(_share(aim.chance) or "—" for aim in aims) or "—"
    yield " / ".join(_short(part, unit) for part in _errors(end))
    yield _share(end.covered) or "—"
    yield _note(one, end)


def _errors(end: Ending) -> tuple[float | None, ...]:
    return end.error, end.naive_error, end.seasonal_error


def _short(value: float | None, unit: str) -> str:
    """Write an error for a narrow column: none of its decimals where it is a hundred and more."""
    if value is None:
        return "—"
    return f"{value:.0f}" if value >= 100 else _printed(value, unit)


def _of(aims: Sequence[Aim], end: Ending) -> Iterator[Aim]:
    return (aim for aim in aims if aim.period == end.period)


def _note(one: Outlook, end: Ending) -> str:
    if one.told.silent:
        return one.told.silent.label
    if end.open:
        return end.open.label
    return "" if end.low is not None else "回测太少，没有区间"


def _known_to(one: Outlook) -> str:
    series = one.gathered.series
    return series.stretch(series.last).code


def _printed(value: float | None, unit: str) -> str:
    """Write a figure at the digits its unit is printed with; two where the unit is not known."""
    if value is None:
        return ""
    exact = Decimal(repr(value))
    known = find_unit(unit)
    return f"{published(exact, unit) if known else round(exact, 2):f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{round(value * 100)}%"


def _subject(code: str) -> str:
    found = area.find(code.removeprefix("area:"))
    return found[-1].name if found else code.partition(":")[2]


def _indicator(one: Outlook) -> str:
    known = catalogue().get(one.gathered.indicator)
    name = known.short_name if known else one.gathered.indicator
    series = one.gathered.series
    caliber = f"（{one.gathered.caliber}）" if one.gathered.caliber else ""
    return f"{name}{caliber}{series.accumulation.label}{series.measure.label}"
