"""A whole and the parts that a sentence names after it: 其中产业项目38个、基础设施项目21个."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kaimenhong.facts import Reading, Statement
from kaimenhong.reading.breaths import Breath, breaths
from kaimenhong.reading.sums import totals
from kaimenhong.writing.checking.agreeing import agrees, in_unit, shown
from kaimenhong.writing.checking.diagnosis import slipped
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger import formulas
from kaimenhong.writing.ledger.question import Answer

FEWEST = 2
FEW, FEW_OF = 3, Decimal("0.05")


def summed(found: Sequence[Judged], reading: Reading) -> list[Judged]:
    """Judge wholes that the facts do not tell by the sum of their parts, as the facts have these.

    A whole that is not the sum is wrong only where it looks like the sum mistyped, or where the
    parts exceed it: parts that a sentence names need not be all of them.
    """
    placed = {id(one): at for at, judge in enumerate(found) for one in judge.said.statements}
    result = list(found)
    for whole, parts in _wholes(reading):
        at = placed.get(id(whole))
        several = [result[placed[id(one)]] for one in parts if id(one) in placed]
        if at is None or len(several) < max(FEWEST, len(parts)):
            continue
        if result[at].checked.verdict is Verdict.UNKNOWN:
            result[at] = _judged(result[at], several)
    return result


def _wholes(reading: Reading) -> list[tuple[Statement, list[Statement]]]:
    statements = reading.statements
    named = [_parts(one, statements) for one in breaths(statements, reading.text)]
    listed = [
        (statements[conflict.b], list(statements[conflict.a : conflict.b]))
        for conflict in totals(statements, reading.text)
        if isinstance(conflict.a, int) and isinstance(conflict.b, int)
    ]
    return [*named, *listed]


def _parts(breath: Breath, statements: Sequence[Statement]) -> tuple[Statement, list[Statement]]:
    return statements[breath.whole], [statements[at] for at in breath.parts]


def _judged(whole: Judged, parts: Sequence[Judged]) -> Judged:
    said = whole.said
    answers = [_answer(one) for one in parts]
    if any(in_unit(one, answers[0].unit) is None for one in answers):
        return whole
    total = formulas.total(tuple(answers))
    if agrees(total, said):
        return judged(said, Verdict.RIGHT, claim=whole.claim, answer=total)
    value = in_unit(total, said.unit)
    if value is None or not (slipped(said, total) or value > said.number or _near(said, value)):
        return whole
    reason = f"各分项相加是{shown(total, said)}"
    made = judged(
        said,
        Verdict.WRONG,
        kind=Kind.SUM,
        claim=whole.claim,
        answer=total,
        shown=shown(total, said),
        reason=reason,
    )
    return replace(made, answer=total)


def _near(said: Said, value: Decimal) -> bool:
    """Whether a count is so near the sum of its parts that no further part can be meant."""
    apart = abs(said.number - value)
    return not said.digits and apart <= FEW and apart <= said.number * FEW_OF


def _answer(one: Judged) -> Answer:
    return one.answer or Answer(one.value, one.unit, ())
