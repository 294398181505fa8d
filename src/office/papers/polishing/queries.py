"""What is suggested for a text, and what is still to be asked."""

from __future__ import annotations

from kaimenhong.documents.document import Block, Document
from kaimenhong.documents.open import open_bytes
from kaimenhong.writing.polishing.copies import Taken, as_copy
from kaimenhong.writing.polishing.passages import passages
from office.papers.models import Manuscript, Suggestion, Wording
from office.people import access
from office.people.models import Person


def document_of(row: Manuscript) -> Document:
    """Read the text; raises Mistake where it cannot be read, or is marked secret."""
    return open_bytes(row.file_name, bytes(row.data))


def suggestions(person: Person, row: Manuscript) -> list[Suggestion]:
    """Return what was suggested for a text, in the order of its paragraphs."""
    return list(access.see(person, Suggestion.objects.filter(manuscript=row)))


def left(row: Manuscript, document: Document) -> list[Block]:
    """Return the paragraphs that were not asked about yet."""
    asked = set(row.suggestions.values_list("start", flat=True))
    return [one for one in passages(document) if one.start not in asked]


def polished(row: Manuscript) -> bytes:
    """Return the copy with the wording that was taken."""
    taken = row.suggestions.filter(state=Wording.TAKEN)
    places = [Taken(one.start, one.before, one.after) for one in taken]
    return as_copy(document_of(row), bytes(row.data), places).data
