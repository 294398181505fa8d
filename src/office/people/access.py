"""The one door to objects: every view, command and export asks here; the answer is no by default.

A model says through which of its fields it hangs on an area and on an office (`reach`); this module
alone decides who reaches what. A model without a reach, a person without a post or an area, an act
that is not in the table: all mean no. What an app withholds (`withhold`: figures under embargo) is
taken away from everybody's share at this same door.

>>> Act.IMPORT_FIGURES in ALLOWED["leader"]
False
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Model, Q, QuerySet

from kaimenhong.errors import Code, Refused

if TYPE_CHECKING:
    from office.people.models import Area, Person


@dataclass(frozen=True, slots=True)
class Reach:
    """Lookups that lead from a model to its areas and to the offices that answer for it.

    Whoever reaches one of the `areas` reaches the row; "pk" means that the row is itself an area,
    and without any only the console sees it. Where `office` is None, an office makes no difference.
    `draft` leads to whether the row belongs to a plan that nobody confirmed yet: it is shown to
    nobody but who reviews plans. `gone` leads to when it was discarded: from then on to nobody.
    """

    areas: tuple[str, ...] = ()
    office: str | None = None
    draft: str | None = None
    gone: str | None = None


class Act(StrEnum):
    """What a person may be allowed to do."""

    SEE_FIGURES = "see_figures"
    START_CAMPAIGN = "start_campaign"
    REVIEW_READING = "review_reading"
    IMPORT_FIGURES = "import_figures"
    SET_UP_FORMS = "set_up_forms"
    FILE_RETURN = "file_return"
    REVIEW_RETURN = "review_return"
    DECOMPOSE_TARGET = "decompose_target"
    WRITE_PAPER = "write_paper"
    ISSUE_PAPER = "issue_paper"
    SET_EMBARGO = "set_embargo"
    SEE_AUDIT = "see_audit"
    MANAGE_PEOPLE = "manage_people"


# Three separate posts look after the system and see no business figures; no leader edits a figure.
ALLOWED: dict[str, frozenset[Act]] = {
    "coordinator": frozenset(
        {
            Act.SEE_FIGURES,
            Act.START_CAMPAIGN,
            Act.REVIEW_READING,
            Act.IMPORT_FIGURES,
            Act.SET_UP_FORMS,
            Act.REVIEW_RETURN,
            Act.DECOMPOSE_TARGET,
            Act.WRITE_PAPER,
            Act.ISSUE_PAPER,
            Act.SET_EMBARGO,
        }
    ),
    # Who files does not accept, and who accepts does not file.
    "reporter": frozenset({Act.SEE_FIGURES, Act.FILE_RETURN}),
    "leader": frozenset({Act.SEE_FIGURES}),
    "analyst": frozenset(
        {
            Act.SEE_FIGURES,
            Act.IMPORT_FIGURES,
            Act.REVIEW_RETURN,
            Act.DECOMPOSE_TARGET,
            Act.WRITE_PAPER,
        }
    ),
    "inspector": frozenset({Act.SEE_FIGURES, Act.WRITE_PAPER}),
    "system_officer": frozenset({Act.MANAGE_PEOPLE}),
    "security_officer": frozenset(),
    "audit_officer": frozenset({Act.SEE_AUDIT}),
    "console": frozenset(Act),
}


type Withheld = Callable[[Person], Q]
_WITHHELD: dict[str, Withheld] = {}


def withhold(model: str, rule: Withheld) -> None:
    """Take those rows of a model, by its label, that the rule names out of what a person sees.

    An app says so once, when it is loaded (`AppConfig.ready`).
    """
    _WITHHELD[model] = rule


def may(person: Person | None, act: Act) -> bool:
    """Tell whether the person's post allows the act."""
    if person is None or not person.is_active:
        return False
    return act in ALLOWED.get(person.post, frozenset())


def may_in(person: Person | None, act: Act, area: Area) -> bool:
    """Tell whether the post allows the act, and the area is the person's own or below it.

    To see is wider: a county sees the city's plan that sets it a target, but does not decide on it.
    """
    if person is None or not may(person, act):
        return False
    if person.post == "console":
        return True
    return person.area is not None and area.pk in area_and_below(person.area)


def require(person: Person | None, act: Act, *, area: Area | None = None) -> None:
    """Raise Refused unless the person's post allows the act, in that area where one is named."""
    if not (may(person, act) if area is None else may_in(person, act, area)):
        raise Refused(
            Code.NOT_ALLOWED,
            expected="有此权限的岗位",
            came=person.get_post_display() if person else "未登录",
            remedy="如确需办理，请联系本单位统筹员",
        )


def see[M: Model](person: Person | None, rows: QuerySet[M]) -> QuerySet[M]:
    """Return those of the rows that the person reaches; nothing where no rule says so."""
    reach = getattr(rows.model, "reach", None)
    if person is None or reach is None or not may(person, Act.SEE_FIGURES):
        return rows.none()
    if reach.gone is not None:
        rows = rows.filter(**{reach.gone: None})
    if (rule := _WITHHELD.get(rows.model._meta.label)) is not None:
        rows = rows.exclude(rule(person))
    if person.post == "console":
        return rows
    if person.area is None or not reach.areas:
        return rows.none()
    if reach.draft is not None and not may(person, Act.REVIEW_READING):
        rows = rows.filter(**{reach.draft: False})
    within = area_and_below(person.area)
    seen = rows.filter(reduce(or_, (Q(**{f"{lookup}__in": within}) for lookup in reach.areas)))
    if person.post == "reporter" and reach.office is not None:
        # A reporter answers for his own office's share of the area, not for the others'.
        seen = seen.filter(Q(**{reach.office: person.office_id or -1}))
    return seen.distinct()


def fetch[M: Model](person: Person | None, rows: QuerySet[M], **lookup: object) -> M:
    """Return the one row; the same Refused whether it is not there or not his to see."""
    found = see(person, rows).filter(**lookup).first()
    if found is None:
        raise not_found()
    return found


def not_found() -> Refused:
    """Return the one refusal for what is not there and for what is not the person's to see."""
    return Refused(
        Code.NOT_FOUND,
        expected="一个您有权查看的对象",
        came="",
        remedy="请从列表中重新选择",
    )


def area_and_below(area: Area) -> list[int]:
    """Return the keys of the area and of all areas under it."""
    found = [area.pk]
    layer = [area.pk]
    while layer:
        layer = list(
            type(area)._default_manager.filter(parent__in=layer).values_list("pk", flat=True)
        )
        found += layer
    return found
