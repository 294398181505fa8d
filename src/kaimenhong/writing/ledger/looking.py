"""Figures that stand in the facts: of every figure the newest version, of these the firmest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice

from kaimenhong.analysis.vintage import FIRMNESS
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Accumulation, Comparator, Role, Status
from kaimenhong.terms.period import Grain, Period
from kaimenhong.writing.ledger.entry import Entry
from kaimenhong.writing.ledger.ledger import Ledger
from kaimenhong.writing.ledger.question import Answer, Found, Question, nothing

MOST_NEAR = 5
_FORESEEN = (Status.EXPECTED, Status.ESTIMATED)


def look_up(ledger: Ledger, question: Question) -> Found:
    """Answer with what stands in the facts.

    正式 over 快报 over 调度 over 预计 over 测算. Figures that agree in value and unit are one
    answer with all their rows. A figure whose newest version is missing has no answer.
    """
    entries = ledger.of(question.subject, question.indicator)
    versions = ledger.newest_of(question.subject, question.indicator)
    held = [pair for pair in versions if _about(pair[0], question)]
    timed = [pair for pair in held if _at(pair[0], question.period)]
    if question.period is None and len({one.figure.period for one, _ in held}) > 1:
        return nothing("没有写明时期，台账里有几个时期的数", _near(held))
    if not timed:
        return nothing(_missing(entries, held), _near(held or versions))
    fitting = [pair for pair in timed if _fits(pair[0], question)]
    if not fitting:
        return nothing("台账里没有所说层级或口径的数", _near(timed))
    kept = _plain(_firmest(fitting), question)
    if any(one.value is None for one, _ in kept):
        return nothing("台账里这个数是缺数", _near(held))
    return _alike(kept, fitting)


type _Version = tuple[Entry, tuple[Entry, ...]]


def _about(one: Entry, question: Question) -> bool:
    figure = one.figure
    return (
        figure.measure is question.measure
        and _plays(one, question.role)
        and (question.unit is None or convertible(figure.unit, question.unit))
        and one.comparator not in (Comparator.BETWEEN, Comparator.IN_STEP_WITH)
    )


def _plays(one: Entry, role: Role) -> bool:
    """Whether a row has the role; a reached one that is 预计 or 测算 counts as foreseen too."""
    figure = one.figure
    if figure.role is role:
        return role is not Role.ACTUAL or figure.status not in _FORESEEN
    return role is Role.EXPECTED and figure.role is Role.ACTUAL and figure.status in _FORESEEN


def convertible(unit: str, to: str) -> bool:
    """Tell whether figures of a unit can be told in another.

    >>> convertible("万元", "亿元"), convertible("%", "个百分点"), convertible("户", "户")
    (True, False, True)
    """
    known, wanted = quantity.find_unit(unit), quantity.find_unit(to)
    if known is None or wanted is None:
        return unit == to
    return known.dimension == wanted.dimension


def _at(one: Entry, period: Period | None) -> bool:
    """Whether a figure is of a period; a balance is of every period that ends with it."""
    own = one.figure.period
    if period is None or own == period:
        return True
    if period.grain is Grain.DEADLINE or one.figure.accumulation is Accumulation.POINT:
        return own.end == period.end
    return False


def _fits(one: Entry, question: Question) -> bool:
    return (
        question.tier in (None, one.tier)
        and question.caliber in (None, one.figure.caliber)
        and question.accumulation in (None, one.figure.accumulation)
    )


def _firmest(pairs: Sequence[_Version]) -> list[_Version]:
    best = max(FIRMNESS.index(one.figure.status) for one, _ in pairs)
    return [pair for pair in pairs if FIRMNESS.index(pair[0].figure.status) == best]


def _plain(pairs: list[_Version], question: Question) -> list[_Version]:
    """Of one figure told as cumulative and as current keep the cumulative, as papers mean it."""
    if question.accumulation is not None:
        return pairs
    kinds = [one.figure.accumulation for one, _ in pairs]
    if Accumulation.CUMULATIVE in kinds and Accumulation.CURRENT in kinds:
        return [p for p in pairs if p[0].figure.accumulation is not Accumulation.CURRENT]
    return pairs


def _alike(kept: Sequence[_Version], fitting: Sequence[_Version]) -> Found:
    """Join rows that say the same; several that differ need someone to choose."""
    rows: dict[tuple[Decimal, str], list[Entry]] = {}
    for one, _ in kept:
        if one.value is not None:
            rows.setdefault((one.value, one.unit), []).append(one)
    several = tuple(
        Answer(value, unit, tuple(same), earlier=_earlier(same, fitting))
        for (value, unit), same in rows.items()
    )
    return Found(several, _apart(several) if len(several) > 1 else "")


def _earlier(rows: Sequence[Entry], fitting: Sequence[_Version]) -> tuple[Entry, ...]:
    """Give what was known of the same figures before: earlier versions, and softer statuses."""
    kinds = {(one.tier, one.figure.caliber, one.figure.accumulation) for one in rows}
    known = [
        version
        for one, before in fitting
        if (one.tier, one.figure.caliber, one.figure.accumulation) in kinds
        for version in (one, *before)
        if version not in rows and version.vintage <= max(row.vintage for row in rows)
    ]
    return tuple(sorted(known, key=lambda one: one.vintage, reverse=True))


# What may tell figures of one thing apart, and what it is called; the first that does is told.
_TELLING: tuple[tuple[str, Callable[[Entry], object]], ...] = (
    ("层级", lambda one: one.tier),
    ("下达方", lambda one: one.issuer),
    ("口径", lambda one: one.figure.caliber),
    ("累计方式", lambda one: one.figure.accumulation),
    ("时期", lambda one: one.figure.period),
)


def _apart(answers: Sequence[Answer]) -> str:
    rows = [answer.sources[0] for answer in answers]
    what = next((word for word, of in _TELLING if len(set(map(of, rows))) > 1), "来源")
    return f"台账里有{len(answers)}个数，{what}不同，原文没有说明是哪一个"


def _missing(entries: Sequence[Entry], held: Sequence[_Version]) -> str:
    if not entries:
        return "台账里没有这个地区的这个指标"
    return "台账里没有这个时期的数" if held else "台账里没有这个指标的这种数"


def _near(pairs: Iterable[_Version]) -> tuple[Answer, ...]:
    """Give the latest figures that nearly fit."""
    known = [(one, earlier) for one, earlier in pairs if one.value is not None]
    known.sort(key=lambda pair: pair[0].figure.period, reverse=True)
    return tuple(
        Answer(one.value, one.unit, (one,), earlier=earlier)
        for one, earlier in islice(known, MOST_NEAR)
        if one.value is not None
    )
