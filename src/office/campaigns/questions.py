"""What a person's eye must settle before a campaign can be relied on; asked again until it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaimenhong.terms.codelists import Role
from office.campaigns.review.parts import Review


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: about what, what is unclear, and the part of the review it is about."""

    subject: str
    what: str
    item: str


def of(review: Review) -> tuple[Question, ...]:
    """Return all open questions: contradictions, tasks of nobody, targets that cannot be one."""
    return (*conflicts(review), *tasks(review), *statements(review))


def conflicts(review: Review) -> Iterator[Question]:
    """Return the contradictions that nobody has settled."""
    for one in review.conflicts:
        row, item = one.row, f"c{one.row.pk}"
        if not one.is_open:
            continue
        if row.a and row.b:
            told = f"前后不一：“{row.a.text}”与“{row.b.text}”"
            yield Question(row.a.indicator, told, item)
        else:
            names = f"“{row.spelling_a}”与“{row.spelling_b}”"
            yield Question("姓名或单位", f"疑为同一名称的两种写法：{names}", item)


def tasks(review: Review) -> Iterator[Question]:
    """Return the tasks that no office answers for."""
    for one in review.tasks:
        if one.is_open:
            subject = f"任务 {one.row.number} {one.row.title}"
            yield Question(subject, "没有写明牵头单位或责任单位", f"t{one.row.pk}")


def statements(review: Review) -> Iterator[Question]:
    """Return the stated targets that could not become a target."""
    for one in review.statements:
        if one.doubt and one.values.role == Role.TARGET.value:
            subject = f"{one.values.indicator}：{one.row.text}"
            yield Question(subject, one.doubt, f"s{one.row.pk}")
