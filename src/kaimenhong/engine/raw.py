"""The rows of fact files as they stand, whatever kind of file: one frame of words and numbers."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import narwhals as nw

from kaimenhong.engine.raw_csv import raw_of_csv
from kaimenhong.engine.raw_parquet import raw_of_parquet
from kaimenhong.engine.raw_rows import Only, Raw
from kaimenhong.engine.session import Session
from kaimenhong.errors import Code, Mistake, Place


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


def read_raw(session: Session, path: Path, *, only: Only = MappingProxyType({})) -> Raw:
    """Open all files of a path as one frame; `only` narrows Parquet before anything is read."""
    sheets, tables = files_of(path)
    base = path if path.is_dir() else path.parent
    parts: list[Raw] = []
    if sheets:
        parts.append(raw_of_csv(session, sheets, base))
    if tables:
        parts.append(raw_of_parquet(session, tables, base, only))
    if len(parts) == 1:
        return parts[0]
    frame = nw.concat([part.frame for part in parts])
    return Raw(frame, {}, refused=tuple(one for part in parts for one in part.refused))
