"""The one figure that a blank is meant to hold; several, or none with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaimenhong.records import replace as again
from kaimenhong.terms.codelists import Role
from kaimenhong.writing.checking.agreeing import in_unit
from kaimenhong.writing.checking.asking import claims
from kaimenhong.writing.checking.claim import Claim, figure
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.judged import Judged, in_sentence
from kaimenhong.writing.checking.ratios import ratios
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.filling.gaps import is_gap, shortfall
from kaimenhong.writing.filling.spots import Spot
from kaimenhong.writing.filling.whose import aimed_by, placed
from kaimenhong.writing.ledger.question import Answer, Question

NOTHING = "台账里没有这个数"
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
    if is_gap(spot):
        found = shortfall(spot, context, near)
        return Bound(None, found.answers, found.near, found.reason)
    own = _own(spot, said, context, text)
    asked = [*ratios(own, context, near), *claims(own, context, near)]
    tier = aimed_by(spot, near)
    asked = [_aimed(one, tier) for one in asked]
    strong = [one for one in asked if one.strong]
    return _first(strong or asked, own, context)


def _own(spot: Spot, said: Said, context: Context, text: str) -> Said:
    statements = tuple(placed(one, spot, context, text) for one in said.statements)
    return replace(said, statements=tuple(again(one, placeholder=False) for one in statements))


def _aimed(claim: Claim, tier: object) -> Claim:
    from kaimenhong.terms.codelists import Tier

    if claim.one.role is Role.TARGET and claim.one.tier is None and isinstance(tier, Tier):
        return replace(claim, one=replace(claim.one, tier=tier))
    return claim


def _first(asked: Sequence[Claim], said: Said, context: Context) -> Bound:
    left: Bound | None = None
    for claim in asked:
        found = claim.answer(context.regions)
        fitting = tuple(one for one in found.answers if in_unit(one, said.unit) is not None)
        if fitting:
            return Bound(claim, fitting, found.near, found.reason)
        left = left or Bound(claim, (), found.near, found.reason or NOTHING)
    return left or Bound(reason=UNCLEAR)


def stated(question: Question) -> Claim:
    """Make the claim of a question that stands for itself."""
    return figure(question)
