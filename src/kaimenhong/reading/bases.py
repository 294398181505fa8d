"""Level, base and growth: a target's growth over the base must give its level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from kaimenhong.facts import Conflict, Statement
from kaimenhong.reading.printed import Bounds, bare, bounds, dimension, plain_number, written
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Comparator, Measure, PriceBasis, Role

# Where a growth needs a comparable base, the one published may have been revised since.
REVISED = Decimal(1)
NEAREST = 6
_HUNDRED = Decimal(100)
_OVER = re.compile(
    r"(?=[，,（(比较上去])[，,（(]?(?:(?:比|较)[上去]年(?:同期)?(?:完成|实现)?的?|[上去]年同期(?:为|是|完成)?)[\s*]*(?P<base>[0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?)[\s*]*"
    r"(?P<unit>[万亿]?[\u4e00-\u9fff]{1,3}?)[）)，\s*]*(?:同比)?(?:增长|上升|提高|下降|减少)了?[\s*]*"
    r"(?P<rate>[0-9]{1,4}(?:\.[0-9]{1,4})?[\s*]*[%％]\**)"
)
# 42.5亿元，增长6.5%，上年同期为40.9亿元
_OVER_AFTER = re.compile(
    r"(?=[，,])[，,](?:同比)?(?:增长|上升|提高|下降|减少)了?[\s*]*"
    r"(?P<rate>[0-9]{1,4}(?:\.[0-9]{1,4})?[\s*]*[%％])[（(，,][上去]年(?:同期)?(?:为|是|完成)?[\s*]*"
    r"(?P<base>[0-9][0-9,]{0,15}(?:\.[0-9]{1,6})?)[\s*]*(?P<unit>[万亿]?[\u4e00-\u9fff]{1,3}?)(?=[，,。；;）)])"
)
Key = tuple[object, ...]


def growths(statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Give a target's level and growth that the base stated in the document does not fit.

    Only targets: a published growth is on a comparable basis and may differ from its two levels.
    For the same reason no indicator that grows at constant prices.
    """
    known = _stated_bases(statements)
    for level, growth in pairs(statements):
        one, other = statements[level], statements[growth]
        base = known.get(_key(one, before=True))
        if base is not None and _misfit(one, other, base):
            a, b = sorted((level, growth))
            yield Conflict("arithmetic", a, b, _because(one, other, base))


def said(statements: Sequence[Statement], text: str) -> Iterator[Conflict]:
    """Give a level and the growth that it is said to be over a base in the same breath.

    9.46亿元，比上年的8.95亿元增长8.5% names the base itself, so this holds for figures reached too.
    """
    ends = {(one.end, one.measure): at for at, one in enumerate(statements)}
    for found in chain(_OVER.finditer(text), _OVER_AFTER.finditer(text)):
        growth = ends.get((found.end("rate"), Measure.GROWTH))
        before = ((found.start() - back, Measure.LEVEL) for back in range(3))
        level = next((ends[key] for key in before if key in ends), None)
        if level is None or growth is None or found["unit"] != statements[level].unit:
            continue
        one, other = statements[level], statements[growth]
        base = _spoken_base(one, Decimal(found["base"].replace(",", "")))
        if _misfit(one, other, base, spoken=True):
            a, b = sorted((level, growth))
            yield Conflict("arithmetic", a, b, _because(one, other, base))


def _spoken_base(level: Statement, amount: Decimal) -> Statement:
    """The level of a year before, as if it stood in the document by itself."""
    before = level.period.year_before() if level.period else None
    plain = Comparator.EXACTLY
    return replace(level, value=amount, value_high=None, comparator=plain, period=before)


def twice(statements: Sequence[Statement], settled: set[int]) -> Iterator[Conflict]:
    """Give one level with two growths, where no base fits both; `settled` are told of already."""
    first: dict[Key, tuple[int, int]] = {}
    for level, growth in pairs(statements):
        one, other = statements[level], statements[growth]
        key = (*_key(one), one.value, one.comparator)
        earlier = first.setdefault(key, (level, growth))
        rival = statements[earlier[1]]
        if earlier[1] == growth or settled & {growth, earlier[1], level}:
            continue
        if min(other.value or 0, rival.value or 0) <= -_HUNDRED:
            continue
        if (at := bounds(other)) and (than := bounds(rival)) and at.apart(than):
            a, b = sorted((level, growth))
            yield Conflict("arithmetic", a, b, _two_bases(statements[earlier[0]], rival, other))


def pairs(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Give where a target's level and the growth said with it stand."""
    for at in range(len(statements) - 1):
        for level, growth in ((at, at + 1), (at + 1, at)):
            if _together(statements[level], statements[growth]):
                yield level, growth


def reckoned(statements: Sequence[Statement], paired: int, other: int) -> str | None:
    """Say what level the other growth gives over the base that the first's own level implies."""
    growth, rival = statements[paired], statements[other]
    if growth.measure is not Measure.GROWTH or growth.value is None or rival.value is None:
        return None
    if growth.value == rival.value:
        return None
    for near in (paired - 1, paired + 1):
        level = statements[near] if 0 <= near < len(statements) else None
        if level is not None and _together(level, growth) and growth.value > -_HUNDRED:
            base = (level.value or Decimal(0)) / (1 + growth.value / _HUNDRED)
            again = base * (1 + rival.value / _HUNDRED)
            unit = level.unit or ""
            return (
                f"{bare(level)}按{_grown(growth)}倒推基数{plain_number(base)}{unit}，"
                f"同一基数{_grown(rival)}为{plain_number(again)}{unit}"
            )
    return None


def _together(level: Statement, growth: Statement) -> bool:
    """Whether the two are said in one breath of one target."""
    return (
        level.measure is Measure.LEVEL
        and growth.measure is Measure.GROWTH
        and growth.value is not None
        and level.role is growth.role is Role.TARGET
        and level.value is not None
        and level.period is not None
        and _key(level)[:3] == _key(growth)[:3]
        and _one_breath(level, growth)
    )


def _one_breath(a: Statement, b: Statement) -> bool:
    return max(a.start, b.start) - min(a.end, b.end) < NEAREST


def _key(one: Statement, *, before: bool = False) -> Key:
    period = one.period.year_before() if before and one.period else one.period
    return one.indicator, one.area, period, dimension(one)[0]


def _stated_bases(statements: Sequence[Statement]) -> dict[Key, Statement]:
    """The levels reached, by what and when; where two differ, neither is the base."""
    found: dict[Key, Statement] = {}
    unsure: set[Key] = set()
    for one in statements:
        reached = one.role is Role.ACTUAL and one.measure is Measure.LEVEL and one.period
        if reached and one.value and one.comparator is Comparator.EXACTLY:
            key = _key(one)
            if found.setdefault(key, one).value != one.value:
                unsure.add(key)
    return {key: one for key, one in found.items() if key not in unsure}


def _misfit(level: Statement, growth: Statement, base: Statement, *, spoken: bool = False) -> bool:
    if _at_constant_prices(level.indicator) or growth.value is None or level.value is None:
        return False
    stated, over = bounds(level), bounds(base)
    if stated is None or over is None or over.low is None or over.low <= 0:
        return False
    known = terms_indicator.find(level.indicator)
    revised = known is not None and known.aggregation == "sum_adj"
    tolerance = REVISED if revised and not spoken else Decimal(0)
    own = level.value * dimension(level)[1] / ((base.value or Decimal(1)) * dimension(base)[1])
    gap = abs(_HUNDRED * (own - 1) - growth.value)
    return gap > tolerance and _over(over, growth).apart(stated)


def _over(base: Bounds, growth: Statement) -> Bounds:
    """The levels that the growth gives over the base."""
    rate = bounds(growth) or Bounds(None, None)
    low = None if rate.low is None or base.low is None else base.low * (1 + rate.low / _HUNDRED)
    high = (
        None if rate.high is None or base.high is None else base.high * (1 + rate.high / _HUNDRED)
    )
    return Bounds(low, high)


def _at_constant_prices(name: str) -> bool:
    known = terms_indicator.find(name)
    if known is None:
        return name.endswith(("增加值", "总产值", "生产总值", "业务总量"))
    return known.basis_of(Measure.GROWTH) is PriceBasis.CONSTANT


def _grown(growth: Statement) -> str:
    falls = growth.value is not None and growth.value < 0
    return bare(growth) if falls else f"增长{bare(growth)}"


def _because(level: Statement, growth: Statement, base: Statement) -> str:
    amount = (base.value or Decimal(0)) * dimension(base)[1] / dimension(level)[1]
    reached = amount * (1 + (growth.value or Decimal(0)) / _HUNDRED)
    when = base.period.label if base.period else ""
    return (
        f"{when}基数{written(base)}，{_grown(growth)}为"
        f"{plain_number(reached)}{level.unit or ''}，与{written(level)}不符"
    )


def _two_bases(level: Statement, one: Statement, other: Statement) -> str:
    amount, unit = level.value or Decimal(0), level.unit or ""
    first, second = (amount / (1 + (g.value or Decimal(0)) / _HUNDRED) for g in (one, other))
    return (
        f"{written(level)}按{_grown(one)}倒推基数{plain_number(first)}{unit}，"
        f"按{_grown(other)}倒推基数{plain_number(second)}{unit}"
    )
