"""What a person's eye must settle before a campaign can be relied on; asked again until it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaimenhong.terms.codelists import Comparator, Role
from office.campaigns.models import Campaign, Document, Part, Statement
from office.people import queries as people
from office.people.models import Area

OWN_AREA = (
    "", "全市", "全县", "全区", "全州", "全域", "我市", "我县", "我区", "我州", "本市", "本县",
    "本区", "本州",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: about what, and what is unclear."""

    subject: str
    what: str


def of(document: Document) -> tuple[Question, ...]:
    """Return all open questions: contradictions, tasks of nobody, targets that cannot be one."""
    return (*conflicts(document), *tasks(document), *statements(document))


def conflicts(document: Document) -> Iterator[Question]:
    """Return the contradictions."""
    for conflict in document.conflicts.select_related("a", "b"):
        if conflict.a and conflict.b:
            told = f"前后不一：“{conflict.a.text}”与“{conflict.b.text}”"
            yield Question(conflict.a.indicator, told)
        else:
            names = f"“{conflict.spelling_a}”与“{conflict.spelling_b}”"
            yield Question("姓名或单位", f"疑为同一名称的两种写法：{names}")


def tasks(document: Document) -> Iterator[Question]:
    """Return the tasks that no office answers for."""
    for task in document.tasks.prefetch_related("parties"):
        if not any(party.part != Part.LEADER for party in task.parties.all()):
            yield Question(f"任务 {task.number} {task.title}", "没有写明牵头单位或责任单位")


def statements(document: Document) -> Iterator[Question]:
    """Return the stated targets that could not become a target."""
    stated = document.statements.filter(role=Role.TARGET.value, target__isnull=True)
    for row in stated:
        doubt = why_no_target(row, target_area(document.campaign, row))
        if doubt:
            yield Question(f"{row.indicator}：{row.text}", doubt)


def target_area(campaign: Campaign, stated: Statement) -> Area | None:
    """Return the area that the target is for; the campaign's own where the text means it."""
    if stated.area in (*OWN_AREA, campaign.area.name):
        return campaign.area
    return people.known_area(stated.area, within=campaign.area)


def why_no_target(stated: Statement, area: Area | None) -> str:
    """Return why a stated target cannot be one yet, or "" where it can."""
    if stated.placeholder:
        return "数值是空白，待填写"
    if area is None:
        return f"地区“{stated.area}”没有登记"
    if not stated.period:
        return "没有写明时期"
    if stated.value is None and stated.comparator != Comparator.IN_STEP_WITH.value:
        return "没有数值"
    return ""
