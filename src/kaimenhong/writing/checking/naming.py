"""Names of areas that a draft spells with a look-alike: 鹤平县 for 鹤坪县."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kaimenhong.reading import lookalike
from kaimenhong.terms import area as areas
from kaimenhong.writing.checking.verdict import Checked, Kind, Verdict

SHORTEST = 3


def misspelt(text: str, names: Iterable[str]) -> list[Checked]:
    """Give the places where a name of the facts stands with one sign taken for another.

    A spelling that is itself a name, of the facts or of a real area, is nobody's slip. Where it may
    be meant for two names nothing is shown in its place.
    """
    known = {one for one in names if len(one) >= SHORTEST}
    meant: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(known):
        for at in range(len(name)):
            shape = re.escape(name[:at]) + "(?P<sign>[\u4e00-\u9fff])" + re.escape(name[at + 1 :])
            for found in re.finditer(shape, text):
                why = lookalike.why(name[at], found["sign"])
                if why and found[0] not in known and not areas.find(found[0]):
                    told = f"“{found['sign']}”与“{name[at]}”{why}"
                    meant[found.span()].append((name, told))
    return [_slip(text, place, several) for place, several in sorted(meant.items())]


def _slip(text: str, place: tuple[int, int], several: list[tuple[str, str]]) -> Checked:
    return Checked(
        start=place[0],
        end=place[1],
        text=text[place[0] : place[1]],
        verdict=Verdict.WRONG,
        kind=Kind.NAME,
        shown=several[0][0] if len(several) == 1 else None,
        reason="；".join(told for _, told in several),
    )


def mended(text: str, slips: Iterable[Checked]) -> str:
    """Give the text with the names as they are meant; nothing moves, one sign stands for one."""
    for one in slips:
        text = text[: one.start] + (one.shown or one.text) + text[one.end :]
    return text
