"""What the pictures are made of: points, series, goals, and how they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.terms.codelists import Status
from kaimenhong.terms.period import Period


@dataclass(frozen=True, slots=True)
class Point:
    """A published figure of a period; None is known to be missing."""

    period: Period
    value: Decimal | None
    status: Status = Status.OFFICIAL


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one area, indicator and measure, in any order; `measure` names the axis."""

    name: str
    measure: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A target that holds up to its period."""

    name: str
    period: Period
    value: Decimal


def stretch(period: Period) -> str:
    """Name the stretch within its year: 1—2月, 一季度."""
    return period.label.removeprefix(f"{period.year}年") or "全年"


def status_words(point: Point) -> str:
    """Say in brackets how firm a figure is; nothing of an official one."""
    return "" if point.status is Status.OFFICIAL else f"（{point.status.label}）"


def printed(value: Decimal | None) -> str:
    """Give a figure with its digits and a true minus; a dash where it is missing."""
    return "—" if value is None else f"{value:f}".replace("-", "−")


def number(value: Decimal | None) -> float | None:
    """Give a figure as JSON has it."""
    return None if value is None else float(value)
