"""One row of the facts, and what makes two rows versions of one figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kaimenhong.facts import Observation, Wanted
from kaimenhong.terms.codelists import Comparator, Tier
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.subject import name_of

type Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of the facts: an observation, or a target with who set it and how it binds.

    `value` is None where the figure is known to be missing; `tier` is None but for targets.
    """

    figure: Observation
    comparator: Comparator = Comparator.EXACTLY
    value_high: Decimal | None = None
    issuer: str = ""
    tier: Tier | None = None

    @property
    def value(self) -> Decimal | None:
        """The figure with the digits that it was filed with, in `unit`."""
        return self.figure.value

    @property
    def unit(self) -> str:
        """The unit that it was filed in."""
        return self.figure.unit

    @property
    def vintage(self) -> datetime:
        """When it became known."""
        return self.figure.vintage

    @property
    def key(self) -> Key:
        """What rows agree in that are versions (版本) of one figure."""
        one = self.figure
        return (
            one.subject, one.indicator, one.period, one.accumulation, one.measure, one.role,
            one.caliber, one.status, self.issuer, self.tier,
        )  # fmt: skip

    def told(self) -> str:
        """Tell the row in one line: whose, what, when, how much, how firm, known when, from where.

        >>> from kaimenhong.terms.period import Period
        >>> from kaimenhong.terms import codelists as c
        >>> known = datetime.fromisoformat("2026-03-17T09:00:00+08:00")
        >>> figure = Observation("area:锦泽市", "IND_VA", Period.parse("2026-01..2026-02"),
        ...     c.Accumulation.CUMULATIVE, c.Measure.GROWTH, c.Role.ACTUAL, Decimal("7.6"), "%",
        ...     c.PriceBasis.CONSTANT, "", c.Status.OFFICIAL, known, "统计月报")
        >>> Entry(figure).told()
        '锦泽市 规模以上工业增加值 2026年1—2月 增速 7.6%（正式，2026-03-17，统计月报）'
        """
        one = self.figure
        whose = f"{name_of(one.subject)} {spelled(one.indicator)} {one.period.label}"
        kind = f"{self.tier.label}目标" if self.tier else one.status.label
        value = "缺数" if one.value is None else f"{one.value:f}{one.unit}"
        noted = [kind, one.caliber, f"{one.vintage:%Y-%m-%d}", one.source]
        return f"{whose} {one.measure.label} {value}（{'，'.join(filter(None, noted))}）"


def observed(figure: Observation) -> Entry:
    """Make the entry of an observation."""
    return Entry(figure)


def wanted(target: Wanted) -> Entry:
    """Make the entry of a target."""
    return Entry(target.figure, target.comparator, target.value_high, target.issuer, target.tier)


def spelled(indicator: str) -> str:
    """Give the name that papers print for a code; a name outside the catalogue is its own.

    >>> spelled("FAI"), spelled("集中开工项目数")
    ('固定资产投资', '集中开工项目数')
    """
    known = catalogue().get(indicator)
    return known.short_name if known else indicator
