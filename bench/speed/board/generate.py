"""The country's months as fact files: areas × indicators × months, Parquet by year, from a seed.

Every area of the catalogue, provinces and cities among them; flows of a month, and balances at its
end; one figure in a hundred was corrected later; a growth target of the last year for every cell.
"""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kaimenhong.terms.area import areas
from kaimenhong.terms.codelists import Accumulation
from kaimenhong.terms.indicator import catalogue

SEED = 20260102
LAST_YEAR = 2025
AREAS, INDICATORS = 3200, 60
CORRECTED = 0.01
ROWS_A_GROUP = 122_880


def subjects(count: int) -> list[str]:
    """The first areas in force, whole provinces with all that lies in them; then townships."""
    codes = [one.code for one in areas() if one.valid_to is None]
    towns = (f"{code}{town}" for town in range(100, 999) for code in codes if code[-2:] != "00")
    return [f"area:{code}" for code in islice(chain(codes, towns), count)]


def indicators(count: int) -> list[tuple[str, str, str]]:
    """Code, unit and accumulation of the first indicators of the catalogue that are amounts."""
    amounts = [one for one in catalogue().values() if one.unit != "%"]
    return [
        (
            one.code,
            one.unit,
            "point" if one.accumulation is Accumulation.POINT else "current",
        )
        for one in amounts[:count]
    ]


def write(folder: Path, *, months: int, areas: int = AREAS, indicators_: int = INDICATORS) -> None:
    """Write `months` months up to December of the last year, and the targets of that year."""
    folder.mkdir(parents=True)
    codes, kinds = subjects(areas), indicators(indicators_)
    random = np.random.default_rng(SEED)
    cells = len(codes) * len(kinds)
    size = random.lognormal(3, 1, cells)
    trend = random.normal(1.05, 0.04, cells)
    first = LAST_YEAR * 12 + 12 - months
    for year in range(first // 12, LAST_YEAR + 1):
        of_year = [m for m in range(first, LAST_YEAR * 12 + 12) if m // 12 == year]
        tables = [
            part
            for month in of_year
            for part in _month(codes, kinds, month, size * trend ** ((month - first) / 12), month)
        ]
        pq.write_table(
            pa.concat_tables(tables), folder / f"facts-{year}.parquet", row_group_size=ROWS_A_GROUP
        )
    pq.write_table(_targets(codes, kinds, random, cells), folder / "targets.parquet")


def _month(
    codes: list[str], kinds: list[tuple[str, str, str]], month: int, amounts: np.ndarray, seed: int
) -> list[pa.Table]:
    random = np.random.default_rng([SEED, seed])
    values = np.round(amounts * random.normal(1, 0.03, len(amounts)), 2)
    period = f"{month // 12}-{month % 12 + 1:02d}"
    known = np.datetime64(f"{period}-28T09:00:00", "us")
    corrected = np.flatnonzero(random.random(len(values)) < CORRECTED)
    whole = _table(codes, kinds, np.arange(len(values)), values, period, known)
    later = known + np.timedelta64(30, "D")
    return [whole, _table(codes, kinds, corrected, values[corrected] + 0.5, period, later)]


def _table(
    codes: list[str],
    kinds: list[tuple[str, str, str]],
    cells: np.ndarray,
    values: np.ndarray,
    period: str,
    known: np.datetime64,
    *,
    measure: str = "level",
    role: str = "actual",
) -> pa.Table:
    area, kind = cells // len(kinds), cells % len(kinds)

    def words(texts: list[str], index: np.ndarray) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(index, pa.int32()), texts).cast(pa.string())

    def same(text: str) -> pa.Array:
        return words([text], np.zeros(len(cells), np.int32))

    growth = measure == "growth"
    return pa.table(
        {
            "subject": words(codes, area),
            "indicator": words([code for code, _, _ in kinds], kind),
            "period": same(period),
            "accumulation": same("cumulative") if growth else words([a for *_, a in kinds], kind),
            "measure": same(measure),
            "role": same(role),
            "comparator": same("at_least" if role == "target" else ""),
            "value": pa.array(values, pa.float64()),
            "unit": same("%") if growth else words([unit for _, unit, _ in kinds], kind),
            "status": same("official"),
            "vintage": pa.array(np.full(len(cells), known), pa.timestamp("us")),
            "source": same("统计月报"),
        }
    )


def _targets(
    codes: list[str], kinds: list[tuple[str, str, str]], random: np.random.Generator, cells: int
) -> pa.Table:
    values = np.round(random.normal(5, 2, cells), 1)
    known = np.datetime64(f"{LAST_YEAR}-01-20T09:00:00", "us")
    return _table(
        codes, kinds, np.arange(cells), values, str(LAST_YEAR), known,
        measure="growth", role="target",
    )  # fmt: skip
