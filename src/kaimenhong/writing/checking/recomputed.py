"""What the paper itself lets recompute: its own figures stand in where the facts are silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import cache

from kaimenhong.analysis.tables import rows
from kaimenhong.facts import Observation, amount
from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.codelists import Accumulation, Measure, PriceBasis, Status
from kaimenhong.writing.checking.agreeing import shown
from kaimenhong.writing.checking.claim import Form
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.judging import judge
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger import formulas
from kaimenhong.writing.ledger.entry import observed
from kaimenhong.writing.ledger.ledger import Ledger
from kaimenhong.writing.ledger.looking import convertible, look_up
from kaimenhong.writing.ledger.question import Answer, Question
from kaimenhong.writing.ledger.regions import Regions

SAID = "本文所写"
_NEVER = datetime(1, 1, 2, tzinfo=timezone(timedelta(hours=8)))
_STATED = (Measure.LEVEL, Measure.GROWTH)


def recomputed(found: Sequence[Judged], context: Context) -> list[Judged]:
    """Judge again what the facts do not tell, with the paper's own figures added to them.

    The facts come first: of a figure that they have, the paper's is not taken; a figure that the
    paper gives in two ways is not taken either.
    """
    if all(one.checked.verdict is not Verdict.UNKNOWN for one in found):
        return list(found)
    own = tuple(map(observed, _own_figures(found, context)))
    ledger = Ledger((*context.regions.ledger.entries, *own), context.regions.ledger.parents)
    richer = replace(context, regions=Regions(ledger, context.own))
    result: list[Judged] = []
    for one in found:
        if one.checked.verdict is Verdict.UNKNOWN and not _stands(one):
            again = judge(one.said, richer, result)
            computed = again.claim is not None and again.claim.form is not Form.STANDS
            one = again if computed else _grown(one, richer)
        result.append(one)
    return result


def _grown(one: Judged, context: Context) -> Judged:
    """Judge a growth by the two levels that it leads from and to.

    Only of series whose basis does not change, and where the paper itself gives the base, must it
    be their ratio; elsewhere a difference is one of caliber.
    """
    statement, ledger = one.said.statement, context.regions.ledger
    subject, period = context.subject(statement.area), statement.period or context.main
    if statement.measure is not Measure.GROWTH or subject is None or period is None:
        return one
    named = indicators.find(statement.indicator)
    indicator = named.code if named else statement.indicator
    asked = Question(subject, indicator, period, Measure.LEVEL)
    now = look_up(ledger, asked).one
    base = look_up(ledger, replace(asked, period=period.year_before())).one
    if now is None or base is None or not convertible(now.unit, base.unit) or base.value <= 0:
        return one
    made = formulas.growth(now, base)
    if made is None:
        return one
    signed = one.said.number * one.said.times * (-1 if one.said.negative else 1)
    low, high = _between(now, base)
    half = one.said.times * Decimal(1).scaleb(-one.said.digits) / 2
    if low - half <= signed <= high + half:
        return judged(one.said, Verdict.RIGHT, claim=one.claim, answer=made)
    sure = indicator in _fixed_basis() or all(row.figure.source == SAID for row in base.sources)
    return judged(
        one.said,
        Verdict.WRONG if sure else Verdict.DOUBTFUL,
        kind=Kind.RATIO if sure else None,
        claim=one.claim,
        answer=made,
        shown=shown(made, one.said),
        reason="按两期总量重算不符" if sure else "与两期总量之比不合，可能是口径差异",
    )


def _between(now: Answer, base: Answer) -> tuple[Decimal, Decimal]:
    """The growths that two printed levels leave open, in percent."""
    a, b = _half(now.value), _half(base.value)
    base_value = amount(base.value, base.unit, now.unit) or base.value
    scale = base_value / base.value
    low = (now.value - a) / (base_value + b * scale)
    high = (now.value + a) / (base_value - b * scale)
    return (low - 1) * 100, (high - 1) * 100


def _half(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


@cache
def _fixed_basis() -> frozenset[str]:
    return frozenset(row["indicator"] for row in rows("fixed_basis"))


def _stands(one: Judged) -> bool:
    return one.claim is not None and one.claim.form is not Form.STANDS


def _own_figures(found: Iterable[Judged], context: Context) -> Iterator[Observation]:
    said: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for one in found:
        if one.checked.verdict is not Verdict.UNKNOWN:
            continue
        for figure in _figures(one, context):
            key = (figure.subject, figure.indicator, figure.period, figure.measure, figure.role)
            said[key].append(figure)
    for several in said.values():
        if len({one.value for one in several}) == 1:
            yield several[0]


def _figures(one: Judged, context: Context) -> Iterator[Observation]:
    for statement in one.said.statements:
        subject = context.subject(statement.area)
        period = statement.period or context.main
        if subject is None or period is None or statement.measure not in _STATED:
            continue
        named = indicators.find(statement.indicator)
        yield Observation(
            subject=subject,
            indicator=named.code if named else statement.indicator,
            period=period,
            accumulation=Accumulation.CUMULATIVE,
            measure=statement.measure,
            role=statement.role,
            value=Decimal(statement.value or 0),
            unit=one.said.unit or statement.unit or "",
            basis=PriceBasis.NA,
            caliber="",
            status=Status.DISPATCH,
            vintage=_NEVER,
            source=SAID,
        )
