"""The boards of fact files: how every target stands, and of a month every area and indicator."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich import box
from rich.console import Console
from rich.table import Table

from kaimenhong.analysis.lights import Light, in_words
from kaimenhong.analysis.standing import standing
from kaimenhong.engine.fact_files import open_facts
from kaimenhong.engine.month import month_of
from kaimenhong.engine.session import Session
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding, published
from kaimenhong.terms import area as areas
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Comparator, Role, Status
from kaimenhong.terms.period import Grain, Period, read_period
from kaimenhong.terms.quantity import find_unit, round_half_up

WIDTH = 120
MOST_ROWS = 200  # on a terminal; the other forms give all
NONE = "—"


@dataclass(frozen=True, slots=True)
class Boards:
    """The boards by name, `targets` and with a month `month`, and the rows that were refused."""

    path: Path
    tables: dict[str, pa.Table]
    refused: tuple[Finding, ...]

    @property
    def main(self) -> pa.Table:
        """The one table of forms that hold one: the month's where it was asked for."""
        return self.tables.get("month", self.tables["targets"])

    def refuse_nothing_read(self) -> None:
        """Raise Mistake where rows were refused and nothing else was there."""
        if self.refused and not any(table.num_rows for table in self.tables.values()):
            raise Mistake(
                Code.ROW_INCOMPLETE,
                expected="至少一行可用的数据",
                came=f"{len(self.refused)} 行都没有收下",
                remedy="请按逐行说明修改",
                place=Place(file=self.path.name),
            )


def month_code(text: str) -> str:
    """Give the code of a month; raises PERIOD_INVALID for what is none.

    >>> month_code("2026年3月"), month_code("2026-03")
    ('2026-03', '2026-03')
    """
    found = read_period(text, year=None)
    if found.grain is Grain.MONTH:
        return found.code
    raise Mistake(
        Code.PERIOD_INVALID,
        expected="一个月",
        came=text,
        remedy="请写成“2026-03”，累计数会一并列出",
    )


def boards(session: Session, path: Path, *, month: str | None) -> Boards:
    """Compute how every target stands and, of a month, every area and indicator."""
    opened = open_facts(session, path, only={"role": (Role.TARGET.value, Role.ACTUAL.value)})
    stood = session.arrow(standing(opened.targets, opened.facts).sort("target"))
    tables = {"targets": stood}
    refused = opened.refused
    if month is not None:
        whole = month_of(session, path, month)
        tables["month"] = session.arrow(
            whole.board.sort("indicator", "parent", "rank", "subject", "caliber", nulls_last=True)
        )
        refused = tuple({str(one.mistake): one for one in (*refused, *whole.refused)}.values())
    return Boards(path, tables, refused)


def as_text(found: Boards) -> str:
    """Write the boards for a terminal, in the words and digits of papers."""
    page = Console(file=io.StringIO(), width=WIDTH, highlight=False, markup=False)
    shown: dict[str, Any] = {"targets": ("目标的进展", TARGET_HEADS, target_cells)}
    shown["month"] = ("一个月的全盘", MONTH_HEADS, month_cells)
    for name, table in found.tables.items():
        title, heads, cells = shown[name]
        printed = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
        for head in heads:
            printed.add_column(head, overflow="fold")
        for row in table.slice(0, MOST_ROWS).to_pylist():
            printed.add_row(*cells(row))
        page.print(printed)
        if table.num_rows > MOST_ROWS:
            page.print(f"……共 {table.num_rows} 行，全部请用 --format csv 或 parquet")
        page.print(_lights(table))
    assert isinstance(page.file, io.StringIO)  # noqa: S101 -- tells mypy what was put in above
    return page.file.getvalue()


TARGET_HEADS = (
    "地区",
    "指标",
    "时期",
    "目标",
    "下达",
    "完成",
    "完成期",
    "差距",
    "位次",
    "灯",
    "依据",
)
MONTH_HEADS = ("地区", "指标", "当月", "累计", "同比", "到零增长", "与目标", "与上级", "位次", "灯")


def target_cells(row: dict[str, Any]) -> list[str]:
    """Give the cells of a target's line."""
    comparator = Comparator(row["comparator"] or Comparator.EXACTLY).label
    status = Status(row["status"]).label if row["status"] else ""
    return [
        subject(row["subject"]),
        indicator(row["indicator"]),
        Period.parse(row["period"]).label,
        f"{number(row['amount'], row['unit'])}{comparator}",
        row["issuer"] or "",
        f"{number(row['actual_amount'], row['actual_unit'])}{f'（{status}）' if status else ''}",
        Period.parse(row["actual_period"]).label if row["actual_period"] else NONE,
        _gap(row),
        place(row),
        Light(row["light"]).label,
        in_words(row["light_bound"] or ""),
    ]


def month_cells(row: dict[str, Any]) -> list[str]:
    """Give the cells of an area's line; what is derived says so."""
    derived = "（推算）" if row["shown_derived"] else ""
    made = "（推算）" if row["ytd_made"] else ""
    return [
        subject(row["subject"]),
        indicator(row["indicator"]) + (f"（{row['caliber']}）" if row["caliber"] else ""),
        number(row["level"], row["unit"]),
        f"{number(row['ytd'], row['unit'])}{made if row['ytd'] is not None else ''}",
        f"{number(row['shown_growth'], '%')}{derived}",
        number(row["gap_to_zero_unit"], row["unit"]),
        number(row["gap_points"], "个百分点")
        if row["gap_points"] is not None
        else number(row["gap_unit"], row["unit"]),
        number(row["gap_to_parent"], "个百分点"),
        place(row),
        Light(row["light"]).label,
    ]


def subject(text: str) -> str:
    """Give the name of a subject, its code where no name is known."""
    code = text.partition(":")[2]
    known = areas.find(code) if text.startswith("area:") and code.isdecimal() else ()
    return known[-1].name if known else code


def indicator(code: str) -> str:
    """Give the short name of an indicator."""
    known = indicators.find(code)
    return known.short_name if known else code


def number(value: float | None, unit: str | None) -> str:
    """Write a figure half-up at the digits of its unit; missing is a dash."""
    if value is None:
        return NONE
    exact = Decimal(f"{value:.9f}")
    known = find_unit(unit or "")
    rounded = published(exact, unit or "") if known else round_half_up(exact, 2)
    return f"{rounded:f}{unit or ''}"


def place(row: dict[str, Any]) -> str:
    """Write a rank with how many took part."""
    return f"{row['rank']}/{row['peers']}" if row["rank"] is not None else NONE


def _gap(row: dict[str, Any]) -> str:
    if row["gap_points"] is not None:
        return number(row["gap_points"], "个百分点")
    return number(row["gap_unit"], row["unit"])


def _lights(table: pa.Table) -> str:
    counts = pc.value_counts(table["light"]).to_pylist()
    words = [f"{Light(one['values']).label} {one['counts']}" for one in _sorted(counts)]
    return "　".join(words) if words else "没有可列的行"


def _sorted(counts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    order = [light.value for light in Light]
    return sorted(counts, key=lambda one: order.index(one["values"]))
