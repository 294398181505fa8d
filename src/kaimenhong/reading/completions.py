"""What was reached, its target and how far that is said to be: three figures that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading.printed import Bounds, bare, bounds, dimension, plain_number, written
from kaimenhong.terms.codelists import Comparator, Measure, Role
from kaimenhong.terms.period import Grain, Period

_HUNDRED = Decimal(100)
_PLANNED = {Comparator.EXACTLY, Comparator.AT_LEAST}
_OF_PART = ("季度", "半年", "月")
# A target that the level above set is another than the one that the document itself states.
_OTHERS = ("省", "市下达", "上级", "区下达", "调整")
Targets = Mapping[tuple[object, ...], list[int]]


def completions(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give levels reached that are another part of the year's target than the one said with them.

    Only where the document states one target of the year and the completion follows its level;
    compared within what the digits leave open. 全年目标30家以上 is measured by 30.
    """
    targets = _targets(statements)
    for done in range(1, len(statements)):
        level = _level(statements, done)
        if level is None:
            continue
        places = targets.get(_thing(statements[level]), [])
        if len({statements[at].value for at in places}) != 1:
            continue
        if _misfit(statements[level], statements[places[0]], statements[done]):
            a, b = sorted((level, places[0]))
            told = _because(statements[level], statements[places[0]], statements[done])
            yield Conflict("arithmetic", a, b, told)


def _targets(statements: Sequence[Statement]) -> Targets:
    found: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(statements):
        wanted = one.role is Role.TARGET and one.measure is Measure.LEVEL
        if wanted and one.comparator in _PLANNED and one.value and _of_year(one.period):
            found.setdefault(_thing(one), []).append(at)
    return found


def _of_year(period: Period | None) -> bool:
    return period is not None and period.grain is Grain.YEAR


def _thing(one: Statement) -> tuple[object, ...]:
    year = one.period.end.year if one.period else None
    return one.indicator, one.area, year, dimension(one)[0]


def _level(statements: Sequence[Statement], done: int) -> int | None:
    """The level right before a completion, of the same thing and time."""
    one, level = statements[done], statements[done - 1]
    reference = one.reference or ""
    if one.measure is not Measure.COMPLETION or one.comparator is not Comparator.EXACTLY:
        return None
    if one.role is not Role.ACTUAL or any(word in reference for word in (*_OF_PART, *_OTHERS)):
        return None
    return done - 1 if _same(level, one) else _before(statements, done)


def _before(statements: Sequence[Statement], done: int) -> int | None:
    """完成全年目标30家的60%: between level and completion stands the target itself."""
    if done < 2 or statements[done - 1].role is not Role.TARGET:
        return None
    return done - 2 if _same(statements[done - 2], statements[done]) else None


def _same(level: Statement, done: Statement) -> bool:
    plain = level.measure is Measure.LEVEL and level.comparator is Comparator.EXACTLY
    alike = (level.indicator, level.role, level.area, level.period) == (
        done.indicator,
        done.role,
        done.area,
        done.period,
    )
    return plain and alike and level.value is not None and done.reference is not None


def _misfit(level: Statement, target: Statement, done: Statement) -> bool:
    own, of = bounds(level), bounds(_plain(target))
    said = bounds(done)
    if own is None or of is None or said is None or of.low is None or of.low <= 0:
        return False
    if own.low is None or own.high is None or of.high is None:
        return False
    return said.apart(Bounds(_HUNDRED * own.low / of.high, _HUNDRED * own.high / of.low))


def _plain(target: Statement) -> Statement:
    return replace(target, comparator=Comparator.EXACTLY)


def _because(level: Statement, target: Statement, done: Statement) -> str:
    reached, wanted = ((one.value or Decimal(0)) * dimension(one)[1] for one in (level, target))
    is_part = plain_number(_HUNDRED * reached / wanted)
    return f"{written(level)}是全年目标{bare(target)}的{is_part}%，不是{written(done)}"
