"""The rows of fact files in CSV, which are read here, row by row: small, or made by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import batched
from pathlib import Path

import pyarrow as pa

from kaimenhong.engine.columns import NUMBERS, WORDS, check_columns
from kaimenhong.engine.raw_rows import MOST_DIGITS, RAW, Raw, local
from kaimenhong.engine.session import Session, arrow_of
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.returns.cells import CHINA
from kaimenhong.returns.headers import is_blank
from kaimenhong.terms import quantity

ROWS_AT_ONCE = 50_000


def raw_of_csv(session: Session, files: list[Path], base: Path) -> Raw:
    """Read CSV files; raises FILE_ENCODING, FILE_DAMAGED, COLUMN_UNKNOWN and COLUMN_MISSING."""
    refused: list[Finding] = []
    parts = [part for file in files for part in _sheet(file, str(file.relative_to(base)), refused)]
    data = pa.concat_tables(parts) if parts else arrow_of({name: [] for name, _, _ in RAW}, RAW)
    constant = {
        name: str(data[name][0])
        for name in WORDS
        if data.num_rows and len(data[name].unique()) == 1
    }
    return Raw(session.table(data, RAW), constant, refused=tuple(refused))


def _sheet(file: Path, name: str, refused: list[Finding]) -> Iterator[pa.Table]:
    known = datetime.fromtimestamp(file.stat().st_mtime, CHINA)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        try:
            reader = csv.reader(stream, strict=True)
            head = [cell.strip() for cell in next(reader, [])]
            check_columns(head, Place(file=name, line=1))
            lines = ((reader.line_num, cells) for cells in reader if any(map(str.strip, cells)))
            for chunk in batched(lines, ROWS_AT_ONCE):
                sheet = _Sheet(name, head, local(known), refused)
                yield sheet.table(chunk)
        except UnicodeDecodeError as error:
            raise Mistake(
                Code.FILE_ENCODING,
                expected="UTF-8 编码的 CSV",
                came=name,
                remedy="请另存为“CSV UTF-8（逗号分隔）”",
                place=Place(file=name),
            ) from error
        except csv.Error as error:
            raise Mistake(
                Code.FILE_DAMAGED,
                expected="逗号分隔、引号成对的 CSV",
                came=str(error),
                remedy="请用表格程序重新另存一次",
                place=Place(file=name, line=reader.line_num),
            ) from error


@dataclass(slots=True)
class _Sheet:
    """Some rows of one CSV file on their way into columns."""

    name: str
    head: list[str]
    known: datetime
    refused: list[Finding]
    columns: dict[str, list[object]] = field(default_factory=dict)

    def table(self, lines: Iterable[tuple[int, list[str]]]) -> pa.Table:
        self.columns = {name: [] for name, _, _ in RAW}
        for line, cells in lines:
            if len(cells) == len(self.head):
                self._take(line, dict(zip(self.head, map(str.strip, cells), strict=True)))
            else:
                self._refuse(line, "", _ragged(len(self.head), len(cells)))
        return arrow_of(self.columns, RAW)

    def _take(self, line: int, row: dict[str, str]) -> None:
        taken: dict[str, object] = {name: row.get(name, "") for name in (*WORDS, "source")}
        column = ""
        try:
            for column in NUMBERS:
                taken[f"{column}_text"], taken[column] = _number(row.get(column, ""))
            column = "vintage"
            text = row.get(column, "")
            taken[column] = _read_moment(text) if text else self.known
        except Mistake as mistake:
            self._refuse(line, column, mistake)
            return
        moment = taken["vintage"]
        assert isinstance(moment, datetime)  # noqa: S101 -- tells mypy what both branches gave
        known = int(moment.replace(tzinfo=CHINA).timestamp())
        taken |= {"file": self.name, "row": line, "wrong": "", "known": known * 1_000_000}
        for name, values in self.columns.items():
            values.append(taken[name])

    def _refuse(self, line: int, column: str, mistake: Mistake) -> None:
        place = Place(file=self.name, line=line, column=column or None)
        self.refused.append(Finding(mistake.at(place), place))


def _ragged(expected: int, came: int) -> Mistake:
    return Mistake(
        Code.ROW_INCOMPLETE,
        expected=f"与表头一样的 {expected} 格",
        came=f"{came} 格",
        remedy="请补齐逗号；数字里不要有分节的逗号，或给这一格加引号",
    )


@lru_cache(maxsize=65536)
def _number(text: str) -> tuple[str, float | None]:
    """Give the digits as they stand, and the number; a blank and XX are known to be missing."""
    if is_blank(text):
        return "", None
    value = quantity.read_number(text)
    sized(value, text)
    return str(value), float(value)


def sized(value: Decimal, text: str) -> None:
    """Raise NUMBER_INVALID where a number has more digits than can be kept exactly."""
    plain = value.normalize()
    if len(plain.as_tuple().digits) > MOST_DIGITS or abs(plain.adjusted()) > MOST_DIGITS:
        raise Mistake(
            Code.NUMBER_INVALID,
            expected=f"不超过 {MOST_DIGITS} 位的数字",
            came=text,
            remedy="请核对数字",
        )


@lru_cache(maxsize=4096)
def _read_moment(text: str) -> datetime:
    try:
        return local(datetime.fromisoformat(text))
    except ValueError:
        raise Mistake(
            Code.MOMENT_INVALID,
            expected="ISO 时间，如 2026-03-18T09:00:00+08:00 或 2026-03-18",
            came=text,
            remedy="请改正；不写时区的按北京时间",
        ) from None
