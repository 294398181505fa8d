"""Reads about embargoes: which are in force, whom they leave out, who may be named."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from kaimenhong.terms.period import Period
from office.people import access
from office.people.models import Area, Person, Post
from office.releases.models import Download, Embargo

# The three officers see no figures, so that nobody can name them; the console sees all there is.
NAMED = (Post.COORDINATOR, Post.REPORTER, Post.LEADER, Post.ANALYST, Post.INSPECTOR)


def in_force() -> QuerySet[Embargo]:
    """Return the embargoes that hold now: not over and not lifted."""
    return Embargo.objects.filter(until__gt=timezone.now(), lift=None)


def against(person: Person) -> list[Embargo]:
    """Return the embargoes that leave the person out, the oldest first.

    Whoever set one sees its figures, and so does the console: it is the machine itself.
    """
    if person.post == Post.CONSOLE:
        return []
    named = Q(by=person) | Q(recipients__person=person) | Q(recipients__post=person.post)
    within = Embargo.objects.filter(named).values("pk")
    return list(in_force().exclude(pk__in=within).select_related("area").order_by("pk"))


def withheld(person: Person) -> Q:
    """Return which rows of the ledger the person may not see yet; none where the answer is empty.

    The lookups are those of an observation: indicator, last month, area.
    """
    return reduce(or_, (covered(one) for one in against(person)), Q(pk__in=()))


def unreleased() -> Q:
    """Return which rows of the ledger are under embargo for anybody: what others read leaves them
    out, whoever makes it."""
    found = in_force().select_related("area").order_by("pk")
    return reduce(or_, (covered(one) for one in found), Q(pk__in=()))


def covers(embargo: Embargo, indicator: str, area: Area, period: Period) -> bool:
    """Tell whether an embargo covers the figure of an area and period."""
    areas = access.area_and_below(embargo.area) if embargo.below else [embargo.area_id]
    same = (embargo.indicator, embargo.last) == (indicator, period.last_month)
    return same and area.pk in areas


def covered(embargo: Embargo) -> Q:
    """Return which rows of the ledger an embargo covers."""
    area = embargo.area
    areas = access.area_and_below(area) if embargo.below else [area.pk]
    return Q(indicator=embargo.indicator, last=embargo.last, area__in=areas)


def mark(person: Person) -> str:
    """Return a mark that changes with what is withheld from the person: part of every cache key."""
    return ",".join(str(one.pk) for one in against(person))


def embargoes(person: Person) -> QuerySet[Embargo]:
    """Return the embargoes of the person's areas, the longest first, to those who may set them."""
    access.require(person, access.Act.SET_EMBARGO)
    rows = Embargo.objects.select_related("area", "by", "lift__by")
    return access.see(person, rows.prefetch_related("recipients__person"))


def embargo(person: Person, pk: int) -> Embargo:
    """Return one embargo that the person may lift."""
    return access.fetch(person, embargoes(person), pk=pk)


def nameable(person: Person) -> QuerySet[Person]:
    """Return the people who can be named as recipients: of the person's area and below."""
    rows = Person.objects.filter(is_active=True, post__in=NAMED)
    if person.post == Post.CONSOLE:
        return rows
    area = person.area
    return rows.filter(area__in=access.area_and_below(area) if area else [])


def downloads(person: Person) -> QuerySet[Download]:
    """Return every file that was taken away, the newest first, to who sees the audit."""
    access.require(person, access.Act.SEE_AUDIT)
    return Download.objects.select_related("by")
