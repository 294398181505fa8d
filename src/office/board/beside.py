"""Targets of several issuers and tiers for one thing, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaimenhong import engine
from kaimenhong.analysis.standing import TARGETS
from kaimenhong.analysis.tiers import side_by_side
from kaimenhong.terms.codelists import Tier
from office import warehouse
from office.board.queries import NONE, BoardRow, digits_of, signed
from office.campaigns.models import Target


@dataclass(frozen=True, slots=True)
class Tiered:
    """One of several targets for one thing: who set it, and how much less than the strictest."""

    target: Target
    target_text: str
    target_period: str
    tier_word: str
    strictest: bool
    slack_text: str


def tiered(rows: Sequence[BoardRow]) -> tuple[Tiered, ...]:
    """Return the targets that do not stand alone, those for one thing together; none where all do.

    A target whose figure is missing, or that cannot be compared, has no slack and is not strictest.
    """
    if len(rows) < 2:
        return ()
    with engine.duckdb() as session:
        table = session.table(warehouse.targets(row.target for row in rows), TARGETS)
        told = {one["target"]: one for one in session.rows(side_by_side(table))}
    several = [row for row in rows if told[str(row.target.pk)]["beside"] > 1]
    several.sort(key=lambda row: (row.target.period, row.target.measure, row.target.pk))
    return tuple(one(row, told[str(row.target.pk)]) for row in several)


def one(row: BoardRow, told: dict[str, object]) -> Tiered:
    """Return one target as it is printed beside the others."""
    slack, unit = told["slack"], str(told["unit"])
    shown = NONE
    if isinstance(slack, float):
        points = "个百分点" if unit == "%" else unit
        shown = signed(slack, points, 1 if unit == "%" else digits_of(unit)) if slack else NONE
    return Tiered(
        target=row.target,
        target_text=row.target_text,
        target_period=row.target_period,
        tier_word=Tier(row.target.tier).label,
        strictest=told["strictest"] == 1.0,
        slack_text=shown,
    )
