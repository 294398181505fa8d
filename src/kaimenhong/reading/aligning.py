"""Which column a cell belongs to where blank cells are lost: by the kind of head and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from kaimenhong.reading import lexicon, lists
from kaimenhong.reading.columns import is_area, unit_of
from kaimenhong.reading.grid import PLAIN
from kaimenhong.terms import headings
from kaimenhong.terms.headings import FIGURES, Kind

NUMBER = re.compile(
    r"[0-9]{1,3}[.、]?|[一二三四五六七八九十]{1,3}|（[0-9一二三四五六七八九十]{1,3}）"
)
_NAMES = re.compile(
    r"[\u4e00-\u9fa5]{2,4}(?:（[^（）]{1,10}）)?(?:[、，\s]+[\u4e00-\u9fa5]{2,4}(?:（[^（）]{1,10}）)?)*"
)
_SAYS = re.compile("[0-9X]|同步|平均|持平|位次")
_HAN = re.compile("[\u4e00-\u9fa5]")
LONGEST_AREA = 8
MOST_COLUMNS = 12


def kind_under(head: str) -> Kind | None:
    """What stands under a head; None for figures and for heads that name an indicator or area."""
    kind = headings.kind_by_end(head)
    return None if kind in FIGURES or kind is Kind.TOTAL else kind


@lru_cache(maxsize=4096)
def fits(kind: Kind | None, text: str) -> bool:
    """Whether a cell may stand under a head of this kind.

    >>> fits(Kind.PARTY, "市财政局、各镇"), fits(Kind.PARTY, "3月底前")
    (True, False)
    >>> fits(None, "9%以上"), fits(None, "市财政局"), fits(Kind.LEADER, "市财政局")
    (True, False, False)
    """
    match kind:
        case Kind.NUMBER:
            return bool(NUMBER.fullmatch(text))
        case Kind.UNIT:
            return unit_of(text) is not None
        case Kind.AREA:
            return is_area(text) or (_is_words(text) and len(text) <= LONGEST_AREA)
        case Kind.LEADER:
            return bool(_NAMES.fullmatch(text)) and not lists.are_units(text)
        case Kind.LEAD | Kind.PARTY:
            return lists.are_units(text)
        case Kind.DEADLINE | Kind.PERIOD:
            return lists.is_deadline(text)
        case None:
            return _is_figure(text)
    return _is_words(text)


def _is_words(text: str) -> bool:
    return bool(_HAN.search(text)) and not PLAIN.fullmatch(text)


def _is_figure(text: str) -> bool:
    if PLAIN.fullmatch(text) or lexicon.words("columns").tags.get(text) == "empty":
        return True
    return not (lists.are_units(text) or lists.is_deadline(text)) and bool(_SAYS.search(text))


def aligned(kinds: Sequence[Kind | None], cells: Sequence[str]) -> list[int | None] | None:
    """Give the column of each cell, counted from 0; None for a cell that may stand in several.

    None for the whole row where no order of the columns takes all its cells.

    >>> aligned([Kind.NUMBER, Kind.TASK, Kind.LEAD, Kind.DEADLINE], ["1", "推进开工", "3月底前"])
    [0, 1, 3]
    >>> aligned([Kind.TASK, Kind.LEAD, Kind.PARTY], ["推进开工", "市财政局"])
    [0, None]
    """
    if len(cells) == len(kinds):
        whole = all(fits(kind, cell) for kind, cell in zip(kinds, cells, strict=True))
        return list(range(len(kinds))) if whole else None
    if len(cells) > len(kinds) or len(kinds) > MOST_COLUMNS:
        return None
    ways = list(_ways(kinds, cells))
    if not ways:
        return None
    return [
        column if len({way[at] for way in ways}) == 1 else None for at, column in enumerate(ways[0])
    ]


def _ways(kinds: Sequence[Kind | None], cells: Sequence[str]) -> Iterator[tuple[int, ...]]:
    taken = [[fits(kind, cell) for kind in kinds] for cell in cells]
    for columns in combinations(range(len(kinds)), len(cells)):
        if all(taken[at][column] for at, column in enumerate(columns)):
            yield columns
