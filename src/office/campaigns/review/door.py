"""The way to a part that a person decides on: his to decide, and as he saw it."""

from __future__ import annotations

from dataclasses import dataclass

from kaimenhong.errors import KaimenhongError
from office.campaigns import queries
from office.campaigns.models import Decision, Document
from office.campaigns.review.parts import Item, Review
from office.campaigns.review.queries import review
from office.people import access
from office.people.models import Person


class Outdated(KaimenhongError):  # noqa: N818 -- no error: somebody else was first
    """Somebody else decided on the same part since the page was drawn; nothing was written."""

    def __init__(self, latest: Decision | None) -> None:
        """Keep what was decided meanwhile."""
        self.latest = latest
        super().__init__(latest)


@dataclass(frozen=True, slots=True)
class Spot:
    """The part of a document's reading that a person decides on, and what he saw of it.

    `item` is its mark, such as s12; `seen` the key of the latest decision on the page, 0 for none.
    """

    document: int
    item: str
    seen: int


def load(by: Person, document: int) -> Review:
    """Return the review of a document that the person may decide on; nobody else does meanwhile."""
    row = queries.document(by, document)
    access.require(by, access.Act.REVIEW_READING, area=row.campaign.area)
    Document.objects.select_for_update().get(pk=row.pk)
    return review(queries.document(by, document))


def find[I: Item](by: Person, at: Spot, *kinds: type[I]) -> tuple[Review, I]:
    """Return the part to decide on; Outdated where it is not any more as the person saw it."""
    found = load(by, at.document)
    one = found.item(at.item)
    if not isinstance(one, kinds):
        raise access.not_found()
    latest = one.history[-1] if one.history else None
    if (latest.pk if latest else 0) != at.seen:
        raise Outdated(latest)
    return found, one
