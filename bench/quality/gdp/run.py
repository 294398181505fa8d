"""`make bench NAME=gdp`: each quarter from earlier ones only, beside last quarter's growth."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression

from rich.console import Console
from rich.table import Table

from bench.quality.gdp.national import MACRO, TABLE, Series, monthly, quarterly
from bench.result import Result
from kaimenhong.analysis.calibration import Basis
from kaimenhong.analysis.gdp import Estimate, Input, Quarter, Support, estimated
from kaimenhong.analysis.holder import Holder
from kaimenhong.terms.codelists import Status
from kaimenhong.terms.period import Period

FIRST = 6  # quarters that must be known before one is estimated: five changes make a regression
GOALS = {"mae_over_naive": "<= 0.95", "covered_80": ">= 0.75"}


@dataclass(frozen=True, slots=True)
class Case:
    """One quarter: the estimate, its two contenders, and what was released.

    `naive` is last quarter's growth; `levels` the plain regression of growth on support, by
    industry, where ours takes changes (decision 0016).
    """

    estimate: Estimate
    naive: float
    levels: float
    released: float

    @property
    def error(self) -> float:
        return self.estimate.growth - self.released

    @property
    def covered(self) -> bool:
        low, high = self.estimate.low, self.estimate.high
        return low is not None and high is not None and low <= self.released <= high


def run() -> Result:
    """Walk through the quarters, show a table on stderr, and give the mean absolute errors."""
    if not MACRO.exists():
        return Result("gdp", {}, GOALS, ("没有国家统计局的数据，没有量",))
    indices = quarterly("nbs_quarterly_gdp_indices.csv")
    growths = {
        code: {period: index - 100 for period, index in series.items()}
        for code, series in indices.items()
    }
    levels, supports = quarterly("nbs_quarterly_gdp_current_prices.csv"), monthly()
    periods = sorted(growths["GDP"])
    started = time.process_time()
    cases = [
        _case(periods[:at], periods[at], growths, levels, supports)
        for at in range(FIRST, len(periods))
    ]
    seconds = time.process_time() - started
    _show(cases)
    return Result("gdp", _figures(cases, seconds), GOALS, _notes(cases))


def _case(
    past: Sequence[Period],
    period: Period,
    growths: dict[str, Series],
    levels: dict[str, Series],
    supports: dict[str, Series],
) -> Case:
    inputs = []
    for industry in TABLE:
        names = list(industry.supports)
        quarters = tuple(
            Quarter(one, growths[industry.code][one], {n: supports[n].get(one) for n in names})
            for one in past
        )
        now = tuple(Support(n, supports[n].get(period), period, Status.OFFICIAL, "") for n in names)
        base = levels[industry.code][period.year_before()]
        inputs.append(Input(industry.code, base, quarters, now, constant=False))
    estimate = estimated(
        "area:000000", Holder.PROVINCE, period, inputs, table=TABLE, most_uncovered=1.0
    )
    total = sum(one.base for one in inputs)
    levelled = sum(
        one.base / total * _by_levels(one, now)
        for one, now in zip(inputs, (found.support for found in estimate.industries), strict=True)
    )
    return Case(estimate, growths["GDP"][past[-1]], levelled, growths["GDP"][period])


def _by_levels(given: Input, now: float | None) -> float:
    """Give a + b·x by least squares on growths themselves; the last growth without support."""
    pairs = [(x, quarter.growth) for quarter in given.past for x in quarter.supports.values()]
    known = [(x, growth) for x, growth in pairs if x is not None]
    if now is None or not known:
        return given.past[-1].growth
    slope, start = linear_regression(*zip(*known, strict=True))
    return start + slope * now


def _figures(cases: Sequence[Case], seconds: float) -> dict[str, float]:
    ours = sum(abs(case.error) for case in cases) / len(cases)
    naive = sum(abs(case.naive - case.released) for case in cases) / len(cases)
    levels = sum(abs(case.levels - case.released) for case in cases) / len(cases)
    later = cases[2:]
    return {
        "quarters": len(cases),
        "mae": round(ours, 3),
        "naive_mae": round(naive, 3),
        "levels_mae": round(levels, 3),
        "mae_over_naive": round(ours / naive, 3),
        "later_mae": round(sum(abs(one.error) for one in later) / len(later), 3),
        "later_naive_mae": round(
            sum(abs(one.naive - one.released) for one in later) / len(later), 3
        ),
        "bias": round(sum(case.error for case in cases) / len(cases), 3),
        "covered_80": round(sum(case.covered for case in cases) / len(cases), 3),
        "uncovered_share": round(sum(one.estimate.uncovered for one in cases) / len(cases), 3),
        "ms_per_estimate": round(seconds / len(cases) * 1000, 1),
    }


def _notes(cases: Sequence[Case]) -> tuple[str, ...]:
    regressions = sum(
        one.calibration.basis is Basis.REGRESSION
        for case in cases
        for one in case.estimate.industries
    )
    return (
        "数是最新版本，不是当时看得到的版本",
        f"五个行业没有月度支撑，沿用上季；{len(cases)}季里用回归的行业共{regressions}次",
    )


def _show(cases: Sequence[Case]) -> None:
    table = Table("时期", "测算", "区间", "上季", "水平回归", "公布", "误差", title="累计增速，%")
    for case in cases:
        one = case.estimate
        low, high = one.low or 0.0, one.high or 0.0
        table.add_row(
            one.period.label,
            f"{one.growth:.2f}",
            f"{low:.1f}—{high:.1f}",
            f"{case.naive:.1f}",
            f"{case.levels:.2f}",
            f"{case.released:.1f}",
            f"{case.error:+.2f}",
        )
    Console(stderr=True).print(table)
