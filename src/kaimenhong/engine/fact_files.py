"""Fact files become the tables that analysis takes, and the records that papers take.

Eleven rows and eleven million go through one code: Parquet stays unread until it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import narwhals as nw

from kaimenhong.analysis.arithmetic import half_up
from kaimenhong.analysis.frame import Frame, one_each
from kaimenhong.analysis.standing import TARGETS
from kaimenhong.engine.duck import duckdb
from kaimenhong.engine.meanings import STEPS, Rows
from kaimenhong.engine.raw import read_raw
from kaimenhong.engine.raw_rows import MOST_DIGITS, Only
from kaimenhong.engine.session import Session
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import FACTS, Finding, Observation, Wanted
from kaimenhong.terms.codelists import (
    Accumulation,
    Comparator,
    Measure,
    PriceBasis,
    Role,
    Status,
    Tier,
)
from kaimenhong.terms.period import Period

# What tells one figure of a file from another; rows that agree in it are vintages of each other.
SAME = (
    "subject", "indicator", "period", "accumulation", "measure", "role", "caliber", "status",
    "issuer", "tier",
)  # fmt: skip
# What a reader needs of a row besides the columns of FACTS.
MORE = ("issuer", "tier", "basis", "filed_unit", "filed_caliber", "value_text", "value_high_text")
LED_BACK = ("source", "file", "row")


@dataclass(frozen=True, slots=True)
class FactTables:
    """Fact files as tables of one session; `refused` are the rows that are in none of them.

    `rows` has the columns of `facts.FACTS` and besides them what else the files say of a row.
    """

    rows: Frame
    refused: tuple[Finding, ...]

    @property
    def facts(self) -> Frame:
        """Every row as the fact table has it, all versions and roles."""
        return self.rows.select([name for name, _, _ in FACTS])

    @property
    def targets(self) -> Frame:
        """The targets that hold, as `standing.TARGETS` has them, with `issuer` and `tier`.

        Of a target that its issuer revised, the newest version; several issuers and tiers stay
        side by side.
        """
        wanted = self.rows.filter(nw.col("role") == Role.TARGET.value)
        per = [name for name in SAME if name not in ("accumulation", "status")]
        held = one_each(wanted, per=per, greatest=("vintage", "fact"))
        # A file says neither of these: a rank counts from the top, and nothing is the other side.
        said = held.with_columns(
            target=nw.col("fact"),
            from_bottom=nw.lit(False),
            reference_subject=nw.lit(None, nw.String()),
            reference_indicator=nw.lit(None, nw.String()),
        )
        return said.select(*(name for name, _, _ in TARGETS), "issuer", "tier")


@dataclass(frozen=True, slots=True)
class FactRecords:
    """Fact files as records, in the order of the rows; `refused` are the rows that are none.

    `observed_at` and `targets_at` are the places of observations and targets, one each.
    """

    observations: tuple[Observation, ...]
    targets: tuple[Wanted, ...]
    refused: tuple[Finding, ...]
    observed_at: tuple[Place, ...] = ()
    targets_at: tuple[Place, ...] = ()


def open_facts(
    session: Session, path: Path, *, only: Only = MappingProxyType({}), checked: bool = True
) -> FactTables:
    """Open a fact file, or a folder of them, as tables.

    `only` names the wanted words of some columns, as the files spell them: it narrows Parquet
    before anything is read, and what it leaves out is not looked at; CSV is read whole. `checked`
    compares all rows with each other: of those that agree in all but their value and are of one
    vintage, none is taken; equal ones are one. Left out, equal rows stay and the others go
    unnoticed.
    Raises Mistake where a file cannot be read as a whole: FILE_MISSING, FILE_ENCODING,
    FILE_DAMAGED, COLUMN_UNKNOWN, COLUMN_MISSING.
    """
    raw = read_raw(session, path, only=only)
    rows = Rows(session, raw.frame, dict(raw.constant), list(raw.refused))
    drop_wrong(rows)
    rows.frame = rows.frame.with_columns(filed_unit=nw.col("unit"))
    rows.take_subjects()
    for step in STEPS:
        rows.take(step)
    rows.frame = _told(rows.frame)
    if checked:
        _drop_contradictions(rows)
    return FactTables(rows.frame, tuple(rows.refused))


def read_facts(path: Path, *, most: int | None = None) -> FactRecords:
    """Read a fact file, or a folder of them, into records; see `open_facts` for what is refused.

    Raises Mistake FILE_TOO_LARGE where there are more than `most` good rows: records take memory.
    """
    with duckdb() as session:
        opened = open_facts(session, path)
        if most is not None:
            _refuse_many(session, opened.rows, most, path)
        found = session.rows(opened.rows.sort("file", "row"))
    figures = [row for row in found if row["role"] != Role.TARGET]
    targets = [row for row in found if row["role"] == Role.TARGET]
    return FactRecords(
        tuple(map(_observation, figures)),
        tuple(_wanted(_observation(row), row) for row in targets),
        opened.refused,
        tuple(map(_place, figures)),
        tuple(map(_place, targets)),
    )


def _refuse_many(session: Session, rows: Frame, most: int, path: Path) -> None:
    count = session.rows(rows.select(rows=nw.len()))[0]["rows"]
    if count > most:
        raise Mistake(
            Code.FILE_TOO_LARGE,
            expected=f"不超过 {most} 行的数据表",
            came=f"{count} 行",
            remedy="请按年份或地区分成几个文件",
            place=Place(file=path.name),
        )


def _place(row: dict[str, Any]) -> Place:
    return Place(file=row["file"], line=row["row"])


def _told(rows: Frame) -> Frame:
    """Make the columns of FACTS out of meanings: amounts in the own unit, printed digits."""
    amounts = {
        name: nw.col(value) * nw.col("times") / nw.col("per")
        for name, value in (("amount", "value"), ("amount_high", "value_high"))
    }
    priced = (nw.col("caliber") == "") & (nw.col("priced") != "")
    told = rows.with_columns(
        fact=fact(),
        unit=nw.col("own_unit"),
        accumulation=nw.col("accumulated"),
        vintage=_iso(nw.col("vintage")),
        filed_caliber=nw.col("caliber"),
        caliber=nw.when(priced).then(nw.col("priced")).otherwise(nw.col("caliber")),
        **amounts,
    ).with_columns(published=half_up(nw.col("amount"), nw.col("scale")))
    return told.select([name for name, _, _ in FACTS] + list(MORE) + list(LED_BACK))


def fact() -> nw.Expr:
    """Name a row by its file and its place in it."""
    return nw.concat_str(nw.col("file"), nw.lit("#"), nw.col("row").cast(nw.String))


def _iso(moment: nw.Expr) -> nw.Expr:
    """Write a moment in the shape in which moments are compared as text."""
    written = moment.cast(nw.String).str.replace_all(" ", "T", literal=True)
    return nw.concat_str(written, nw.lit("+08:00"))


def drop_wrong(rows: Rows) -> None:
    """Refuse the rows in which something stands for a number or a moment that is none."""
    wrong = rows.frame.filter(nw.col("wrong") != "")
    found = list(rows.places(wrong, "wrong", "value_text", "value_high_text"))
    for row in found:
        rows.refuse(row, row["wrong"], _unread(row))
    if found:
        rows.frame = rows.frame.filter(nw.col("wrong") == "")


def _unread(row: dict[str, Any]) -> Mistake:
    if row["wrong"] == "vintage":
        return Mistake(
            Code.MOMENT_INVALID, expected="ISO 时间", came="", remedy="请改正；空是文件的时间"
        )
    return Mistake(
        Code.NUMBER_INVALID,
        expected=f"不超过 {MOST_DIGITS} 位的数字",
        came=row[f"{row['wrong']}_text"],
        remedy="请填数字；没有数据请留空",
    )


def _drop_contradictions(rows: Rows) -> None:
    """Keep one of equal rows; of rows that differ in their value alone keep none, and show all."""
    per = (*SAME, "vintage")
    amount = nw.col("amount")
    groups = rows.frame.group_by(*per).agg(
        together=nw.len(),
        known=amount.count(),
        low=amount.min(),
        high=amount.max(),
    )
    several = groups.filter(nw.col("together") > 1)
    found = rows.session.rows(several.select("together").head(1))
    if not found:
        return
    differ = ((nw.col("known") > 0) & (nw.col("known") < nw.col("together"))) | (
        nw.col("low") < nw.col("high")
    )
    apart = several.filter(differ).select(*per)
    unlike = rows.frame.join(apart, on=list(per), how="inner")
    by_key: defaultdict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows.places(unlike, "value_text", *per):
        by_key[tuple(row[name] for name in per)].append(row)
    for group in by_key.values():
        for row in group:
            rows.refuse(row, "value", _contradiction(row, group))
    left = rows.frame.join(apart, on=list(per), how="anti") if by_key else rows.frame
    rows.frame = one_each(left, per=per, greatest=("fact",))


def _contradiction(row: dict[str, Any], group: list[dict[str, Any]]) -> Mistake:
    others = [
        f"文件“{other['file']}”第 {other['row']} 行的“{other['value_text']}”"
        for other in group
        if other is not row
    ]
    return Mistake(
        Code.ROW_CONTRADICTS,
        expected=f"与{'、'.join(others)}一致",
        came=row["value_text"] or "空",
        remedy="同一个数、同一版本有不同的值，都没有收下；请只留一个，更正的请写上更晚的 vintage",
    )


def _observation(row: dict[str, Any]) -> Observation:
    return Observation(
        subject=row["subject"],
        indicator=row["indicator"],
        period=Period.parse(row["period"]),
        accumulation=Accumulation(row["accumulation"]),
        measure=Measure(row["measure"]),
        role=Role(row["role"]),
        value=_decimal(row["value_text"]),
        unit=row["filed_unit"],
        basis=PriceBasis(row["basis"] or PriceBasis.NA),
        caliber=row["filed_caliber"],
        status=Status(row["status"]),
        vintage=datetime.fromisoformat(row["vintage"]),
        source=row["source"] or f"{row['file']} 第 {row['row']} 行",
    )


def _wanted(figure: Observation, row: dict[str, Any]) -> Wanted:
    return Wanted(
        figure,
        Comparator(row["comparator"] or Comparator.EXACTLY),
        _decimal(row["value_high_text"]),
        row["issuer"],
        Tier(row["tier"] or Tier.OWN),
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
