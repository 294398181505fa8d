"""The rule book as data: each `## ` of a page is one case, with its rule and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kaimenhong.analysis.lights import Light
from kaimenhong.analysis.turn import Turn
from kaimenhong.terms.codelists import Accumulation, Comparator, Measure, Role, Status
from kaimenhong.terms.period import Period, read_period

type Row = dict[str, Any]

FOLDER = Path(__file__).parent
CAPTIONS = ("数据", "目标", "表", "附表", "应得")
MISSING = "—"

# Columns of words and of whole numbers; every other column holds figures.
TEXT = {
    *("fact", "base_fact", "actual", "target", "subject", "parent", "indicator"),
    *("period", "actual_period", "accumulation", "measure", "role", "comparator"),
    *("unit", "actual_unit", "level_unit", "direction", "status", "caliber", "vintage"),
    *("gauge", "light", "light_rule", "light_metric", "light_bound"),
    *("warning", "since", "doubt", "other"),
    *("group", "before", "parent_average_status", "reason", "turn", "came"),
    *(
        "successor",
        "price",
        "price_subject",
        "whole",
        "part",
        "kind",
        "due_by",
        "piece",
        "growth_reason",
    ),
    *("target_period", "target_measure"),
    *("reference_subject", "reference_indicator"),
}
WHOLE = {
    *("first", "last", "actual_first", "actual_last", "sense", "rank", "peers", "at", "renamed"),
    *(
        "children",
        "known",
        "rank_from_bottom",
        "run",
        "missed_months",
        "made",
        "ranged",
        "wanted",
        "members",
    ),
}
# Columns that are so or not so.
YES = {"from_bottom"}
LABELS: dict[str, dict[str, str]] = {
    "accumulation": {word.label: word.value for word in Accumulation},
    "comparator": {word.label: word.value for word in Comparator},
    "light": {word.label: word.value for word in Light},
    "measure": {word.label: word.value for word in Measure},
    "role": {word.label: word.value for word in Role},
    "status": {word.label: word.value for word in Status},
    "turn": {word.label: word.value for word in Turn},
    "target_measure": {word.label: word.value for word in Measure},
    "parent_average_status": {word.label: word.value for word in Status},
    "direction": {"越大越好": "up", "越小越好": "down", "限在区间": "band", "不分好坏": "neutral"},
}


@dataclass(frozen=True)
class Case:
    """One situation of a rule: what goes in, what must come out."""

    page: str
    title: str
    rule: str
    options: Row = field(hash=False)
    tables: dict[str, list[Row]] = field(hash=False)
    digits: dict[str, int] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.page}: {self.title}"


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.md")):
        if path.stem != "README":
            yield from _cases(path)


def _cases(path: Path) -> Iterator[Case]:
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title = section.splitlines()[0].strip()
        rule = re.search(r"^规则 `([a-z_.]+)`(?:，截至 (\S+))?(?:，取 (.+))?$", section, flags=re.M)
        assert rule, f"{path.name}: “{title}”没有写明规则"
        options: Row = {"as_of": rule[2]} if rule[2] else {}
        options |= dict(_option(one) for one in re.findall(r"`(.+?)`", rule[3] or ""))
        texts = dict(_tables(section))
        tables = {caption: _rows(lines) for caption, lines in texts.items()}
        assert "应得" in tables, f"{path.name}: “{title}”没有“应得”"
        yield Case(path.stem, title, rule[1], options, tables, _digits(texts["应得"]))


def _option(text: str) -> tuple[str, object]:
    name, _, value = text.partition("=")
    if value in ("True", "False"):
        return name, value == "True"
    return name, Decimal(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else value


def _tables(section: str) -> Iterator[tuple[str, list[list[str]]]]:
    caption, lines = "", list[list[str]]()
    for line in [*section.splitlines(), "end"]:
        if line.startswith("|"):
            lines.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif line.strip():
            if lines:
                yield caption, lines
            caption, lines = line.strip(), []
            assert caption in CAPTIONS or not caption.startswith("表"), caption


def _columns(head: list[str]) -> list[str]:
    # A head reads “推算同比 `derived_growth`”: the word for people, the column for machines.
    found = [re.search(r"`([a-z_]+)`", cell) for cell in head]
    assert all(found), f"表头没有列名：{head}"
    return [match[1] for match in found if match]


def _rows(lines: list[list[str]]) -> list[Row]:
    columns = _columns(lines[0])
    rows = [dict(zip(columns, cells, strict=True)) for cells in lines[2:]]
    return [_typed(row) for row in rows]


def _typed(row: dict[str, str]) -> Row:
    typed: Row = {column: _value(column, cell) for column, cell in row.items()}
    for column in ("period", "actual_period"):
        if column in row:
            months = _months(typed[column])
            prefix = column.removesuffix("period")
            typed[f"{prefix}first"], typed[f"{prefix}last"] = months
    return typed


def _value(column: str, cell: str) -> object:
    if cell == MISSING:
        return None
    if column in ("period", "actual_period", "target_period", "since"):
        return read_period(cell, year=None).code
    if column in LABELS:
        return LABELS[column].get(cell, cell)
    if column in YES:
        return cell == "是"
    if column in TEXT:
        return cell
    if column in WHOLE:
        return int(cell)
    return Decimal(cell)


def _months(code: str | None) -> tuple[int | None, int | None]:
    if code is None:
        return None, None
    period = Period.parse(code)
    return period.first_month, period.last_month


def _digits(lines: list[list[str]]) -> dict[str, int]:
    found = {}
    for place, column in enumerate(_columns(lines[0])):
        decimals = [len(line[place].partition(".")[2]) for line in lines[2:]]
        found[column] = max(decimals, default=0)
    return found
