"""How a campaign stands: the ledger through analysis into rows that a page or a paper prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache

from kaimenhong import engine
from kaimenhong.analysis import lights
from kaimenhong.analysis.light_metrics import METRICS
from kaimenhong.analysis.standing import TARGETS, standing
from kaimenhong.facts import FACTS
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Comparator, Measure, Status
from kaimenhong.terms.period import Period
from kaimenhong.writing.numerals import MINUS
from kaimenhong.writing.phrase import phrase
from office import warehouse
from office.board import rules
from office.board.held import ranks
from office.campaigns import queries as campaigns
from office.campaigns.models import Campaign, Target
from office.people.models import Person

NONE = "—"
DUE_BY = {"time": "序时", "curve": "分月计划"}


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a target is, as printed.

    `size` is below zero behind and above zero ahead, whichever way is better; `difference` is plain
    arithmetic, actual less goal, so that 高 and 低 are said of the figures as they are. `behind` is
    whether the target is missed: 超过 is missed by its own number too.
    """

    size: Decimal
    difference: Decimal
    behind: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What is done and what is due by now, in percent, where amounts add up over time."""

    done: float
    due: float


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One target as it stands: everything already in the words that are printed.

    `fact` leads back to the observation; `because` says which rule gave the light, and on what.
    """

    target: Target
    who: campaigns.Answerable
    target_text: str
    target_period: str
    fact: int | None
    gap: Gap | None
    actual_text: str
    actual_period: str
    status: str
    status_word: str
    growth_text: str
    gap_text: str
    progress_text: str
    bar: Bar | None
    rank: int | None
    peers: int | None
    rank_text: str
    light: str
    light_word: str
    because: str


@dataclass(frozen=True, slots=True)
class Board:
    """The rows of a campaign on one day, and how many of each light there are."""

    campaign: Campaign
    day: date
    rows: tuple[BoardRow, ...]
    counts: Mapping[str, int]


def board(person: Person, campaign: Campaign, *, today: date) -> Board:
    """Return how the targets that the person reaches stand on the campaign's day."""
    day = campaign.day(today)
    targets = list(campaigns.targets(person, campaign))
    stands = standings(person, campaign, day)
    rows = tuple(row(target, stands.get(str(target.pk), {})) for target in targets)
    return Board(campaign, day, rows, Counter(row.light for row in rows))


def end_of(day: date) -> datetime:
    """Return the last moment of the day: what became known later does not count."""
    return datetime.combine(day, time.max, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def standings(person: Person, campaign: Campaign, day: date) -> dict[str, dict[str, Any]]:
    """Return the standing of every target of the campaign by its key, computed once a revision.

    Ranks need all siblings, so this is computed over the whole campaign, less what is under embargo
    for the person; what he may see of it is decided where rows are made.
    """
    key = f"standing:{campaign.pk}:{day}:{warehouse.revision(person)}:{rules.edition()}"
    known: dict[str, dict[str, Any]] | None = cache.get(key)
    if known is None:
        targets = list(campaign.targets.select_related("area__parent__parent"))
        known = compute(person, targets, day)
        cache.set(key, known)
    return known


def compute(person: Person, targets: list[Target], day: date) -> dict[str, dict[str, Any]]:
    """Run the analysis over the targets and the figures that were known on the day."""
    indicators = {target.indicator for target in targets} | warehouse.references(targets)
    until = end_of(day)
    with engine.duckdb() as session:
        frame = standing(
            session.table(warehouse.targets(targets), TARGETS),
            session.table(warehouse.facts(person, indicators=indicators, until=until), FACTS),
            session.table(warehouse.curve(targets), warehouse.CURVE),
            rules=rules.rules(),
        )
        return {row["target"]: row for row in session.rows(frame)}


def row(target: Target, stands: Mapping[str, Any]) -> BoardRow:
    """Return one target and how it stands, in words."""
    light = lights.Light(stands.get("light") or lights.Light.GREY)
    status = stands.get("status")
    unit = stands.get("unit") or target.unit
    return BoardRow(
        target=target,
        who=campaigns.answerable(target.task),
        target_text=target_text(target),
        target_period=Period.parse(target.period).label,
        fact=int(stands["actual"]) if stands.get("actual") else None,
        gap=gap(stands, unit),
        actual_text=figure(Measure(target.measure), stands.get("actual_published"), unit),
        actual_period=period_words(stands),
        status=status or "",
        status_word=Status(status).label if status else "",
        growth_text=figure(Measure.GROWTH, stands.get("growth"), "%"),
        gap_text=gap_text(stands, unit),
        progress_text=progress_text(stands),
        bar=bar(stands),
        rank=stands.get("rank") if ranks(stands) else None,
        peers=stands.get("peers") if ranks(stands) else None,
        rank_text=rank_text(stands),
        light=light.value,
        light_word=light.label,
        because=because(stands, light),
    )


def target_text(target: Target) -> str:
    """Return the target in the words of the plan."""
    return phrase(
        Measure(target.measure),
        Comparator(target.comparator),
        target.value,
        target.unit,
        high=target.value_high,
        reference=target.reference,
        from_bottom=target.from_bottom,
    )


def period_words(stands: Mapping[str, Any]) -> str:
    """Return the period of the figure that answers, and its 口径 where it has a special one."""
    period, caliber = stands.get("actual_period"), stands.get("caliber")
    if not period:
        return ""
    return Period.parse(period).label + (f"，{caliber}" if caliber else "")


def figure(measure: Measure, value: float | None, unit: str) -> str:
    """Return a figure of the engine as it is printed; missing is a dash, never zero."""
    if value is None:
        return NONE
    return phrase(measure, Comparator.EXACTLY, printed(value, unit), unit)


def printed(value: float, unit: str) -> Decimal:
    """Return an engine's float rounded half-up at the digits of its unit."""
    return rounded(value, digits_of(unit))


def rounded(value: float, digits: int) -> Decimal:
    """Return an engine's float as a decimal, half-up, without the noise of binary fractions."""
    return quantity.round_half_up(Decimal(format(value, ".12g")), digits)


def signed(value: float, unit: str, digits: int = 1) -> str:
    """Return a difference with its sign: what is ahead and what is behind."""
    size = rounded(value, digits)
    return f"{size:+f}{unit}".replace("-", MINUS) if size else f"0{unit}"


def gap(stands: Mapping[str, Any], unit: str) -> Gap | None:
    """Return the gap of a target in its own terms: points for a rate, else in the unit."""
    points = stands.get("gap_points")
    size = stands.get("gap_unit") if points is None else points
    if size is None or stands.get("goal") is None:
        return None
    digits, word = (digits_of(unit), unit) if points is None else (1, "个百分点")
    actual = stands["actual_amount"] if points is None else stands["actual_published"]
    return Gap(
        size=rounded(size, digits),
        difference=rounded(actual - stands["goal"], digits),
        behind=not stands["met"],
        unit=word,
    )


def gap_text(stands: Mapping[str, Any], unit: str) -> str:
    """Return how far the target is, in points and in the unit; the sign − is being behind."""
    parts = []
    if stands.get("gap_points") is not None:
        parts.append(signed(stands["gap_points"], "个百分点"))
    if stands.get("gap_unit") is not None:
        own = stands["level_unit"] if stands["measure"] == Measure.GROWTH else unit
        parts.append(signed(stands["gap_unit"], own, digits_of(own)))
    return "，".join(parts) or NONE


def digits_of(unit: str) -> int:
    """Return how many digits of a unit are printed; one where the unit is not in the table."""
    known = quantity.find_unit(unit)
    return known.digits if known else 1


def progress_text(stands: Mapping[str, Any]) -> str:
    """Return the share completed, beside what is due by plan or by time where amounts add up."""
    if stands.get("completion") is None:
        return NONE
    done = f"{percent(stands['completion'])}%"
    if stands.get("progress_gap") is None:
        return done
    return f"{done}（{DUE_BY[stands['due_by']]} {percent(stands['due'])}%）"


def bar(stands: Mapping[str, Any]) -> Bar | None:
    """Return done and due for the bar of a row; None where time progress means nothing."""
    if stands.get("progress_gap") is None:
        return None
    return Bar(done=min(stands["completion"], 100.0), due=stands["due"])


def percent(value: float) -> Decimal:
    """Return a percentage as it is printed."""
    return rounded(value, 1)


def rank_text(stands: Mapping[str, Any]) -> str:
    """Return rank and size of the peer group, and by what it is ranked."""
    if not ranks(stands):
        return NONE
    return f"{stands['rank']}/{stands['peers']}（按{Measure(stands['measure']).label}）"


def because(stands: Mapping[str, Any], light: lights.Light) -> str:
    """Return the trace of the light as a sentence: what was looked at, and what decided."""
    if stands.get("comparator") == Comparator.IN_STEP_WITH and stands.get("goal") is None:
        return "同步的目标，参照的数还没有"
    metric, rule = stands.get("light_metric"), stands.get("light_rule")
    if metric is None or rule is None:
        return "尚无可比的完成数"
    known, value = METRICS[metric], stands.get("light_value")
    if value is None:
        return f"{known.name}：没有数据（规则 {rule}）"
    shown = known.said(value) or signed(value, "", 2)
    bound = lights.in_words(str(stands["light_bound"])).replace("-", MINUS)
    decided = "不在以上各档" if bound == lights.OTHERWISE else f"符合“{bound}”"
    return f"{known.name} {shown}，{decided}：{light.label}（规则 {rule}）"
