"""A part, its whole and the share that it is said to be: three figures that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading import names
from kaimenhong.reading.breaths import breaths
from kaimenhong.reading.printed import Bounds, bounds, dimension, plain_number, written
from kaimenhong.terms.codelists import Comparator, Measure

_HUNDRED = Decimal(100)
# Taxes that a county collects and those that it keeps are two things under one word.
_TWO_THINGS = ("税", "预算")
Levels = Mapping[tuple[object, ...], list[int]]


def portions(statements: Sequence[Statement], text: str) -> Iterator[Conflict]:
    """Give parts that are another share of their whole than the share said with them.

    The whole is the figure before 其中, or the one level that the document states of what 占…的比重
    names. Plain figures only; the result is compared within what the digits leave open.
    """
    within = {breath.parts[0]: breath.whole for breath in breaths(statements, text)}
    levels = _levels(statements)
    for share in range(1, len(statements)):
        part = _part(statements, share)
        if part is None:
            continue
        whole = _whole(statements, share, part, levels, within)
        if whole is not None and _misfit(*(statements[at] for at in (part, whole, share))):
            a, b = sorted((whole, part))
            yield Conflict("arithmetic", a, b, _because(statements, part, whole, share))


def _levels(statements: Sequence[Statement]) -> Levels:
    found: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(statements):
        if one.measure is Measure.LEVEL and one.value is not None:
            found.setdefault((one.indicator, one.role, one.area, one.period), []).append(at)
    return found


def _part(statements: Sequence[Statement], share: int) -> int | None:
    """The level said right before the share, of the same indicator."""
    one = statements[share]
    if one.measure is not Measure.SHARE or one.comparator is not Comparator.EXACTLY:
        return None
    part = statements[share - 1]
    same = (part.indicator, part.role, part.area, part.period) == (
        one.indicator,
        one.role,
        one.area,
        one.period,
    )
    level = part.measure is Measure.LEVEL and part.comparator is Comparator.EXACTLY
    return share - 1 if same and level and part.value is not None else None


def _whole(
    statements: Sequence[Statement],
    share: int,
    part: int,
    levels: Levels,
    within: Mapping[int, int],
) -> int | None:
    one = statements[share]
    if any(word in one.indicator + (one.reference or "") for word in _TWO_THINGS):
        return None
    if one.reference is None:
        return within.get(part)
    key = (names.standard(one.reference), one.role, one.area, one.period)
    places = levels.get(key, [])
    return places[0] if len(places) == 1 and places[0] != part else None


def _misfit(part: Statement, whole: Statement, share: Statement) -> bool:
    of, own, said = bounds(whole), bounds(part), bounds(share)
    if of is None or own is None or said is None or dimension(part)[0] != dimension(whole)[0]:
        return False
    if of.low is None or of.low <= 0 or of.high is None or own.low is None or own.high is None:
        return False
    if whole.comparator is not Comparator.EXACTLY:
        return False
    return said.apart(Bounds(_HUNDRED * own.low / of.high, _HUNDRED * own.high / of.low))


def _because(statements: Sequence[Statement], part: int, whole: int, share: int) -> str:
    own, of = statements[part], statements[whole]
    amounts = [(one.value or Decimal(0)) * dimension(one)[1] for one in (own, of)]
    is_share = plain_number(_HUNDRED * amounts[0] / amounts[1])
    return f"{written(own)}占{written(of)}的{is_share}%，不是{written(statements[share])}"
