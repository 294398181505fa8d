"""Facts whose names a sentence gives in two pieces: 重点项目75个，…；完成投资20.96亿元."""

from __future__ import annotations

from collections.abc import Iterator

from kaimenhong.terms.codelists import Measure
from kaimenhong.writing.checking.agreeing import agrees
from kaimenhong.writing.checking.claim import Claim, figure
from kaimenhong.writing.checking.compared import compared
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.ledger import names
from kaimenhong.writing.ledger.entry import spelled
from kaimenhong.writing.ledger.looking import look_up
from kaimenhong.writing.ledger.question import Answer, Question

SHORTEST = 2


def fitting(said: Said, context: Context) -> tuple[Claim, Answer] | None:
    """Give the fact that the figure is, of those whose name the sentence says in two pieces.

    Only what agrees: such names decide that a figure is right, never that it is wrong. Nothing
    where the clause itself names an indicator in full.
    """
    statement = said.statement
    if statement.measure not in (Measure.LEVEL, Measure.GROWTH) or compared_to(said):
        return None
    subject = context.subject(statement.area) or context.own
    for question in _questions(said, subject, context):
        for answer in look_up(context.regions.ledger, question).answers:
            if agrees(answer, said) and said.negative is (answer.value < 0):
                return figure(question, strong=False), answer
    return None


def compared_to(said: Said) -> bool:
    """Whether the clause holds the figure against another one."""
    held = compared(said.before)
    return held is not None and bool(held.other)


def _questions(said: Said, subject: str, context: Context) -> Iterator[Question]:
    statement = said.statement
    periods = dict.fromkeys(filter(None, (statement.period, context.main)))
    for indicator in context.regions.ledger.indicators_of(subject):
        if not _in_pieces(names.plain(spelled(indicator)), said):
            continue
        for period in periods:
            yield Question(subject, indicator, period, statement.measure)


def _in_pieces(name: str, said: Said) -> bool:
    """Whether one piece of the name stands in the clause and the other in the sentence."""
    if name in said.before:
        return True
    for cut in range(SHORTEST, len(name) - SHORTEST + 1):
        head, tail = name[:cut], name[cut:]
        here, there = said.before, said.sentence
        if (tail in here and head in there) or (head in here and tail in there):
            return True
    return False
