"""The lines of each office, out of a campaign's targets: each figure is asked once, of one office.

The figure of an area is asked of the office of that very area that answers for the target; where
none of the area answers, of the one that leads. A rank, a share or a completion is worked out from
what is filed, so the level or the growth is asked that it is worked out from; of an indicator that
the catalogue does not have, a share or completion is asked itself, and a rank nothing, because
nobody knows in what unit its level would be. Nothing of a target but its indicator and area goes
into a line: no target value stands beside an entry box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kaimenhong.records import record, replace
from kaimenhong.returns.forms.form import Cadence, Line
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Accumulation, Measure

_ASKED: Mapping[Measure, Measure] = MappingProxyType(
    {
        Measure.LEVEL: Measure.LEVEL,
        Measure.GROWTH: Measure.GROWTH,
        Measure.GROWTH_RANK: Measure.GROWTH,
        Measure.CHANGE_PP: Measure.GROWTH,
        Measure.GAP_PP: Measure.GROWTH,
        Measure.LEVEL_RANK: Measure.LEVEL,
        Measure.SHARE: Measure.LEVEL,
        Measure.COMPLETION: Measure.LEVEL,
    }
)
_RATES = (Measure.SHARE, Measure.COMPLETION)
# The catalogue's words for a level and a growth that are released.
_LEVEL, _GROWTH = "level", "yoy"


@record(frozen=True, slots=True)
class Answering:
    """Who answers for one indicator of one area: offices by key, with the area of each, in order.

    The first of `offices` is the one that leads.
    """

    subject: str
    area: str
    indicator: str
    name: str
    unit: str
    measure: Measure
    offices: tuple[tuple[int, str], ...]


@record(frozen=True, slots=True)
class Asked:
    """One line, the office that files it, and on which cadence."""

    office: int
    cadence: Cadence
    line: Line


def asked(targets: Iterable[Answering]) -> tuple[Asked, ...]:
    """Give every line once, in the order of the targets; targets that nobody answers for give none.

    Of several targets about one figure the first that names an office decides who files it.
    """
    found: dict[str, Asked] = {}
    for target in targets:
        office = _files(target)
        if office is None:
            continue
        for line in _lines(target):
            found.setdefault(line.key, Asked(office, _cadence(line), line))
    return tuple(found.values())


def more_often(asked: Iterable[Asked], cadence: Cadence) -> tuple[Asked, ...]:
    """Give what is asked, and the levels of what is released by the month on a shorter cadence too.

    The shorter return asks for the level of its own stretch alone, a stock stays one; growth and
    what has added up are asked by the month as before, because targets are held against them. By
    the month or quarter nothing is added.
    """
    found = tuple(asked)
    if cadence not in (Cadence.DAY, Cadence.WEEK, Cadence.TENDAY):
        return found
    return (*found, *(_oftener(one, cadence) for one in found if _has_stretches(one)))


def _has_stretches(one: Asked) -> bool:
    return one.cadence is Cadence.MONTH and one.line.measure is Measure.LEVEL


def _oftener(one: Asked, cadence: Cadence) -> Asked:
    stock = one.line.accumulation is Accumulation.POINT
    alone = Accumulation.POINT if stock else Accumulation.CURRENT
    return Asked(one.office, cadence, replace(one.line, accumulation=alone))


def _files(target: Answering) -> int | None:
    own = [office for office, area in target.offices if area == target.subject]
    return next(iter(own or [office for office, _ in target.offices]), None)


def _lines(target: Answering) -> Iterator[Line]:
    known = indicators.find(target.indicator)
    for measure in _measures(target, known):
        yield Line(
            subject=target.subject,
            area=target.area,
            indicator=known.code if known else target.indicator,
            name=known.short_name if known else target.name,
            measure=measure,
            accumulation=known.accumulation if known else Accumulation.CUMULATIVE,
            unit=_unit(target, known, measure),
        )


def _unit(target: Answering, known: indicators.Indicator | None, measure: Measure) -> str:
    if measure is not Measure.LEVEL:
        return "%"
    return known.unit_of(measure) if known else target.unit


def _measures(target: Answering, known: indicators.Indicator | None) -> tuple[Measure, ...]:
    wanted = _ASKED[target.measure]
    if known is None:
        itself = target.measure if target.measure in _RATES else wanted
        return () if target.measure is Measure.LEVEL_RANK else (itself,)
    released = {
        Measure.LEVEL: _LEVEL in known.measures,
        Measure.GROWTH: _GROWTH in known.measures,
    }
    return tuple(one for one, there in released.items() if there or one is wanted)


def _cadence(line: Line) -> Cadence:
    known = indicators.find(line.indicator)
    often = known.frequency if known else ""
    slow = "quarter" in often or "annual" in often
    return Cadence.QUARTER if slow and "month" not in often else Cadence.MONTH
