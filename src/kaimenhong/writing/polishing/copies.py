"""The copy of a text with the wording that was taken; each sign that stays keeps its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kaimenhong.documents import word
from kaimenhong.documents.document import Document
from kaimenhong.documents.parts import Parts
from kaimenhong.documents.signatures import PACKED
from kaimenhong.writing.commenting import Comment, Commented, commented

AUTHOR = "润色"


@dataclass(frozen=True, slots=True)
class Taken:
    """A paragraph, where it starts in the document's text, and what stands for it."""

    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a paragraph: what is gone and what came; equal where nothing changed."""

    start: int
    gone: str
    came: str

    @property
    def same(self) -> bool:
        """Whether the stretch stays as it was."""
        return self.gone == self.came


def changes(before: str, after: str) -> Iterator[Change]:
    """Give the paragraph's stretches in order, changed and unchanged.

    >>> [(one.gone, one.came) for one in changes("增势是较好的。", "增势较好。")]
    [('增势', '增势'), ('是', ''), ('较好', '较好'), ('的', ''), ('。', '。')]
    """
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield Change(a, before[a:b], after[c:d])


def as_copy(document: Document, data: bytes, taken: Iterable[Taken]) -> Commented:
    """Give the copy; a .docx keeps its format, all else is text. The bytes are not changed.

    Raises `Mistake` where the file cannot be unpacked.
    """
    places = [place for one in taken for place in _places(one)]
    if data.startswith(PACKED) and word.MAIN in Parts(data).names:
        return commented(data, document, places, author=AUTHOR)
    parts, at = [], 0
    for place in sorted(places, key=lambda one: one.start):
        parts += [document.text[at : place.start], place.put or ""]
        at = place.end
    return Commented("".join([*parts, document.text[at:]]).encode(), ())


def _places(one: Taken) -> list[Comment]:
    """Give the replacements; what only comes in takes a sign beside it along."""
    found: list[tuple[int, int, str]] = []
    for change in changes(one.before, one.after):
        # A blank has no sign of its own in a .docx: it stays, and what comes stands before it.
        gone = change.gone.strip()
        start, end = change.start, change.start + len(change.gone)
        if change.same or not (gone or change.came):
            continue
        if gone:
            found.append((start, end, change.came))
        elif found and found[-1][1] == start:
            found[-1] = (found[-1][0], start, f"{found[-1][2]}{change.came}")
        elif start:
            found.append((start - 1, start, f"{one.before[start - 1]}{change.came}"))
        else:
            found.append((0, 1, f"{change.came}{one.before[0]}"))
    return [Comment(one.start + start, one.start + end, "", put=put) for start, end, put in found]
