"""What the words of a fact file mean; each distinct word is read once, however many rows bear it.

A reading function takes the words and gives the meaning as columns, or raises `Misread`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kaimenhong.errors import Code, Mistake
from kaimenhong.facts import own_unit
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import (
    Accumulation,
    Comparator,
    Labelled,
    Measure,
    PriceBasis,
    Role,
    Status,
    Tier,
)
from kaimenhong.terms.indicator import Indicator
from kaimenhong.terms.period import Grain, Period, read_period

type Words = Mapping[str, str]
type Word = str | float | int | None
type Meaning = dict[str, Word]

# The unit of every measure that is not an amount.
FIXED_UNITS = {
    Measure.GROWTH: "%",
    Measure.SHARE: "%",
    Measure.COMPLETION: "%",
    Measure.CHANGE_PP: "个百分点",
    Measure.GAP_PP: "个百分点",
    Measure.GROWTH_RANK: "位",
    Measure.LEVEL_RANK: "位",
}
WHOLE_MONTHS = (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH, Grain.RANGE)


class Misread(Exception):  # noqa: N818 -- carries a Mistake to the rows that share the word
    """A word that means nothing, with the column that it stands in."""

    def __init__(self, column: str, mistake: Mistake) -> None:
        """Keep both; the places are found later, one for each row."""
        super().__init__(column, mistake)
        self.column = column
        self.mistake = mistake


def kind(words: Words) -> Meaning:
    """Read what is measured: indicator, measure, role, unit, prices, accumulation, together.

    Besides the codes: `own_unit` with `times` and `per` (value × times / per is in it), `scale`
    (ten to the power of the printed digits), `direction`, and `priced`, the label of prices that
    are not the indicator's usual ones: such a figure is one of another 口径.
    """
    role = _closed("role", words["role"], Role)
    measure = _closed("measure", words["measure"], Measure)
    known = _indicator(words["indicator"])
    unit = _unit(words["unit"], measure, known)
    basis = _closed("basis", words["basis"], PriceBasis, PriceBasis.NA)
    code = known.code if known else words["indicator"]
    own = quantity.unit(own_unit(code, measure, unit.code))
    factor = Fraction(unit.factor) / Fraction(own.factor)
    return {
        "indicator": code,
        "own_unit": own.code,
        "times": float(factor.numerator),
        "per": float(factor.denominator),
        "scale": float(10**own.digits),
        "direction": known.direction if known else "up",
        "priced": _priced(basis, known, measure),
        "accumulated": _accumulation(words["accumulation"], known, role).value,
    }


def time(words: Words) -> Meaning:
    """Read a period with its accumulation; a cumulative month is taken for 1—N月."""
    try:
        written = read_period(words["period"], year=None)
        accumulation = Accumulation(words["accumulated"])
        period = written if words["role"] == Role.TARGET else _fitted(written, accumulation)
        if words["role"] == Role.TARGET and _is_month_so_far(written, accumulation):
            period = written.cumulative()
    except Mistake as mistake:
        raise Misread("period", mistake) from mistake
    return {"period": period.code, "first": period.first_month, "last": period.last_month}


def status(words: Words) -> Meaning:
    """Read a status; empty is 调度."""
    return {"status": _closed("status", words["status"], Status, Status.DISPATCH).value}


def comparator(words: Words) -> Meaning:
    """Read how a figure binds; empty is the figure itself."""
    found = _closed("comparator", words["comparator"], Comparator, Comparator.EXACTLY)
    return {"comparator": found.value if words["comparator"] else ""}


def tier(words: Words) -> Meaning:
    """Read who set a target; empty is 本级."""
    found = _closed("tier", words["tier"], Tier, Tier.OWN)
    return {"tier": found.value if words["tier"] else ""}


def _closed[L: Labelled](column: str, text: str, words: type[L], default: L | None = None) -> L:
    if not text and default is not None:
        return default
    try:
        return words(text)
    except ValueError:
        listed = "、".join(f"{word.value}（{word.label or '数本身'}）" for word in words)
        unknown = Mistake(Code.WORD_UNKNOWN, expected=listed, came=text, remedy="请改用其中之一")
        raise Misread(column, unknown) from None


def _indicator(text: str) -> Indicator | None:
    """Look the indicator up; a Chinese name that the catalogue lacks stands for itself."""
    found = indicators.find(text)
    named = bool(text) and not text.isascii() and not indicators.meanings(text)
    if found or named:
        return found
    try:
        return indicators.indicator(text)
    except Mistake as mistake:
        raise Misread("indicator", mistake) from mistake


def _unit(text: str, measure: Measure, known: Indicator | None) -> quantity.Unit:
    try:
        found = quantity.unit(text)
    except Mistake as mistake:
        raise Misread("unit", mistake) from mistake
    fitting = {quantity.unit(one).dimension for one in known.units} if known else None
    fixed = FIXED_UNITS.get(measure)
    if fixed == found.code or (fixed is None and (not fitting or found.dimension in fitting)):
        return found
    expected = fixed or "、".join(known.units if known else ())
    misfit = Mistake(
        Code.UNIT_MISFIT,
        expected=f"{known.short_name if known else ''}{measure.label}的单位（{expected}）",
        came=text,
        remedy="请核对度量和单位：总量用金额或数量的单位，增速用“%”，增减幅度用“个百分点”",
    )
    raise Misread("unit", misfit)


def _priced(basis: PriceBasis, known: Indicator | None, measure: Measure) -> str:
    usual = known.basis_of(measure) if known else PriceBasis.NA
    unlike = PriceBasis.NA not in (basis, usual) and basis is not usual
    return basis.label if unlike else ""


def _accumulation(text: str, known: Indicator | None, role: Role) -> Accumulation:
    if text or known:
        default = known.accumulation if known else None
        return _closed("accumulation", text, Accumulation, default)
    if role is Role.TARGET:
        return Accumulation.CUMULATIVE
    raise Misread(
        "accumulation",
        Mistake(
            Code.ROW_INCOMPLETE,
            expected="目录中没有的指标写明累计方式",
            came="空白",
            remedy="请填 cumulative（累计）、current（当期）或 point（时点）",
        ),
    )


def _fitted(written: Period, accumulation: Accumulation) -> Period:
    if written.grain not in WHOLE_MONTHS or accumulation is Accumulation.CURRENT:
        return written
    if accumulation is Accumulation.POINT:
        return Period.month(written.year, written.last_month % 12 + 1)
    if written.first_month % 12 == 0:
        return written
    if written.grain is Grain.MONTH:
        return written.cumulative()
    raise Mistake(
        Code.PERIOD_INVALID,
        expected=f"从 1 月起的累计时期，例如“{written.cumulative().code}”",
        came=written.code,
        remedy="累计数请写从 1 月起的时期；只是这一段的数，accumulation 请写 current",
    )


def _is_month_so_far(written: Period, accumulation: Accumulation) -> bool:
    return written.grain is Grain.MONTH and accumulation is Accumulation.CUMULATIVE
