"""The columns of a fact file: the one table in which facts travel (CSV or Parquet)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kaimenhong.errors import Code, Mistake, Place


class Column(NamedTuple):
    """A column, whether a hand-made file must have it, its word in SDMX, and what it holds."""

    name: str
    needed: bool
    sdmx: str
    meaning: str


COLUMNS = (
    Column("subject", True, "REF_AREA", "area:421381、office:…、firm:…、project:…，或地区名称"),
    Column("indicator", True, "INDICATOR", "目录代码、名称或简称；目录没有的写原名"),
    Column("period", True, "TIME_PERIOD", "2026、2026H1、2026Q1、2026-03、2026-01..2026-02 等"),
    Column("accumulation", False, "", "cumulative、current、point；空则按目录"),
    Column("measure", True, "", "level、growth、growth_rank、level_rank、share、completion 等"),
    Column("role", True, "", "actual、target、expected"),
    Column("comparator", False, "", "目标怎样约束；实绩为空"),
    Column("value", True, "OBS_VALUE", "数，按 unit 计；空是已知缺数，不是零"),
    Column("value_high", False, "", "只用于 between：上限"),
    Column("unit", True, "UNIT_MEASURE", "亿元、%、家、位、个百分点等"),
    Column("basis", False, "", "current、constant、na；空则按目录"),
    Column("caliber", False, "", "口径，只有一种时为空"),
    Column("status", False, "OBS_STATUS", "official、flash、expected、estimated，空是 dispatch"),
    Column("issuer", False, "", "目标的下达方"),
    Column("tier", False, "", "upper、own、stretch；空是本级"),
    Column("vintage", False, "", "何时得知，ISO 时间，不写时区是北京时间；空是文件的时间"),
    Column("source", False, "", "出处：文件、表和单元格，或报表"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
NEEDED = tuple(column.name for column in COLUMNS if column.needed)
NUMBERS = ("value", "value_high")
WORDS = tuple(name for name in NAMES if name not in (*NUMBERS, "vintage", "source"))


def check_columns(came: Sequence[str], place: Place) -> None:
    """Raise COLUMN_UNKNOWN or COLUMN_MISSING where the columns are not those of a fact file."""
    unknown = [name for name in came if name not in NAMES]
    twice = sorted({name for name in came if came.count(name) > 1})
    missing = [name for name in NEEDED if name not in came]
    if unknown or twice:
        raise Mistake(
            Code.COLUMN_UNKNOWN,
            expected="数据表的列，每列一次：" + "、".join(NAMES),
            came="、".join(unknown or twice),
            remedy="请改正列名，或删去这一列",
            place=place,
        )
    if missing:
        raise Mistake(
            Code.COLUMN_MISSING,
            expected="至少有这些列：" + "、".join(NEEDED),
            came="缺 " + "、".join(missing),
            remedy="请补上这一列",
            place=place,
        )
