"""What the page of a review shows of the part that is open on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import Form

from kaimenhong.errors import Mistake
from kaimenhong.reading.rules import told
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms import quantity
from office.campaigns.models import Decision
from office.campaigns.review import fields
from office.campaigns.review.forms import StatementForm, TaskForm
from office.campaigns.review.paragraphs import excerpt
from office.campaigns.review.parts import (
    Item,
    Review,
    Reviewed,
    ReviewedConflict,
    ReviewedTask,
    ReviewedUnread,
)
from office.people.models import Area


@dataclass(frozen=True, slots=True)
class Told:
    """A decision and what it changed."""

    decision: Decision
    changes: list[fields.Change]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a decision was not taken: a mistake, a form with mistakes, or somebody was first.

    `act` names what was tried, so that the page shows that form again.
    """

    act: str = ""
    mistake: Mistake | None = None
    form: Form | None = None
    outdated: Told | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """The part that is open: its fields with reasons, its surroundings, its form, its history."""

    item: Item
    seen: int
    before: str
    words: str
    after: str
    fields: list[fields.Field]
    why: str
    conflicts: list[Item]
    form: Form | None
    history: list[Told]
    trouble: Trouble

    @property
    def mark(self) -> str:
        """Return the mark of the part, such as s12."""
        return self.item.mark


def detail(review: Review, item: Item, trouble: Trouble = Trouble()) -> Detail:
    """Return all that the page shows of one part."""
    start, end = span(item)
    before, words, after = excerpt(review, start, end)
    return Detail(
        item=item,
        seen=item.history[-1].pk if item.history else 0,
        before=before,
        words=words,
        after=after,
        fields=fields.fields(item.row, item.values) if isinstance(item, Reviewed) else [],
        why=told(item.row.rule, item.row.text) if isinstance(item, ReviewedUnread) else "",
        conflicts=[one for one in review.related(item) if isinstance(one, ReviewedConflict)],
        form=trouble.form or form_of(review, item),
        history=[tell(decision) for decision in reversed(item.history)],
        trouble=trouble,
    )


def tell(decision: Decision) -> Told:
    """Return a decision with what it changed."""
    return Told(decision, fields.changes(decision))


def span(item: Item) -> tuple[int, int]:
    """Return where a part stands in the text; a contradiction stands nowhere by itself."""
    if isinstance(item, Reviewed | ReviewedUnread):
        return item.row.start, item.row.end
    return (item.row.start, item.row.start) if isinstance(item, ReviewedTask) else (0, 0)


def form_of(review: Review, item: Item) -> Form | None:
    """Return the form with which a part is corrected; none where there is only to choose."""
    if isinstance(item, Reviewed):
        return StatementForm.of(item.values, campaign=review.document.campaign)
    return TaskForm.of(item) if isinstance(item, ReviewedTask) else None


@dataclass(frozen=True, slots=True)
class Lists:
    """What a page suggests while somebody writes."""

    indicators: list[str]
    units: list[str]
    areas: list[str]


def lists(review: Review) -> Lists:
    """Return the names of the catalogue, the units, and the areas of the campaign."""
    area = review.document.campaign.area
    below = Area.objects.filter(parent=area).values_list("name", flat=True)
    units = dict.fromkeys(unit.code for unit in quantity.units().values())
    return Lists(
        indicators=[one.short_name for one in terms_indicator.catalogue().values()],
        units=list(units),
        areas=[area.name, *below],
    )
