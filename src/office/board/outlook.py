"""What an indicator is heading for (预计), and whether that reaches the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaimenhong import charts
from kaimenhong.analysis.forecast.answer import Forecast
from kaimenhong.analysis.forecast.companions import companions, faster_than
from kaimenhong.analysis.forecast.ending import chance, ending
from kaimenhong.analysis.forecast.gather import Gathered
from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.terms.period import Period
from office.board import drawings
from office.board.queries import BoardRow, printed, rounded
from office.board.series import gathered, longest
from office.people.models import Area
from office.returns.models import Observation

LEAST_AHEAD = 3
LESS = (Comparator.AT_MOST, Comparator.LESS_THAN)
MORE = (Comparator.AT_LEAST, Comparator.MORE_THAN)


@dataclass(frozen=True, slots=True)
class Coming:
    """One period ahead as a page prints it, with how far off the same forecast has been."""

    period: Period
    figure: Decimal
    low: Decimal | None
    high: Decimal | None
    error: Decimal | None
    naive_error: Decimal | None
    covered: Decimal | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of a target by its end.

    `chance` is in how many of 100 cases the errors made so far would have let it be met.
    """

    row: BoardRow
    unit: str
    figure: Decimal | None
    low: Decimal | None
    high: Decimal | None
    chance: Decimal | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of an area's indicator, or `why_not` where there is none."""

    unit: str = ""
    coming: tuple[Coming, ...] = ()
    expected: tuple[Expected, ...] = ()
    trace: tuple[str, ...] = ()
    chart: charts.Option | None = None
    why_not: str = ""


def needed(indicator: str) -> tuple[str, ...]:
    """Return what must be read to forecast an indicator: itself and what is known sooner."""
    return (indicator, *faster_than(indicator))


def outlook(
    name: str,
    indicator: str,
    area: Area,
    rows: Sequence[Observation],
    targets: Sequence[BoardRow],
    until: Period,
) -> Outlook:
    """Return what the indicator is heading for by the end of `until`.

    `rows` are the area's figures that hold, of all that is `needed`. The growth is drawn where it
    is published, else the level; a target is answered by the series of its own measure.
    """
    found = gathered(area.subject, rows)
    own = {
        measure: one
        for measure in (Measure.GROWTH, Measure.LEVEL)
        if (one := longest(found, indicator, measure))
    }
    if not own:
        return Outlook(why_not="没有按月或按季的数据，不作预测")
    main = next(iter(own.values()))
    wanted = [Period.parse(row.target.period) for row in targets]
    told = forecasts(found, list(own.values()), [until, *wanted])
    forecast = told[main.series.key]
    if forecast.silent:
        return Outlook(why_not=forecast.silent.label)
    coming = ahead(main, forecast, until)
    return Outlook(
        unit=main.unit,
        coming=coming,
        expected=tuple(expected(row, own, told) for row in targets),
        trace=tuple(f"{part.model} {part.weight:.0%}" for part in forecast.trace),
        chart=drawings.outlook(name, area, main, rows, coming, targets),
    )


def forecasts(
    found: Sequence[Gathered], own: Sequence[Gathered], until: Sequence[Period]
) -> Mapping[str, Forecast]:
    """Return the forecast of each series, far enough for all the periods, at most a year."""
    # numpy takes its time to load, and no other page needs it.
    from kaimenhong.analysis.forecast.run import forecast

    steps = [LEAST_AHEAD]
    for one in own:
        last = one.series.first + len(one.series.values) - 1
        places = (one.series.rhythm.place(period) for period in until)
        steps += [place - last for place in places if place is not None]
    most = min(one.series.rhythm.per_year for one in own)
    series = [one.series for one in own]
    beside = {key: faster for key, faster in companions(found).items() if faster}
    told = forecast(series, ahead=min(max(steps), most), faster=beside)
    return {one.key: answer for one, answer in zip(series, told, strict=True)}


def ahead(main: Gathered, told: Forecast, until: Period) -> tuple[Coming, ...]:
    """Return the periods up to the end of `until`, three at least."""
    last = told.series.first + len(told.series.values) - 1
    end = told.series.rhythm.place(until)
    steps = max(LEAST_AHEAD, end - last if end is not None else 0)
    shown = range(last + 1, last + 1 + min(steps, len(told.points)))
    ends = (ending(main.series, told, main.series.stretch(place)) for place in shown)
    return tuple(
        Coming(
            period=end.period,
            figure=printed(end.figure, main.unit),
            low=optional(end.low, main.unit),
            high=optional(end.high, main.unit),
            error=optional(end.error, main.unit),
            naive_error=optional(end.naive_error, main.unit),
            covered=None if end.covered is None else rounded(end.covered * 100, 0),
        )
        for end in ends
        if end.figure is not None
    )


def expected(
    row: BoardRow, own: Mapping[Measure, Gathered], told: Mapping[str, Forecast]
) -> Expected:
    """Return what is expected of a target by the end of its period, or why nothing is."""
    one = own.get(Measure(row.target.measure))
    value = drawings.goal(row, one.unit) if one else None
    if one is None or value is None:
        return unexpected(row, "没有与目标同一度量的数据")
    end = ending(one.series, told[one.series.key], Period.parse(row.target.period))
    if end.figure is None:
        return unexpected(row, end.open.label if end.open else "")
    less = less_is_better(row, one.direction, value)
    odds = None if less is None else chance(end, float(value), less_is_better=less)
    return Expected(
        row=row,
        unit=one.unit,
        figure=printed(end.figure, one.unit),
        low=optional(end.low, one.unit),
        high=optional(end.high, one.unit),
        chance=None if odds is None else rounded(odds * 100, 0),
        why_not="",
    )


def less_is_better(row: BoardRow, direction: str, value: Decimal) -> bool | None:
    """Tell which way a target binds; None where it binds on both sides, so that no chance is said.

    Of a fall the direction decides: 以上 and 以内 then speak of the size of the fall.
    """
    comparator = row.target.comparator
    fall = row.target.measure == Measure.GROWTH and value < 0
    if direction in ("up", "down") and (fall or comparator == Comparator.EXACTLY):
        return direction == "down"
    if comparator in LESS:
        return True
    return False if comparator in MORE else None


def unexpected(row: BoardRow, why_not: str) -> Expected:
    """Return a target of which nothing can be expected, and why."""
    return Expected(row, "", None, None, None, None, why_not)


def optional(value: float | None, unit: str) -> Decimal | None:
    """Return a figure at the digits of its unit; what is unknown stays so."""
    return None if value is None else printed(value, unit)
