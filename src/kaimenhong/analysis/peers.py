"""Peer groups (同组): which areas are compared with each other, and what they come to (小计)."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from kaimenhong.analysis.contribution import TOTAL, total_growth
from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.kinds import kind
from kaimenhong.analysis.reconcile import children_to_parent
from kaimenhong.analysis.tables import rows

KINDS = {end: row["kind"] for row in rows("peer_kinds") for end in row["ends"].split("|")}
GROUPS = {row["group"]: (row["name"], row["kinds"].split("|")) for row in rows("peer_groups")}


def kind_of(name: str) -> str | None:
    """Give the kind of an area below a city by the end of its name; None for any other name.

    >>> kind_of("青岚县"), kind_of("石渠市"), kind_of("望潮区"), kind_of("锦泽经开区")
    ('county', 'county', 'district', 'zone')
    """
    ends = [end for end in KINDS if name.endswith(end)]
    return KINDS[max(ends, key=len)] if ends else None


def members(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Give the subjects of every group that says something: two areas or more, but not all.

    `names` are the names of the areas that could be compared, by subject. Two groups of the same
    areas are one, under the name that comes first in the table.

    >>> members({"1": "青岚县", "2": "云溪县", "3": "望潮区"})
    {'counties': ('1', '2')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for group, (_, kinds) in GROUPS.items():
        inside = tuple(subject for subject, name in names.items() if kind_of(name) in kinds)
        if 1 < len(inside) < len(names) and inside not in found.values():
            found[group] = inside
    return found


def subtotals(facts: Frame, groups: Frame) -> Frame:
    """Sum the levels of every group and weigh its growths by base (小计，推算).

    subtotal = Σ level; subtotal_growth = Σ base × growth / Σ base, as `contribution.total_growth`.
    Grain: one row per group, indicator, period, accumulation, role and caliber of which a member
    has a level; facts hold one row per subject and figure (see `vintage.holding`). Columns of
    `groups`: `group` and `subject`, one row per membership; an area may be in several. Out: those,
    `unit`, `members` (how many report the indicator anywhere in the table), `known` (how many have
    the level here), `subtotal`, `subtotal_growth` (%), `reason` and `growth_reason`.
    Both null with the reason where a member is missing, where the catalogue forbids adding or
    weighing, where units differ: some of a group never pass for the group. Only areas are members.
    """
    belonging = groups.select("group", "subject").unique()
    inside = (
        facts.filter(kind("subject").is_in(("area", "")))
        .join(belonging, on="subject", how="inner")
        .with_columns(
            # Without its kind, like the group: parts and whole are of one kind.
            subject=nw.col("subject").str.replace_all("^area:", ""),
            parent=nw.col("group"),
        )
    )
    sums = children_to_parent(inside).select(
        *TOTAL, "unit", "known", "reason", members=nw.col("children"), subtotal=nw.col("total")
    )
    growths = total_growth(inside).select(
        *TOTAL, subtotal_growth=nw.col("total_growth"), growth_reason=nw.col("reason")
    )
    return sums.join(growths, on=list(TOTAL), how="left").rename({"parent": "group"})
