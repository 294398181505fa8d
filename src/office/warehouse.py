"""The bridge from the ledger's rows to the tables that analysis takes; the only one there is.

Rows come over the application's own connection, so that what a transaction has just written is
seen by what it computes next, on every database alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection

from kaimenhong.analysis.standing import TARGETS
from kaimenhong.facts import FACTS, amount, own_unit
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.area import Level
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office.campaigns.models import Decomposition, Over, Target
from office.people.models import Area, Person
from office.releases import queries as releases
from office.returns.models import Observation

Columns = dict[str, list[object]]


def facts(
    person: Person,
    *,
    indicators: Iterable[str],
    until: datetime,
    areas: Collection[int] | None = None,
) -> Columns:
    """Return the ledger's figures of these indicators, known by `until`, as a table of FACTS.

    What is under embargo for the person is left out; all else is in it, whoever asks, because ranks
    and sums need every area. Where `areas` are named, figures of others are not needed.
    """
    found = Observation.objects.filter(indicator__in=set(indicators), vintage__lte=until)
    if areas is not None:
        found = found.filter(area__in=areas)
    rows = (
        found.exclude(releases.withheld(person))
        .order_by()
        .values_list(
            "pk", "area__code", "area__parent__code", "indicator", "period", "first", "last",
            "accumulation", "measure", "role", "amount", "published", "own_unit", "status",
            "caliber", "vintage",
        )
        .iterator(chunk_size=5000)
    )  # fmt: skip
    return columns([name for name, _, _ in FACTS], (fact_row(row) for row in rows))


def fact_row(row: Sequence[object]) -> tuple[object, ...]:
    """Return a row of the ledger in the order of FACTS."""
    (key, area, parent, indicator, period, first, last, accumulation, measure, role,
     value, published, unit, status, caliber, vintage) = row  # fmt: skip
    assert isinstance(vintage, datetime)  # noqa: S101 -- tells mypy what the column holds
    return (
        str(key), subject(area), subject(parent), indicator, period, first, last, accumulation,
        measure, role, "", number(value), None, number(published), unit, direction(str(indicator)),
        status, caliber, vintage.astimezone(UTC).isoformat(timespec="microseconds"),
    )  # fmt: skip


def targets(rows: Iterable[Target]) -> Columns:
    """Return targets as the table that `analysis.standing` takes."""
    return columns([name for name, _, _ in TARGETS], (target_row(target) for target in rows))


def target_row(target: Target) -> tuple[object, ...]:
    """Return one target in the order of TARGETS, its value in the indicator's own unit."""
    period = Period.parse(target.period)
    unit = own_unit(target.indicator, Measure(target.measure), target.unit)
    area = target.area
    return (
        str(target.pk), area.subject, area.parent.subject if area.parent else None,
        target.indicator, period.first_month, period.last_month, target.period, target.measure,
        target.comparator, number(amount(target.value, target.unit, unit)),
        number(amount(target.value_high, target.unit, unit)), unit, direction(target.indicator),
        target.from_bottom, *other_side(target),
    )  # fmt: skip


# A target's own path: what of it is due by the end of a month, in percent.
CURVE: tuple[tuple[str, str, str], ...] = (
    ("target", "text", "identity of the target"),
    ("last", "int64", "the month, counted year × 12 + month − 1"),
    ("due", "float64", "% of the target due by the end of that month"),
)


def curve(targets: Iterable[Target]) -> Columns:
    """Return the paths of level targets that were shared out over months, by the newest version."""
    keys = [target.pk for target in targets if target.measure == Measure.LEVEL]
    versions = Decomposition.objects.filter(target__in=keys, over=Over.MONTHS)
    newest = {one.target_id: one for one in versions.order_by("version").prefetch_related("parts")}
    points = (point for one in newest.values() for point in path(one))
    return columns([name for name, _, _ in CURVE], points)


def path(version: Decomposition) -> Iterator[tuple[object, ...]]:
    """Yield the points of one version; none where the whole is nothing or a month has no part."""
    parts = [(Period.parse(part.subject), part.value) for part in version.parts.all()]
    if not version.value or any(value is None for _, value in parts):
        return
    done = Decimal()
    for period, value in sorted(parts):
        done += value or 0
        yield str(version.target_id), period.last_month, float(done / version.value * 100)


def references(targets: Iterable[Target]) -> set[str]:
    """Return the indicators that targets are compared with: their figures are needed too."""
    return {indicator for one in targets if (indicator := other_side(one)[1])}


def other_side(target: Target) -> tuple[str | None, str | None]:
    """Return whose figure, and which, a target is compared with; nothing where that is not clear.

    经济增长 is the growth of the area's own GDP, 全市平均 the same indicator of the city above.
    """
    words = target.reference.strip()
    if match := _AVERAGE.fullmatch(words):
        above = upper(target.area, _LEVELS.get(match["whose"] or ""))
        return (above.subject, target.indicator) if above else (None, None)
    known = terms_indicator.find(_GROWTH_OF.get(words, words)) if words else None
    return (target.area.subject, known.code) if known else (None, None)


def upper(area: Area, level: str | None) -> Area | None:
    """Return the nearest area above, of that level where one is named."""
    above = area.parent
    while above and level and above.level != level:
        above = above.parent
    return above


_AVERAGE = re.compile("(?P<whose>全省|全市|全州)?平均(?:水平|增速)?")
_LEVELS = {"全省": Level.PROVINCE.value, "全市": Level.CITY.value, "全州": Level.CITY.value}
_GROWTH_OF = {"经济增长": "GDP", "经济增速": "GDP", "经济发展": "GDP"}


def columns(names: Sequence[str], rows: Iterator[tuple[object, ...]]) -> Columns:
    """Turn rows into columns; every column is there also where no row is."""
    table: Columns = {name: [] for name in names}
    for row in rows:
        for name, value in zip(names, row, strict=True):
            table[name].append(value)
    return table


def subject(code: object) -> str | None:
    """Return an area code as a subject."""
    return f"area:{code}" if code else None


def direction(indicator: str) -> str:
    """Return which way is better; more, where the catalogue does not know the indicator."""
    known = terms_indicator.find(indicator)
    return str(known.direction) if known else "up"


def number(value: object) -> float | None:
    """Return a decimal as the engine counts it."""
    return float(value) if isinstance(value, Decimal) else None


def revision(person: Person) -> str:
    """Return a mark that changes with every figure, target and decomposition, and with each embargo
    against the person: what was computed before may be used again as long as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select max(id) from returns_observation),"
            " (select max(id) from campaigns_target),"
            " (select max(id) from campaigns_decomposition)"
        )
        ledger = ":".join(str(part) for part in cursor.fetchone())
    return f"{ledger}:{releases.mark(person)}"
