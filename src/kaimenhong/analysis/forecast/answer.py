"""What a forecast says (预测), with all that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kaimenhong.analysis.forecast.series import Series
from kaimenhong.terms.codelists import Labelled

# An interval holds this part of the weight of past errors. Of the weight of an error, so much is
# left a period later: some fourteen count in effect, of `WINDOW` that are looked at. Below `ENOUGH`
# of them no interval is said.
COVER, MEMORY, WINDOW, ENOUGH = 0.8, 0.87, 36, 6


class Silent(Labelled):
    """Why there is no forecast, or no interval."""

    TOO_SHORT = "too_short", "数据太少，不作预测"
    TOO_SPARSE = "too_sparse", "最近一年缺数过半，不作预测"


class Scale(StrEnum):
    """In what terms a figure and its error are measured."""

    LOG = "log"  # amounts above zero: errors in proportion
    PLAIN = "plain"  # rates and figures that reach zero: errors in the unit


@dataclass(frozen=True, slots=True)
class Point:
    """One period ahead: the figure and its 80% interval.

    `low` and `high` are None where too few errors are known.
    """

    place: int
    figure: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A model's part in the forecast one period ahead, and how far off it has been."""

    model: str
    weight: float
    error: float


@dataclass(frozen=True, slots=True)
class Path:
    """A past moment: what was forecast from it and what came, period by period ahead.

    `age` counts back from the newest moment; what had not yet come, or is missing, is None.
    """

    age: int
    forecast: tuple[float | None, ...]
    came: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of one series (状态：测算), or the reason why there is none.

    `series` is what went in, `scale` what errors are measured in, `trace` the models that carry
    at least one percent, the heaviest first, and `paths` the backtest from which intervals and
    chances are taken.
    """

    series: Series
    scale: Scale
    points: tuple[Point, ...] = ()
    trace: tuple[Weighed, ...] = ()
    paths: tuple[Path, ...] = ()
    silent: Silent | None = None
