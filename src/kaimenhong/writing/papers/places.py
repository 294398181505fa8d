"""The places that a skeleton may name, and the plain ones: who, where, when."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kaimenhong.writing import sentences
from kaimenhong.writing.numerals import day
from kaimenhong.writing.papers import fields, lists, meeting, notes, standings, tracked
from kaimenhong.writing.papers.pieces import Piece, Place, Request, one


def _peers(asked: Request) -> list[Piece]:
    """The peer group of the rankings; nothing where nobody is ranked."""
    return one(asked.dossier.compared[0].peers if asked.dossier.compared else "")


_PLAIN: Mapping[str, Place] = {
    "area": lambda asked: one(asked.dossier.area),
    "whole": lambda asked: one(asked.dossier.whole),
    "campaign": lambda asked: one(asked.dossier.campaign),
    "campaign_period": lambda asked: one(asked.dossier.campaign_period),
    "period": lambda asked: one(asked.dossier.period),
    "year": lambda asked: one(f"{asked.dossier.as_of.year}"),
    "day": lambda asked: one(day(asked.dossier.as_of)),
    "issuer": lambda asked: one(asked.dossier.issuer),
    "recipients": lambda asked: one(asked.dossier.recipients),
    "rhythm": lambda asked: one(asked.kind.rhythm),
    "footing": lambda asked: one(sentences.footing(asked.dossier)),
    "peers": _peers,
}
PLACES: Mapping[str, Place] = MappingProxyType(
    {
        **_PLAIN,
        **standings.PLACES,
        **lists.PLACES,
        **notes.PLACES,
        **tracked.PLACES,
        **fields.PLACES,
        **meeting.PLACES,
    }
)
