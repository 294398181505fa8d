"""Course 进程: a level target under way, what is known to come, and which time is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kaimenhong.analysis.holder import Holder
from kaimenhong.errors import Code, Mistake
from kaimenhong.terms import indicator
from kaimenhong.terms.codelists import Labelled
from kaimenhong.terms.period import Grain, Period

TOO_STEEP = Decimal(3)  # times the best month ever, beyond which a plan is no plan (domain 2.7)


class Origin(Labelled):
    """Where an amount that is known to come comes from."""

    PIPELINE = "pipeline", "在手项目"
    POINT = "point", "增长点"


@dataclass(frozen=True, slots=True)
class Coming:
    """An amount known to come, in the target's unit, and the day from which it counts."""

    name: str
    origin: Origin
    amount: Decimal
    day: date | None


@dataclass(frozen=True, slots=True)
class Course:
    """A level target under way: what is wanted of `period`, and what was done by `until`.

    `done` None is a missing actual, never zero; `until` None is before the first day. `base` and
    `done_base` are last year's whole and its part to the same day, where known. `best` is the best
    single month ever, `bases` last year's amounts of the remaining periods by this year's period.
    """

    indicator: str
    subject: str
    holder: Holder
    period: Period
    unit: str
    digits: int
    target: Decimal
    done: Decimal | None
    until: date | None
    base: Decimal | None = None
    done_base: Decimal | None = None
    best: Decimal | None = None
    coming: tuple[Coming, ...] = ()
    factor: Decimal = TOO_STEEP


def left_of(course: Course, grain: Grain) -> tuple[Period, ...]:
    """Give the months, 旬 or days of the course's period that are still to come.

    1—2月 is one period where the indicator has no January of its own. Raises Mistake
    BACKSOLVE_INPUT_INVALID where the actual ends inside one of them.
    """
    whole = [p for p in _pieces(course, grain) if course.until is None or p.end > course.until]
    if whole and course.until is not None and whole[0].start <= course.until:
        raise _mistake(
            f"完成数截到{_GRAINS[grain]}末",
            f"截至{course.until.isoformat()}，在{whole[0].label}之内",
            "请改用更小的分期，例如旬或日",
        )
    return tuple(whole)


def counted(course: Course) -> tuple[Coming, ...]:
    """Give what is known to come in the time that is left."""
    return tuple(
        one
        for one in course.coming
        if one.day is not None
        and one.day <= course.period.end
        and (course.until is None or one.day > course.until)
    )


def left_out(course: Course) -> list[str]:
    """Say of what does not count why it does not, line by line."""
    in_time = counted(course)
    told = []
    for one in course.coming:
        if one in in_time:
            continue
        if one.day is None:
            why = "没有日期"
        else:
            why = "在时期结束以后" if one.day > course.period.end else "已在完成数之内"
        told.append(f"{one.origin.label}“{one.name}”{one.amount}{course.unit}不计：{why}")
    return told


def _pieces(course: Course, grain: Grain) -> list[Period]:
    first, last = course.period.first_month, course.period.last_month
    months = [Period.month(at // 12, at % 12 + 1) for at in range(first, last + 1)]
    if grain is Grain.DAY:
        days = (course.period.end - course.period.start).days + 1
        return [Period.day(course.period.start + timedelta(days=at)) for at in range(days)]
    if grain is Grain.TENDAY:
        parts = (1, 2, 3)
        return [Period.tenday(m.year, m.start.month, part) for m in months for part in parts]
    known = indicator.find(course.indicator)
    if known and known.jan_rule == "combined" and [m.start.month for m in months[:2]] == [1, 2]:
        return [Period.months_range(months[0].year, 1, 2), *months[2:]]
    return months


def demand_rest(course: Course, periods: Sequence[Period]) -> None:
    """Refuse periods that leave out a day of what is left, or count one twice or before."""
    start = course.period.start if course.until is None else course.until + timedelta(days=1)
    ordered = sorted(periods)
    days = sum((period.end - period.start).days + 1 for period in ordered)
    whole = (course.period.end - start).days + 1
    fits = ordered and ordered[0].start == start and ordered[-1].end == course.period.end
    if not fits or days != whole:
        came = f"{ordered[0].label}至{ordered[-1].label}，共{days}天" if ordered else ""
        raise _mistake(
            f"{start.isoformat()}至{course.period.end.isoformat()}的各期，共{whole}天",
            came,
            "剩余的时期要一天不重、一天不漏",
        )


def demand_more_is_better(name: str) -> None:
    """Refuse an indicator that is better when less: of it nothing has to be caught up."""
    known = indicator.find(name)
    if known is not None and known.direction != "up":
        raise _mistake("越高越好的指标", name, "控制类指标没有要赶的量，请看它与上限的差距")


def _mistake(expected: str, came: str, remedy: str) -> Mistake:
    return Mistake(Code.BACKSOLVE_INPUT_INVALID, expected=expected, came=came, remedy=remedy)


_GRAINS = {Grain.MONTH: "月", Grain.TENDAY: "旬", Grain.DAY: "日"}
