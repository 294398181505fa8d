"""From facts to what is ahead (展望): every series with its forecast to the period's end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaimenhong.analysis.forecast.answer import Forecast
from kaimenhong.analysis.forecast.companions import companions
from kaimenhong.analysis.forecast.ending import Ending, chance, ending
from kaimenhong.analysis.forecast.gather import Gathered, gather
from kaimenhong.analysis.forecast.run import forecast
from kaimenhong.analysis.forecast.series import Rhythm, Series
from kaimenhong.terms.codelists import Accumulation, Comparator, Measure
from kaimenhong.terms.period import Period

type Row = Mapping[str, Any]

LESS = (Comparator.AT_MOST, Comparator.LESS_THAN)
MORE = (Comparator.AT_LEAST, Comparator.MORE_THAN)
PLAIN = (Comparator.EXACTLY, "")


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of the same figure, and the chance that it is reached (测算), None where unsaid."""

    period: Period
    amount: float
    comparator: str
    issuer: str
    tier: str
    chance: float | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A series, its forecast, and what each period up to the asked one comes to."""

    gathered: Gathered
    told: Forecast
    endings: tuple[Ending, ...]
    aims: tuple[Aim, ...]


def look_ahead(
    actuals: Iterable[Row],
    targets: Iterable[Row] = (),
    *,
    until: Period | None = None,
    indicator: str | None = None,
    subject: str | None = None,
) -> list[Outlook]:
    """Say for every series what comes, up to the end of a period (预计到期末).

    `actuals` are rows of the fact table, one each for a figure (`gather.known_actuals`), `targets`
    rows of `standing.TARGETS` with `issuer` and `tier`. Without `until` it is the end of the
    quarter that the next period lies in. `indicator` and `subject` keep those alone; the faster
    series of the same subject are used all the same.
    Where there is nothing to say the answer says why (`answer.Silent`, `ending.Open`).
    """
    everything = gather(actuals)
    faster = companions(everything)
    kept = [
        one
        for one in everything
        if indicator in (None, one.indicator) and subject in (None, one.subject)
    ]
    wanted = defaultdict(list)
    for target in targets:
        wanted[target["subject"], target["indicator"], target["measure"]].append(target)
    told = _told(kept, faster, until)
    return [
        _outlook(one, answer, until, wanted[one.subject, one.indicator, one.series.measure.value])
        for one, answer in zip(kept, told, strict=True)
    ]


def _told(
    kept: Sequence[Gathered], faster: Mapping[str, Sequence[Series]], until: Period | None
) -> list[Forecast]:
    """Forecast together what needs as many periods."""
    by_ahead = defaultdict(list)
    for place, one in enumerate(kept):
        by_ahead[_ahead(one.series, until)].append(place)
    answers: dict[int, Forecast] = {}
    for ahead, places in by_ahead.items():
        told = forecast([kept[place].series for place in places], ahead=ahead, faster=faster)
        answers.update(zip(places, told, strict=True))
    return [answers[place] for place in range(len(kept))]


def _ahead(series: Series, until: Period | None) -> int:
    """Tell how many periods there are up to the end of `until`: one at least, a year at most."""
    modelled = series.currents().trimmed()
    end = series.rhythm.place(_end_of(series, until))
    return min(max((end or series.last) - modelled.last, 1), series.rhythm.per_year)


def _end_of(series: Series, until: Period | None) -> Period:
    """Give the last period of the series' rhythm that ends by `until`, or by the quarter's end."""
    upcoming = series.rhythm.alone(series.last + 1)
    quarter = Period.quarter(upcoming.year, (upcoming.end.month - 1) // 3 + 1)
    wanted = until or quarter
    if series.rhythm is Rhythm.TENDAY:
        return Period.tenday(wanted.year, wanted.end.month, 3) if not _fine(wanted) else wanted
    return wanted


def _fine(period: Period) -> bool:
    return Rhythm.TENDAY.place(period) is not None


def _outlook(
    one: Gathered, told: Forecast, until: Period | None, targets: Sequence[Row]
) -> Outlook:
    last = max(one.series.last + 1, told.points[-1].place if told.points else 0)
    periods = [one.series.stretch(place) for place in range(one.series.last + 1, last + 1)]
    end = _end_of(one.series, until)
    total = one.series.adds_up and _is_current_total(one.series, end)
    if total or (until is not None and _beyond(one.series, end, last)):
        periods.append(end)
    endings = tuple(ending(one.series, told, period) for period in periods)
    return Outlook(one, told, endings, tuple(_aims(one, endings, targets)))


def _is_current_total(series: Series, end: Period) -> bool:
    """Tell whether the asked stretch is a sum of several periods of a current amount."""
    return series.accumulation is Accumulation.CURRENT and end.months > 1


def _beyond(series: Series, end: Period, last: int) -> bool:
    place = series.rhythm.place(end)
    return place is None or place > last


def _aims(one: Gathered, endings: Sequence[Ending], targets: Sequence[Row]) -> Iterable[Aim]:
    for end in endings:
        for target in targets:
            same = target["period"] == end.period.code and target["unit"] == one.unit
            if not same or target["amount"] is None:
                continue
            yield Aim(
                period=end.period,
                amount=target["amount"],
                comparator=target["comparator"],
                issuer=target["issuer"],
                tier=target["tier"],
                chance=_chance(one, end, target),
            )


def _chance(one: Gathered, end: Ending, target: Row) -> float | None:
    less = _less_is_better(one, target)
    return None if less is None else chance(end, target["amount"], less_is_better=less)


def _less_is_better(one: Gathered, target: Row) -> bool | None:
    """Tell which way a target binds, as `gap.sense` does; None where it binds on both sides.

    Of a fall the direction decides, since 以上 and 以内 then speak of the size of the fall.
    """
    comparator, graded = target["comparator"], one.direction in ("up", "down")
    fall = one.series.measure is Measure.GROWTH and target["amount"] < 0
    if graded and (fall or comparator in PLAIN):
        return one.direction == "down"
    if comparator in LESS:
        return True
    return False if comparator in MORE else None
