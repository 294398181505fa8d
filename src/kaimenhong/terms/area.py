"""Area 地区: administrative divisions by GB/T 2260 code, with validity and successors.

The source gives years, not days: a change counts from 1 January of its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from kaimenhong.errors import Code, Mistake
from kaimenhong.terms.tables import rows
from kaimenhong.terms.wording import folded


class Level(StrEnum):
    """How high in the tree an area stands."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Area:
    """One division under one code and name; a new name under the old code is a new Area.

    `valid_to` is the first day on which it no longer holds, None while it is in force; `successors`
    are the codes that took its place, several after a split.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...]

    @property
    def successor(self) -> str | None:
        """The code that took its place; None while in force, or where it was split or ended."""
        return self.successors[0] if len(self.successors) == 1 else None

    def valid(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def __str__(self) -> str:
        """Write the full name, 河北省石家庄市新华区."""
        return f"{_above(self) or ''}{self.name}"


@cache
def areas() -> tuple[Area, ...]:
    """Give all areas that were in force since 1981, by code, the oldest name of a code first."""
    table = list(rows("areas"))
    codes = {row["code"] for row in table}
    made = (
        Area(
            code=row["code"],
            name=row["name"],
            level=Level(row["level"]),
            parent=_parent(row["code"], Level(row["level"]), codes),
            valid_from=date(int(row["first_year"]), 1, 1),
            valid_to=date(int(row["end_year"]), 1, 1) if row["end_year"] else None,
            successors=tuple(filter(None, row["successors"].split("|"))),
        )
        for row in table
    )
    return tuple(sorted(made, key=lambda one: (one.code, one.valid_from)))


def _parent(code: str, level: Level, codes: set[str]) -> str | None:
    if level is Level.PROVINCE:
        return None
    city = f"{code[:4]}00"
    return city if level is Level.COUNTY and city in codes else f"{code[:2]}0000"


@cache
def _by_word() -> Mapping[str, tuple[Area, ...]]:
    """Give the areas by code and by folded name."""
    found: dict[str, list[Area]] = {}
    for one in areas():
        found.setdefault(one.code, []).append(one)
        found.setdefault(folded(one.name), []).append(one)
    return MappingProxyType({word: tuple(group) for word, group in found.items()})


@cache
def _by_short_name() -> Mapping[str, tuple[Area, ...]]:
    found: dict[str, list[Area]] = {}
    for one in areas():
        short = short_name(one.name)
        if len(short) > 1 and short != one.name:
            found.setdefault(short, []).append(one)
    return MappingProxyType({word: tuple(group) for word, group in found.items()})


def find(
    name_or_code: str, *, on: date | None = None, within: str | None = None
) -> tuple[Area, ...]:
    """Give all areas of this code, name, short name or full name; none where nothing fits.

    `on` is the day on which they must be in force; without it those now in force are preferred, and
    ended ones are given only where there is no other. `within` is the name or code
    of an area above.

    >>> [one.code for one in find("姑苏区")], [one.code for one in find("江苏省苏州市姑苏区")]
    (['320508'], ['320508'])
    >>> len(find("鼓楼区")), [one.code for one in find("鼓楼区", within="江苏省南京市")]
    (4, ['320106'])
    """
    text = folded(name_or_code)
    found = _by_word().get(text) or _by_full_name(text) or _by_short_name().get(text, ())
    if within is not None:
        prefixes = tuple(_prefix(one.code) for one in find(within, on=on))
        found = tuple(one for one in found if one.code.startswith(prefixes) and prefixes)
    return _in_force(found, on)


def _by_full_name(text: str) -> tuple[Area, ...]:
    """Read 江苏省南京市鼓楼区 from its end: the longest name whose areas lie in what is before."""
    for cut in range(2, len(text) - 1):
        inner = _by_word().get(text[cut:], ())
        outer = (_by_word().get(text[:cut]) or _by_full_name(text[:cut])) if inner else ()
        prefixes = tuple(_prefix(one.code) for one in outer)
        if found := tuple(one for one in inner if prefixes and one.code.startswith(prefixes)):
            return found
    return ()


def _in_force(found: Iterable[Area], on: date | None) -> tuple[Area, ...]:
    every = tuple(found)
    if on is not None:
        return tuple(one for one in every if one.valid(on))
    return tuple(one for one in every if one.valid_to is None) or every


def _prefix(code: str) -> str:
    return re.sub("(00){1,2}$", "", code)


def _above(one: Area) -> Area | None:
    """Give the area above: as it is, for an ended one as it was on its last day."""
    above = _by_word().get(one.parent, ()) if one.parent else ()
    last_day = one.valid_to - timedelta(days=1) if one.valid_to else None
    then = (other for other in above if last_day and other.valid(last_day))
    return next(then, above[-1] if above else None)


def area(name_or_code: str, *, on: date | None = None, within: str | None = None) -> Area:
    """Give the one area that `find` finds; raises Mistake AREA_UNKNOWN, AREA_AMBIGUOUS.

    >>> str(area("320508")), area("110103", on=date(2009, 6, 30)).name
    ('江苏省苏州市姑苏区', '崇文区')
    """
    found = find(name_or_code, on=on, within=within)
    codes = {one.code for one in found}
    if len(codes) > 1:
        raise Mistake(
            Code.AREA_AMBIGUOUS,
            expected="唯一的地区",
            came=name_or_code,
            remedy=f"请写全称或代码，例如{_choices(found)}",
        )
    if not found:
        raise Mistake(
            Code.AREA_UNKNOWN,
            expected="行政区划名称或六位代码",
            came=name_or_code,
            remedy=_remedy(name_or_code, on),
        )
    return found[-1]


def _choices(found: Iterable[Area]) -> str:
    return "".join(f"“{one}”（{one.code}）" for one in list(found)[:3])


def _remedy(text: str, on: date | None) -> str:
    ended = [one for one in find(text) if one.successors] if on else []
    if ended:
        then = "、".join(ended[-1].successors)
        return f"“{ended[-1].name}”在该日不在用，后续代码为 {then}，请改用当时的名称或代码"
    in_force = [word for word, group in _by_word().items() if group[-1].valid_to is None]
    near = get_close_matches(folded(text), in_force, n=3, cutoff=0.6)
    if near:
        return f"相近的有{_choices(_by_word()[word][-1] for word in near)}，请改用其中之一"
    return "请写全称或代码，例如“北京市东城区”“110101”"


def successor_of(code: str, *, on: date | None = None) -> tuple[Area, ...]:
    """Give the areas that stand today, or on a day, for an ended code; itself where still in force.

    Follows renaming and recoding through; a split gives several, an end without a successor none.

    >>> [one.name for one in successor_of("110103")], [one.code for one in successor_of("142331")]
    (['东城区'], ['141102'])

    Raises Mistake AREA_UNKNOWN for a code that never was.
    """
    area(code)
    seen: set[str] = set()
    found: dict[str, Area] = {}
    open_codes = [code]
    while open_codes:
        now = open_codes.pop(0)
        if now in seen:
            continue
        seen.add(now)
        history = _by_word().get(now, ())
        holding = [one for one in history if (one.valid(on) if on else one.valid_to is None)]
        found |= {one.code: one for one in holding}
        if not holding:
            open_codes += [code for one in history for code in one.successors]
    return tuple(found.values())


def short_name(name: str) -> str:
    """Drop what may be dropped from the end of a name in speech and tables.

    >>> short_name("姑苏区"), short_name("内蒙古自治区")
    ('姑苏', '内蒙古')
    """
    return _KIND.sub("", name)


_KIND = re.compile(r"((壮族|回族|维吾尔)?自治区|特别行政区|自治州|地区|[省市县区盟旗])$")


def children(code: str, *, on: date | None = None) -> tuple[Area, ...]:
    """Give the areas directly below a code, in force on a day, else those now in force.

    >>> [one.name for one in children("320500")][:2], children("320583")
    (['虎丘区', '吴中区'], ())
    """
    return _in_force((one for one in areas() if one.parent == code), on)
