"""What a bulletin is made of: figures of the ledger, each with its period, status and source.

Nothing here is worked out by the writer but counts and sentences: who composes a bulletin puts in
figures as published (`Decimal` with its digits) or as already formatted text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kaimenhong.analysis.lights import Light
from kaimenhong.terms.codelists import Measure, Status
from kaimenhong.writing.words import Rank


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure came from. `version` is when the ledger learnt it."""

    id: str
    what: str
    shown: str
    file: str
    cell: str
    version: datetime


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One target and what was reached: a row of annex 1 and, where `headline`, a sentence.

    `actual` is the figure in the measure of the target, as text, "" where there is none. `level` is
    printed beside it where the target is a growth, `growth` where it is not. `growth` (% as
    published) is wanted in both cases: with `growth_before` it tells 加快, 回落, 收窄 and so on.
    `gap` is in `gap_unit` and, as in analysis, below zero where the figure is behind the target,
    above zero where it is ahead; None where it cannot be said. `difference` is the figure less its
    goal in the same unit: more than zero is higher, be that good or bad. `behind` says whether the
    target is missed, which a gap of zero leaves open (超过8% is missed with 8.0%).
    `period` is the figure's own period, which may differ from the bulletin's (错月).
    """

    indicator: str
    area: str
    measure: Measure
    target: str
    target_period: str
    actual: str
    period: str
    status: Status
    light: Light
    level: str = ""
    growth: Decimal | None = None
    growth_before: Decimal | None = None
    period_before: str = ""
    gap: Decimal | None = None
    gap_unit: str = ""
    difference: Decimal | None = None
    behind: bool | None = None
    progress: str = ""
    rank: Rank | None = None
    lead_office: str = ""
    leader: str = ""
    tier: str = ""
    headline: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One area in a ranking; without a growth it takes no part (`rank` None)."""

    area: str
    growth: Decimal | None
    rank: int | None
    level: Decimal | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Areas of one peer group by the published growth of one indicator, all of one status.

    `whole` is the area above, shown for comparison and not ranked. One status for all, because an
    estimate and a published figure never stand in one column.
    """

    indicator: str
    period: str
    status: Status
    peers: str
    rows: tuple[RankingRow, ...]
    whole: RankingRow | None = None
    level_unit: str = ""

    @property
    def all_rows(self) -> tuple[RankingRow, ...]:
        """The whole, where there is one, before its parts."""
        return (self.whole, *self.rows) if self.whole else self.rows

    @property
    def has_levels(self) -> bool:
        """Whether any level is published, so that a column for it is worth its place."""
        return any(row.level is not None for row in self.all_rows)

    @property
    def ranked(self) -> tuple[RankingRow, ...]:
        """Those that take part; none where no growth is published."""
        return tuple(row for row in self.rows if row.rank is not None)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin of one campaign.

    `title` comes in phrases that are not broken over lines. `sources` are numbered in their order,
    and each id that a row names must be among them. `reply_by` None leaves a blank to fill.
    """

    title: tuple[str, ...]
    area: str
    campaign: str
    kind: str
    as_of: date
    period: str
    issuer: str
    recipients: str
    demo: bool
    rows: tuple[BulletinRow, ...]
    rankings: tuple[Ranking, ...] = ()
    sources: tuple[Source, ...] = ()
    reply_by: date | None = None

    def __post_init__(self) -> None:
        """Refuse a figure whose source is not given: it could not be traced."""
        given = {source.id for source in self.sources}
        named = {source for row in self.rows for source in row.sources}
        named |= {s for ranking in self.rankings for row in ranking.all_rows for s in row.sources}
        if lost := named - given:
            raise ValueError(f"sources named but not given: {sorted(lost)}")
