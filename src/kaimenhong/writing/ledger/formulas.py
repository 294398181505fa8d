"""Figures that follow from others: exact, with the formula in words and all rows they come from.

None of them rounds; the place where a figure is printed does (domain rule: half-up, at display).
Differences of growths are those of the published ones, because readers check them.
"""

from __future__ import annotations

from decimal import Decimal

from kaimenhong.facts import amount
from kaimenhong.writing.ledger.question import Answer

HUNDRED = Decimal(100)
POINTS = "个百分点"
PERCENT = "%"


def difference(one: Answer, other: Answer) -> Answer:
    """Give `one` less `other`, in points where both are percentages, else in the unit of `one`.

    >>> told(difference(Answer(Decimal("4.1"), "%", ()), Answer(Decimal("7.6"), "%", ())))
    '−3.5个百分点 = 4.1%－7.6%'
    """
    unit = POINTS if one.unit == PERCENT else one.unit
    value = one.value - _in(other, one.unit)
    return _computed(value, unit, f"{_shown(one)}－{_shown(other)}", one, other)


def share(part: Answer, whole: Answer) -> Answer | None:
    """Give what percentage the part is of the whole; None where the whole is nothing.

    >>> told(share(Answer(Decimal("12.86"), "亿元", ()), Answer(Decimal("15.27"), "亿元", ())))
    '84.21741977734119187950229208% = 12.86亿元÷15.27亿元×100%'
    """
    whole_value = _in(whole, part.unit)
    if not whole_value:
        return None
    value = part.value / whole_value * HUNDRED
    return _computed(value, PERCENT, f"{_shown(part)}÷{_shown(whole)}×100%", part, whole)


def growth(now: Answer, base: Answer) -> Answer | None:
    """Give the growth between two levels in percent; None where the base is not above zero.

    A published growth is on a comparable basis and may differ: this one is a 推算 and says so.

    >>> told(growth(Answer(Decimal("24"), "亿元", ()), Answer(Decimal("20"), "亿元", ())))
    '20.0% = (24亿元÷20亿元－1)×100%'
    """
    base_value = _in(base, now.unit)
    if base_value <= 0:
        return None
    value = (now.value / base_value - 1) * HUNDRED
    words = f"({_shown(now)}÷{_shown(base)}－1)×100%"
    return _computed(value, PERCENT, words, now, base, note="由两期总量推算，不是公布的增速")


def gap_to_zero(base: Answer, reached: Answer) -> Answer:
    """Give what is missing to last year's level: base − reached, in the unit of `reached`.

    >>> base, reached = Answer(Decimal("21.37"), "亿元", ()), Answer(Decimal("19.81"), "亿元", ())
    >>> told(gap_to_zero(base, reached))
    '1.56亿元 = 21.37亿元－19.81亿元'
    """
    value = _in(base, reached.unit) - reached.value
    return _computed(value, reached.unit, f"{_shown(base)}－{_shown(reached)}", base, reached)


def gap_to_growth(base: Answer, target: Answer, reached: Answer) -> Answer:
    """Give what is missing to a growth target: base × (1 + target) − reached.

    >>> base, reached = Answer(Decimal("21.5"), "亿元", ()), Answer(Decimal("20.0"), "亿元", ())
    >>> told(gap_to_growth(base, Answer(Decimal("15"), "%", ()), reached))
    '4.725亿元 = 21.5亿元×(1＋15%)－20.0亿元'
    """
    value = _in(base, reached.unit) * (1 + target.value / HUNDRED) - reached.value
    words = f"{_shown(base)}×(1＋{_shown(target)})－{_shown(reached)}"
    return _computed(value, reached.unit, words, base, target, reached)


def level_at(base: Answer, target: Answer) -> Answer:
    """Give the level that a growth leads to: base × (1 + growth).

    >>> told(level_at(Answer(Decimal("20"), "亿元", ()), Answer(Decimal("15"), "%", ())))
    '23.00亿元 = 20亿元×(1＋15%)'
    """
    value = _in(base, base.unit) * (1 + target.value / HUNDRED)
    return _computed(value, base.unit, f"{_shown(base)}×(1＋{_shown(target)})", base, target)


def base_of(level: Answer, grown: Answer) -> Answer | None:
    """Give the base that a level and its growth imply: level ÷ (1 + growth); None at −100 %."""
    times = 1 + grown.value / HUNDRED
    if times <= 0:
        return None
    words = f"{_shown(level)}÷(1＋{_shown(grown)})"
    return _computed(level.value / times, level.unit, words, level, grown, note="按增速反推，约数")


def total(parts: tuple[Answer, ...]) -> Answer:
    """Give the sum of several levels, in the unit of the first.

    >>> told(total((Answer(Decimal("9.86"), "亿元", ()), Answer(Decimal("4.32"), "亿元", ()))))
    '14.18亿元 = 9.86亿元＋4.32亿元'
    """
    unit = parts[0].unit
    value = sum((_in(one, unit) for one in parts), Decimal(0))
    return _computed(value, unit, "＋".join(map(_shown, parts)), *parts)


def told(answer: Answer | None) -> str:
    """Tell value and formula in one line.

    >>> told(Answer(Decimal("8.5"), "%", ())), told(None)
    ('8.5%', '—')
    """
    if answer is None:
        return "—"
    return f"{_shown(answer)} = {answer.formula}" if answer.formula else _shown(answer)


def _computed(value: Decimal, unit: str, formula: str, *of: Answer, note: str = "") -> Answer:
    sources = tuple(dict.fromkeys(row for one in of for row in one.sources))
    notes = dict.fromkeys(filter(None, (note, *(one.note for one in of))))
    return Answer(value, unit, sources, formula=formula, note="；".join(notes))


def _in(answer: Answer, unit: str) -> Decimal:
    found = amount(answer.value, answer.unit, unit)
    if found is None:
        raise ValueError("an answer has a value")
    return found


def _shown(answer: Answer) -> str:
    return f"{answer.value:f}{answer.unit}".replace("-", "−")
