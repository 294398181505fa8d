"""Writes about targets: what the reviewed statements set is what a campaign is held to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Role
from office.campaigns.models import Campaign, Document, Target, Task
from office.campaigns.review.parts import Review, Reviewed
from office.campaigns.targets.queries import SAME_TARGET, Key, areas_of, indicator_code, key_of
from office.people import audit
from office.people.models import Area, Person


@dataclass(slots=True)
class Wanted:
    """A target that the reading sets: for which area, and in which statements."""

    area: Area
    statements: list[Reviewed]


def renew(review: Review, *, by: Person) -> int:
    """Make the campaign's targets what the reviewed statements set; return how many there are.

    What the plan says twice in the same words (in the text and in a table) is one target. A target
    that no statement sets any more is withdrawn, never changed: it may have been shown.
    """
    document = review.document
    wanted = wanted_targets(review)
    standing = {standing_key(row): row for row in standing_targets(document)}
    carriers = tasks_by_indicator(review.statements)
    held = {
        key: standing.get(key)
        or make(document.campaign, one, carriers, replaces=before(one, wanted), by=by)
        for key, one in wanted.items()
    }
    for key, one in wanted.items():
        hold(held[key], one)
    let_go(review, wanted)
    for key in standing.keys() - wanted.keys():
        withdraw(standing[key], by=by)
    return len(wanted)


def standing_targets(document: Document) -> Iterable[Target]:
    """Return the targets that the document has set up to now."""
    rows = Target.objects.filter(statements__document=document, withdrawn=False)
    return rows.distinct().select_related("area")


def wanted_targets(review: Review) -> dict[Key, Wanted]:
    """Return the targets that the reading sets, in the order of the text."""
    wanted: dict[Key, Wanted] = {}
    find = areas_of(review.document.campaign)
    for one in sorted(review.statements, key=lambda one: one.row.pk):
        if one.values.role != Role.TARGET.value or one.doubt or not one.stands:
            continue
        area = find(one.values.area)
        if area is None:
            continue
        wanted.setdefault(key_of(one.values, area), Wanted(area, [])).statements.append(one)
    return wanted


def standing_key(target: Target) -> Key:
    """Return what tells the target from others."""
    same = tuple(getattr(target, name) for name in SAME_TARGET)
    return (target.indicator, target.area_id, *same)


def before(one: Wanted, wanted: Mapping[Key, Wanted]) -> Target | None:
    """Return the target in whose place another comes; None where it stands on its own."""
    old = one.statements[0].row.target
    return old if old and standing_key(old) not in wanted else None


def make(
    campaign: Campaign,
    wanted: Wanted,
    carriers: Mapping[str, Task],
    *,
    replaces: Target | None,
    by: Person,
) -> Target:
    """Make the target that statements set."""
    values, row = wanted.statements[0].values, wanted.statements[0].row
    code = indicator_code(values.indicator)
    known = terms_indicator.find(values.indicator)
    target = Target.objects.create(
        campaign=campaign,
        task=task_of(wanted) or carriers.get(code),
        area=wanted.area,
        indicator=code,
        indicator_name=known.short_name if known else values.indicator,
        **{name: getattr(values, name) for name in SAME_TARGET},
        issuer=row.document.issuer or campaign.area.name,
        replaces=replaces,
    )
    if not campaign.is_draft:
        audit.record(
            by=by,
            act="target.set",
            on=str(target)[:120],
            detail={"target": target.pk, "replaces": replaces.pk if replaces else None},
        )
    return target


def task_of(wanted: Wanted) -> Task | None:
    """Return the task that the target stands in, wherever in the plan that is said."""
    return next((one.row.task for one in wanted.statements if one.row.task), None)


def hold(target: Target, wanted: Wanted) -> None:
    """Let a target's statements point to it, and say whether one of them is in question."""
    for one in wanted.statements:
        if one.row.target_id != target.pk:
            one.row.target = target
            one.row.save(update_fields=["target"])
    in_question = any(one.in_question for one in wanted.statements)
    if target.in_question != in_question:
        target.in_question = in_question
        target.save(update_fields=["in_question"])


def let_go(review: Review, wanted: Mapping[Key, Wanted]) -> None:
    """Take the target from statements that set none any more."""
    setting = {one.row.pk for of in wanted.values() for one in of.statements}
    for one in review.statements:
        if one.row.target_id and one.row.pk not in setting:
            one.row.target = None
            one.row.save(update_fields=["target"])


def withdraw(target: Target, *, by: Person) -> None:
    """Take a target off the board; the row stays as it was shown."""
    target.withdrawn = True
    target.save(update_fields=["withdrawn"])
    audit.record(by=by, act="target.withdraw", on=str(target)[:120], detail={"target": target.pk})


def tasks_by_indicator(statements: Iterable[Reviewed]) -> dict[str, Task]:
    """Return, of each indicator, the first task that sets a target for it.

    A target of the general part stands in no task; who carries the indicator answers for it too.
    """
    carriers: dict[str, Task] = {}
    for one in sorted(statements, key=lambda one: one.row.pk):
        if one.row.task and one.values.role == Role.TARGET.value and one.stands:
            carriers.setdefault(indicator_code(one.values.indicator), one.row.task)
    return carriers
