"""One figure in the words of a plan: what the reading takes apart, put together again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.writing.numerals import number

RANGE = "～"
BEFORE = {
    Comparator.AT_LEAST: "",
    Comparator.MORE_THAN: "超过",
    Comparator.AT_MOST: "控制在",
    Comparator.LESS_THAN: "低于",
}
AFTER = {
    Comparator.AT_LEAST: "以上",
    Comparator.AT_MOST: "以内",
    Comparator.ABOUT: "左右",
}
HELD = {Measure.COMPLETION: "完成", Measure.SHARE: "占比", Measure.LEVEL: ""}


@dataclass(frozen=True, slots=True)
class Verbs:
    """The words of a measure that has two directions.

    `rise` and `fall` name the size that is kept small, `span` a range over zero, `more` and `less`
    what is wanted where the bound is zero itself.
    """

    up: str
    down: str
    span: str
    rise: str
    fall: str
    more: str
    less: str


MOVED = {
    Measure.GROWTH: Verbs("增长", "下降", "增速", "增幅", "降幅", "正增长", "负增长"),
    Measure.CHANGE_PP: Verbs("提高", "回落", "变动", "升幅", "降幅", "提高", "回落"),
}
# What a bound of zero means; `{even}` is 持平 or 与…持平.
ZERO = {
    Comparator.AT_LEAST: "{even}或{more}",
    Comparator.MORE_THAN: "{more}",
    Comparator.AT_MOST: "{even}或{less}",
    Comparator.LESS_THAN: "{less}",
    Comparator.ABOUT: "基本{even}",
}


def figure(value: Decimal, unit: str) -> str:
    """Return value and unit as they are printed, without exponent or grouping.

    >>> figure(Decimal("16.50"), "亿元"), figure(Decimal("-6"), "%")
    ('16.50亿元', '−6%')
    """
    return f"{number(value)}{unit}"


def bounded(value: Decimal, high: Decimal | None, unit: str, comparator: Comparator) -> str:
    """Return the figure with the words of its comparator.

    >>> bounded(Decimal("8"), None, "%", Comparator.AT_LEAST)
    '8%以上'
    >>> bounded(Decimal("5"), Decimal("6"), "%", Comparator.BETWEEN)
    '5%～6%'
    """
    if comparator is Comparator.BETWEEN and high is not None:
        return f"{figure(value, unit)}{RANGE}{figure(high, unit)}"
    return f"{BEFORE.get(comparator, '')}{figure(value, unit)}{AFTER.get(comparator, '')}"


def phrase(
    measure: Measure,
    comparator: Comparator,
    value: Decimal | None,
    unit: str,
    *,
    high: Decimal | None = None,
    reference: str = "",
    from_bottom: bool = False,
) -> str:
    """Return a target or an actual in words; a blank shows as `XX`, as in the document.

    Of a fall the comparator speaks of its size, as people do: −3 with 以内 is a small fall.

    >>> phrase(Measure.GROWTH, Comparator.AT_LEAST, Decimal("8"), "%")
    '增长8%以上'
    >>> phrase(Measure.GROWTH, Comparator.EXACTLY, Decimal("-3.2"), "%")
    '下降3.2%'
    >>> phrase(Measure.GROWTH, Comparator.AT_MOST, Decimal("-3"), "%")
    '降幅控制在3%以内'
    >>> phrase(Measure.GROWTH, Comparator.BETWEEN, Decimal("-1"), "%", high=Decimal("2"))
    '增速−1%～2%'
    >>> phrase(Measure.GROWTH_RANK, Comparator.AT_MOST, Decimal("6"), "位", reference="全省")
    '增速居全省前6位'
    >>> phrase(Measure.GROWTH_RANK, Comparator.MORE_THAN, Decimal("3"), "位", from_bottom=True)
    '增速摆脱后3位'
    >>> phrase(Measure.GROWTH, Comparator.IN_STEP_WITH, None, "", reference="经济增长")
    '与经济增长同步'
    """
    if comparator is Comparator.IN_STEP_WITH:
        return f"与{reference or '序时进度'}同步"
    if value is None:
        return f"XX{unit}"
    if measure in (Measure.GROWTH_RANK, Measure.LEVEL_RANK):
        kind = "增速" if measure is Measure.GROWTH_RANK else "总量"
        if from_bottom:
            return f"{kind}摆脱{reference}后{value:f}位"
        word = "前" if comparator is Comparator.AT_MOST else "第"
        return f"{kind}居{reference}{word}{value:f}位"
    if measure in HELD:
        return HELD[measure] + bounded(value, high, unit, comparator)
    verbs = MOVED.get(measure) or _apart(reference)
    if comparator is Comparator.BETWEEN and high is not None:
        return _span(verbs, value, high, unit)
    if not value:
        even = f"与{reference}持平" if reference else "持平"
        return ZERO.get(comparator, "{even}").format(even=even, more=verbs.more, less=verbs.less)
    return _one_way(verbs, value, unit, comparator)


def _apart(reference: str) -> Verbs:
    """Give the words of a distance to another area's figure."""
    above, below = f"高于{reference}", f"低于{reference}"
    away = f"与{reference}相差"
    return Verbs(above, below, away, f"{above}的幅度", f"{below}的幅度", above, below)


def _one_way(verbs: Verbs, value: Decimal, unit: str, comparator: Comparator) -> str:
    kept_small = comparator in (Comparator.AT_MOST, Comparator.LESS_THAN)
    up, down = (verbs.rise, verbs.fall) if kept_small else (verbs.up, verbs.down)
    return (down if value < 0 else up) + bounded(abs(value), None, unit, comparator)


def _span(verbs: Verbs, value: Decimal, high: Decimal, unit: str) -> str:
    """Tell a range; of falls the smaller comes first, and one over zero keeps its signs."""
    low, top = sorted((value, high))
    if low >= 0:
        return verbs.up + bounded(low, top, unit, Comparator.BETWEEN)
    if top < 0:
        return verbs.down + bounded(-top, -low, unit, Comparator.BETWEEN)
    return verbs.span + bounded(low, top, unit, Comparator.BETWEEN)
