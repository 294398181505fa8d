"""Remainder 剩余: what the rest of the time must grow by (倒算增速), by base or by share alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.analysis.course import TOO_STEEP
from kaimenhong.terms.codelists import Labelled

LABEL = "推算"


class Verdict(Labelled):
    """What can be said of the rest of the time."""

    OPEN = "open", "可以倒排"
    REACHED = "reached", "已达到目标"
    OVER = "over", "时期已结束，未达到目标"
    TOO_HARD = "too_hard", "难以完成"
    UNKNOWN = "unknown", "没有完成数，不能倒排"


@dataclass(frozen=True, slots=True)
class GrowthCourse:
    """A growth target of a series without levels: `share`, 0 to 1, is what of the base has passed.

    `growth` is the cumulative growth so far, printed with `step` as its last digit; None is
    missing. `best` is the highest growth of any stretch like the one that is left, where known.
    """

    indicator: str
    target: Decimal
    growth: Decimal | None
    share: Decimal
    best: Decimal | None = None
    step: Decimal = Decimal("0.1")
    factor: Decimal = TOO_STEEP


@dataclass(frozen=True, slots=True)
class GrowthLeft:
    """What the rest must grow by in %, with the range that the printed digits allow."""

    course: GrowthCourse
    verdict: Verdict
    required: Decimal | None
    low: Decimal | None
    high: Decimal | None
    trace: tuple[str, ...]
    label: str = LABEL


def level_for(base: Decimal, growth: Decimal) -> Decimal:
    """Give the level that a growth target asks for: base × (1 + growth/100).

    >>> level_for(Decimal(80), Decimal(15))
    Decimal('92')
    """
    return base * (100 + growth) / 100


def required_growth(
    target: Decimal, done: Decimal, base: Decimal | None, done_base: Decimal | None
) -> Decimal | None:
    """Give what the rest must grow by, in %: (target − done) / (base − done_base) − 1.

    None where a base is unknown or none of it is left. Agrees with `gap.required_growth`.

    >>> round(required_growth(Decimal(92), Decimal(24), Decimal(80), Decimal("16.3823")), 2)
    Decimal('6.89')
    """
    if base is None or done_base is None or base - done_base <= 0:
        return None
    return ((target - done) / (base - done_base) - 1) * 100


def by_share(course: GrowthCourse) -> GrowthLeft:
    """Give the growth that the rest must have: (target − share × growth) / (1 − share).

    Agrees with `gap.required_growth_by_share`; the range comes from the last printed digit of the
    growth so far. Nothing of the base left: reached or not, without a number. A missing growth
    gives none. 难以完成 where it is more than `factor` times the best growth known; a best of zero
    or below, or none, judges nothing. (domain 2.7)

    >>> left = by_share(GrowthCourse("规上工业增加值", Decimal(8), Decimal("6.5"), Decimal("0.73")))
    >>> round(left.required, 2), round(left.low, 2), round(left.high, 2)
    (Decimal('12.06'), Decimal('11.92'), Decimal('12.19'))
    """
    if course.growth is None:
        return GrowthLeft(course, Verdict.UNKNOWN, None, None, None, ("没有完成数",))
    left = 1 - course.share
    if left <= 0:
        reached = course.growth >= course.target
        verdict = Verdict.REACHED if reached else Verdict.OVER
        return GrowthLeft(course, verdict, None, None, None, ("基数已全部过去",))
    low, required, high = (
        (course.target - course.share * growth) / left
        for growth in (
            course.growth + course.step / 2,
            course.growth,
            course.growth - course.step / 2,
        )
    )
    trace = [
        f"剩余需增长 = (目标{course.target} − 已过份额{course.share} × 已增长{course.growth})"
        f" / (1 − {course.share}) = {required:.2f}%（{LABEL}，{low:.2f}%至{high:.2f}%）"
    ]
    verdict = Verdict.OPEN
    if course.best is None or course.best <= 0:
        trace.append("没有可比的历史最高增速，不判断是否难以完成")
    elif required > course.factor * course.best:
        verdict = Verdict.TOO_HARD
        trace.append(f"超过历史最高增速{course.best}%的{course.factor}倍，难以完成")
    return GrowthLeft(course, verdict, required, low, high, tuple(trace))
