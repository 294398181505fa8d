"""The national monthly series 2018–2026 as `Series`, with what their table does not say.

Traps of the table: an index of a month that was not published stands as −100 (0 − 100), which is
missing; 当期值 and 同比增长 leave out 1—2月, which the cumulative column of the thing has; a few
series give a January in some years only, and are then taken with 1—2月 as one period.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Measure

TABLE = Path(__file__).parents[4] / "shared" / "data" / "macro" / "nbs_monthly_2018_2026.csv"
NOT_PUBLISHED = -100.0
# A series with more gaps than this says more about the survey than about its figures.
GAPS = 3
SHORTEST = 36

type Month = tuple[int, int]
type Columns = dict[str, dict[Month, float]]

# What a name of the table tells, the first that fits.
KINDS = (
    ("cumulated", re.compile(r"累计增长|上年同期=100")),
    ("month_on_month", re.compile(r"上月=100")),
    ("cumulative", re.compile(r"累计值")),
    ("amount", re.compile(r"当期值|工业用电量\(")),
    ("rate", re.compile(r"同比增长|上年同月=100")),
    ("balance", re.compile(r"")),
)
WORDS = re.compile(r"[_ ]?(当期值|累计值|同比增长|累计增长)|\s*\(.*\)|%")


def series(table: Path = TABLE) -> list[Series]:
    """Give every series that is long and whole enough, in the order of the table."""
    found = []
    for name, columns in _columns(table).items():
        for kind, figures in columns.items():
            one = _series(f"{name}|{kind}", kind, figures, columns)
            if one is not None and one.known >= SHORTEST and _gaps(one) <= GAPS:
                found.append(one)
    return found


def _gaps(one: Series) -> int:
    return len(one.values) - one.known


def _columns(table: Path) -> dict[str, Columns]:
    """Give, by what is measured, its columns by kind."""
    found: dict[str, Columns] = defaultdict(lambda: defaultdict(dict))
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            name = row["indicator"]
            if name.endswith(".1"):  # a column that the table has twice
                continue
            kind = next(kind for kind, pattern in KINDS if pattern.search(name))
            value, month = float(row["value"]), (int(row["period"][:4]), int(row["period"][4:]))
            if value == NOT_PUBLISHED and "=100" in name:
                continue
            what = f"{row['source']}|{WORDS.sub('', name).strip()}"
            found[what][kind][month] = value
    return found


def _series(key: str, kind: str, figures: dict[Month, float], columns: Columns) -> Series | None:
    if kind == "cumulative" and "amount" in columns:
        return None
    rhythm = Rhythm.MONTH if _has_januaries(figures) else Rhythm.COMBINED
    if kind == "cumulative":
        figures = _added(figures, first=1 if rhythm is Rhythm.MONTH else 2)
    elif rhythm is Rhythm.COMBINED:
        figures = _with_first_two(kind, figures, columns)
    places = {
        year * rhythm.per_year + month - (1 if rhythm is Rhythm.MONTH else 2): value
        for (year, month), value in figures.items()
        if rhythm is Rhythm.MONTH or month > 1
    }
    if not places:
        return None
    values = tuple(places.get(place) for place in range(min(places), max(places) + 1))
    return Series(key, rhythm, min(places), values, *_nature(kind))


def _nature(kind: str) -> tuple[Measure, Accumulation]:
    if kind in ("amount", "cumulative"):
        return Measure.LEVEL, Accumulation.CURRENT
    if kind == "balance":
        return Measure.LEVEL, Accumulation.POINT
    cumulated = kind == "cumulated"
    return Measure.GROWTH, Accumulation.CUMULATIVE if cumulated else Accumulation.CURRENT


def _has_januaries(figures: Mapping[Month, float]) -> bool:
    first = min(figures)
    years = {year for year, month in figures if month in (2, 3) and (year, 1) >= first}
    return all((year, 1) in figures for year in years)


def _added(figures: Mapping[Month, float], *, first: int) -> dict[Month, float]:
    added = {}
    for (year, month), value in figures.items():
        if month == first:
            added[year, month] = value
        elif (year, month - 1) in figures:
            added[year, month] = value - figures[year, month - 1]
    return added


def _with_first_two(kind: str, figures: dict[Month, float], columns: Columns) -> dict[Month, float]:
    """Take 1—2月 from the cumulative column of the same thing."""
    together = columns.get({"amount": "cumulative", "rate": "cumulated"}.get(kind, ""), {})
    kept = {
        (year, month): value
        for (year, month), value in figures.items()
        if month > 2 or (kind != "amount" and month == 2)
    }
    return {month: value for month, value in together.items() if month[1] == 2} | kept
