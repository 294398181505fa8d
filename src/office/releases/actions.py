"""Writes about releases: an embargo is set or lifted, a file is taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.period import Period
from office.people import access, audit
from office.people.models import Area, Person
from office.releases import queries
from office.releases.models import Download, Embargo, Lift, Recipient


@dataclass(frozen=True, slots=True)
class Terms:
    """What an embargo covers, until when, and why."""

    indicator: str
    area: Area
    below: bool
    period: Period
    until: datetime
    reason: str


@transaction.atomic
def embargo(
    *, by: Person, terms: Terms, people: Iterable[Person], posts: Iterable[str], now: datetime
) -> Embargo:
    """Keep figures back from everybody but the named, and whoever sets it.

    Raises Refused outside the person's own area, EMBARGO_INVALID where it is over already or says
    no reason. Setting it tells nobody what the figures are.
    """
    access.require(by, access.Act.SET_EMBARGO, area=terms.area)
    refuse_past(terms.until, now)
    refuse_blank(terms.reason)
    row = Embargo.objects.create(
        indicator=terms.indicator,
        area=terms.area,
        below=terms.below,
        period=terms.period.code,
        last=terms.period.last_month,
        until=terms.until,
        reason=terms.reason.strip(),
        by=by,
        at=now,
    )
    named = [Recipient(embargo=row, person=person) for person in people]
    named += [Recipient(embargo=row, post=post) for post in posts]
    Recipient.objects.bulk_create(named)
    audit.record(
        by=by,
        act="embargo.set",
        on=str(row)[:120],
        detail={
            "embargo": row.pk,
            "until": terms.until.isoformat(),
            "named": [str(one) for one in named],
            "reason": row.reason,
        },
    )
    return row


@transaction.atomic
def lift(*, by: Person, pk: int, reason: str, now: datetime) -> Lift:
    """End an embargo before its time; the figures are seen by everybody who reaches them.

    Raises Refused, and EMBARGO_INVALID where it was lifted or is over, or no reason is given.
    """
    row = queries.embargo(by, pk)
    access.require(by, access.Act.SET_EMBARGO, area=row.area)
    refuse_past(row.until, now)
    refuse_blank(reason)
    made, new = Lift.objects.get_or_create(
        embargo=row, defaults={"by": by, "reason": reason.strip(), "at": now}
    )
    if not new:
        raise invalid("没有解除的保密", "已经解除", "不必再办；要重新保密请另设一条")
    audit.record(
        by=by, act="embargo.lift", on=str(row)[:120], detail={"embargo": pk, "reason": made.reason}
    )
    return made


def refuse_past(until: datetime, now: datetime) -> None:
    """Raise where the embargo is over by the time that it says."""
    if until <= now:
        raise invalid("以后的时间", f"{until:%Y-%m-%d %H:%M}", "时间一到即自动公开，不必再办")


def refuse_blank(reason: str) -> None:
    """Raise where nobody says why."""
    if not reason.strip():
        raise invalid("原因", "", "请写明原因，如发布日程、解除的依据")


def invalid(expected: str, came: str, remedy: str) -> Mistake:
    """Make the mistake of an embargo that cannot be set or lifted so."""
    return Mistake(Code.EMBARGO_INVALID, expected=expected, came=came, remedy=remedy)


@transaction.atomic
def keep_download(*, by: Person, what: str, data: bytes, figures: int | None) -> Download:
    """Keep that a file was taken away: its name, its digest, how many figures are in it."""
    row = Download.objects.create(
        by=by,
        what=what[:300],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        figures=figures,
    )
    audit.record(
        by=by,
        act="file.take",
        on=what[:120],
        detail={"download": row.pk, "sha256": row.sha256, "figures": figures},
    )
    return row
