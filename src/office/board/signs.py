"""Warnings and doubts of a campaign's figures, in words, for those who reach the figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.cache import cache

from kaimenhong import engine
from kaimenhong.analysis import bunching, doubt, warning
from kaimenhong.analysis.standing import TARGETS
from kaimenhong.analysis.vintage import holding
from kaimenhong.facts import FACTS
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from kaimenhong.writing import signs as words
from office import warehouse
from office.campaigns.models import Campaign, Target
from office.people import access
from office.people.models import Person
from office.returns.models import Observation

DIFFERENCE = "caliber_difference"
MONTHS = 12  # doubts about older figures have been looked at, or never will be

type Key = tuple[str, str]
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sign:
    """One warning or doubt in words; `fact` leads to the figure where it is about one."""

    code: str
    name: str
    text: str
    period: str
    fact: int | None


@dataclass(frozen=True, slots=True)
class Signs:
    """What there is about one indicator in one area; 口径差异 are no doubts and do not count."""

    warnings: tuple[Sign, ...] = ()
    doubts: tuple[Sign, ...] = ()
    differences: tuple[Sign, ...] = ()

    @property
    def count(self) -> int:
        """Return how many a person might want to look at."""
        return len(self.warnings) + len(self.doubts)

    @property
    def told(self) -> str:
        """Return the counts in words."""
        return f"预警 {len(self.warnings)} 处，存疑 {len(self.doubts)} 处"


@dataclass(frozen=True, slots=True)
class Seen:
    """The signs of a campaign that one person may see, by subject and indicator."""

    rows: dict[Key, Signs] = field(default_factory=dict)

    def of(self, subject: str, indicator: str) -> Signs:
        """Return those about one indicator in one area, none where there are none."""
        return self.rows.get((subject, indicator), Signs())


def seen(person: Person, campaign: Campaign, day: date, until: datetime) -> Seen:
    """Return the signs about figures that the person reaches; a pair needs both its figures."""
    rows = found(person, campaign, day, until)
    named = {row["indicator"] for row in rows} | {row["other"] for row in rows if row.get("other")}
    reached = set(
        access.see(person, Observation.objects.filter(indicator__in=named))
        .order_by()
        .values_list("area__code", "indicator")
        .distinct()
    )
    subjects = {(warehouse.subject(area), indicator) for area, indicator in reached}
    kept: dict[Key, list[Row]] = {}
    for row in rows:
        key: Key = (row["subject"], row["indicator"])
        other = row.get("other")
        if key in subjects and (not other or (row["subject"], other) in subjects):
            kept.setdefault(key, []).append(row)
    return Seen({key: in_words(of_one) for key, of_one in kept.items()})


def found(person: Person, campaign: Campaign, day: date, until: datetime) -> list[Row]:
    """Return all warnings and doubts about the campaign's indicators, computed once a revision.

    Figures that are under embargo for the person take no part.
    """
    mark = f"signs:{campaign.pk}:{day}:{warehouse.revision(person)}"
    known: list[Row] | None = cache.get(mark)
    if known is None:
        known = compute(person, list(campaign.targets.select_related("area__parent")), until)
        cache.set(mark, known)
    return known


def compute(person: Person, targets: list[Target], until: datetime) -> list[Row]:
    """Run the analysis over the campaign's indicators and those that they are paired with."""
    own = {target.indicator for target in targets}
    named = own | {code for pair in partners() if own & set(pair) for code in pair}
    with engine.duckdb() as session:
        table = session.table(warehouse.facts(person, indicators=named, until=until), FACTS)
        held = session.table(session.arrow(holding(table)), FACTS)
        wanted = session.table(warehouse.targets(targets), TARGETS)
        warned = [
            row
            for every in sorted({step_of(code) for code in own})
            for row in session.rows(
                warning.latest(held, warning.warnings(wanted, held, every=every))
            )
            if step_of(row["indicator"]) == every
        ]
        doubted = session.rows(doubt.doubts(held)) + session.rows(
            bunching.exactly_at_target(wanted, held)
        )
    newest = max((row["last"] for row in doubted + warned), default=0)
    recent = [row for row in doubted if row["last"] > newest - MONTHS]
    return [row for row in warned + recent if row["indicator"] in own]


def partners() -> list[tuple[str, str]]:
    """Return the indicators that are held against each other."""
    return [*((pair["over"], pair["under"]) for pair in doubt.PAIRS), *doubt.BESIDE]


def step_of(indicator: str) -> int:
    """Return the months between two figures of an indicator."""
    known = terms_indicator.find(indicator)
    return 3 if known is not None and known.frequency.startswith("quarterly") else 1


def in_words(rows: list[Row]) -> Signs:
    """Return the rows about one indicator in one area in words, the newest first."""
    rows = sorted(rows, key=lambda row: -row["last"])
    doubts = [row for row in rows if "doubt" in row]
    return Signs(
        warnings=tuple(warned(row) for row in rows if "warning" in row),
        doubts=tuple(doubted(row) for row in doubts if row["doubt"] != DIFFERENCE),
        differences=tuple(doubted(row) for row in doubts if row["doubt"] == DIFFERENCE),
    )


def warned(row: Row) -> Sign:
    """Return a warning in words."""
    code = row["warning"]
    return Sign(code, words.WARNINGS[code]["name"], words.warned(row), label(row), None)


def doubted(row: Row) -> Sign:
    """Return a doubt in words."""
    code, known = row["doubt"], terms_indicator.find(row["indicator"])
    text = words.doubted(row, unit=known.unit_of(Measure.LEVEL) if known else "")
    fact = int(row["fact"]) if row["fact"] else None
    return Sign(code, doubt.RULES[code]["name"], text, label(row), fact)


def label(row: Row) -> str:
    """Return the period in words; nothing where a sign is about several."""
    return Period.parse(row["period"]).label if row["period"] else ""
