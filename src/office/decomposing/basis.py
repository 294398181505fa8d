"""What the ledger knows of those a target can be shared over: bases, past growths, seasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.parts import Cell, Method, Whole
from kaimenhong.analysis.phasing import Phasing, by_season, by_workdays
from kaimenhong.analysis.remainder import level_for
from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import amount, own_unit
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from kaimenhong.terms.quantity import round_half_up
from office.board import held
from office.board.indicators import shown
from office.board.queries import digits_of, end_of
from office.board.remaining import levels_of
from office.campaigns.groups import office_kind
from office.campaigns.models import Over, Target
from office.people import access
from office.people.models import Area, Person
from office.returns.models import Observation

PAST = 5  # years of growths that make an area's own range
DATES = (Over.MONTHS, Over.TENDAYS, Over.DAYS)
METHODS: Mapping[str, tuple[Method, ...]] = {
    Over.AREAS: (Method.BASE, Method.CAPACITY, Method.EFFORT, Method.OWN),
    Over.OFFICES: (Method.OWN, Method.CAPACITY),
    Over.MONTHS: (Method.SEASON, Method.WORKDAYS, Method.OWN),
    Over.TENDAYS: (Method.WORKDAYS, Method.OWN),
    Over.DAYS: (Method.WORKDAYS, Method.OWN),
}
KINDS = {"镇": Holder.TOWN, "乡": Holder.TOWN, "街道": Holder.TOWN, "zone": Holder.ZONE}


@dataclass(frozen=True, slots=True)
class Known:
    """The figures that hold of a target's indicator, by area."""

    target: Target
    rows: Mapping[int, tuple[Observation, ...]]

    def of(self, area: Area) -> tuple[Observation, ...]:
        """Return an area's figures."""
        return self.rows.get(area.pk, ())

    def find(self, area: Area, measure: Measure, period: Period) -> Decimal | None:
        """Return one figure of an area, in the indicator's unit."""
        found = (
            row.amount
            for row in self.of(area)
            if row.measure == measure and row.period == period.code
        )
        return next(found, None)


def known(person: Person, target: Target, today: date) -> Known:
    """Return what holds on the campaign's day in the areas that the person reaches."""
    areas = [target.area, *below(person, target.area)]
    figures = held.figures(person, [target.indicator], end_of(target.campaign.day(today)))
    rows: dict[int, list[Observation]] = {}
    for row in shown(person, areas, figures).values():
        rows.setdefault(row.area_id, []).append(row)
    return Known(target, {pk: tuple(found) for pk, found in rows.items()})


def below(person: Person, area: Area) -> list[Area]:
    """Return the areas right below one, those that the person reaches."""
    rows = Area.objects.filter(parent=area).order_by("code")
    return list(access.see(person, rows))


def whole(found: Known, over: Over) -> Whole:
    """Return the target as what is shared out.

    Over dates a growth is first turned into the level that it asks for (推算), because growths of
    months do not add up; SHARE_INPUT_INVALID where last year's level is not known.
    """
    target = found.target
    measure = Measure(target.measure)
    period = Period.parse(target.period)
    unit = own_unit(target.indicator, measure, target.unit)
    value = amount(target.value, target.unit, unit)
    if value is None:
        raise invalid("有数值的目标", "没有数值", "请选一项写明数值的目标")
    if over in DATES and measure is Measure.GROWTH:
        base = found.find(target.area, Measure.LEVEL, period.year_before())
        if base is None:
            raise invalid(
                "上年同期总量", "没有", "增速目标按时期分解要先算出总量，请先导入上年总量"
            )
        measure, unit = Measure.LEVEL, level_unit(found)
        value = round_half_up(level_for(base, value), digits_of(unit))
    digits = digits_of(unit) if measure is Measure.LEVEL else max(1, decimals(value))
    return Whole(
        target.indicator,
        target.area.subject,
        Holder(target.area.level),
        period,
        measure,
        value,
        unit,
        max(digits, decimals(value)),
    )


def level_unit(found: Known) -> str:
    """Return the unit of the area's levels."""
    rows = (row for row in found.of(found.target.area) if row.measure == Measure.LEVEL)
    known_unit = terms_indicator.find(found.target.indicator)
    return next((row.own_unit for row in rows), known_unit.unit if known_unit else "")


def decimals(value: Decimal) -> int:
    """Return how many digits stand behind the point."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def cells(person: Person, found: Known, over: Over, method: Method) -> tuple[Cell, ...]:
    """Return the cells with what the ledger knows of them; empty where there is nobody."""
    if over is Over.AREAS:
        return area_cells(person, found)
    if over is Over.OFFICES:
        return office_cells(found)
    return date_cells(found, over, method)


def area_cells(person: Person, found: Known) -> tuple[Cell, ...]:
    """Return the areas below, each with its base of a year ago and its own past growths."""
    return tuple(
        Cell(
            area.subject,
            area.name,
            Holder(area.level),
            base=found.find(area, Measure.LEVEL, base_period(found.target)),
            past=past_growths(found, area),
            weight=Decimal(1),
        )
        for area in below(person, found.target.area)
    )


def base_period(target: Target) -> Period:
    """Return the stretch of last year that the target's stretch is held against."""
    return Period.parse(target.period).year_before()


def past_growths(found: Known, area: Area) -> tuple[Decimal, ...]:
    """Return the growths of the same stretch in past years, the newest first."""
    period = base_period(found.target)
    growths: list[Decimal] = []
    for _ in range(PAST):
        growth = found.find(area, Measure.GROWTH, period)
        growths += [] if growth is None else [growth]
        period = period.year_before()
    return tuple(growths)


def office_cells(found: Known) -> tuple[Cell, ...]:
    """Return the offices that answer for the target's task, each once."""
    task = found.target.task
    if task is None:
        return ()
    offices = {office.pk: office for party in task.parties.all() for office in party.members.all()}
    return tuple(
        Cell(
            f"office:{office.pk}",
            office.name,
            office_holder(office_kind(office, of=found.target.area), office.name),
            weight=Decimal(1),
        )
        for office in offices.values()
    )


def office_holder(kind: str, name: str) -> Holder:
    """Return what kind of body an office is; a county's government holds the county's part."""
    if name.endswith(("县人民政府", "市人民政府", "区人民政府")):
        return Holder.COUNTY
    return KINDS.get(kind, Holder.DEPARTMENT)


def date_cells(found: Known, over: Over, method: Method) -> tuple[Cell, ...]:
    """Return the target's own time in pieces, weighed by seasons or working days."""
    pieces = stretches(found, over)
    phasing = phased(found, pieces, method)
    holder = Holder(found.target.area.level)
    return tuple(
        Cell(
            one.code,
            one.label,
            holder,
            weight=round_half_up(phasing.weights[one] * 100, 4),
            period=one,
        )
        for one in pieces
    )


def phased(found: Known, pieces: Sequence[Period], method: Method) -> Phasing:
    """Return the weights of pieces of time; one's own start as working days."""
    if method is not Method.SEASON:
        return by_workdays(pieces)
    levels = levels_of(found.target.indicator, found.of(found.target.area))
    return by_season(pieces, levels.pieces if levels else {})


def stretches(found: Known, over: Over) -> list[Period]:
    """Return the months, 旬 or days of the target's period; 1—2月 as one where it is one."""
    period = Period.parse(found.target.period)
    months = [
        Period.month(at // 12, at % 12 + 1)
        for at in range(period.first_month, period.last_month + 1)
    ]
    if over is Over.DAYS:
        days = (period.end - period.start).days + 1
        return [Period.day(period.start + timedelta(days=at)) for at in range(days)]
    if over is Over.TENDAYS:
        return [Period.tenday(m.year, m.start.month, part) for m in months for part in (1, 2, 3)]
    if [m.start.month for m in months[:2]] == [1, 2] and is_combined(found):
        return [Period.months_range(months[0].year, 1, 2), *months[2:]]
    return months


def is_combined(found: Known) -> bool:
    """Tell whether January is known only together with February: by rule, or in this ledger."""
    known_indicator = terms_indicator.find(found.target.indicator)
    if known_indicator is not None and known_indicator.jan_rule == "combined":
        return True
    levels = levels_of(found.target.indicator, found.of(found.target.area))
    firsts = [period for period in (levels.pieces if levels else {}) if period.start.month == 1]
    return bool(firsts) and all(period.months == 2 for period in firsts)


def invalid(expected: str, came: str, remedy: str) -> Mistake:
    """Return the mistake of a target that cannot be shared out."""
    return Mistake(Code.SHARE_INPUT_INVALID, expected=expected, came=came, remedy=remedy)
