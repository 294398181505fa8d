"""A completion against the time that has passed: 快于序时进度3.6个百分点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kaimenhong.writing.checking.agreeing import agrees, shown
from kaimenhong.writing.checking.claim import Form
from kaimenhong.writing.checking.compared import Compared, compared
from kaimenhong.writing.checking.judged import Judged, judged
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger.question import Answer

_TIME = re.compile("序时进度|时间进度")
MONTHS = 12
PERCENT, POINTS = "%", "个百分点"


def of_time(held: Compared) -> bool:
    """Whether the other side is the time that has passed."""
    return _TIME.search(held.other) is not None


def ahead_of_time(said: Said, near: Sequence[Judged]) -> Judged | None:
    """Judge the distance of the completion said before to the months passed of the year.

    The unrounded completion counts, as releases have it; None where the words compare with
    something else, or no completion stands before them.
    """
    held = compared(said.before)
    done = [one for one in near if one.claim and one.claim.form is Form.RATIO and one.answer]
    if held is None or not of_time(held) or not done:
        return None
    last = done[-1]
    period = last.claim.one.period if last.claim else None
    if period is None or last.answer is None or period.start.month != 1:
        return None
    passed = Decimal(100 * period.end.month) / MONTHS
    apart = last.answer.value - passed
    formula = f"{last.answer.value:.2f}%－{period.end.month}÷12×100%"
    answer = Answer(apart, POINTS, last.answer.sources, formula=formula)
    right_side = not apart or (apart > 0) is (held.verb.sign > 0)
    if agrees(answer, said) and right_side and said.unit != PERCENT:
        return judged(said, Verdict.RIGHT, claim=last.claim, answer=answer)
    kind = Kind.VALUE if right_side else Kind.SIGN
    return judged(
        said,
        Verdict.WRONG,
        kind=Kind.POINTS if said.unit == PERCENT and agrees(answer, said) else kind,
        claim=last.claim,
        answer=answer,
        shown=shown(answer, said, POINTS),
        reason="按完成率减去时间进度重算不符",
    )
