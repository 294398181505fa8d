"""A person's corrections of a sheet, and the layout that they are remembered for.

A correction names a head by its words, not by its cell: next month the same layout has other
figures and other months, and the correction still holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kaimenhong.returns.sheets.axes import Axis
from kaimenhong.returns.sheets.regions import Region
from kaimenhong.returns.sheets.surroundings import Surroundings
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.terms.when import read_when
from kaimenhong.terms.wording import dashed

_TIME = re.compile(
    r"(?:19|20)\d\d|\d{1,2}(?=[-至到月])|[一二三四](?=季)|[上下](?=半年)|前[二三](?=季)"
)
# 1—2月 follows upon 1月.
_RANGE = re.compile("#(?:[-至到]#)+")
TABLE = ""


@dataclass(frozen=True, slots=True)
class Mending:
    """One correction: what heads of these words, or the whole table where `head` is empty, say.

    `facet` is indicator, subject, unit, period, measure or role; `value` as the contract writes it,
    a period as people write it.
    """

    head: str
    facet: str
    value: str


def layout_of(region: Region, *, titled: bool = False) -> str:
    """Give the fingerprint of a table's layout: its heads without their months and years.

    `titled` takes the words of its title too: what is said of a whole table comes before the title,
    and must not reach a table of the same heads that is about something else.
    """
    grid = region.grid
    heads = [
        [key(grid.text(grid.anchor(row, column))) for column in region.columns]
        for row in region.heads
    ]
    title = [key(grid.text(spot)) for spot in region.titles] if titled else []
    return hashlib.sha256(repr((title, heads)).encode()).hexdigest()


def dates_itself(one: Mending) -> bool:
    """Tell whether a correction names a time of its own: it holds for that sheet alone.

    >>> [dates_itself(Mending("", "period", said)) for said in ("2026年1—3月", "累计")]
    [True, False]
    """
    when = read_when(dashed(one.value)) if one.facet == "period" else None
    return when is not None and (when.year is not None or when.last is not None)


def key(text: str) -> str:
    """Give the words of a head by which a correction finds it again.

    >>> key("1—3月完成（亿元）") == key("1～4月完成(亿元)"), key("全年目标") == key("完成")
    (True, False)
    """
    return _RANGE.sub("#", _TIME.sub("#", dashed(text)))


def head_key(region: Region, heads: Sequence[tuple[int, int]]) -> str:
    """Give the key of a column: the keys of its heads from the top."""
    return "/".join(key(region.grid.text(spot)) for spot in heads)


def mended_axis(axis: Axis, head: str, mendings: Iterable[Mending]) -> Axis:
    """Put the corrections of a head before what the head itself says."""
    for one in mendings:
        if one.head and one.head == head:
            axis = _with(axis, one)
    return axis


def _with(axis: Axis, one: Mending) -> Axis:
    match one.facet:
        case "indicator":
            return replace(axis, name=one.value, refused="", inherits=False)
        case "subject":
            return replace(axis, area=one.value)
        case "unit":
            return replace(axis, units=(one.value,))
        case "measure":
            return replace(axis, measure=Measure(one.value), refused="")
        case "role":
            return replace(axis, role=Role(one.value))
        case "period" if when := read_when(dashed(one.value)):
            return replace(axis, when=when.over(axis.when))
    return axis


def mended_table(around: Surroundings, mendings: Iterable[Mending]) -> Surroundings:
    """Put the corrections of the whole table before what its title says."""
    for one in mendings:
        if one.head != TABLE:
            continue
        match one.facet:
            case "indicator":
                around = replace(around, indicator=one.value)
            case "subject":
                around = replace(around, area=one.value)
            case "unit":
                around = replace(around, units=(one.value,))
            case "period" if when := read_when(dashed(one.value)):
                around = replace(around, when=when.over(around.when))
    return around
