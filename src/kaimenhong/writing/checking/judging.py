"""One figure against the facts: its claims are asked, compared, and what differs is diagnosed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.analysis.turn import Turn, turned
from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.writing import words
from kaimenhong.writing.checking.agreeing import agrees, in_unit, nearly, shown
from kaimenhong.writing.checking.asking import claims, loosely
from kaimenhong.writing.checking.claim import Claim, Form
from kaimenhong.writing.checking.compared import compared
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.counted import counted_areas
from kaimenhong.writing.checking.diagnosis import Tried, diagnose, faces, firmest, untimely
from kaimenhong.writing.checking.fitting import fitting
from kaimenhong.writing.checking.judged import Judged, in_sentence, judged
from kaimenhong.writing.checking.missing import is_missing, shortfall
from kaimenhong.writing.checking.ratios import ratios
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.checking.time_progress import ahead_of_time, of_time
from kaimenhong.writing.checking.together import together
from kaimenhong.writing.checking.verdict import Kind, Verdict
from kaimenhong.writing.ledger.question import Answer, Question

SILENT = "数据里没有这个数，也无从重算"
_OF_POINTS = "两个百分比的差用个百分点"
_POINTS, _PERCENT = "个百分点", "%"


def judge(said: Said, context: Context, earlier: Sequence[Judged]) -> Judged:
    """Say whether the facts confirm a figure; `earlier` are those judged before it."""
    near = in_sentence(earlier, said)
    if summed := together(said, near):
        return summed
    asked = [*ratios(said, context, near), *claims(said, context, near, earlier)]
    asked = [_as_before(claim, said, near) for claim in asked]
    tried = firmest((claim, answer) for claim in asked for answer in _answers(claim, said, context))
    agreeing = [pair for pair in tried if agrees(pair[1], said) and faces(*pair)]
    if agreeing:
        return _agreed(said, agreeing, tried, context)
    if ahead := ahead_of_time(said, near):
        return ahead
    if is_missing(said) and (lacking := shortfall(said, context, near).one):
        return _lacking(said, lacking)
    if loose := _loosely(said, context):
        return judged(said, Verdict.RIGHT, claim=loose[0], answer=loose[1])
    named = any(claim.strong for claim, _ in tried)
    if not named and (fitted := fitting(said, context)):
        return judged(said, Verdict.RIGHT, claim=fitted[0], answer=fitted[1])
    found = diagnose(said, tried, context) if tried else untimely(said, asked, context)
    if found is None:
        counted = counted_areas(said, context, earlier) or _by_words(said, near)
        return counted or judged(said, Verdict.UNKNOWN, claim=_first_stated(asked), reason=SILENT)
    claim, answer = found.tried
    return judged(
        said,
        found.verdict,
        kind=found.kind,
        claim=claim,
        answer=answer,
        shown=found.shown,
        reason=found.reason,
    )


# 全市41.62亿元，完成年度预算97.93亿元的42.5%: the plan of what the sentence has just stated.
_PLAN_OF_IT = re.compile("(?:完成|为|占)[^，。；0-9]{0,6}(?:预算|目标|计划|任务)数?$")


# A县8.4%、B县7.7%, both right: the next of the list is of the same indicator.
SURE_OF_LIST = 2


def _as_before(claim: Claim, said: Said, near: Sequence[Judged]) -> Claim:
    """What goes on with the figures before it is of their indicator, though it names none.

    A plan's own figure, and a place of a list of which two others are right.
    """
    if claim.strong or claim.form is not Form.STANDS:
        return claim
    alike = [one for one in near if one.claim and _goes_on(one.claim.one, claim.one)]
    if claim.one.role is Role.TARGET and _PLAN_OF_IT.search(said.before):
        return replace(claim, strong=True) if alike else claim
    right = {
        one.claim.one.subject
        for one in alike
        if one.claim and one.checked.verdict is Verdict.RIGHT and one.said.unit == said.unit
    }
    listed = len(right - {claim.one.subject}) >= SURE_OF_LIST
    return replace(claim, strong=True) if listed else claim


def _goes_on(before: Question, now: Question) -> bool:
    planned = now.role is Role.TARGET
    return before.indicator == now.indicator and (planned or before.measure is now.measure)


def _lacking(said: Said, lacking: Answer) -> Judged:
    """A gap is computed: 缺口 to the target that the sentence names, or to zero growth."""
    if agrees(lacking, said):
        return judged(said, Verdict.RIGHT, answer=lacking)
    if nearly(lacking, said):
        reason = f"按{lacking.formula}推算，只差在取舍上"
        return judged(
            said, Verdict.DOUBTFUL, answer=lacking, shown=shown(lacking, said), reason=reason
        )
    return judged(
        said,
        Verdict.WRONG,
        kind=Kind.VALUE,
        answer=lacking,
        shown=shown(lacking, said),
        reason=f"按{lacking.formula}推算的缺口与原文不同",
    )


def _by_words(said: Said, near: Sequence[Judged]) -> Judged | None:
    """A distance of rates told in % is wrong whatever the facts say: 降幅收窄0.5%."""
    held = compared(said.before)
    if held is None or said.unit != _PERCENT:
        return None
    if held.verb.says not in TURNS and not of_time(held):
        return None
    if not near or near[-1].said.unit != _PERCENT:
        return None
    return judged(
        said,
        Verdict.WRONG,
        kind=Kind.POINTS,
        shown=f"{said.text.removesuffix(_PERCENT)}{_POINTS}",
        reason=_OF_POINTS,
    )


def _answers(claim: Claim, said: Said, context: Context) -> list[Answer]:
    """Give what the facts answer that is measured as the figure is: 项目 are not their 投资."""
    found = claim.answer(context.regions).answers
    return [one for one in found if in_unit(one, said.unit) is not None]


def _loosely(said: Said, context: Context) -> Tried | None:
    """Give what agrees with the figure where its area or role may have been read wrongly."""
    for claim in loosely(said, context):
        for answer in _answers(claim, said, context):
            same_unit = {said.unit, answer.unit} != {_POINTS, _PERCENT}
            if agrees(answer, said) and faces(claim, answer) and same_unit:
                return claim, answer
    return None


def _first_stated(asked: Sequence[Claim]) -> Claim | None:
    return next((one for one in asked if one.form is Form.STANDS), None)


def _agreed(
    said: Said, agreeing: Sequence[Tried], tried: Sequence[Tried], context: Context
) -> Judged:
    """The facts have the figure; its unit, its words and its caliber may still be wrong."""
    claim, answer = agreeing[0]
    if unit := _confused(said, claim, answer):
        told = f"{said.number:f}{unit}"
        return judged(
            said,
            Verdict.WRONG,
            kind=Kind.POINTS,
            claim=claim,
            answer=answer,
            shown=told,
            reason=_OF_POINTS if unit == _POINTS else "增速用%，不用百分点",
        )
    if wrong := _misworded(said, claim, answer, context):
        return wrong
    if others := _other_calibers(claim, answer, tried, said):
        named = "、".join(sorted({one.sources[0].figure.caliber for one in others}))
        return judged(
            said,
            Verdict.DOUBTFUL,
            claim=claim,
            answer=answer,
            shown=shown(answer, said),
            reason=f"只合其中一个口径（{answer.sources[0].figure.caliber}），另有{named}的数，原文没有写明",
        )
    return judged(said, Verdict.RIGHT, claim=claim, answer=answer)


def _confused(said: Said, claim: Claim, answer: Answer) -> str | None:
    """Give the unit that should stand there where % and points are taken for each other."""
    unit = said.unit if said.unit != "百分点" else _POINTS
    if {unit, answer.unit} == {_POINTS, _PERCENT}:
        return answer.unit
    return None


def _misworded(said: Said, claim: Claim, answer: Answer, context: Context) -> Judged | None:
    """加快, 回落, 收窄 and 扩大 each tell of two growths with certain signs."""
    verb = claim.verb
    if verb is None or claim.other is None or claim.one.measure is not Measure.GROWTH:
        return None
    if verb.says not in TURNS or claim.other.role is Role.TARGET:
        return None
    now = replace(claim, other=None, form=Form.STANDS).answer(context.regions).one
    then = replace(claim, one=claim.other, other=None, form=Form.STANDS).answer(context.regions).one
    if now is None or then is None or claim.other.subject != claim.one.subject:
        return None
    turn = turned(then.value, now.value)
    if turn in _allowed(claim):
        return None
    held = compared(said.before)
    begin = said.opening + held.at if held else said.start
    told = words.turn(then.value, now.value, than=held.other if held else "")
    return judged(
        said,
        Verdict.WRONG,
        kind=Kind.WORDING,
        claim=claim,
        answer=answer,
        shown=told,
        reason=f"由{words.growth(then.value)}到{words.growth(now.value)}是{turn.label}",
        start=begin,
    )


# Which turns of a growth each way of telling it fits.
TURNS: dict[str, frozenset[Turn]] = {
    "faster": frozenset((Turn.FASTER, Turn.FALL_TO_RISE)),
    "slower": frozenset((Turn.SLOWER, Turn.RISE_TO_FALL)),
    "narrowed": frozenset((Turn.FALL_NARROWED,)),
    "widened": frozenset((Turn.FALL_WIDENED,)),
}
_OF_RISE = {"narrowed": frozenset((Turn.SLOWER,)), "widened": frozenset((Turn.FASTER,))}


def _allowed(claim: Claim) -> frozenset[Turn]:
    says = claim.verb.says if claim.verb else ""
    if says in _OF_RISE and claim.of and "降" not in claim.of and "跌" not in claim.of:
        return _OF_RISE[says]
    if says in _OF_RISE and not claim.of:
        return TURNS[says] | _OF_RISE[says]
    if says in ("faster", "slower") and "降" in claim.of:
        return frozenset()
    return TURNS[says]


def _other_calibers(
    claim: Claim, answer: Answer, tried: Sequence[Tried], said: Said
) -> list[Answer]:
    """Give answers of other calibers that say something else, where the words name no caliber."""
    if claim.form is not Form.STANDS or claim.one.caliber is not None or not answer.sources:
        return []
    own = answer.sources[0].figure
    return [
        other
        for one, other in tried
        if one == claim
        and other.sources
        and other.sources[0].figure.caliber != own.caliber
        and not agrees(other, said)
        and in_unit(other, said.unit) is not None
    ]
