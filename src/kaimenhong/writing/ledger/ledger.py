"""All facts that were known on a day, indexed once; every later question is a look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kaimenhong.facts import Observation, Wanted
from kaimenhong.terms.codelists import Role
from kaimenhong.terms.subject import name_of
from kaimenhong.writing.ledger.entry import Entry, Key, observed, wanted

type Index = Mapping[tuple[str, str], tuple[Entry, ...]]


@dataclass(frozen=True)
class Ledger:
    """The entries known by the end of a day, with all their versions.

    `parents` are the areas above, for those of which a table of offices knows it: a name alone does
    not tell that 石渠市 stands among the counties.
    """

    entries: tuple[Entry, ...]
    parents: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_subject_and_indicator(self) -> Index:
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for one in self.entries:
            found[one.figure.subject, one.figure.indicator].append(one)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for subject, indicator in self._by_subject_and_indicator:
            found[subject].append(indicator)
        return {subject: tuple(names) for subject, names in found.items()}

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whom the facts are about, in the order of the rows."""
        return tuple(self._by_subject)

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of the areas that the facts are about, whatever they are made of."""
        return frozenset(name_of(one) for one in self.subjects if one.startswith("area:"))

    @cached_property
    def indicators(self) -> frozenset[str]:
        """All indicators that anybody has a figure of."""
        return frozenset(indicator for _, indicator in self._by_subject_and_indicator)

    @cached_property
    def year(self) -> int | None:
        """The year of the latest reached figure: that of papers which name none."""
        reached = (one.figure for one in self.entries if one.figure.role is Role.ACTUAL)
        return max((one.period.year for one in reached), default=None)

    def indicators_of(self, subject: str) -> tuple[str, ...]:
        """Give the indicators of which a subject has figures."""
        return self._by_subject.get(subject, ())

    @cached_property
    def _newest(self) -> dict[tuple[str, str], list[tuple[Entry, tuple[Entry, ...]]]]:
        return {}

    def newest_of(self, subject: str, indicator: str) -> list[tuple[Entry, tuple[Entry, ...]]]:
        """Give what `newest` makes of them; asked again and again, worked out once."""
        key = (subject, indicator)
        if key not in self._newest:
            self._newest[key] = newest(self.of(subject, indicator))
        return self._newest[key]

    def of(self, subject: str, indicator: str) -> tuple[Entry, ...]:
        """Give every version of every figure of one indicator of one subject."""
        return self._by_subject_and_indicator.get((subject, indicator), ())


def ledger(
    observations: Iterable[Observation],
    targets: Iterable[Wanted],
    *,
    as_of: date | None = None,
    parents: Mapping[str, str] | None = None,
) -> Ledger:
    """Index the facts that were known by the end of the day `as_of`; without one, all of them.

    Whole days are those of the vintages' own time zone.
    """
    rows = [*map(observed, observations), *map(wanted, targets)]
    known = (one for one in rows if as_of is None or one.vintage.date() <= as_of)
    return Ledger(tuple(known), parents or {})


def newest(entries: Iterable[Entry]) -> list[tuple[Entry, tuple[Entry, ...]]]:
    """Give of every figure the version that holds, and the earlier ones, the latest first.

    Of targets that became known together none is a version of the other: a plan may contradict
    itself, and both stand until somebody settles it.
    """
    by_key: dict[Key, list[Entry]] = defaultdict(list)
    for one in entries:
        by_key[one.key].append(one)
    ordered = (sorted(group, key=lambda one: one.vintage) for group in by_key.values())
    return [pair for group in ordered for pair in _held(group)]


def _held(group: list[Entry]) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    last = group[-1]
    together = [one for one in group if one.vintage == last.vintage and one.tier is not None]
    if len({one.value for one in together}) > 1:
        yield from ((one, ()) for one in together)
    else:
        yield last, tuple(reversed(group[:-1]))
