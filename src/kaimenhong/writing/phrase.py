"""One figure in the words of a plan: what the reading takes apart, put together again."""

from __future__ import annotations

from decimal import Decimal

from kaimenhong.terms.codelists import Comparator, Measure
from kaimenhong.writing.numerals import MINUS

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


def figure(value: Decimal, unit: str) -> str:
    """Return value and unit as they are printed, without exponent or grouping.

    >>> figure(Decimal("16.50"), "亿元"), figure(Decimal("6"), "%")
    ('16.50亿元', '6%')
    """
    return f"{value:f}{unit}"


def bounded(value: Decimal, high: Decimal | None, unit: str, comparator: Comparator) -> str:
    """Return the figure with the words of its comparator.

    >>> bounded(Decimal("8"), None, "%", Comparator.AT_LEAST)
    '8%以上'
    >>> bounded(Decimal("5"), Decimal("6"), "%", Comparator.BETWEEN)
    '5%～6%'
    """
    if comparator is Comparator.BETWEEN and high is not None:
        return f"{figure(value, unit)}～{figure(high, unit)}"
    return f"{BEFORE.get(comparator, '')}{figure(value, unit)}{AFTER.get(comparator, '')}"


def phrase(
    measure: Measure,
    comparator: Comparator,
    value: Decimal | None,
    unit: str,
    *,
    high: Decimal | None = None,
    reference: str = "",
) -> str:
    """Return a target or an actual in words; a blank shows as `XX`, as in the document.

    >>> phrase(Measure.GROWTH, Comparator.AT_LEAST, Decimal("8"), "%")
    '增长8%以上'
    >>> phrase(Measure.GROWTH, Comparator.EXACTLY, Decimal("-3.2"), "%")
    '下降3.2%'
    >>> phrase(Measure.GROWTH_RANK, Comparator.AT_MOST, Decimal("6"), "位", reference="全省")
    '增速居全省前6位'
    >>> phrase(Measure.GROWTH, Comparator.IN_STEP_WITH, None, "", reference="经济增长")
    '与经济增长同步'
    """
    if comparator is Comparator.IN_STEP_WITH:
        return f"与{reference or '序时进度'}同步"
    if value is None:
        return f"XX{unit}"
    if measure in (Measure.GROWTH_RANK, Measure.LEVEL_RANK):
        word = "前" if comparator is Comparator.AT_MOST else "第"
        kind = "增速" if measure is Measure.GROWTH_RANK else "总量"
        return f"{kind}居{reference}{word}{value:f}位"
    sign, size = (value < 0), abs(value)
    words = {
        Measure.GROWTH: ("增长", "下降"),
        Measure.CHANGE_PP: ("提高", "回落"),
        Measure.GAP_PP: (f"高于{reference}", f"低于{reference}"),
        Measure.COMPLETION: ("完成", "完成"),
        Measure.SHARE: ("占比", "占比"),
        Measure.LEVEL: ("", MINUS),
    }
    return words[measure][sign] + bounded(size, high, unit, comparator)
