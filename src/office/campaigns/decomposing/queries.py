"""Reads about decompositions, each through the door of `people.access`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from office.campaigns.models import Decomposition, DecompositionPart, Target
from office.people import access
from office.people.models import Person


def target(person: Person, pk: int) -> Target:
    """Return a target that the person may decompose; Refused where it is not his."""
    row = seen_target(person, pk)
    access.require(person, access.Act.DECOMPOSE_TARGET, area=row.area)
    return row


def seen_target(person: Person, pk: int) -> Target:
    """Return a target that the person sees, of a campaign that is open."""
    rows = Target.objects.filter(campaign__is_draft=False, withdrawn=False)
    return access.fetch(
        person, rows.select_related("campaign__area", "area__parent", "task"), pk=pk
    )


def versions(person: Person, of: Target) -> QuerySet[Decomposition]:
    """Return the versions of a target, the newest first."""
    rows = Decomposition.objects.filter(target=of).select_related("by").order_by("-version")
    return access.see(person, rows)


def version(person: Person, pk: int) -> Decomposition:
    """Return one version with its parts."""
    rows = Decomposition.objects.select_related(
        "target__campaign__area", "target__area", "by"
    ).prefetch_related("parts")
    return access.fetch(person, rows, pk=pk)


def counts(person: Person, targets: list[Target]) -> dict[int, int]:
    """Return how many versions each target has, where it has any."""
    found: dict[int, int] = {}
    rows = access.see(person, Decomposition.objects.filter(target__in=targets))
    for pk in rows.values_list("target_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """One part in two versions; None where a version does not have it."""

    name: str
    before: DecompositionPart | None
    after: DecompositionPart | None

    @property
    def change(self) -> Decimal | None:
        """Return after less before; None where one of them is not there."""
        if self.before is None or self.after is None:
            return None
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


def differences(before: Decomposition, after: Decomposition) -> list[Difference]:
    """Return every part of either version, in the order of the later one."""
    old = {part.subject: part for part in before.parts.all()}
    new = {part.subject: part for part in after.parts.all()}
    both = {**new, **old}
    return [Difference(both[key].name, old.get(key), new.get(key)) for key in both]
