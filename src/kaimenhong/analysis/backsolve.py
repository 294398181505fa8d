"""Backsolve 倒排: what each remaining month, 旬 or day must bring to reach a target (推算).

Everything here is an estimate from a target and what is done; it says so, keeps its inputs, and
prints no plan where the plan would be absurd (domain 2.7, 9.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from kaimenhong.analysis.course import (
    Coming,
    Course,
    Origin,
    counted,
    demand_more_is_better,
    demand_rest,
    left_out,
)
from kaimenhong.analysis.decompose import shared
from kaimenhong.analysis.holder import demand_lawful
from kaimenhong.analysis.parts import Method, Whole, periods_of
from kaimenhong.analysis.phasing import Phasing
from kaimenhong.analysis.remainder import LABEL, Verdict, required_growth
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Grain, Period
from kaimenhong.terms.period_value import month_end


@dataclass(frozen=True, slots=True)
class Step:
    """One remaining period: what it must bring, its growth on its own base, what comes in it.

    `times_best` is the amount over the best month ever, months counted; `covered` is what is known
    to come in this period, from pipeline and growth points.
    """

    period: Period
    weight: Decimal
    required: Decimal
    growth: Decimal | None
    times_best: Decimal | None
    covered: Decimal


@dataclass(frozen=True, slots=True)
class Backsolve:
    """The answer: `required` in all, its growth on what is left of the base, and the steps.

    `required_growth` is None where nothing is wanted or the time is over.
    `uncovered` is what nobody knows yet where to find: required less pipeline less growth points,
    never below zero. `steps` is empty unless the verdict is OPEN. `trace` is the arithmetic and the
    reasons, in Chinese, line by line; `label` is what a page must print beside every number of it.
    """

    course: Course
    verdict: Verdict
    required: Decimal | None
    required_growth: Decimal | None
    steps: tuple[Step, ...]
    pipeline: Decimal
    points: Decimal
    uncovered: Decimal | None
    trace: tuple[str, ...]
    label: str = LABEL


def backsolve(
    course: Course,
    phasing: Phasing,
    method: Method,
    bases: Mapping[Period, Decimal | None] | None = None,
) -> Backsolve:
    """Share what is still wanted over the remaining periods (倒排).

    required = target − done, rounded up to the printed digit; each period gets it by `phasing`
    (seasonal share of last years, or working days), exact as printed. `bases` are last year's
    amounts by this year's periods, for the growth of each step.
    Grain: one step per period of `phasing`, which must be exactly what is left (`left_of`).
    难以完成, without steps, where a month must bring more than `factor` times the best month ever;
    parts of a month are compared by their days. Without a best month nothing is called too hard,
    and the trace says so. Missing actual: 没有完成数. What is known to come before `until` is in
    the actual already and what comes after the period does not help: both are left out and told.
    Raises Mistake: a statistical target below the county, an indicator that is better when less,
    periods that are not what is left.
    """
    demand_lawful(course.indicator, course.subject, course.holder)
    demand_more_is_better(course.indicator)
    if course.done is None:
        return _without_steps(course, Verdict.UNKNOWN, None, ("没有完成数；缺数不当作零",))
    wanted = course.target - course.done
    required = max(wanted.quantize(Decimal(1).scaleb(-course.digits), ROUND_CEILING), Decimal(0))
    raised = "，进到公布的位数" if 0 < wanted != required else ""
    sum_told = f"还需 = 目标{course.target} − 完成{course.done} = {required}{course.unit}"
    trace = [f"{sum_told}（{LABEL}{raised}）"]
    if wanted <= 0:
        return _without_steps(course, Verdict.REACHED, required, (*trace, "已达到目标"))
    if course.until is not None and course.until >= course.period.end:
        return _without_steps(course, Verdict.OVER, required, (*trace, "时期已结束"))
    periods = tuple(phasing.weights)
    demand_rest(course, periods)
    trace += [_growth_told(course), *phasing.notes, *left_out(course)]
    steps = _steps(course, required, phasing, method, bases or {})
    steep = _steepest(course, steps)
    if course.best is None or course.best <= 0:
        trace.append("没有历史最好月份，不判断是否难以完成")
    elif steep > course.factor:
        trace.append(
            f"折合每月是历史最好月份{course.best}{course.unit}的{steep:.1f}倍，"
            f"超过{course.factor}倍，{Verdict.TOO_HARD.label}，不排计划"
        )
        return _without_steps(course, Verdict.TOO_HARD, required, tuple(trace))
    return _answer(course, Verdict.OPEN, required, steps, tuple(trace))


def _steps(
    course: Course,
    required: Decimal,
    phasing: Phasing,
    method: Method,
    bases: Mapping[Period, Decimal | None],
) -> tuple[Step, ...]:
    whole = Whole(
        course.indicator,
        course.subject,
        course.holder,
        course.period,
        Measure.LEVEL,
        required,
        course.unit,
        course.digits,
    )
    found = shared(whole, periods_of(whole, phasing.weights), method)
    pairs = zip(phasing.weights, found.shares, strict=True)
    return tuple(
        Step(
            period,
            phasing.weights[period],
            share.value,
            _growth(share.value, bases.get(period)),
            _times(course, share.value, period.months, period),
            sum((one.amount for one in counted(course) if _within(one, period)), Decimal(0)),
        )
        for period, share in pairs
    )


def _steepest(course: Course, steps: Sequence[Step]) -> Decimal:
    """Give the largest of each month's need over the best month, parts of it by their days."""
    needs: dict[tuple[int, int], list[Step]] = defaultdict(list)
    for step in steps:
        needs[step.period.first_month, step.period.last_month].append(step)
    if course.best is None or course.best <= 0:
        return Decimal(0)
    return max(
        sum((step.required for step in group), Decimal(0))
        / (course.best * _months([step.period for step in group]))
        for group in needs.values()
    )


def _months(periods: Sequence[Period]) -> Decimal:
    """Give how many months these periods, all of the same months, last."""
    first = periods[0]
    if periods[0].grain not in (Grain.TENDAY, Grain.WEEK, Grain.DAY):
        return Decimal(first.months)
    days = sum((period.end - period.start).days + 1 for period in periods)
    return Decimal(days) / month_end(first.start.year, first.start.month).day


def _times(course: Course, required: Decimal, months: int, period: Period) -> Decimal | None:
    whole_months = period.grain not in (Grain.TENDAY, Grain.WEEK, Grain.DAY)
    if course.best is None or course.best <= 0 or not whole_months:
        return None
    return _rounded(required / (course.best * months), 2)


def _growth(value: Decimal, base: Decimal | None) -> Decimal | None:
    return None if base is None or base <= 0 else _rounded((value / base - 1) * 100, 1)


def _growth_told(course: Course) -> str:
    found = required_growth(course.target, course.done or Decimal(0), course.base, course.done_base)
    if found is not None:
        return f"剩余时期需增长{_rounded(found, 2)}%（{LABEL}）"
    if course.base is not None and course.done_base is not None:
        return "剩余时期没有基数，不算增速"
    return "没有上年基数，不算增速"


def _within(one: Coming, period: Period) -> bool:
    return one.day is not None and period.start <= one.day <= period.end


def _without_steps(
    course: Course, verdict: Verdict, required: Decimal | None, trace: tuple[str, ...]
) -> Backsolve:
    return _answer(course, verdict, required, (), trace)


def _answer(
    course: Course,
    verdict: Verdict,
    required: Decimal | None,
    steps: tuple[Step, ...],
    trace: tuple[str, ...],
) -> Backsolve:
    sums = {
        origin: sum((one.amount for one in counted(course) if one.origin is origin), Decimal(0))
        for origin in Origin
    }
    growth = None
    if course.done is not None and verdict in (Verdict.OPEN, Verdict.TOO_HARD):
        growth = required_growth(course.target, course.done, course.base, course.done_base)
    uncovered = None
    if required is not None:
        uncovered = max(required - sum(sums.values()), Decimal(0))
        trace = (*trace, f"在手项目和增长点之外还差{uncovered}{course.unit}")
    return Backsolve(
        course,
        verdict,
        required,
        growth,
        steps,
        sums[Origin.PIPELINE],
        sums[Origin.POINT],
        uncovered,
        trace,
    )


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
