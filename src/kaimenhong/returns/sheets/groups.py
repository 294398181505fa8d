"""The figures of a table in groups, so that a check looks at one of them for thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from operator import attrgetter

from kaimenhong.returns.sheets.mapping import Seen

type Group = list[Seen]


def groups_of(seen: Iterable[Seen]) -> list[Group]:
    """Group the figures of one column that say the same of all but whose they are.

    A group is never empty; any of its figures tells the indicator, measure, role, period and unit
    of all, and each stands in a row of its own.
    """
    groups: defaultdict[tuple[int, int, str], Group] = defaultdict(list)
    for one in seen:
        # The plan of a table is one object, and its identity is quicker to look up.
        groups[one.spot[1], id(one.plan), one.indicator].append(one)
    return list(groups.values())


def gathered(groups: Iterable[Group], key: Callable[[Seen], Hashable]) -> list[list[Group]]:
    """Put together the groups that are alike by a key that does not ask whose a figure is."""
    found: defaultdict[Hashable, list[Group]] = defaultdict(list)
    for group in groups:
        found[key(group[0])].append(group)
    return list(found.values())


def joined(groups: Sequence[Group]) -> Group:
    """Give the figures of several groups in the order of their cells; of none, none."""
    if len(groups) == 1:
        return groups[0]
    return sorted(chain.from_iterable(groups), key=attrgetter("spot"))
