"""One statement as one sentence of a plan or a report: the reading, run backwards.

`sentence` names the period, the area, the indicator, the measure, the bound, the figure and what it
is beside. A document of a heading and that sentence is read as exactly that statement, wherever it
is `writable`. The heading says what kind of document it is; it names the statement's own area where
no table has it, and no area at all where the statement has none or says 全市 without a name.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kaimenhong.facts import Statement
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.writing.numerals import number
from kaimenhong.writing.phrase import RANGE
from kaimenhong.writing.writable import POINTS, SHARES, is_completion, is_shortfall, writable

BLANK = "XX"
# What a report states is reached unless it says otherwise, so that needs no word.
ROLES = {Role.TARGET: "力争", Role.EXPECTED: "预计", Role.ACTUAL: ""}
RANKS = {Measure.GROWTH_RANK: "增速", Measure.LEVEL_RANK: "总量"}
BOUNDS = {
    Comparator.EXACTLY: "{}",
    Comparator.AT_LEAST: "{}以上",
    Comparator.MORE_THAN: "超过{}",
    Comparator.AT_MOST: "不超过{}",
    Comparator.LESS_THAN: "不到{}",
    Comparator.ABOUT: "{}左右",
    Comparator.BETWEEN: "{}",
}
PLACES = {
    Comparator.EXACTLY: "第{}位",
    Comparator.AT_MOST: "前{}位",
    Comparator.ABOUT: "第{}位左右",
}
IN_STEP = {
    Measure.GROWTH: "增速与{}同步",
    Measure.COMPLETION: "完成进度与{}同步",
    Measure.SHARE: "与{}相当",
    Measure.LEVEL: "与{}相当",
}


def sentence(statement: Statement) -> str:
    """Write the statement as a sentence that says all of it but the kind of its document.

    Raises ValueError where no sentence says it; `writable` tells of which.
    """
    if not writable(statement):
        raise ValueError(f"not to be said in one sentence: {statement}")
    when = f"{statement.period.label}，" if statement.period else ""
    if is_shortfall(statement) and statement.reference:
        when += f"对照{statement.reference}，"
    told = _in_step if statement.comparator is Comparator.IN_STEP_WITH else _TOLD[statement.measure]
    whose = f"{ROLES[statement.role]}{statement.area or ''}{statement.raw}"
    return f"{when}{whose}{told(statement)}。"


def _level(one: Statement) -> str:
    if one.unit == POINTS:
        return f"拉动{one.reference}增长{_bounded(one)}"
    return _reached(one)


def _growth(one: Statement) -> str:
    return f"{_than(one)}{_moved(one, '增长', '下降')}"


def _change(one: Statement) -> str:
    return f"{_than(one)}{_moved(one, '提高', '回落')}"


def _than(one: Statement) -> str:
    return f"比{one.reference}" if one.reference else ""


def _gap(one: Statement) -> str:
    if one.reference is None:
        return _moved(one, "高出", "低出")
    return _moved(one, f"高于{one.reference}", f"低于{one.reference}")


def _share(one: Statement) -> str:
    beside = f"占{one.reference}的比重" if one.reference else "占比"
    named = one.reference is None and one.raw.endswith(SHARES)
    return f"{'' if named else beside}{_reached(one)}"


def _completion(one: Statement) -> str:
    if one.reference:
        of = "的" if BOUNDS[one.comparator].startswith("{}") else ""
        return f"完成{one.reference}{of}{_bounded(one)}"
    return f"{'' if is_completion(one.raw) else '完成进度'}{_reached(one)}"


def _reached(one: Statement) -> str:
    """The figure itself: 达到 before it, unless a word of its bound stands there."""
    led = BOUNDS[one.comparator].startswith("{}")
    return f"{'达到' if led else ''}{_bounded(one)}"


def _rank(one: Statement) -> str:
    place = PLACES[one.comparator].format(BLANK if one.value is None else f"{one.value:f}")
    return f"{RANKS[one.measure]}居{one.reference or ''}{place}"


def _in_step(one: Statement) -> str:
    told = IN_STEP[one.measure]
    pace = one.measure is Measure.COMPLETION and is_completion(one.raw)
    return (told.removeprefix("完成进度") if pace else told).format(one.reference)


def _moved(one: Statement, up: str, down: str) -> str:
    """The figure after the word that says its sign; a range over zero keeps the signs itself."""
    ends = [end for end in (one.value, one.value_high) if end is not None]
    falls = any(end < 0 for end in ends) and all(end <= 0 for end in ends)
    return (down if falls else up) + _bounded(one, -1 if falls else 1)


def _bounded(one: Statement, sign: int = 1) -> str:
    low, high = (_figure(end, sign, one.unit) for end in (one.value, one.value_high))
    between = one.comparator is Comparator.BETWEEN
    return BOUNDS[one.comparator].format(f"{low}{RANGE}{high}" if between else low)


def _figure(value: Decimal | None, sign: int, unit: str | None) -> str:
    return f"{BLANK if value is None else number(value * sign)}{unit or ''}"


_TOLD: dict[Measure, Callable[[Statement], str]] = {
    Measure.LEVEL: _level,
    Measure.GROWTH: _growth,
    Measure.CHANGE_PP: _change,
    Measure.SHARE: _share,
    Measure.COMPLETION: _completion,
    Measure.GROWTH_RANK: _rank,
    Measure.LEVEL_RANK: _rank,
    Measure.GAP_PP: _gap,
}
