"""What papers are made of: how a campaign stands on a day, each figure with its source.

Every kind of paper tells of the same dossier. Nothing here is worked out by the writer but counts
and sentences: who gathers a dossier puts in figures as published (`Decimal` with its digits) or as
already formatted text.
"""

from __future__ import annotations

from collections.abc import Iterator
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
class TargetRow:
    """One target and what was reached: a row of annex 1 and, where `headline`, a sentence.

    `actual` is the figure in the measure of the target, as text, "" where there is none. `level` is
    printed beside it where the target is a growth, `growth` where it is not. `growth` (% as
    published) is wanted in both cases: with `growth_before` it tells 加快, 回落, 收窄 and so on.
    `gap` is in `gap_unit` and, as in analysis, below zero where the figure is behind the target,
    above zero where it is ahead; None where it cannot be said. `difference` is the figure less its
    goal in the same unit: more than zero is higher, be that good or bad. `behind` says whether the
    target is missed, which a gap of zero leaves open (超过8% is missed with 8.0%).
    `period` is the figure's own period, which may differ from the dossier's (错月). `code` is the
    indicator's, `task` the title of the task that the target stands in. `light_before` and
    `actual_before` are how it stood on the day compared with, None and "" where no day is.
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
    code: str = ""
    task: str = ""
    light_before: Light | None = None
    actual_before: str = ""
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
class Tracked:
    """One indicator that is followed from day to day, area by area: 复工率, 开工率.

    `whole` is the area above, not ranked. The figures are levels in `unit`, newest as of the day.
    """

    indicator: str
    unit: str
    period: str
    status: Status
    rows: tuple[TrackedRow, ...]
    whole: TrackedRow | None = None

    @property
    def all_rows(self) -> tuple[TrackedRow, ...]:
        """The whole, where there is one, before its parts."""
        return (self.whole, *self.rows) if self.whole else self.rows


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """An area's figure now and as it was known before; None where none is known."""

    area: str
    value: Decimal | None
    before: Decimal | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of the plan, who answers for it and by when; `deadline` None where none is set.

    `measures` are the plan's own sentences of what is done, those without figures.
    """

    number: str
    title: str
    leaders: tuple[str, ...]
    leads: tuple[str, ...]
    measures: tuple[str, ...] = ()
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """How one campaign stands on the day `as_of`.

    `period` is that of most figures, `campaign_period` that of the campaign; `spoken` is the one
    that the paper's title names, so that sentences need not, None where it is `period`. `since` is
    the day that rows are compared with, where a paper tells what is new. `sources` are numbered in
    their order, and each id that a row names must be among them.
    """

    area: str
    campaign: str
    campaign_period: str
    as_of: date
    period: str
    issuer: str
    recipients: str
    demo: bool
    rows: tuple[TargetRow, ...]
    rankings: tuple[Ranking, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    sources: tuple[Source, ...] = ()
    since: date | None = None
    spoken: str | None = None

    def __post_init__(self) -> None:
        """Refuse a figure whose source is not given: it could not be traced."""
        given = {source.id for source in self.sources}
        if lost := set(self._named()) - given:
            raise ValueError(f"sources named but not given: {sorted(lost)}")

    def _named(self) -> Iterator[str]:
        for row in self.rows:
            yield from row.sources
        for ranking in self.rankings:
            yield from (source for row in ranking.all_rows for source in row.sources)
        for tracked in self.tracked:
            yield from (source for row in tracked.all_rows for source in row.sources)

    @property
    def compared(self) -> tuple[Ranking, ...]:
        """Return the rankings that somebody takes part in."""
        return tuple(ranking for ranking in self.rankings if ranking.ranked)

    @property
    def whole(self) -> str:
        """Return the area as its own papers call it: 全市, 全县, 全区.

        A zone and what has no such word keep the name.
        """
        return f"全{self.area[-1]}" if self.area[-1] in "省市县区州旗" else self.area
