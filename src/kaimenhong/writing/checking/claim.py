"""What a figure claims: a question to the facts, and the other side that it is held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.period import Period
from kaimenhong.writing.checking.compared import Verb
from kaimenhong.writing.ledger import formulas
from kaimenhong.writing.ledger.looking import convertible, look_up
from kaimenhong.writing.ledger.question import Answer, Found, Question
from kaimenhong.writing.ledger.ranking import moved, rank
from kaimenhong.writing.ledger.regions import Regions


class Form(StrEnum):
    """How the claimed figure comes out of the facts."""

    STANDS = "stands"  # it is one of them
    APART = "apart"  # one less the other: a gap, a change, an increase
    RATIO = "ratio"  # one as a percentage of the other
    PLACE = "place"  # a place among siblings
    MOVED = "moved"  # by how many places it moved


@dataclass(frozen=True, slots=True)
class Claim:
    """One meaning of a figure. `strong` tells that the words name the indicator themselves.

    `sign` is the side that the words put the figure on, 0 where they put it on none. `verb` and
    `of_fall` are set where words of change were used (降幅收窄).
    """

    form: Form
    one: Question
    other: Question | None = None
    sign: int = 0
    strong: bool = True
    verb: Verb | None = None
    of: str = ""

    def answer(self, regions: Regions) -> Found:
        """Ask the facts."""
        if self.form is Form.PLACE:
            return rank(regions, self.one)
        if self.other is None:
            return look_up(regions.ledger, self.one)
        if self.form is Form.MOVED:
            return moved(regions, self.one, self.other)
        formula = formulas.share if self.form is Form.RATIO else formulas.difference
        return _of_two(
            look_up(regions.ledger, self.one), look_up(regions.ledger, self.other), formula
        )

    def at(self, period: Period) -> Claim:
        """Give the same claim of another period; the other side moves along where it was alike."""
        other = self.other
        if other is not None and other.period == self.one.period:
            other = replace(other, period=period)
        return replace(self, one=replace(self.one, period=period), other=other)

    def of_subject(self, subject: str) -> Claim:
        """Give the same claim of another area; the other side moves along where it was alike."""
        other = self.other
        if other is not None and other.subject == self.one.subject:
            other = replace(other, subject=subject)
        return replace(self, one=replace(self.one, subject=subject), other=other)


def _of_two(
    mine: Found, theirs: Found, formula: Callable[[Answer, Answer], Answer | None]
) -> Found:
    """Put every answer of one side with every one of the other that is measured alike."""
    made = (
        formula(a, b) for a in mine.answers for b in theirs.answers if convertible(a.unit, b.unit)
    )
    return Found(tuple(one for one in made if one is not None))


def figure(one: Question, *, sign: int = 0, strong: bool = True) -> Claim:
    """Make the claim of a figure that stands in the facts."""
    return Claim(Form.STANDS, one, sign=sign, strong=strong)


def growth_of(one: Question) -> Question:
    """Ask for the growth behind a gap or a change."""
    return replace(one, measure=Measure.GROWTH, unit=None)
