"""The rows of fact files as they stand, whatever kind of file: one frame of words and numbers.

CSV is read here, row by row, since it is small or made by hand; Parquet stays unread until asked.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from itertools import batched
from pathlib import Path
from types import MappingProxyType

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from kaimenhong.analysis.frame import Frame
from kaimenhong.engine.columns import NAMES, NUMBERS, WORDS, check_columns
from kaimenhong.engine.session import Schema, Session, arrow_of
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.facts import Finding
from kaimenhong.returns.cells import CHINA
from kaimenhong.returns.headers import is_blank
from kaimenhong.terms import quantity

# `value` and `value_high` are numbers, null for missing; `*_text` is what the file says; `wrong`
# names the column that bears no number or moment though something stands there; `known` is the
# moment of `vintage` as a number that grows with time.
RAW: Schema = (
    *((name, "text", "") for name in WORDS),
    *((name, "float64", "") for name in NUMBERS),
    *((f"{name}_text", "text", "") for name in NUMBERS),
    ("vintage", "moment", ""),
    ("known", "int64", ""),
    ("source", "text", ""),
    ("file", "text", ""),
    ("row", "int64", ""),
    ("wrong", "text", ""),
)
ROWS_AT_ONCE = 50_000
MOST_LISTED = 4
MOST_DIGITS = 15  # as many as a binary float keeps


@dataclass(frozen=True, slots=True)
class Raw:
    """The rows of the files, with what is known of them without a look.

    `constant` tells the columns that hold one word in all rows, `filled` those that hold a word in
    every row: the statistics of Parquet tell both. `refused` are the rows that could not even be
    split into columns or bear no number.
    """

    frame: Frame
    constant: Mapping[str, str]
    filled: frozenset[str] = frozenset()
    refused: tuple[Finding, ...] = ()


def files_of(path: Path) -> tuple[list[Path], list[Path]]:
    """Give the CSV and the Parquet files of a path; raises FILE_MISSING where there is none."""
    inside = sorted(path.rglob("*")) if path.is_dir() else [path]
    shown = [
        file
        for file in inside
        if file.is_file()
        and not any(part.startswith((".", "_")) for part in file.relative_to(path).parts)
    ]
    sheets = [file for file in shown if file.suffix.lower() == ".csv"]
    tables = [file for file in shown if file.suffix.lower() in (".parquet", ".pq")]
    if not sheets and not tables:
        raise Mistake(
            Code.FILE_MISSING,
            expected="数据表：.csv、.parquet，或装着它们的文件夹",
            came=str(path),
            remedy="请检查路径和扩展名",
            place=Place(file=path.name),
        )
    return sheets, tables


# Column and the words of it that are wanted; all of them where a column is not named. Words between
# the wanted ones may come along.
type Only = Mapping[str, Collection[str]]


def read_raw(session: Session, path: Path, *, only: Only = MappingProxyType({})) -> Raw:
    """Open all files of a path as one frame; `only` narrows Parquet before anything is read."""
    sheets, tables = files_of(path)
    base = path if path.is_dir() else path.parent
    parts: list[Raw] = []
    if sheets:
        parts.append(_sheets(session, sheets, base))
    if tables:
        parts.append(_tables(session, tables, base, only))
    if len(parts) == 1:
        return parts[0]
    frame = nw.concat([part.frame for part in parts])
    return Raw(frame, {}, refused=tuple(one for part in parts for one in part.refused))


def _sheets(session: Session, files: list[Path], base: Path) -> Raw:
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
                sheet = _Sheet(name, head, _local(known), refused)
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
        return _local(datetime.fromisoformat(text))
    except ValueError:
        raise Mistake(
            Code.MOMENT_INVALID,
            expected="ISO 时间，如 2026-03-18T09:00:00+08:00 或 2026-03-18",
            came=text,
            remedy="请改正；不写时区的按北京时间",
        ) from None


def _local(moment: datetime) -> datetime:
    """Give a moment in China's time, without saying so: in one column all are of one zone."""
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).replace(tzinfo=None)


def _tables(session: Session, files: list[Path], base: Path, only: Only) -> Raw:
    schema: dict[str, pa.DataType] = {}
    words: dict[str, set[str]] = {name: set() for name in WORDS}
    read: list[Path] = []
    for file in files:
        found = _metadata(file, str(file.relative_to(base)))
        arrow = found.schema.to_arrow_schema()
        folders = _folders(file, base)
        came = [*arrow.names, *(name for name in folders if name in NAMES)]
        check_columns(came, Place(file=str(file.relative_to(base))))
        if groups := [ends for ends in _groups(found, folders) if _may_hold(ends, only)]:
            read.append(file)
            schema |= {name: arrow.field(name).type for name in arrow.names}
            schema |= {name: pa.string() for name in came if name in folders}
            for name in WORDS:
                words[name] = words[name].union(*(ends[name] for ends in groups))
    if not read:
        return Raw(session.table({name: [] for name, _, _ in RAW}, RAW), {})
    words |= {name: set(wanted) for name, wanted in only.items() if len(wanted) == 1}
    constant = {name: next(iter(ends)) for name, ends in words.items() if len(ends) == 1}
    newest = max(file.stat().st_mtime for file in read)
    known = _local(datetime.fromtimestamp(newest, CHINA)).isoformat(" ")
    frame = session.parquet(read, _select(schema, words, base, known), _where(only))
    return Raw(frame, constant, frozenset(name for name, ends in words.items() if "" not in ends))


def _metadata(file: Path, name: str) -> pq.FileMetaData:
    try:
        return pq.read_metadata(file)
    except pa.ArrowInvalid as error:
        raise Mistake(
            Code.FILE_DAMAGED,
            expected="完整的 Parquet 文件",
            came=name,
            remedy="请重新导出或复制一次",
            place=Place(file=name),
        ) from error


def _where(only: Only) -> str:
    """Say it in SQL; of many words only the range they span, which costs less than a list."""
    return " AND ".join(_between(name, wanted) for name, wanted in only.items()) or "true"


def _between(name: str, wanted: Collection[str]) -> str:
    if len(wanted) > MOST_LISTED:
        return f"{name} >= {_literal(min(wanted))} AND {name} <= {_literal(max(wanted))}"
    return f"{name} IN ({', '.join(map(_literal, sorted(wanted)))})"


def _folders(file: Path, base: Path) -> dict[str, str]:
    """Give what the names of the folders say: `year=2026/` is year 2026."""
    parts = (part.partition("=") for part in file.relative_to(base).parts[:-1])
    return {name: value for name, sign, value in parts if sign}


# What a column of a part of a file holds: its first and last word, and an empty one where some row
# has none. ANY stands for what the statistics do not tell.
type Ends = dict[str, set[str]]
ANY = {"", "\uffff"}


def _groups(found: pq.FileMetaData, folders: Mapping[str, str]) -> Iterator[Ends]:
    """Give the ends of the words of every part of a file by its statistics."""
    places = {name: found.schema.to_arrow_schema().get_field_index(name) for name in WORDS}
    for number in range(found.num_row_groups):
        group = found.row_group(number)
        yield {
            name: {folders[name]}
            if name in folders
            else {""}
            if place < 0
            else _ends(group.column(place).statistics)
            for name, place in places.items()
        }


def _ends(seen: pq.Statistics | None) -> set[str]:
    if seen is None or not seen.has_min_max or not seen.has_null_count:
        return ANY
    return {str(seen.min), str(seen.max)} | ({""} if seen.null_count else set())


def _may_hold(ends: Ends, only: Only) -> bool:
    """Tell whether a part of a file can hold a wanted row."""
    return all(
        any(min(ends[name]) <= word <= max(ends[name]) for word in wanted)
        for name, wanted in only.items()
    )


def _select(
    schema: Mapping[str, pa.DataType], words: Ends, base: Path, known: str
) -> dict[str, str]:
    """Say, in the SQL that all engines share, how the columns of RAW come from those of files."""
    select = {name: _word(name, schema, words) for name in WORDS}
    wrong = {name: _wrong(name, schema[name]) for name in NUMBERS if name in schema}
    for name in NUMBERS:
        number = _number_of(name) if name in schema else "cast(NULL AS DOUBLE)"
        select[name] = number
        select[f"{name}_text"] = f"coalesce(cast({name} AS STRING), '')" if name in schema else "''"
    moment = f"cast({_literal(known)} AS {{local}})"
    if "vintage" in schema:
        written = _moment_of(schema["vintage"])
        if _is_text(schema["vintage"]):
            wrong["vintage"] = f"trim(vintage) <> '' AND {written} IS NULL"
        moment = f"coalesce({written}, {moment})"
    select["vintage"] = moment
    select["known"] = f"{{micros}}({moment})"
    select["source"] = "coalesce(source, '')" if "source" in schema else "''"
    select["file"] = f"substr({{file}}, {len(str(base)) + 2})"
    select["row"] = "{row}"
    cases = " ".join(f"WHEN {test} THEN '{name}'" for name, test in wrong.items())
    select["wrong"] = f"CASE {cases} ELSE '' END"
    return {name: select[name] for name, _, _ in RAW}


def _moment_of(kind: pa.DataType) -> str:
    """Give `vintage` in China's time, which is the zone of the session."""
    if pa.types.is_timestamp(kind) and kind.tz is None:
        return "cast(vintage AS {local})"
    return "cast(try_cast(vintage AS {instant}) AS {local})"


def _word(name: str, schema: Mapping[str, pa.DataType], words: Ends) -> str:
    if len(words[name]) == 1:
        return _literal(next(iter(words[name])))
    plain = name if _is_text(schema[name]) else f"cast({name} AS STRING)"
    return f"coalesce({plain}, '')" if "" in words[name] else plain


def _number_of(name: str) -> str:
    number = f"try_cast({name} AS DOUBLE)"
    return f"CASE WHEN abs({number}) < 1e{MOST_DIGITS} THEN {number} END"


def _wrong(name: str, kind: pa.DataType) -> str:
    given = f"trim({name}) <> ''" if _is_text(kind) else f"{name} IS NOT NULL"
    return f"{given} AND {_number_of(name)} IS NULL"


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _literal(text: str) -> str:
    return "'" + re.sub(r"'", "''", text) + "'"
