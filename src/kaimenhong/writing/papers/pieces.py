"""What fills a place of a skeleton: pieces of text, told from a request for a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from kaimenhong.writing.dossier import Dossier
from kaimenhong.writing.papers.kinds import Kind


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever asks for a paper chooses.

    `red_head` counts only where the kind may have one, and so does `imprint` 版记, the lines at the
    foot of the last page; `copied_to` stands in it. `reply_by` None leaves a blank to fill.
    """

    red_head: bool = True
    imprint: bool = False
    copied_to: str = ""
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One paper that is asked for."""

    dossier: Dossier
    kind: Kind
    options: Options = Options()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; where it becomes a paragraph, `lead` is the heading that runs into it."""

    text: str
    lead: str = ""


Place = Callable[[Request], Sequence[Piece]]


def one(text: str) -> list[Piece]:
    """Give the text as one piece, none where it is empty."""
    return [Piece(text)] if text else []


def each(texts: Sequence[str]) -> list[Piece]:
    """Give each text as a piece."""
    return [Piece(text) for text in texts]
