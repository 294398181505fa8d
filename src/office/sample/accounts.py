"""The quarterly account of 锦泽市 by industry: what the estimate of GDP is calibrated on. 演示数据.

Each industry moves with its supporting indicators and a little by itself; then all are moved by one
step, so that they make the growth of GDP that is published. Levels are shares of the published GDP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from kaimenhong.analysis.industries import composite, default_industries
from kaimenhong.terms.period import Period
from office.sample.tables import rows

# Level and growth in % of one of the city's indicators, as published; None where it is not.
Published = Callable[[str, Period], tuple[float, float] | None]


@dataclass(frozen=True, slots=True)
class Account:
    """One industry; see `accounts.csv` for the columns."""

    industry: str
    indicator: str
    share: float
    steady: float
    slope: float
    noise: float


@dataclass(frozen=True, slots=True)
class ValueAdded:
    """What one industry made from the year's start, and its growth in %."""

    indicator: str
    period: Period
    level: float
    growth: float


def accounts() -> tuple[Account, ...]:
    """Give the industries of the account."""
    return tuple(
        Account(
            row["industry"],
            row["indicator"],
            *(float(row[name]) for name in ("share", "steady", "slope", "noise")),
        )
        for row in rows("accounts.csv")
    )


def value_added(
    published: Published, periods: Sequence[Period], *, seed: int
) -> Iterator[ValueAdded]:
    """Yield the account of each cumulative quarter, in the order given: year after year."""
    shares: dict[str, dict[int, float]] = {
        one.industry: dict.fromkeys((3, 6, 9, 12), one.share) for one in accounts()
    }
    for period in periods:
        whole = published("GDP", period)
        if whole is None:
            continue
        level, growth = whole
        month = period.last_month % 12 + 1
        weights = {industry: by_quarter[month] for industry, by_quarter in shares.items()}
        growths = _growths(published, period, weights, growth, seed)
        for industry, weight in weights.items():
            shares[industry][month] = weight * (1 + growths[industry] / 100)
        total = sum(by_quarter[month] for by_quarter in shares.values())
        for one in accounts():
            part = shares[one.industry][month] / total
            yield ValueAdded(one.indicator, period, level * part, growths[one.industry])


def _growths(
    published: Published, period: Period, weights: Mapping[str, float], whole: float, seed: int
) -> dict[str, float]:
    supports = {industry.code: industry.supports for industry in default_industries()}
    bare: dict[str, float] = {}
    for one in accounts():
        known = {code: published(code, period) for code in supports[one.industry]}
        growths = {code: found[1] if found else None for code, found in known.items()}
        given = {code: w for code, w in supports[one.industry].items() if growths[code] is not None}
        stream = Random(f"{seed}/{one.industry}/{period.code}")  # noqa: S311 -- figures, not secrets
        bare[one.industry] = (
            one.steady
            + one.slope * (composite(given, growths) or 0.0)
            + stream.uniform(-1, 1) * one.noise
        )
    total = sum(weights.values())
    made = sum(weights[industry] * growth for industry, growth in bare.items()) / total
    return {industry: growth + whole - made for industry, growth in bare.items()}
