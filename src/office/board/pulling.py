"""What the areas below pull the growth of an area up by (拉动), in points; always 测算."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaimenhong import charts, engine
from kaimenhong.analysis.contribution import pull
from kaimenhong.analysis.growth import with_base
from kaimenhong.analysis.reason import Reason
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from office.board.queries import rounded
from office.people.models import Area
from office.returns.models import Observation

APART = ("none", "recompute")
LEAST_REST = 0.001  # of the whole's base: less is what rounding leaves
REST = "市本级等（推算）"
LEVELS = (
    ("whole", "text", "the area above"),
    ("part", "text", "the area"),
    ("level", "float64", "in the unit of the indicator"),
    ("growth", "float64", "%"),
)
BASES = (*LEVELS[:2], ("base", "float64", "comparable, in the unit"), LEVELS[3])


@dataclass(frozen=True, slots=True)
class Part:
    """One area as a page prints it; `contribution` is None where it says nothing."""

    name: str
    share: Decimal
    growth: Decimal
    pull: Decimal
    contribution: Decimal | None


@dataclass(frozen=True, slots=True)
class Pulling:
    """The areas' pulls on the growth of the area above, or `why_not`; `note` is a reservation."""

    period: Period | None = None
    total: Decimal | None = None
    parts: tuple[Part, ...] = ()
    note: str = ""
    chart: charts.Option | None = None
    why_not: str = ""

    @property
    def pulled(self) -> Decimal:
        """Return what the printed pulls make together."""
        return sum((part.pull for part in self.parts), Decimal(0))


def pulling(
    name: str,
    indicator: str,
    area: Area,
    below: Sequence[Area],
    rows: Mapping[tuple[int, str], Observation],
    period: Period | None,
) -> Pulling:
    """Return who pulls an area's growth in the period up and down.

    `rows` are the figures that hold in the period, by area and measure. What the area has beyond
    those below it is a part of its own (市本级等), worked out from the difference of levels.
    """
    if not below:
        return Pulling(why_not=f"{area.name}没有下级地区")
    if period is None:
        return Pulling(why_not="还没有数据")
    known = terms_indicator.find(indicator)
    if known is None or known.aggregation in APART:
        return Pulling(why_not=Reason.NOT_ADDITIVE.label)
    table = [level_and_growth(one, area, rows) for one in (area, *below)]
    lacking = [row["part"] for row in table if row["level"] is None or row["growth"] is None]
    if lacking:
        return Pulling(why_not=f"缺总量或增速：{'、'.join(map(str, lacking))}")
    with engine.duckdb() as session:
        columns = engine.table_of(table, LEVELS)
        based = session.rows(with_base(session.table(columns, LEVELS)))
        parts = with_rest(area.name, based)
        columns = engine.table_of(parts, BASES)
        pulls = session.rows(pull(session.table(columns, BASES)))
    return told(f"{area.name}{name}", area, period, pulls, Decimal(str(table[0]["growth"])))


def level_and_growth(
    one: Area, whole: Area, rows: Mapping[tuple[int, str], Observation]
) -> dict[str, object]:
    """Return one area's level and published growth."""
    level, growth = (rows.get((one.pk, measure)) for measure in (Measure.LEVEL, Measure.GROWTH))
    return {
        "whole": whole.name,
        "part": one.name,
        "level": None if level is None or level.amount is None else float(level.amount),
        "growth": None if growth is None or growth.amount is None else float(growth.amount),
    }


def with_rest(whole: str, based: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the parts, and beside them what the whole has that none of them has."""
    own = next(row for row in based if row["part"] == whole)
    parts = [dict(row) for row in based if row["part"] != whole]
    if own["base"] is None or any(row["base"] is None for row in parts):
        return parts
    base = own["base"] - sum(row["base"] for row in parts)
    if base <= own["base"] * LEAST_REST:
        return parts
    level = own["level"] - sum(row["level"] for row in parts)
    growth = (level / base - 1) * 100
    return [*parts, {"whole": whole, "part": REST, "base": base, "growth": growth}]


def told(
    name: str, area: Area, period: Period, pulls: Sequence[Mapping[str, Any]], total: Decimal
) -> Pulling:
    """Return the pulls as printed, the largest first, or the reason why there are none."""
    if any(row["pull"] is None for row in pulls):
        reason = next(row["reason"] for row in pulls if row["reason"])
        return Pulling(period=period, total=total, why_not=Reason(reason).label)
    parts = tuple(
        Part(
            name=row["part"],
            share=rounded(row["share"] * 100, 1),
            growth=rounded(row["growth"], 1),
            pull=rounded(row["pull"], 2),
            contribution=None if row["contribution"] is None else rounded(row["contribution"], 1),
        )
        for row in sorted(pulls, key=lambda row: -row["pull"])
    )
    reasons = {row["reason"] for row in pulls if row["reason"]}
    return Pulling(
        period=period,
        total=total,
        parts=parts,
        note="；".join(Reason(code).label for code in sorted(reasons)),
        chart=charts.waterfall(
            f"{name}{period.label}增速的拉动",
            [charts.Pull(part.name, part.pull) for part in parts],
            total,
            total_name=f"{area.name}增速",
            rest_name="四舍五入差",
        ),
    )
