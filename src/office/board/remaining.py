"""What the rest of the time must bring to reach a target (倒排), month by month; always 推算."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong import charts
from kaimenhong.analysis.backsolve import Backsolve, backsolve
from kaimenhong.analysis.course import Course, left_of
from kaimenhong.analysis.holder import Holder
from kaimenhong.analysis.parts import Method
from kaimenhong.analysis.phasing import Phasing, by_season, by_workdays
from kaimenhong.analysis.remainder import level_for
from kaimenhong.errors import Mistake
from kaimenhong.terms.codelists import Accumulation, Comparator, Measure
from kaimenhong.terms.period import Grain, Period
from kaimenhong.terms.quantity import round_half_up
from office.board import drawings
from office.board.queries import BoardRow, digits_of
from office.board.series import alone, best_month, gathered, longest
from office.returns.models import Observation

NOT_REACHING = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.IN_STEP_WITH)
NO_LEVEL = "只有增速，没有总量，不能倒排到月"


@dataclass(frozen=True, slots=True)
class Path:
    """What the months that are left of a target must bring, or `why_not`."""

    row: BoardRow
    answer: Backsolve | None = None
    chart: charts.Option | None = None
    why_not: str = ""

    @property
    def chart_id(self) -> str:
        """Return the name under which the page keeps the picture's options."""
        return f"path-{self.row.target.pk}-options"

    @property
    def table_id(self) -> str:
        """Return the name of the table beside the picture."""
        return f"path-{self.row.target.pk}-table"

    @property
    def required_growth(self) -> Decimal | None:
        """Return what the rest must grow by, as printed."""
        found = self.answer.required_growth if self.answer else None
        return shortened(found, 1)


@dataclass(frozen=True, slots=True)
class Levels:
    """The cumulative levels of one area by period, the growths beside them, and the pieces."""

    unit: str
    levels: Mapping[Period, Decimal]
    growths: Mapping[Period, Decimal]
    pieces: Mapping[Period, Decimal]


def paths(indicator: str, rows: Sequence[Observation], targets: Sequence[BoardRow]) -> list[Path]:
    """Return the way to each target of an area; `rows` are its figures that hold."""
    own = [row for row in rows if row.indicator == indicator]
    known = levels_of(indicator, own)
    return [path(row, known) for row in targets]


def levels_of(indicator: str, rows: Sequence[Observation]) -> Levels | None:
    """Return the cumulative levels; None where there are none, or they do not add up."""
    subject = rows[0].area.subject if rows else ""
    found = longest(gathered(subject, rows), indicator, Measure.LEVEL)
    if found is None or found.series.accumulation is not Accumulation.CUMULATIVE:
        return None
    return Levels(
        unit=found.unit,
        levels=amounts(rows, Measure.LEVEL, found.caliber),
        growths=amounts(rows, Measure.GROWTH, found.caliber),
        pieces=alone(found.series),
    )


def amounts(rows: Sequence[Observation], measure: Measure, caliber: str) -> dict[Period, Decimal]:
    """Return the figures of one measure by their period."""
    return {
        Period.parse(row.period): row.amount
        for row in rows
        if row.measure == measure and row.caliber == caliber and row.amount is not None
    }


def path(row: BoardRow, known: Levels | None) -> Path:
    """Return what a target still needs; a refusal of the formula is told in its own words."""
    if row.target.comparator in NOT_REACHING or row.target.value is None:
        return Path(row, why_not="不是要赶到的数，不倒排")
    if row.target.measure not in (Measure.LEVEL, Measure.GROWTH):
        return Path(row, why_not="占比、位次等目标不倒排")
    if known is None:
        return Path(row, why_not=NO_LEVEL)
    period = Period.parse(row.target.period)
    try:
        course = course_of(row, known, period)
        if course is None:
            return Path(row, why_not="没有上年同期总量，算不出要达到的总量")
        phasing, method = phased(course, known)
        bases = {one: known.pieces.get(one.year_before()) for one in phasing.weights}
        answer = backsolve(course, phasing, method, bases)
    except Mistake as mistake:
        return Path(row, why_not=f"{mistake.expected}；{mistake.remedy}")
    return Path(row, answer, drawn(row, answer, known) if answer.steps else None)


def course_of(row: BoardRow, known: Levels, period: Period) -> Course | None:
    """Return the target under way in levels; None where a growth has no base to stand on."""
    digits = digits_of(known.unit)
    until = max(
        (one for one in known.levels if one.start == period.start and one.end <= period.end),
        default=None,
    )
    done = known.levels[until] if until else None
    before = known.levels.get(until.year_before()) if until else None
    base = known.levels.get(period.year_before())
    factor = comparable(known, until)
    if row.target.measure == Measure.GROWTH:
        if base is None:
            return None
        wanted = level_for(base * factor, row.target.value or Decimal(0))
    else:
        goal = drawings.goal(row, known.unit)
        if goal is None:
            return None
        wanted = goal
    return Course(
        indicator=row.target.indicator,
        subject=row.target.area.subject,
        holder=Holder(row.target.area.level),
        period=period,
        unit=known.unit,
        digits=digits,
        target=round_half_up(wanted, digits),
        done=done,
        until=until.end if until else None,
        base=None if base is None else base * factor,
        done_base=None if before is None else before * factor,
        best=best_month(known.pieces),
    )


def comparable(known: Levels, until: Period | None) -> Decimal:
    """Return what turns last year's published levels into this year's comparable base (推算).

    It is what the newest published level and growth imply; 1 where they do not tell.
    """
    if until is None or until not in known.growths:
        return Decimal(1)
    before = known.levels.get(until.year_before())
    growth = known.growths[until]
    if not before or growth <= -100:
        return Decimal(1)
    return known.levels[until] / (1 + growth / 100) / before


def phased(course: Course, known: Levels) -> tuple[Phasing, Method]:
    """Return how the rest spreads: by the seasons of past years, else by working days."""
    left = left_of(course, Grain.MONTH)
    if not left:
        return Phasing({}, ()), Method.SEASON
    try:
        return by_season(left, known.pieces), Method.SEASON
    except Mistake:  # no whole year of these months is known
        return by_workdays(left), Method.WORKDAYS


def drawn(row: BoardRow, answer: Backsolve, known: Levels) -> charts.Option:
    """Return the picture of the months done and the months to come."""
    period = answer.course.period
    digits = answer.course.digits
    done = {one: value for one, value in known.pieces.items() if period.contains(one)}
    required = {step.period: step.required for step in answer.steps}
    months = [
        charts.Month(
            one,
            done=shortened(done.get(one), digits),
            required=required.get(one),
            before=shortened(known.pieces.get(one.year_before()), digits),
        )
        for one in sorted({**done, **required})
    ]
    name = f"{row.target.area.name}{row.target.indicator_name}{row.target_period}还须完成"
    return charts.path(name, known.unit, months, shortened(answer.course.best, digits))


def shortened(value: Decimal | None, digits: int) -> Decimal | None:
    """Return a figure at the digits that are printed."""
    return None if value is None else round_half_up(value, digits)
