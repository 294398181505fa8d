"""Whom the rows of a fact file are about, and who stands above whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kaimenhong.engine.words import Meaning, Misread
from kaimenhong.errors import Mistake
from kaimenhong.terms import area as areas
from kaimenhong.terms.subject import CODE, parent_of, tier

SUBJECT = re.compile(r"(area|office|firm|project):(\S.*)")


def subjects(words: Iterable[str]) -> dict[str, Meaning | Misread]:
    """Read the subjects of one table: `subject` and `parent` of every word, or why there is none.

    A name is looked up in the catalogue; one that it lacks (a development zone, a sample place)
    stands for itself where its end tells its tier. So does a name that some county elsewhere bears
    too, where the table has a place of its own above it. The parent of a coded area is the area
    above; of a named one that the catalogue lacks it is the only area of the table a tier up.
    """
    every = tuple(words)
    around = _around(every)
    named = {word: _named(word, around) for word in every}
    known = [found for found in named.values() if isinstance(found, str)]
    return {word: _placed(found, known) for word, found in named.items()}


@dataclass(frozen=True, slots=True)
class _Around:
    """What the words of a table tell together of which places are meant.

    `codes` are those that it states, or that a name of it can mean alone; `tiers` are those of the
    names that no catalogue has.
    """

    codes: frozenset[str]
    tiers: frozenset[int]


def _around(words: Iterable[str]) -> _Around:
    plain = {_plain(word) for word in words}
    found = {word: {one.code for one in areas.find(word)} for word in plain}
    alone = (next(iter(codes)) for codes in found.values() if len(codes) == 1)
    stated = (word for word in plain if CODE.fullmatch(word))
    tiers = (tier(word) for word, codes in found.items() if not codes)
    return _Around(frozenset({*alone, *stated}), frozenset(one for one in tiers if one is not None))


def _named(word: str, around: _Around) -> str | Misread:
    """Give the subject of a word; its parent is not known yet."""
    if coded := SUBJECT.fullmatch(word):
        kind, code = coded.groups()
        return word if kind != "area" or CODE.fullmatch(code) else _by_name(code, around)
    return f"area:{word}" if CODE.fullmatch(word) else _by_name(word, around)


def _by_name(name: str, around: _Around) -> str | Misread:
    found = {one.code: one for one in areas.find(name)}
    inside = [code for code, one in found.items() if one.parent in around.codes]
    if len(inside) == 1:
        return f"area:{inside[0]}"
    own = tier(name)
    if own is not None and (not found or (not inside and own - 1 in around.tiers)):
        return f"area:{name}"
    try:
        return f"area:{areas.area(name).code}"
    except Mistake as mistake:
        return Misread("subject", mistake)


def _plain(word: str) -> str:
    coded = SUBJECT.fullmatch(word)
    return coded[2] if coded and coded[1] == "area" else word


def _placed(found: str | Misread, table: Iterable[str]) -> Meaning | Misread:
    if isinstance(found, Misread):
        return found
    return {"subject": found, "parent": parent_of(found, table)}
