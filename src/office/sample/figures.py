"""The sample's figures as they are published, and the sheets that bring them in. 演示数据.

Levels are cumulative from the year's start (or stocks at a month's end); growth is published beside
them against a comparable base, so it seldom equals the ratio of two published levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path

import xlsxwriter

from kaimenhong.terms.codelists import Accumulation, Status
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.period import Period
from kaimenhong.terms.quantity import round_half_up
from office.sample.accounts import value_added
from office.sample.economy import CITY, FIRST_YEAR, Economy, counties, series
from office.sample.tables import rows

SEED = 990100
LAST_YEAR = 2026
CHINA = timezone(timedelta(hours=8))
HEADER = ("地区", "指标", "时期", "总量", "单位", "增速(%)", "状态")
WIDTHS = (12, 30, 16, 14, 12, 10, 8)
# What is known on the demonstration's day: the departments' ledgers and the bureau's figures of
# 1—2月, not yet the services, which come a month later.
LEDGERS_KNOWN, STATISTICS_KNOWN = 14, 17
SHEETS = (
    ("锦泽市2023—2025年主要指标", datetime(2026, 1, 31, 9, tzinfo=CHINA)),
    ("锦泽市2026年1月部门数据", datetime(2026, 2, 12, 17, tzinfo=CHINA)),
    ("锦泽市2026年1—2月部门数据", datetime(2026, 3, 16, 17, tzinfo=CHINA)),
    ("锦泽市2026年1—2月统计数据", datetime(2026, 3, 18, 10, tzinfo=CHINA)),
    ("锦泽市2025年零售额基数修订", datetime(2026, 3, 18, 15, tzinfo=CHINA)),
)
REVISED = ("RETAIL", "RETAIL_ABOVE")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a sheet. Level and growth are numbers, a mark such as XX, or not published."""

    area: str
    indicator: str
    period: Period
    level: Decimal | str | None
    growth: Decimal | str | None
    known: int


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """One sheet as it came in, and when: that moment is the vintage of all its figures."""

    path: Path
    received: datetime


def figures(seed: int = SEED) -> tuple[Figure, ...]:
    """All figures of the seven areas, January 2023 to February 2026; missing ones are marks."""
    economy = Economy(seed)
    found = tuple(
        _with_gaps(_figure(economy, code, area, period))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for code, item in series().items()
        for period in _periods(code, year)
        for area in (CITY, *(() if item.show == "city" else counties()))
    )
    return (*found, *_accounts(found, seed))


def _accounts(found: Sequence[Figure], seed: int) -> Iterator[Figure]:
    """Yield the city's account by industry, made of the figures that are published."""
    city = {(item.indicator, item.period): item for item in found if item.area == CITY}

    def published(code: str, period: Period) -> tuple[float, float] | None:
        own = Period.month(period.year, period.last_month % 12 + 1)
        item = city.get((code, period)) or city.get((code, own))
        if item is None or not isinstance(item.growth, Decimal):
            return None
        return (float(item.level) if isinstance(item.level, Decimal) else 0.0, float(item.growth))

    quarters = [item.period for item in found if item.area == CITY and item.indicator == "GDP"]
    known = series()["GDP"].known
    for one in value_added(published, quarters, seed=seed):
        level, growth = (Decimal(repr(value)) for value in (one.level, one.growth))
        yield Figure(
            CITY,
            one.indicator,
            one.period,
            round_half_up(level, 2),
            round_half_up(growth, 1),
            known,
        )


def revised(seed: int = SEED) -> tuple[Figure, ...]:
    """The levels of 2025 as revised in March 2026: the base that the growth of 2026 stands on."""
    economy = Economy(seed)
    return tuple(
        _revision(economy, code, area, period)
        for code in REVISED
        for period in _periods(code, LAST_YEAR - 1)
        if period.months in (2, 3, 6, 9, 12)
        for area in (CITY, *counties())
    )


def _revision(economy: Economy, code: str, area: str, period: Period) -> Figure:
    base = _base(economy, code, area, period, period.year)
    return Figure(area, code, period, _printed(code, base), None, series()[code].known)


def write_returns(folder: Path, seed: int = SEED) -> list[ReturnFile]:
    """Write the sample's sheets into the folder, in the order in which they came in."""
    every = figures(seed)
    january = Period.month(LAST_YEAR, 1)
    february = [item for item in every if item.period.end > january.end]
    contents = (
        [item for item in every if item.period.year < LAST_YEAR],
        [item for item in every if item.period == january],
        [item for item in february if item.known <= LEDGERS_KNOWN],
        [item for item in february if LEDGERS_KNOWN < item.known <= STATISTICS_KNOWN],
        list(revised(seed)),
    )
    return [
        _write(folder / f"{title}.xlsx", received, title, items)
        for (title, received), items in zip(SHEETS, contents, strict=True)
    ]


def _periods(code: str, year: int) -> Iterator[Period]:
    """Yield the periods of a year in which the series is published, as its owner publishes it."""
    indicator = catalogue()[code]
    last = 2 if year == LAST_YEAR else 12
    for month in range(1, last + 1):
        if indicator.frequency == "quarterly" and month % 3:
            continue
        if indicator.jan_rule in ("combined", "internal", "varies") and month == 1:
            continue
        single = month == 1 or indicator.accumulation is Accumulation.POINT
        yield Period.month(year, month) if single else Period.months_range(year, 1, month)


def _figure(economy: Economy, code: str, area: str, period: Period) -> Figure:
    item = series()[code]
    level = _level(economy, code, area, period, period.year)
    with_level = item.show in ("both", "level", "city") or (
        item.show == "city_level" and area == CITY
    )
    return Figure(
        area=area,
        indicator=code,
        period=period,
        level=_printed(code, level) if with_level else None,
        growth=None if item.show == "level" else _growth(economy, code, area, period, level),
        known=item.known,
    )


def _growth(economy: Economy, code: str, area: str, period: Period, level: float) -> Decimal:
    base = _base(economy, code, area, period, period.year - 1)
    return round_half_up(Decimal(repr((level / base - 1) * 100)), 1)


def _printed(code: str, level: float) -> Decimal:
    return round_half_up(Decimal(repr(level)), series()[code].digits)


def _parts(area: str) -> tuple[str, ...]:
    """The parts that an area's figure adds up: the city is its counties and its own level."""
    return (CITY, *counties()) if area == CITY else (area,)


def _level(economy: Economy, code: str, area: str, period: Period, year: int) -> float:
    return sum(_part(economy, code, part, period, year) for part in _parts(area))


def _base(economy: Economy, code: str, area: str, period: Period, year: int) -> float:
    """Answer the comparable base: the level of `year` as it counts for growth a year later."""
    return sum(
        _part(economy, code, part, period, year) * economy.rebased(code, part, year + 1)
        for part in _parts(area)
    )


def _part(economy: Economy, code: str, part: str, period: Period, year: int) -> float:
    last = period.last_month % 12 + 1
    if code == "DEPLOAN":
        return sum(economy.level(one, part, year, last) for one in ("DEPOSIT", "LOAN"))
    if code == "NEW_LOAN":
        return economy.level("LOAN", part, year, last) - economy.level("LOAN", part, year - 1, 12)
    if catalogue()[code].accumulation is Accumulation.POINT:
        return economy.level(code, part, year, last)
    return sum(economy.level(code, part, year, month) for month in range(1, last + 1))


@cache
def _gaps() -> Mapping[tuple[str, str, str], Mapping[str, str]]:
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in rows("gaps.csv"):
        key = (row["area"], row["indicator"], Period.parse(row["period"]).code)
        found.setdefault(key, {})[row["column"]] = row["mark"]
    return found


def _with_gaps(figure: Figure) -> Figure:
    marks = _gaps().get((figure.area, figure.indicator, figure.period.code), {})
    return Figure(
        area=figure.area,
        indicator=figure.indicator,
        period=figure.period,
        level=marks.get("level", figure.level),
        growth=marks.get("growth", figure.growth),
        known=figure.known,
    )


def _write(path: Path, received: datetime, title: str, items: list[Figure]) -> ReturnFile:
    names = {row["code"]: row["name"] for row in rows("areas.csv")}
    with xlsxwriter.Workbook(path) as book:
        # The moment of writing would make every file differ; the moment it came in does not.
        book.set_properties({"created": received.replace(tzinfo=None), "comments": "演示数据"})
        bold = book.add_format({"bold": True, "align": "center"})
        sheet = book.add_worksheet("数据")
        sheet.merge_range(0, 0, 0, len(HEADER) - 1, f"{title}　演示数据", bold)
        sheet.write_row(1, 0, HEADER, bold)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(2, 0)
        for row, item in enumerate(items, start=2):
            sheet.write_row(row, 0, _cells(item, names))
        sheet.write(len(items) + 2, 0, "注：本表为演示数据，增速按可比基数计算，“—”“XX”为暂缺。")
    return ReturnFile(path, received)


def _cells(item: Figure, names: Mapping[str, str]) -> list[str | float | None]:
    return [
        names[item.area],
        catalogue()[item.indicator].name,
        item.period.label if item.period.months == 1 else _range_label(item.period),
        _cell(item.level),
        _unit(item.indicator),
        _cell(item.growth),
        # What a department keeps in its own ledger is for dispatch; the bureau publishes.
        (Status.DISPATCH if item.known <= LEDGERS_KNOWN else Status.OFFICIAL).label,
    ]


def _unit(code: str) -> str:
    item = series().get(code)
    return item.unit if item else catalogue()[code].unit


def _range_label(period: Period) -> str:
    return f"{period.year}年1—{period.last_month % 12 + 1}月"


def _cell(value: Decimal | str | None) -> str | float | None:
    return float(value) if isinstance(value, Decimal) else value
