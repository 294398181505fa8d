"""A quarter, a half or 1—2月 against the longer stretch of the same year that contains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading.printed import Bounds, bounds, dimension, written
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Accumulation, Measure, Role
from kaimenhong.terms.period import Grain, Period

_BY_MONTHS = {Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.RANGE}
_GROWING = {"flow", "count", "physical"}
# These may fall again before the year is over.
_MAY_FALL = ("利润", "新增贷款", "净增", "净")


def stretches(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give targets whose shorter stretch asks for more than the longer one that contains it.

    Only what adds up over the year and never falls: levels of flows and counts, and completion
    of the year's plan.
    """
    for places in _by_thing(statements).values():
        ordered = sorted(places.items(), key=lambda pair: (pair[0].months, pair[0].start))
        for number, (short, part) in enumerate(ordered):
            for long, whole in ordered[number + 1 :]:
                if long.contains(short) and _exceeds(statements[part], statements[whole]):
                    a, b = sorted((part, whole))
                    yield Conflict(
                        "arithmetic", a, b, _because(statements[part], statements[whole])
                    )
                    break


def _by_thing(statements: Sequence[Statement]) -> dict[tuple[object, ...], dict[Period, int]]:
    """Where each thing is first stated for each period of a year."""
    found: dict[tuple[object, ...], dict[Period, int]] = {}
    for at, one in enumerate(statements):
        period = one.period
        if one.role is not Role.TARGET or period is None or period.grain not in _BY_MONTHS:
            continue
        if one.value is not None and _adds_up(one, period):
            thing = (one.indicator, one.area, one.measure, one.reference, period.year)
            found.setdefault((*thing, dimension(one)[0]), {}).setdefault(period, at)
    return found


def _adds_up(one: Statement, period: Period) -> bool:
    if one.measure is Measure.COMPLETION:
        return period.start.month == 1 and one.reference is not None
    known = terms_indicator.find(one.indicator)
    return (
        one.measure is Measure.LEVEL
        and known is not None
        and known.accumulation is Accumulation.CUMULATIVE
        and known.nature in _GROWING
        and not any(word in one.indicator for word in _MAY_FALL)
    )


def _exceeds(part: Statement, whole: Statement) -> bool:
    limit = bounds(whole)
    return limit is not None and limit.below(bounds(part) or Bounds(None, None))


def _because(part: Statement, whole: Statement) -> str:
    short, long = (one.period.label if one.period else "" for one in (part, whole))
    return f"{short}{written(part)}，多于{long}的{written(whole)}"
