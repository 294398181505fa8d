"""Whom the rows of a fact file are about, and who stands above whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaimenhong.engine.words import Meaning, Misread
from kaimenhong.errors import Mistake
from kaimenhong.terms import area as areas
from kaimenhong.terms.subject import CODE, parent_of, tier

SUBJECT = re.compile(r"(area|office|firm|project):(\S.*)")


def subjects(words: Iterable[str]) -> dict[str, Meaning | Misread]:
    """Read the subjects of one table: `subject` and `parent` of every word, or why there is none.

    A name is looked up in the catalogue; one that it lacks (a development zone, a sample place)
    stands for itself where its end tells its tier. The parent of a coded area is the area above; of
    a named one that the catalogue lacks it is the only area of the table a tier up.
    """
    named = {word: _named(word) for word in words}
    table = [found for found in named.values() if isinstance(found, str)]
    return {word: _placed(found, table) for word, found in named.items()}


def _named(word: str) -> str | Misread:
    """Give the subject of a word; its parent is not known yet."""
    if coded := SUBJECT.fullmatch(word):
        kind, code = coded.groups()
        return word if kind != "area" or CODE.fullmatch(code) else _by_name(code)
    return f"area:{word}" if CODE.fullmatch(word) else _by_name(word)


def _by_name(name: str) -> str | Misread:
    if not areas.find(name) and tier(name) is not None:
        return f"area:{name}"
    try:
        return f"area:{areas.area(name).code}"
    except Mistake as mistake:
        return Misread("subject", mistake)


def _placed(found: str | Misread, table: Iterable[str]) -> Meaning | Misread:
    if isinstance(found, Misread):
        return found
    return {"subject": found, "parent": parent_of(found, table)}
