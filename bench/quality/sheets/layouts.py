"""Layouts written as text: the cells of a sheet with `|` between them, and what they truly say.

    merge: A1:F1, A2:A3        (ranges)       hide: 13, C      (rows, columns)
    subject: …                 (options)      period: …
    [表一]                                     (a sheet; its first row is row 1)
    a | b | 12.3 | '4.8 | 6.5%%                ('4.8 is text, 6.5%% shows a percentage)
    = B4:B9 ; @A ; 指标 ; 2025-01..2025-10 cumulative ; growth actual ; %
    ! C4 C5 ; hidden                           (unread, and the kind of warning if one is due)
    ~ total ; C13                              (a warning that a good reader raises)

`@A` is the text of that column in the cell's row, `@3` of that row in its column; `全市=锦泽市`
after it replaces a word. A value is the number of the cell, or follows the unit after a `;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path

import xlsxwriter

from kaimenhong.documents.extent import spot_of
from kaimenhong.documents.workbook import address

Spot = tuple[int, int]


@dataclass
class Layout:
    name: str
    options: dict[str, str | None] = field(
        default_factory=lambda: {"subject": None, "period": None}
    )
    merges: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    sheets: dict[str, list[list[str]]] = field(default_factory=dict)
    truths: dict[str, list[str]] = field(default_factory=dict)

    def workbook(self) -> bytes:
        content = BytesIO()
        with xlsxwriter.Workbook(
            content, {"in_memory": True, "strings_to_formulas": False}
        ) as book:
            percent, centre = book.add_format({"num_format": "0.0%"}), book.add_format()
            for name, rows in self.sheets.items():
                sheet = book.add_worksheet(name)
                for row, cells in enumerate(rows):
                    for column, text in enumerate(cells):
                        value = typed(text)
                        if value is None:
                            continue
                        if text.endswith("%%"):
                            sheet.write_number(row, column, float(value) / 100, percent)
                        elif isinstance(value, Decimal):
                            sheet.write_number(row, column, float(value))
                        else:
                            sheet.write_string(row, column, value)
                if name == next(iter(self.sheets)):
                    self._shape(sheet, rows, centre)
        return content.getvalue()

    def _shape(
        self, sheet: xlsxwriter.worksheet.Worksheet, rows: list[list[str]], form: object
    ) -> None:
        for merge in self.merges:
            (top, left), (bottom, right) = map(spot_of, merge.split(":"))
            value = typed(rows[top][left]) if left < len(rows[top]) else None
            sheet.merge_range(top, left, bottom, right, "", form)
            if isinstance(value, Decimal):
                sheet.write_number(top, left, float(value), form)
            elif value:
                sheet.write_string(top, left, value, form)
        for line in self.hidden:
            if line.isdigit():
                sheet.set_row(int(line) - 1, None, None, {"hidden": True})
            else:
                sheet.set_column(f"{line}:{line}", None, None, {"hidden": True})

    def truth(self) -> dict[str, object]:
        tables = []
        for name, rows in self.sheets.items():
            table: dict[str, list[object]] = {"observations": [], "unread": [], "warnings": []}
            for line in self.truths.get(name, []):
                for kind, made in _truths(line, rows):
                    table[kind].append(made)
            tables.append({"sheet": name, **table})
        return {"options": self.options, "tables": tables}


def typed(text: str) -> Decimal | str | None:
    if not text:
        return None
    if text.startswith("'"):
        return text[1:]
    try:
        return Decimal(text.removesuffix("%%"))
    except InvalidOperation:
        return text


def _truths(line: str, rows: list[list[str]]) -> Iterator[tuple[str, dict[str, object]]]:
    mark, _, rest = line.partition(" ")
    parts = [part.strip() for part in rest.split(";")]
    if mark == "~":
        yield "warnings", {"kind": parts[0], "cells": parts[1].split()}
    elif mark == "!":
        for spot in _spots(parts[0]):
            kind = parts[1] if len(parts) > 1 else None
            yield "unread", {"cell": address(*spot), "kind": kind}
    else:
        for spot in _spots(parts[0]):
            value = typed(rows[spot[0]][spot[1]]) if spot[1] < len(rows[spot[0]]) else None
            if len(parts) <= 6 and not isinstance(value, Decimal):
                continue
            yield "observations", _observation(spot, parts, rows, value)


def _observation(
    spot: Spot, parts: list[str], rows: list[list[str]], value: object
) -> dict[str, object]:
    indicators = [_filled(one, spot, rows) for one in parts[2].split("/")]
    period = _filled(parts[3], spot, rows).split()
    measure, role = parts[4].split()
    return {
        "cell": address(*spot),
        "subject": _filled(parts[1], spot, rows),
        "indicator": indicators[0],
        "also": {"indicator": indicators[1:]},
        "period": period[0],
        "accumulation": period[1],
        "measure": measure,
        "role": role,
        "unit": _filled(parts[5], spot, rows),
        "value": parts[6] if len(parts) > 6 else f"{value}",
    }


def _filled(text: str, spot: Spot, rows: list[list[str]]) -> str:
    word, *changes = text.split(",")
    if match := re.fullmatch(r"@([A-Z]+)", word):
        _, column = spot_of(f"{match[1]}1")
        word = rows[spot[0]][column]
    elif match := re.fullmatch(r"@(\d+)", word):
        word = rows[int(match[1]) - 1][spot[1]]
    word = word.removeprefix("'")
    for change in changes:
        old, _, new = change.partition("=")
        word = new if word == old else word
    return word


def _spots(text: str) -> Iterator[Spot]:
    for part in text.split():
        (top, left), (bottom, right) = (spot_of(part.split(":")[0]), spot_of(part.split(":")[-1]))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column


def read_layout(path: Path) -> Layout:
    return parsed(path.stem, path.read_text(encoding="utf-8"))


def parsed(name: str, text: str) -> Layout:
    layout = Layout(name)
    now = ""
    for line in text.splitlines():
        if line.startswith("#") or not (line.strip() or now):
            continue
        if match := re.match(r"(merge|hide|subject|period): (.*)", line):
            if match[1] in ("subject", "period"):
                layout.options[match[1]] = match[2].strip()
            else:
                target = layout.merges if match[1] == "merge" else layout.hidden
                target += [one.strip() for one in match[2].split(",")]
        elif match := re.fullmatch(r"\[(.+)\]", line.strip()):
            now = match[1]
            layout.sheets[now], layout.truths[now] = [], []
        elif line[:2] in ("= ", "! ", "~ "):
            layout.truths[now].append(line)
        else:
            layout.sheets[now].append([cell.strip() for cell in line.split("|")])
    return layout
