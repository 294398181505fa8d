"""A completion against the time that has passed: 快于序时进度3.6个百分点."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kaimenhong.writing.checking.agreeing import agrees, shown
from kaimenhong.writing.checking.claim import Claim, Form
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


def apart_from_time(said: Said, near: Sequence[Judged]) -> tuple[Claim, Answer] | None:
    """Give how far the completion said before is from the months passed of the year, in points.

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
    assert last.claim is not None  # noqa: S101 -- `done` holds none without
    return last.claim, Answer(apart, POINTS, last.answer.sources, formula=formula)


def on_its_side(said: Said, apart: Answer) -> bool:
    """Whether the words have the distance on the side where it is: 快于 of what is ahead."""
    held = compared(said.before)
    return held is None or not apart.value or (apart.value > 0) is (held.verb.sign > 0)


def ahead_of_time(said: Said, near: Sequence[Judged]) -> Judged | None:
    """Judge the distance that `apart_from_time` gives."""
    found = apart_from_time(said, near)
    if found is None:
        return None
    claim, answer = found
    right_side = on_its_side(said, answer)
    if agrees(answer, said) and right_side and said.unit != PERCENT:
        return judged(said, Verdict.RIGHT, claim=claim, answer=answer)
    kind = Kind.VALUE if right_side else Kind.SIGN
    return judged(
        said,
        Verdict.WRONG,
        kind=Kind.POINTS if said.unit == PERCENT and agrees(answer, said) else kind,
        claim=claim,
        answer=answer,
        shown=shown(answer, said, POINTS),
        reason="按完成率减去时间进度重算不符",
    )
