"""What became of areas (沿革): which were only recoded, which were split or merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from kaimenhong.terms.area import areas


@dataclass(frozen=True, slots=True)
class Change:
    """An area that ended in `year`, and one that took its place.

    `renamed` tells that the two are the same area under another code: it has one successor, and the
    successor took over nothing else and was not there before. A new name under the old code is no
    change.
    """

    code: str
    successor: str
    year: int
    renamed: bool


@cache
def changes() -> tuple[Change, ...]:
    """Give all changes since 1981, by the code that ended.

    >>> [one for one in changes() if one.code == "320502"]
    [Change(code='320502', successor='320508', year=2012, renamed=False)]
    """
    ended = [one for one in areas() if one.valid_to is not None and one.successors]
    taken = Counter((new, one.valid_to) for one in ended for new in one.successors)
    began = {(one.code, one.valid_from) for one in areas()}
    earliest: dict[str, int] = {}
    for one in areas():
        earliest.setdefault(one.code, one.valid_from.year)
    made = []
    for one in ended:
        assert one.valid_to is not None  # noqa: S101 -- tells mypy what `ended` holds
        for new in one.successors:
            if new == one.code:
                continue
            alone = len(one.successors) == 1 and taken[new, one.valid_to] == 1
            fresh = (new, one.valid_to) in began and earliest[new] >= one.valid_to.year
            made.append(Change(one.code, new, one.valid_to.year, alone and fresh))
    return tuple(made)
