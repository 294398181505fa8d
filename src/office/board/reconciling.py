"""Sums up and down (对账): areas and the area above, quarters and the year, 旬 and the month.

A sum that does not fit is shown with the difference, for a person to judge; nothing is adjusted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache

from kaimenhong import engine
from kaimenhong.analysis import reconcile
from kaimenhong.analysis.reason import Reason
from kaimenhong.analysis.tiling import month_from_parts
from kaimenhong.analysis.vintage import holding
from kaimenhong.facts import FACTS
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Accumulation, Measure, Role
from kaimenhong.terms.period import Period
from office import warehouse
from office.board.queries import NONE, digits_of, end_of, figure, signed
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign, Target
from office.people import access
from office.people.models import Area, Person

POINTS = "个百分点"
PIECES = {"tenday": "旬", "week": "周", "day": "日"}

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum beside the figure that it should come to, in words; `apart` where they do not fit."""

    name: str
    area: str
    period: str
    parts: str
    total_text: str
    own_text: str
    misfit_text: str
    apart: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one sort: those that do not fit, those that do, those that cannot be held."""

    title: str
    whole: str
    apart: tuple[Sum, ...]
    fitting: tuple[Sum, ...]
    open: tuple[Sum, ...]

    @property
    def count(self) -> int:
        """Return how many sums there are."""
        return len(self.apart) + len(self.fitting) + len(self.open)


@dataclass(frozen=True, slots=True)
class Page:
    """All sums about a campaign's indicators that a person may see."""

    day: date
    sorts: tuple[Sums, ...]


def page(person: Person, campaign: Campaign, *, today: date) -> Page:
    """Return the sums of the areas that the person reaches with all that is below them."""
    day = campaign.day(today)
    names = {area.subject: area.name for area in access.see(person, Area.objects.all())}
    wanted = {target.indicator for target in campaigns.targets(person, campaign)}
    found = sums(person, campaign, day)
    return Page(day, tuple(sort(one, found[one.title], names, wanted) for one in SORTS))


def sums(person: Person, campaign: Campaign, day: date) -> Mapping[str, list[Row]]:
    """Return the sums of the campaign's indicators as rows, worked out once a revision."""
    mark = f"sums:{campaign.pk}:{day}:{warehouse.revision(person)}"
    known: Mapping[str, list[Row]] | None = cache.get(mark)
    if known is None:
        known = worked_out(person, list(campaign.targets.select_related("area__parent")), day)
        cache.set(mark, known)
    return known


def worked_out(person: Person, targets: list[Target], day: date) -> dict[str, list[Row]]:
    """Run the formulas over the figures that hold on the day, and over the targets."""
    indicators = {target.indicator for target in targets}
    with engine.duckdb() as session:
        table = warehouse.facts(person, indicators=indicators, until=end_of(day))
        held = session.table(session.arrow(holding(session.table(table, FACTS))), FACTS)
        wanted = session.table(engine.table_of(as_facts(targets), FACTS), FACTS)
        return {
            ACTUALS.title: newest(session.rows(reconcile.children_to_parent(held)), "parent"),
            GROWTHS.title: newest(session.rows(reconcile.growth_to_parent(held)), "parent"),
            TARGETS.title: newest(session.rows(reconcile.children_to_parent(wanted)), "parent"),
            QUARTERS.title: newest(session.rows(reconcile.quarters_to_year(held)), "subject"),
            PARTS.title: newest(session.rows(month_from_parts(held)), "subject", "piece"),
        }


def as_facts(targets: Iterable[Target]) -> list[Row]:
    """Return the level targets as facts; where a subject has two for one thing, neither counts."""
    table = warehouse.targets(one for one in targets if one.measure == Measure.LEVEL)
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    key = ("subject", "indicator", "period")
    counted = Counter(tuple(row[name] for name in key) for row in rows)
    blank = {name: "" for name, kind, _ in FACTS if kind == "text"}
    return [
        {name: row.get(name) for name, _, _ in FACTS}
        | blank
        | {name: row[name] for name in ("subject", "parent", "indicator", "period", "unit")}
        | {
            "fact": row["target"],
            "role": Role.TARGET.value,
            "accumulation": Accumulation.CUMULATIVE.value,
            "measure": Measure.LEVEL.value,
            "published": row["amount"],
        }
        for row in rows
        if counted[tuple(row[name] for name in key)] == 1
    ]


def newest(rows: Iterable[Row], *per: str) -> list[Row]:
    """Keep of every sum that of its newest period; a year is told by its first month.

    Where no part is known, or of a year the first quarter alone, nothing was added up.
    """
    kept: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if row["known"] < (2 if "quarters" in row else 1):
            continue
        told = row | {"period": row.get("period") or str(row["january"] // 12)}
        key = tuple(row.get(name) for name in (*per, "indicator", "caliber", "kind"))
        last = kept.get(key)
        if last is None or Period.parse(last["period"]) < Period.parse(told["period"]):
            kept[key] = told
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of sums: whose they are, what they are added up of, and how a row is read."""

    title: str
    whole: str
    subject: str
    read: Callable[[Row], Row]


def of_children(row: Row) -> Row:
    """Read a row of `reconcile.children_to_parent`."""
    return row | {"parts": f"{row['known']}/{row['children']} 个地区", "shown": row["known_total"]}


def of_growths(row: Row) -> Row:
    """Read a row of `reconcile.growth_to_parent`."""
    parts = f"{row['known']}/{row['children']} 个地区"
    return row | {
        "parts": parts, "shown": row["total_growth"], "own": row["own_growth"], "unit": "%"
    }  # fmt: skip


def of_quarters(row: Row) -> Row:
    """Read a row of `reconcile.quarters_to_year`."""
    return row | {"parts": f"{row['known']}/{row['quarters']} 季", "shown": row["known_total"]}


def of_parts(row: Row) -> Row:
    """Read a row of `tiling.month_from_parts`."""
    parts = f"{row['known']}/{row['wanted']} {PIECES[row['piece']]}"
    fits = None if row["misfit"] is None else float(abs(row["misfit"]) < half_step(row["unit"]))
    return row | {"parts": parts, "shown": row["known_sum"], "own": row["own_level"], "fits": fits}


def half_step(unit: str) -> float:
    """Return what two printed figures of a unit may differ by without saying different things."""
    return float(10 ** -digits_of(unit))


ACTUALS = Sort("下级合计与上级", "上级公布", "parent", of_children)
GROWTHS = Sort("下级增速汇总与上级", "上级公布", "parent", of_growths)
TARGETS = Sort("下级目标合计与上级目标", "上级目标", "parent", of_children)
QUARTERS = Sort("分季合计与全年", "全年公布", "subject", of_quarters)
PARTS = Sort("旬、周、日合到月", "当月公布", "subject", of_parts)
SORTS = (ACTUALS, GROWTHS, TARGETS, QUARTERS, PARTS)


def sort(one: Sort, rows: Iterable[Row], names: Mapping[str, str], wanted: set[str]) -> Sums:
    """Return the sums of one sort that are about the person's areas and indicators, in words."""
    seen = [
        in_words(one.read(row), names[row[one.subject]])
        for row in rows
        if row[one.subject] in names and row["indicator"] in wanted
    ]
    seen.sort(key=lambda row: (row.area, row.name))
    return Sums(
        one.title,
        one.whole,
        apart=tuple(row for row in seen if row.apart),
        fitting=tuple(row for row in seen if not row.apart and not row.why_not),
        open=tuple(row for row in seen if row.why_not),
    )


def in_words(row: Row, area: str) -> Sum:
    """Return one sum as it is printed."""
    unit = row["unit"] or ""
    measure = Measure.GROWTH if unit == "%" else Measure.LEVEL
    known = terms_indicator.find(row["indicator"])
    name = known.short_name if known else row["indicator"]
    words, digits = (POINTS, 1) if unit == "%" else (unit, digits_of(unit))
    misfit = row.get("misfit")
    return Sum(
        name=f"{name}（{row['caliber']}）" if row["caliber"] else name,
        area=area,
        period=Period.parse(row["period"]).label,
        parts=row["parts"],
        total_text=figure(measure, row["shown"], unit),
        own_text=figure(measure, row["own"], unit),
        misfit_text=NONE if misfit is None else signed(misfit, words, digits),
        apart=misfit is not None and not row["fits"],
        why_not=why_not(row),
    )


def why_not(row: Row) -> str:
    """Return why a sum cannot be held against anything; "" where it can."""
    if row["reason"]:
        return Reason(row["reason"]).label
    return "" if row["own"] is not None else "另一边还没有数"
