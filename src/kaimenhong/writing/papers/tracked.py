"""What is followed from day to day: rates of resumption and of starting, area by area."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kaimenhong.terms.codelists import Status
from kaimenhong.writing.dossier import Tracked, TrackedRow
from kaimenhong.writing.numerals import amount, number
from kaimenhong.writing.papers.pieces import Piece, Place, Request, each
from kaimenhong.writing.words import POINTS

PER_CENT = "%"


def _told(asked: Request) -> list[Piece]:
    """Each indicator: the whole, how it moved, who is first and last."""
    return each([f"{_one(one, asked)}。" for one in asked.dossier.tracked])


def _one(one: Tracked, asked: Request) -> str:
    status = "" if one.status is Status.OFFICIAL else f"（{one.status.label}数）"
    parts = []
    if one.whole is not None and one.whole.value is not None:
        whole = f"{one.period}{asked.dossier.whole}{one.indicator}为"
        moved = _moved(one.whole, one, asked)
        parts.append(f"{whole}{number(one.whole.value)}{one.unit}{status}{moved}")
    else:
        parts.append(f"{one.period}{one.indicator}{status}")
    known = sorted((r for r in one.rows if r.value is not None), key=lambda r: -(r.value or 0))
    if len(known) > 1:
        most, least = ("最高", "最低") if one.unit == PER_CENT else ("最多", "最少")
        parts += [f"{_areas(known[0], one)}，{most}", f"{_areas(known[-1], one)}，{least}"]
    return "；".join(parts)


def _moved(row: TrackedRow, of: Tracked, asked: Request) -> str:
    since = asked.dossier.since
    if row.value is None or row.before is None or since is None:
        return ""
    than = "前一日" if (asked.dossier.as_of - since).days == 1 else "上期"
    difference = row.value - row.before
    if not difference:
        return f"，与{than}持平"
    unit = POINTS if of.unit == PER_CENT else of.unit
    up, down = ("提高", "回落") if of.unit == PER_CENT else ("增加", "减少")
    return f"，比{than}{up if difference > 0 else down}{amount(difference, unit)}"


def _areas(end: TrackedRow, of: Tracked) -> str:
    """Name all areas that share this end of the order."""
    here = [row.area for row in of.rows if row.value == end.value]
    several = "均" if len(here) > 1 else ""
    return f"{'、'.join(here)}{several}为{number(end.value or Decimal(0))}{of.unit}"


def _behind(asked: Request) -> list[Piece]:
    """The areas below the whole, indicator by indicator; facts only."""
    told = []
    for one in asked.dossier.tracked:
        if one.whole is None or one.whole.value is None:
            continue
        bar = one.whole.value
        below = [row for row in one.rows if row.value is not None and row.value < bar]
        if below and one.unit == PER_CENT:
            names = "、".join(f"{row.area}{number(row.value or bar)}{one.unit}" for row in below)
            told.append(f"{one.indicator}低于{asked.dossier.whole}的有：{names}。")
    return each(told)


PLACES: Mapping[str, Place] = {"tracked": _told, "behind": _behind}
