"""One question, looked up or else computed from what the ledger has.

What is published wins over what could be computed. A figure is computed only where it is an
arithmetical consequence (a distance, a share, a gap, a place); a growth out of two levels is none,
because published growths are on a comparable basis: it is offered as near, never as the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.writing.ledger import formulas
from kaimenhong.writing.ledger.looking import look_up
from kaimenhong.writing.ledger.question import Answer, Found, Question, nothing
from kaimenhong.writing.ledger.ranking import RANKED, rank
from kaimenhong.writing.ledger.regions import Regions

type Formula = Callable[[Answer, Answer], Answer | None]


def answer(regions: Regions, question: Question, other: Question | None = None) -> Found:
    """Answer a question; `other` is what a distance, change, share or completion is held against.

    A rank needs no other side. Without the other side a computed measure has no answer but the one
    that stands in the facts.
    """
    if question.measure in RANKED:
        return rank(regions, question)
    stands = look_up(regions.ledger, question)
    if stands.answers or (other is None and question.measure is not Measure.GROWTH):
        return stands
    if question.measure is Measure.GROWTH:
        return _grown(regions, question, stands)
    formula, of = _COMPUTED.get(question.measure, (None, None))
    if formula is None or of is None or other is None:
        return stands
    return combined(regions, replace(question, measure=of, unit=None), other, formula)


_COMPUTED: dict[Measure, tuple[Formula, Measure]] = {
    Measure.GAP_PP: (formulas.difference, Measure.GROWTH),
    Measure.CHANGE_PP: (formulas.difference, Measure.GROWTH),
    Measure.SHARE: (formulas.share, Measure.LEVEL),
    Measure.COMPLETION: (formulas.share, Measure.LEVEL),
}


def combined(regions: Regions, one: Question, other: Question, formula: Formula) -> Found:
    """Answer with a formula of two looked-up figures; with several of either, all that follow."""
    mine, theirs = look_up(regions.ledger, one), look_up(regions.ledger, other)
    if not mine.answers or not theirs.answers:
        missing = theirs if mine.answers else mine
        return nothing(missing.reason, (*mine.answers, *theirs.answers, *missing.near))
    made = [formula(a, b) for a in mine.answers for b in theirs.answers]
    several = tuple(one for one in made if one is not None)
    return Found(several, mine.reason or theirs.reason or ("" if several else "除数是零，算不出"))


def _grown(regions: Regions, question: Question, stands: Found) -> Found:
    """Offer the growth between two levels beside saying that none is published."""
    if question.period is None:
        return stands
    level = replace(question, measure=Measure.LEVEL, unit=None)
    now = look_up(regions.ledger, level).one
    base = look_up(regions.ledger, a_year_before(level)).one if now else None
    made = formulas.growth(now, base) if now and base else None
    return nothing(stands.reason, (made, *stands.near)) if made else stands


def a_year_before(question: Question) -> Question:
    """Ask for what was reached in the same period of the year before."""
    period = question.period
    before = period.year_before() if period else None
    return replace(question, period=before, role=Role.ACTUAL, tier=None)


def gap(regions: Regions, reached: Question, target: Question | None) -> Found:
    """Answer a shortfall (缺口) in the unit of the level: to zero growth without a `target`.

    `reached` asks for the level reached or expected; `target` for a growth or a level. What is
    missing is positive; a target that is reached has a negative gap.
    """
    level = look_up(regions.ledger, reached)
    base = look_up(regions.ledger, a_year_before(reached))
    if level.one is None:
        return nothing(level.reason, level.answers or level.near)
    if target is None:
        if base.one is None:
            return nothing(f"上年同期：{base.reason}", base.answers or base.near)
        return Found((formulas.gap_to_zero(base.one, level.one),))
    aims = look_up(regions.ledger, target)
    if not aims.answers:
        return nothing(f"目标：{aims.reason}", aims.near)
    if target.measure is Measure.LEVEL:
        made = [formulas.difference(aim, level.one) for aim in aims.answers]
        return Found(tuple(made), aims.reason)
    if base.one is None:
        return nothing(f"上年同期：{base.reason}", base.answers or base.near)
    gaps = [formulas.gap_to_growth(base.one, aim, level.one) for aim in aims.answers]
    return Found(tuple(gaps), aims.reason)
