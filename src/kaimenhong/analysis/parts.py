"""Parts 分项: the whole, the cells it is divided into, and the ray that each may lie on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from kaimenhong.analysis.filling import Ray
from kaimenhong.analysis.holder import Holder
from kaimenhong.terms.codelists import Labelled, Measure
from kaimenhong.terms.period import Period

LEAST_PAST = 3  # growths of one's own past that make a range


class Method(Labelled):
    """What the parts go by."""

    BASE = "base", "基数占比"
    CAPACITY = "capacity", "潜力"
    EFFORT = "effort", "同等努力"
    OWN = "own", "自定权重"
    SEASON = "season", "季节比重"
    WORKDAYS = "workdays", "工作日"


@dataclass(frozen=True, slots=True)
class Whole:
    """The target to share out: a level in `unit`, or a growth in %; printed with `digits`."""

    indicator: str
    subject: str
    holder: Holder
    period: Period
    measure: Measure
    value: Decimal
    unit: str
    digits: int

    def counted(self, cells: Iterable[Cell]) -> Fraction:
        """Give what the parts must make together, each times what it counts."""
        if self.measure is Measure.LEVEL:
            return Fraction(self.value)
        bases = (Fraction(cell.base) for cell in cells if cell.base is not None)
        return Fraction(self.value) * sum(bases, Fraction(0))


@dataclass(frozen=True, slots=True)
class Cell:
    """One part to be given: who or when, what its weight comes from, and its bounds.

    A cell with `period` is a stretch of the whole's own time: its subject and holder are the
    whole's, and its `subject` here is the period's code. `base` is the level a year before, in the
    whole's unit, and of the area as it is now: after a split the caller re-bases it, nothing is
    guessed. `past` its own growths of past years in %; `frozen` fixes it.
    """

    subject: str
    name: str
    holder: Holder
    base: Decimal | None = None
    potential: Decimal | None = None
    past: tuple[Decimal, ...] = ()
    weight: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    frozen: Decimal | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Cells, by subject, whose sum is kept from `low` to `high` (小计); levels only."""

    name: str
    members: tuple[str, ...]
    low: Decimal | None = None
    high: Decimal | None = None


def periods_of(whole: Whole, weights: Mapping[Period, Decimal]) -> tuple[Cell, ...]:
    """Make the cells that share a target over dates, from the weights of `phasing`."""
    return tuple(
        Cell(period.code, period.label, whole.holder, weight=weight, period=period)
        for period, weight in weights.items()
    )


def ray_of(whole: Whole, cell: Cell, method: Method) -> Ray:
    """Give the ray along which a cell grows, its bounds drawn in to the printed digits."""
    level = whole.measure is Measure.LEVEL
    count = Fraction(1) if level else Fraction(cell.base or 0)
    if cell.frozen is not None:
        held = Fraction(cell.frozen)
        return Ray(cell.subject, held, Fraction(0), held, held, count)
    start, step = _way(cell, method, level=level)
    scale = 10**whole.digits
    low = None if cell.low is None else Fraction(ceil(Fraction(cell.low) * scale), scale)
    high = None if cell.high is None else Fraction(floor(Fraction(cell.high) * scale), scale)
    if level:
        low = max(low or Fraction(0), Fraction(0))
    return Ray(cell.subject, start, step, low, high, count)


def _way(cell: Cell, method: Method, *, level: bool) -> tuple[Fraction, Fraction]:
    """Give start and step: what the cell has at stretch 0, and what a unit of stretch adds."""
    base = Fraction(cell.base or 0)
    if method is Method.EFFORT:
        worst, best = Fraction(min(cell.past)), Fraction(max(cell.past))
        if not level:
            return worst, best - worst
        return base * (1 + worst / 100), base * (best - worst) / 100
    if method is Method.BASE:
        return Fraction(0), base if level else Fraction(1)
    given = cell.potential if method is Method.CAPACITY else cell.weight
    weight = Fraction(given or 0)
    return Fraction(0), weight if level else weight / base


def weighed(whole: Whole, cell: Cell, method: Method) -> bool:
    """Tell whether a cell brings what the method goes by: a base, a past, a weight."""
    based = cell.base is not None and cell.base > 0
    if whole.measure is Measure.GROWTH and not based:
        return False
    if cell.frozen is not None:
        return True
    if method is Method.EFFORT:
        return based and len(cell.past) >= LEAST_PAST
    given = {Method.BASE: cell.base, Method.CAPACITY: cell.potential}.get(method, cell.weight)
    return given is not None and given >= 0
