"""The one figure that a blank is meant to hold; several, or none with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kaimenhong.facts import Statement
from kaimenhong.records import replace as again
from kaimenhong.terms.codelists import Measure, Role, Tier
from kaimenhong.writing.checking.agreeing import in_unit
from kaimenhong.writing.checking.asking import claims
from kaimenhong.writing.checking.claim import Claim, Form, figure
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.judged import Judged, in_sentence
from kaimenhong.writing.checking.missing import AIM_OF_GROWTH, shortfall
from kaimenhong.writing.checking.ratios import ratios
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.time_progress import apart_from_time, on_its_side
from kaimenhong.writing.filling.gaps import is_gap
from kaimenhong.writing.filling.marks import NOT_READ
from kaimenhong.writing.filling.moves import is_move, moved
from kaimenhong.writing.filling.pieces import pieced
from kaimenhong.writing.filling.spots import Spot, of_blank
from kaimenhong.writing.filling.whose import (
    aimed_by,
    around_open_day,
    on_an_open_day,
    placed,
    played,
)
from kaimenhong.writing.ledger import names
from kaimenhong.writing.ledger.ledger import Ledger
from kaimenhong.writing.ledger.question import Answer, Question

WHOLE = Decimal(100)
_TIMED = re.compile("月|季度|半年|全年|累计")
# 其中XX亿元以上项目: which part of them it is, is itself still a blank.
_OPEN_CLASS = re.compile(
    r"其中，?(?:[X×]{1,6}|[*_]{2,})(?:万|亿)?(?:元|吨|亩|人|平方米)(?:以[上下]|及以上)[^，。；]*$"
)
NOTHING = "台账里没有这个数"
AGAIN = "这一句前面已有同一个数，这里说的应是另一个"
OTHER_SIDE = "算出的差在另一边，快慢要由人改"
UNCLEAR = "原文没有说明是哪个指标的数"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a blank means: with one answer it can be filled, with several a person chooses."""

    claim: Claim | None = None
    answers: tuple[Answer, ...] = ()
    near: tuple[Answer, ...] = ()
    reason: str = ""

    @property
    def one(self) -> Answer | None:
        """The answer, where there is exactly one."""
        return self.answers[0] if len(self.answers) == 1 else None


def bind(spot: Spot, said: Said, context: Context, text: str, earlier: Sequence[Judged]) -> Bound:
    """Ask the facts what the blank may claim; the first claim of its own words that they answer."""
    near = in_sentence(earlier, said)
    if move := moved(spot, near):
        return _first([move], said, context)
    if not said.statements:
        return Bound(reason=NOT_READ)
    if is_gap(spot):
        found = shortfall(said, context, near)
        return Bound(None, found.answers, found.near, found.reason)
    if timed := apart_from_time(said, near):
        apart = timed[1]
        return Bound(None, (apart,)) if on_its_side(said, apart) else Bound(reason=OTHER_SIDE)
    if _OPEN_CLASS.search(said.sentence):
        return Bound(reason="门槛还空着，不知道是哪一类的数")
    if on_an_open_day(said):
        return Bound(reason="日期还空着，不知道是哪一天的数")
    own = _own(spot, said, context, text)
    asked = [*ratios(own, context, near), *claims(own, context, near)]
    asked = asked or _aim_of_last(spot, near)
    asked = [_aimed(one, aimed_by(spot, near, context.own)) for one in asked]
    asked.sort(key=lambda one: not one.strong)
    year = context.main.year if context.main else None
    days = [one.at(day) for one in asked for day in around_open_day(said, year)]
    asked = [*asked, *_of_like_period(asked, near), *days]
    bound = _first([*asked, *_arranged(asked, context)], own, context)
    if bound.one is None or not _said_again(bound, own, near):
        return bound if bound.answers else _pieced(bound, own, spot, context, near)
    return _pieced(Bound(bound.claim, (), bound.answers, AGAIN), own, spot, context, near)


def rank_move(spot: Spot) -> Said | None:
    """Give the blank of a rank's move, which the reading takes for no figure."""
    if not is_move(spot):
        return None
    return of_blank(spot.marks, (), "位", spot.before, spot.sentence)


def _own(spot: Spot, said: Said, context: Context, text: str) -> Said:
    known = context.regions.ledger
    statements = [
        placed(played(one, said, spot.behind), spot, context, text) for one in said.statements
    ]
    named = (_named(one, known) for one in statements)
    return replace(said, statements=tuple(again(one, placeholder=False) for one in named))


def _named(statement: Statement, known: Ledger) -> Statement:
    """Of 省级重点项目XX个，已复工XX个 the second is what the reading made of both.

    Only where the facts have it under that name.
    """
    whole, written = statement.indicator, statement.raw
    if whole == written or written not in whole:
        return statement
    both = (names.meant((one,), sorted(known.indicators)).indicators for one in (whole, written))
    full, short = both
    return again(statement, raw=whole) if full and full != short else statement


def _aimed(claim: Claim, tier: Tier | None) -> Claim:
    if tier is None or claim.one.role is not Role.TARGET or claim.one.tier is not None:
        return claim
    return replace(claim, one=replace(claim.one, tier=tier))


def _aim_of_last(spot: Spot, near: Sequence[Judged]) -> list[Claim]:
    """要完成县定XX%的目标 goes on with the indicator that the sentence spoke of last."""
    known = [one.question for one in near if one.question is not None]
    if not known or not AIM_OF_GROWTH.match(spot.behind):
        return []
    aim = replace(known[-1], measure=Measure.GROWTH, role=Role.TARGET, tier=None, unit=None)
    return [figure(aim)]


def _of_like_period(asked: Sequence[Claim], near: Sequence[Judged]) -> list[Claim]:
    """Give the same claims of the period of the figure before them in the sentence."""
    known = [one.question for one in near if one.question is not None]
    if not known or known[-1].period is None:
        return []
    last, period = known[-1], known[-1].period
    alike = [one for one in asked if one.one.role is last.role and one.one.period != period]
    return [one.at(period) for one in alike]


def _arranged(asked: Sequence[Claim], context: Context) -> list[Claim]:
    """全年安排重点项目XX个: a set that the facts count, where they have no target of its kind."""
    ledger = context.regions.ledger
    planned = [one for one in asked if one.form is Form.STANDS and one.one.role is Role.TARGET]
    return [
        replace(one, one=replace(one.one, role=Role.ACTUAL), strong=False)
        for one in planned
        if one.one.measure is Measure.LEVEL
        and all(
            entry.figure.role is not Role.TARGET
            for entry in ledger.of(one.one.subject, one.one.indicator)
        )
    ]


def _said_again(bound: Bound, said: Said, near: Sequence[Judged]) -> bool:
    """Tell whether the sentence had this very figure before: then another one is meant."""
    if bound.claim is None or bound.claim.form is not Form.STANDS or _TIMED.search(said.before):
        return False
    return any(one.claim is not None and one.claim.one == bound.claim.one for one in near)


def _pieced(
    bound: Bound, said: Said, spot: Spot, context: Context, near: Sequence[Judged]
) -> Bound:
    """Give the fact whose name the words around the blank say in pieces, where it is only one."""
    statement = said.statement
    subject = context.subject(statement.area) or context.own
    year = context.main.year if context.main else None
    days = around_open_day(said, year)
    periods = dict.fromkeys(filter(None, (statement.period, context.main, *days)))
    for period in periods:
        question = Question(subject, "", period, statement.measure, statement.role)
        besides = {
            one.question.indicator
            for one in near
            if one.question
            and one.answer
            and replace(question, indicator=one.question.indicator) == one.question
        }
        found = pieced(question, said, spot.behind, context, besides)
        if found is not None:
            claim = figure(found, strong=False)
            several = claim.answer(context.regions).answers
            return Bound(claim, several)
    return bound


def _first(asked: Sequence[Claim], said: Said, context: Context) -> Bound:
    left: Bound | None = None
    for claim in asked:
        found = claim.answer(context.regions)
        fitting = tuple(one for one in found.answers if _may_be(one, claim, said))
        if fitting:
            return Bound(claim, fitting, found.near, found.reason)
        left = left or Bound(claim, (), found.near, found.reason or NOTHING)
    return left or Bound(reason=UNCLEAR)


def _may_be(answer: Answer, claim: Claim, said: Said) -> bool:
    """A part is no more than its whole, and not the whole itself."""
    if claim.form is Form.RATIO and claim.one == claim.other:
        return False
    if claim.form is Form.RATIO and "占" in said.before and answer.value > WHOLE:
        return False
    return in_unit(answer, said.unit) is not None
