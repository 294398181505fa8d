"""A figure with what became of it while the draft is being checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from kaimenhong.writing.checking.claim import Claim
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Checked, Kind, Verdict
from kaimenhong.writing.ledger.question import Answer, Question


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure, the verdict on it, and the claim and answer that decided it.

    `question` is what fact the figure states, where it states one: what later figures of the
    sentence are held against.
    """

    said: Said
    checked: Checked
    claim: Claim | None = None
    answer: Answer | None = None

    @property
    def question(self) -> Question | None:
        """The fact that it states; None for what is computed or not known."""
        return self.claim.one if self.claim and self.claim.other is None else None

    @property
    def value(self) -> Decimal:
        """The best that is known of it, signed, in `unit`: the facts', else what it says."""
        if self.answer is not None:
            return self.answer.value
        sign = -1 if self.said.negative else 1
        return self.said.number * self.said.times * sign

    @property
    def unit(self) -> str:
        """The unit of `value`."""
        return self.answer.unit if self.answer is not None else self.said.unit


def judged(
    said: Said,
    verdict: Verdict,
    *,
    kind: Kind | None = None,
    claim: Claim | None = None,
    answer: Answer | None = None,
    shown: str | None = None,
    reason: str | None = None,
    start: int | None = None,
) -> Judged:
    """Make it of its parts; `start` moves the beginning where more than the figure is meant."""
    begin = said.start if start is None else start
    checked = Checked(
        start=begin,
        end=said.end,
        text=said.sentence[len(said.sentence) - (said.start - begin) :] + said.text
        if begin < said.start
        else said.text,
        verdict=verdict,
        kind=kind,
        expected=answer.value if answer is not None else None,
        shown=shown,
        sources=sources(answer),
        reason=reason,
    )
    return Judged(said, checked, claim, answer)


MOST_SOURCES = 12


def sources(answer: Answer | None) -> tuple[str, ...]:
    """Tell where an answer comes from: its formula, then its rows, no more than a page can show."""
    if answer is None:
        return ()
    rows = [one.told() for one in answer.sources[:MOST_SOURCES]]
    more = len(answer.sources) - MOST_SOURCES
    told = [f"算式：{answer.formula}"] if answer.formula else []
    return (*told, *rows, *([f"……另有 {more} 行"] if more > 0 else []))


def in_sentence(earlier: Sequence[Judged], said: Said) -> list[Judged]:
    """Give the figures judged before that stand in the same sentence, the nearest last."""
    begin = said.start - len(said.sentence)
    # Nearly all that was judged stands before the sentence: only its end is looked through.
    near = list(takewhile(lambda one: one.said.start >= begin, reversed(earlier)))
    return near[::-1]
