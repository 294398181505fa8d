"""Targets of a city and of its counties, of a county and its towns, that cannot both be meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading.printed import Bounds, bounds, dimension, summed, total, written
from kaimenhong.terms import area as terms_area
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Comparator, Measure, Role

# The rows of one table or the members of one list; farther apart they were not added up together.
FARTHEST = 400
FEWEST = 2
FEWEST_COMPLETE = 3
_CITY = re.compile("(?:市|州|盟|地区)$")
_COUNTY = re.compile("(?:县|区|旗|市)$")
_TOWN = re.compile("(?:镇|乡|街道|苏木|开发区|新区|高新区|经开区|园区|示范区)$")
# A zone's figures may be counted in its district's too.
_ZONE = re.compile("(?:开发区|新区|高新区|经开区|园区|示范区)$")
_ADDED = {"sum", "count"}
# What lies in no one county (sum_adj) makes the whole more than its parts, never less.
_SUMMED = _ADDED | {"sum_adj"}
_GROWING = {"sum", "count", "sum_adj", "stock_sum"}
# What a city collects and spends itself belongs to none of its counties.
_CITY_KEEPS = ("财政", "税务")


@dataclass(frozen=True, slots=True)
class Split:
    """A city's target and those of its counties, stated together; all index the statements."""

    city: int
    counties: tuple[int, ...]


def territories(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give cities' targets that their counties' cannot add up to, or cannot average to.

    A sum that stays below the city's proves nothing while a county may be missing; that none is,
    another column shows whose counties add up to the city exactly, or the table of areas.
    """
    splits = list(_splits(statements))
    proven = {_members(statements, one) for one in splits if _adds_up_exactly(statements, one)}
    for split in splits:
        members = _members(statements, split)
        complete = any(one <= members for one in proven) or _is_whole(statements, split)
        zones = frozenset(area for area in members if _ZONE.search(area or ""))
        apart = not zones or any(zones <= one for one in proven)
        told = _misfit(statements, split, complete=complete, apart=apart)
        if told is not None:
            a, b = sorted((split.city, min(split.counties)))
            yield Conflict("arithmetic", a, b, told)


def _splits(statements: Sequence[Statement]) -> Iterator[Split]:
    """The city's row stands above its counties', or else below them."""
    own = _own_city(statements)
    if own is None:
        return
    for places in _columns(statements).values():
        yield from _runs(statements, places, own) or _runs(statements, places[::-1], own)


def _own_city(statements: Sequence[Statement]) -> str | None:
    """The city, else the county, that the document speaks for: more often than of any other."""
    for kind in (_CITY, _COUNTY):
        named = Counter(one.area for one in statements if one.area and kind.search(one.area))
        most = [*named.most_common(2), ("", 0), ("", 0)]
        if most[0][1] > most[1][1]:
            return most[0][0]
    return None


def _runs(statements: Sequence[Statement], places: Sequence[int], own: str) -> list[Split]:
    found: list[Split] = []
    number = 0
    while number < len(places):
        split, number = _split_at(statements, places, number, own)
        if split is not None:
            found.append(split)
    return found


def _columns(statements: Sequence[Statement]) -> dict[tuple[object, ...], list[int]]:
    """The targets of each indicator, period and measure, in the order of the text."""
    found: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(statements):
        if one.role is not Role.TARGET or one.value is None or one.area is None:
            continue
        if one.measure in {Measure.LEVEL, Measure.GROWTH}:
            key = (one.indicator, one.period, one.measure, dimension(one)[0])
            found.setdefault(key, []).append(at)
    return found


def _split_at(
    statements: Sequence[Statement], places: Sequence[int], number: int, own: str
) -> tuple[Split | None, int]:
    """The run of a city and its counties that begins here, and where the next may begin."""
    city = statements[places[number]]
    if city.area != own:
        return None, number + 1
    seen: set[str | None] = {city.area}
    end = number + 1
    while end < len(places):
        one, before = statements[places[end]], statements[places[end - 1]]
        far = abs(one.end - before.end) > FARTHEST
        if far or one.area in seen or not _is_county_of(one.area or "", own):
            break
        seen.add(one.area)
        end += 1
    counties = tuple(sorted(places[number + 1 : end]))
    if len(counties) < FEWEST:
        return None, number + 1
    return Split(places[number], counties), end


def _is_county_of(name: str, city: str) -> bool:
    """Whether it may be; where the table of areas knows the city, whether it is."""
    if _TOWN.search(name):
        return not _CITY.search(city) or city.endswith("市")
    if not _COUNTY.search(name) or not _CITY.search(city):
        return False
    above = {one.code for one in terms_area.find(city) if one.level is terms_area.Level.CITY}
    own = terms_area.find(name)
    return not above or not own or any(one.parent in above for one in own)


def _members(statements: Sequence[Statement], split: Split) -> frozenset[str | None]:
    return frozenset(statements[at].area for at in (split.city, *split.counties))


def _adds_up_exactly(statements: Sequence[Statement], split: Split) -> bool:
    city, counties = statements[split.city], [statements[at] for at in split.counties]
    plain = all(one.comparator is Comparator.EXACTLY for one in (city, *counties))
    if not plain or city.measure is not Measure.LEVEL or len(counties) < FEWEST_COMPLETE:
        return False
    stated = bounds(city)
    return stated is not None and not stated.apart(summed(counties))


def _is_whole(statements: Sequence[Statement], split: Split) -> bool:
    """Whether the counties are all that the table of areas has under the city."""
    cities = [
        one
        for one in terms_area.find(statements[split.city].area or "")
        if one.level is terms_area.Level.CITY
    ]
    if len(cities) != 1:
        return False
    below = {
        one.name
        for one in terms_area.areas()
        if one.parent == cities[0].code and one.valid_to is None
    }
    return bool(below) and below <= {statements[at].area for at in split.counties}


def _misfit(
    statements: Sequence[Statement], split: Split, *, complete: bool, apart: bool
) -> str | None:
    """Say what does not fit; `complete` that no county is missing, `apart` that none overlaps."""
    city, counties = statements[split.city], [statements[at] for at in split.counties]
    known, stated = terms_indicator.find(city.indicator), bounds(city)
    if known is None or stated is None:
        return None
    kept = any(owner in known.owner for owner in _CITY_KEEPS)
    if city.measure is Measure.GROWTH:
        may = complete and not kept and known.aggregation in _GROWING
        return _faster(city, counties, stated) if may else None
    if known.aggregation not in _SUMMED:
        return None
    complete = complete and not kept and known.aggregation in _ADDED
    return _sum(city, counties, complete=complete, apart=apart)


def _sum(
    city: Statement, counties: Sequence[Statement], *, complete: bool, apart: bool
) -> str | None:
    stated, come = bounds(city) or Bounds(None, None), summed(counties)
    if any(stated.below(bounds(one) or Bounds(None, None)) for one in counties):
        return None
    listed = "、".join(f"{one.area}{written(one)}" for one in counties)
    if apart and stated.below(come):
        return f"{listed}，合计{total(counties)}，多于{city.area}{written(city)}"
    if complete and come.below(stated):
        return f"{listed}，合计{total(counties)}，达不到{city.area}{written(city)}"
    return None


def _faster(city: Statement, counties: Sequence[Statement], stated: Bounds) -> str | None:
    """A city cannot grow faster than every one of its counties."""
    rates = [bounds(one) for one in counties]
    if len(counties) < FEWEST_COMPLETE or any(one is None or one.high is None for one in rates):
        return None
    fastest = max(counties, key=lambda one: one.value_high or one.value or 0)
    if not (bounds(fastest) or Bounds(None, None)).below(stated):
        return None
    most = f"各县（市、区）增速最高为{fastest.area}{written(fastest)}"
    return f"{most}，达不到{city.area}{written(city)}"
