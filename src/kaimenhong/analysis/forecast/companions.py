"""Which indicators are known sooner than which: a table that a place may read and change."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

from kaimenhong.analysis.forecast.gather import Gathered
from kaimenhong.analysis.forecast.series import Series


def faster_than(indicator: str) -> tuple[str, ...]:
    """Give the codes of what is known sooner and moves alike, the nearest first.

    >>> faster_than("IND_VA")[0]
    'IND_ELEC'
    """
    return _table().get(indicator, ())


def companions(gathered: Sequence[Gathered]) -> dict[str, list[Series]]:
    """Give for the key of each series the faster series of the same subject.

    All series of a faster indicator are given, whatever their accumulation and caliber: `in_step`
    leaves out what does not fit, and the backtest tells which is nearest.
    """
    by_subject: dict[tuple[str, str], list[Series]] = {}
    for one in gathered:
        by_subject.setdefault((one.subject, one.indicator), []).append(one.series)
    return {
        one.series.key: [
            series
            for code in faster_than(one.indicator)
            for series in by_subject.get((one.subject, code), [])
        ]
        for one in gathered
    }


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    text = resources.files(__package__).joinpath("data", "faster.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    rows = csv.DictReader(lines)
    return MappingProxyType({row["target"]: tuple(row["faster"].split("|")) for row in rows})
