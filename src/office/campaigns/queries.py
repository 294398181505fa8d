"""Reads about campaigns, each through the door of `people.access`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Min, Prefetch, QuerySet

from kaimenhong.errors import Code, Mistake
from office.campaigns.models import Campaign, Conflict, Document, Part, Statement, Target, Task
from office.people import access
from office.people.models import Person


def campaigns(person: Person) -> QuerySet[Campaign]:
    """Return the open campaigns that the person reaches, the newest first."""
    return access.see(person, Campaign.objects.filter(is_draft=False).select_related("area"))


def drafts(person: Person) -> QuerySet[Document]:
    """Return the plans that were read and wait for a person to confirm them, the newest first."""
    waiting = Document.objects.filter(campaign__is_draft=True).select_related(
        "campaign__area", "campaign__opened_by"
    )
    if not access.may(person, access.Act.REVIEW_READING):
        return waiting.none()
    return access.see(person, waiting).order_by("-pk")


def draft(person: Person, pk: int) -> Document:
    """Return a plan that waits, to whoever may review it; CAMPAIGN_EXISTS where it was opened."""
    rows = Document.objects.select_related("campaign__area", "campaign__opened_by")
    row = access.fetch(person, rows, pk=pk)
    access.require(person, access.Act.REVIEW_READING, area=row.campaign.area)
    if not row.campaign.is_draft:
        raise Mistake(
            Code.CAMPAIGN_EXISTS,
            expected="还没有确认的草稿",
            came=row.campaign.name,
            remedy="已开启的行动不能作废；读错的地方请在核对页更正或不采用，目标随即更新",
        )
    return row


def campaign(person: Person, pk: int | None = None) -> Campaign:
    """Return one campaign, the newest where none is named; Mistake if there is none to see."""
    if pk is not None:
        return access.fetch(person, campaigns(person), pk=pk)
    newest = campaigns(person).first()
    if newest is None:
        raise Mistake(
            Code.CAMPAIGN_MISSING,
            expected="至少一个已开启的行动",
            came="",
            remedy="请先用 kmh start 方案文件，或在“上传方案”页开启一个行动",
        )
    return newest


def targets(person: Person, of: Campaign) -> QuerySet[Target]:
    """Return the campaign's targets that the person reaches, in the order of the plan."""
    return access.see(
        person,
        Target.objects.filter(campaign=of, withdrawn=False)
        .select_related("area", "area__parent", "task")
        .prefetch_related("task__parties__members", "statements")
        .annotate(stated=Min("statements__pk"))
        .order_by("stated", "pk"),
    )


def task(person: Person, pk: int) -> Task:
    """Return one task with those who answer for it and its targets."""
    return access.fetch(
        person,
        Task.objects.select_related("document__campaign__area").prefetch_related(
            "parties__members"
        ),
        pk=pk,
    )


def document(person: Person, pk: int) -> Document:
    """Return one document with all that was read out of it."""
    return access.fetch(
        person,
        Document.objects.select_related("campaign__area").prefetch_related(
            Prefetch("statements", Statement.objects.select_related("target__area", "task")),
            Prefetch("conflicts", Conflict.objects.select_related("a", "b")),
            "tasks__parties__members",
            "unread",
        ),
        pk=pk,
    )


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for a task, by part, as the plan names them.

    `members` are all offices that answer, those of a group such as 各镇人民政府 among them.
    """

    leaders: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()


def answerable(task: Task | None) -> Answerable:
    """Return who answers for the task; empty where the figure stands in no task."""
    if task is None:
        return Answerable()

    def named(part: Part) -> tuple[str, ...]:
        return tuple(party.name for party in task.parties.all() if party.part == part)

    offices = (office.name for party in task.parties.all() for office in party.members.all())
    return Answerable(named(Part.LEADER), named(Part.LEAD), named(Part.UNIT), frozenset(offices))
