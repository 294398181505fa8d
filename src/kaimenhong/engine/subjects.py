"""Whom the rows of a fact file are about, and who stands above whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaimenhong.engine.words import Meaning, Misread
from kaimenhong.errors import Mistake
from kaimenhong.terms import area as areas

SUBJECT = re.compile(r"(area|office|firm|project):(\S.*)")
CODE = re.compile(r"\d{6}(\d{3}){0,2}")
# The tiers that a name tells by its end, from the top; 石渠市 may be of the second or the third.
TIERS = (
    re.compile(r"(省|自治区)$"),
    re.compile(r"(市|自治州|地区|盟)$"),
    re.compile(r"(县|区|旗)$"),
    re.compile(r"(镇|乡|街道|街道办事处|苏木)$"),
)


def subjects(words: Iterable[str]) -> dict[str, Meaning | Misread]:
    """Read the subjects of one table: `subject` and `parent` of every word, or why there is none.

    A name is looked up in the catalogue; one that it lacks (a development zone, a sample place)
    stands for itself where its end tells its tier. The parent of a coded area is the area above; of
    a named one that the catalogue lacks it is the only area of the table a tier up.
    """
    named = {word: _named(word) for word in words}
    return {word: _placed(found, named.values()) for word, found in named.items()}


def _named(word: str) -> str | Misread:
    """Give the subject of a word; its parent is not known yet."""
    if coded := SUBJECT.fullmatch(word):
        kind, code = coded.groups()
        return word if kind != "area" or CODE.fullmatch(code) else _by_name(code)
    return f"area:{word}" if CODE.fullmatch(word) else _by_name(word)


def _by_name(name: str) -> str | Misread:
    if not areas.find(name) and _tier(name) is not None:
        return f"area:{name}"
    try:
        return f"area:{areas.area(name).code}"
    except Mistake as mistake:
        return Misread("subject", mistake)


def _placed(found: str | Misread, table: Iterable[str | Misread]) -> Meaning | Misread:
    if isinstance(found, Misread):
        return found
    kind, _, code = found.partition(":")
    if kind != "area":
        return {"subject": found, "parent": None}
    if CODE.fullmatch(code):
        return {"subject": found, "parent": _parent_of_code(code)}
    tier = _tier(code)
    above = {
        other
        for other in table
        if isinstance(other, str) and tier and _tier(_name_of(other)) == tier - 1
    }
    return {"subject": found, "parent": above.pop() if len(above) == 1 else None}


def _tier(name: str) -> int | None:
    return next((tier for tier, end in enumerate(TIERS) if end.search(name)), None)


def _name_of(subject: str) -> str:
    code = subject.partition(":")[2]
    known = areas.find(code) if CODE.fullmatch(code) else ()
    return known[-1].name if known else code


def _parent_of_code(code: str) -> str | None:
    """Give the area above by the catalogue; of a code that it lacks, by the make of the code."""
    if len(code) > 6:
        return f"area:{code[:6] if len(code) == 9 or code.endswith('000') else code[:9]}"
    if known := areas.find(code):
        return f"area:{known[-1].parent}" if known[-1].parent else None
    if not code.endswith("00"):
        return f"area:{code[:4]}00"
    province = f"{code[:2]}0000"
    return f"area:{province}" if areas.find(province) else None
