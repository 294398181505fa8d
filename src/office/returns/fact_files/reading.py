"""The bytes of a fact file become records."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path, PurePath

from kaimenhong.documents.limits import LARGEST, file_size, megabytes
from kaimenhong.engine.fact_files import FactRecords, read_facts
from kaimenhong.errors import Code, Mistake, Place

SUFFIXES = (".csv", ".parquet")
# With their records in memory these stay below the 512 MB that the reading of any file may take.
MOST_ROWS = 200_000


def is_fact_file(file_name: str) -> bool:
    """Tell by its name whether a file is a fact file and no sheet.

    >>> is_fact_file("数据.CSV"), is_fact_file("报表.xlsx")
    (True, False)
    """
    return PurePath(file_name).suffix.lower() in SUFFIXES


def read(file_name: str, data: bytes, known: datetime) -> FactRecords:
    """Read a fact file; `known` is the vintage of the rows that have none.

    Raises Mistake FILE_EMPTY or FILE_TOO_LARGE, and what `fact_files.read_facts` raises.
    """
    _refuse_size(file_name, len(data))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / PurePath(file_name).name
        file.write_bytes(data)
        os.utime(file, (known.timestamp(), known.timestamp()))
        return read_facts(file, most=MOST_ROWS)


def _refuse_size(file_name: str, size: int) -> None:
    if size == 0:
        raise Mistake(
            Code.FILE_EMPTY,
            expected="有数据的数据表",
            came="",
            remedy="请检查是否选错了文件，或数据没有保存",
            place=Place(file=file_name),
        )
    if size > LARGEST:
        raise Mistake(
            Code.FILE_TOO_LARGE,
            expected=f"不超过 {megabytes(LARGEST)}",
            came=file_size(size),
            remedy="请按年份或地区分成几个文件",
            place=Place(file=file_name),
        )
