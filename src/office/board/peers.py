"""The areas compared within one group of peers: places among them, and what they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import narwhals as nw

from kaimenhong import engine
from kaimenhong.analysis import peers
from kaimenhong.analysis.rank import within_group
from kaimenhong.analysis.reason import Reason
from kaimenhong.analysis.vintage import holding
from kaimenhong.facts import FACTS
from kaimenhong.terms.area import Level
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office import warehouse
from office.board import held
from office.board.queries import figure
from office.campaigns.models import Campaign
from office.people import access
from office.people.models import Area, Person

BELOW = (Level.COUNTY.value, "other")
MEMBERSHIP = (("group", "text", ""), ("subject", "text", ""))


@dataclass(frozen=True, slots=True)
class Group:
    """A group of peers that can be chosen, and the subjects in it."""

    code: str
    name: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What a group comes to in one period, as printed; `why_not` where there is no sum."""

    name: str
    level_text: str
    growth_text: str
    why_not: str


def groups(campaign: Campaign) -> tuple[Group, ...]:
    """Return the groups of the campaign's counties, districts and zones that say something."""
    below = set(access.area_and_below(campaign.area)) - {campaign.area_id}
    names = {area.subject: area.name for area in Area.objects.filter(pk__in=below, level__in=BELOW)}
    return tuple(
        Group(code, peers.GROUPS[code][0], subjects)
        for code, subjects in peers.members(names).items()
    )


def chosen(found: Sequence[Group], code: str) -> Group | None:
    """Return the group of that code; None means all siblings."""
    return next((group for group in found if group.code == code), None)


def within(
    person: Person,
    group: Group,
    figures: Mapping[held.Key, held.Held],
    period: Period | None,
    indicator: str,
    until: datetime,
    reached: Collection[str],
) -> tuple[dict[held.Key, held.Held], Subtotal | None]:
    """Return the figures of one period with their places in the group, and its subtotal.

    The subtotal is for those who reach every member: less another's figure it tells that one's.
    """
    if period is None:
        return {}, None
    with engine.duckdb() as session:
        table = session.table(warehouse.facts(person, indicators=[indicator], until=until), FACTS)
        held_then = session.hold(holding(table).filter(nw.col("period") == period.code))
        rows = [{"group": group.code, "subject": subject} for subject in group.subjects]
        members = session.table(engine.table_of(rows, MEMBERSHIP), MEMBERSHIP)
        ranked = held.by_key(session.rows(within_group(held_then, members)), by="group")
        sums = session.rows(peers.subtotals(held_then, members))
    inside = {key: one for key, one in ranked.items() if key in figures}
    return inside, subtotal(group, sums) if set(group.subjects) <= set(reached) else None


def subtotal(group: Group, sums: Sequence[Mapping[str, Any]]) -> Subtotal | None:
    """Return what the group comes to in words; None where no member has a level."""
    row = max(sums, key=lambda one: one["caliber"] == "", default=None)
    if row is None:
        return None
    unit = row["unit"] or ""
    return Subtotal(
        name=f"{group.name} {row['known']}/{row['members']} 个",
        level_text=figure(Measure.LEVEL, row["subtotal"], unit),
        growth_text=figure(Measure.GROWTH, row["subtotal_growth"], "%"),
        why_not=Reason(row["reason"]).label if row["reason"] else "",
    )
