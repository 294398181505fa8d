"""The rows of fact files in Parquet, which stay unread until they are asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kaimenhong.engine.columns import NAMES, NUMBERS, WORDS, check_columns
from kaimenhong.engine.raw_rows import MOST_DIGITS, RAW, Only, Raw, local
from kaimenhong.engine.session import Session
from kaimenhong.errors import Code, Mistake, Place
from kaimenhong.returns.cells import CHINA

MOST_LISTED = 4


def raw_of_parquet(session: Session, files: list[Path], base: Path, only: Only) -> Raw:
    """Open Parquet files; raises FILE_DAMAGED, COLUMN_UNKNOWN and COLUMN_MISSING."""
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
    known = local(datetime.fromtimestamp(newest, CHINA)).isoformat(" ")
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
