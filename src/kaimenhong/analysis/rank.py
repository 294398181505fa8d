"""Rank among siblings or any named peers (位次), from both ends, and how it moved."""

from __future__ import annotations

import narwhals as nw

from kaimenhong.analysis.frame import Frame
from kaimenhong.analysis.kinds import RANKS
from kaimenhong.analysis.stretch import line

# What is ranked together among the same peers: one thing measured over one stretch of time.
THING = ("indicator", "period", "accumulation", "measure", "role", "caliber")

# Who is compared with whom: one list of siblings, one thing measured, one stretch of time.
GROUP = ("parent", *THING)


def within_parent(facts: Frame, *, dense: bool = False) -> Frame:
    """Add `rank`, `peers`, `rank_from_bottom`: the place of each figure under one parent.

    Grain and columns: those of the fact table, which must hold one row per subject and figure
    (see `vintage.firmest`). Ranked on `published`, the printed digits, so that two figures that
    read alike share a rank; the ranks after it are skipped (1, 2, 2, 4), or with `dense` not
    (1, 2, 2, 3). `direction` up: the greatest is first; down: the smallest. `peers` is how many
    took part. rank_from_bottom = peers − rank + 1 is the place counted from the end (倒数第几),
    always of the ranks that skip: 摆脱后三 is `rank_from_bottom` above 3.
    Without a rank, and not counted: a missing figure, an area without a parent, an indicator that
    is neither up nor down, and a figure that is itself a rank.
    """
    return _ranked(facts, "parent", dense=dense)


def within_group(facts: Frame, groups: Frame, *, dense: bool = False) -> Frame:
    """Add `group` and the places within it: the same, among the peers that a table names (同组).

    Columns of `groups`: `group` (县, 县区, 县区和开发区 …) and `subject`, one row per membership.
    Grain: one row per fact and group of its subject, so that an area that is third of six counties
    and fifth of nine counties and districts has both; an area of no group is left out. Else as
    `within_parent`. The group alone says who is compared: its members may have several parents.
    """
    members = groups.select("group", "subject").unique()
    return _ranked(facts.join(members, on="subject", how="inner"), "group", dense=dense)


def moves(ranked: Frame, *, by: str = "parent") -> Frame:
    """Add how a place moved since the figure before it (前移、后移几位).

    moved = rank_before − rank: positive is better, 9th to 6th is +3, 前移3位.
    Grain and columns: those of `within_parent`, or with `by="group"` those of `within_group`. Adds
    `before` (the period compared with), `rank_before`, `peers_before` and `moved`. The figure
    before is the last earlier one of the same subject, peers and thing: of cumulative figures among
    those that start alike, else among those of the same length. 1—2月 has none before it in its
    year. Null where there is none, or where either figure has no place.
    """
    same = [by, "subject", *(column for column in THING if column != "period"), "line"]
    lined = ranked.with_columns(line=line())

    def earlier(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(*same, order_by=["last", "period"])

    return (
        lined.with_columns(
            before=earlier("period"), rank_before=earlier("rank"), peers_before=earlier("peers")
        )
        .with_columns(moved=nw.col("rank_before") - nw.col("rank"))
        .drop("line")
    )


def peer_key(by: str) -> tuple[str, ...]:
    """Give the columns in which figures agree that are ranked together; `by` names the peers."""
    return (by, *THING)


def merit(by: str) -> nw.Expr:
    """Give the published figure so that greater is better; null for what takes no part."""
    taking_part = (
        nw.col("direction").is_in(("up", "down"))
        & ~nw.col("measure").is_in(RANKS)
        & ~nw.col(by).is_null()
    )
    less_is_better = taking_part & (nw.col("direction") == "down")
    chosen = nw.when(less_is_better).then(-nw.col("published")).when(taking_part)
    return chosen.then(nw.col("published")).otherwise(None)


def _ranked(facts: Frame, by: str, *, dense: bool) -> Frame:
    key = peer_key(by)
    place = nw.col("merit").rank("min", descending=True).over(*key)
    shown = nw.col("merit").rank("dense", descending=True).over(*key) if dense else place
    taking_part = nw.col("peers") > 0
    return (
        facts.with_columns(merit=merit(by))
        .with_columns(rank=shown, place=place, peers=nw.col("merit").count().over(*key))
        .with_columns(
            peers=nw.when(taking_part).then(nw.col("peers")).otherwise(None),
            rank_from_bottom=nw.col("peers") - nw.col("place") + 1,
        )
        .drop("merit", "place")
    )
