"""The text that a blank is filled with: digits of the place, and the verb that a sign turns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kaimenhong.analysis.turn import Turn, turned
from kaimenhong.terms import quantity
from kaimenhong.terms.codelists import Measure
from kaimenhong.terms.quantity import round_half_up
from kaimenhong.writing.checking.agreeing import in_unit
from kaimenhong.writing.checking.claim import Claim, Form
from kaimenhong.writing.checking.compared import compared
from kaimenhong.writing.checking.diagnosis import faces
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.ledger.question import Answer
from kaimenhong.writing.ledger.regions import Regions

_MINUS = re.compile("[-−－—]$")
_FILLED = "(?:了|达到?|为|约|近)*$"
_RISES = re.compile(f"(?P<verb>增长|上升|增加|提高|上涨){_FILLED}")
_FALLS = re.compile(f"(?P<verb>下降|下滑|减少|降低|回落|下跌){_FILLED}")
_OTHER_WAY = {
    "高于": "低于", "低于": "高于", "高": "低", "低": "高", "快于": "慢于", "慢于": "快于",
    "快": "慢", "慢": "快", "高出": "低", "超过": "低于", "超": "低", "好于": "差于",
    "提高": "下降", "提升": "下降", "上升": "下降", "回升": "回落", "下降": "上升",
    "降低": "提高", "下滑": "上升", "增加": "减少", "净增": "净减", "多增": "少增",
    "增长": "减少", "减少": "增加", "少增": "多增", "多": "少", "少": "多",
    "多于": "少于", "少于": "多于", "领先": "落后", "落后": "领先",
}  # fmt: skip
_TURNED = {
    Turn.FASTER: ("加快", "faster"), Turn.SLOWER: ("回落", "slower"),
    Turn.FALL_NARROWED: ("降幅收窄", "narrowed"), Turn.FALL_WIDENED: ("降幅扩大", "widened"),
}  # fmt: skip
_CHANGES = frozenset(("faster", "slower", "narrowed", "widened"))


@dataclass(frozen=True, slots=True)
class Shown:
    """The text put in, and how many signs before the blank it takes the place of.

    `text` is None where the words around the blank cannot say the figure; `reason` says why.
    """

    text: str | None
    takes: int = 0
    reason: str = ""


def shown(claim: Claim, answer: Answer, said: Said, regions: Regions) -> Shown:
    """Give how the blank shows the answer; minus growth turns the verb (增长 → 下降)."""
    digits = told(answer, said.unit)
    if digits is None:
        return Shown(None, reason="单位换算不了")
    if claim.form is Form.MOVED:
        return _moved(claim, answer, said, digits)
    if claim.form is Form.APART:
        return _apart(claim, answer, said, digits, regions)
    if claim.one.measure is Measure.GROWTH and claim.form is Form.STANDS:
        return _grown(answer, said, digits)
    if answer.value < 0:
        return Shown(f"-{digits}") if not _MINUS.search(said.before) else Shown(digits)
    return Shown(digits)


def told(answer: Answer, unit: str) -> str | None:
    """Print the figure without its sign: digits of the facts, the usual ones of a computed one.

    >>> from decimal import Decimal
    >>> told(Answer(Decimal("19.810"), "亿元", ()), "亿元")
    '19.810'
    >>> told(Answer(Decimal("4820"), "万元", ()), "亿元")
    '0.48'
    """
    value = in_unit(answer, unit)
    if value is None:
        return None
    known = quantity.find_unit(unit or answer.unit)
    if (not answer.computed and value == answer.value) or known is None:
        return f"{abs(value):f}"
    return f"{round_half_up(abs(value), max(known.digits, 0)):f}"


def _grown(answer: Answer, said: Said, digits: str) -> Shown:
    falls = answer.value < 0
    if _MINUS.search(said.before):
        return Shown(digits) if falls or not answer.value else Shown(digits, takes=1)
    wrong = (_RISES if falls else _FALLS).search(said.before)
    if wrong is not None and answer.value:
        return Shown(("下降" if falls else "增长") + digits, len(said.before) - wrong.start())
    if falls and not _FALLS.search(said.before):
        return Shown(f"-{digits}")
    return Shown(digits)


def _moved(claim: Claim, answer: Answer, said: Said, digits: str) -> Shown:
    if not answer.value:
        return Shown(None, reason="位次没有变，原句要改")
    if faces(claim, answer):
        return Shown(digits)
    word = _MOVED.search(said.before)
    other = "前移" if answer.value > 0 else "后移"
    return Shown(other + digits, len(said.before) - word.start()) if word else Shown(None)


_MOVED = re.compile("(?:前移|后移|上升|下降|前进|后退|提升|进位|退位)了?$")


def _apart(claim: Claim, answer: Answer, said: Said, digits: str, regions: Regions) -> Shown:
    held = compared(said.before)
    verb = claim.verb
    if held is None or verb is None:
        return Shown(digits)
    if verb.says in _CHANGES and claim.one.measure is Measure.GROWTH:
        return _changed(claim, said, digits, regions)
    if verb.says == "short":
        short = answer.value <= 0
        return Shown(digits) if short else Shown(None, reason="已经达到，没有差距，原句要改")
    if faces(claim, answer):
        return Shown(digits)
    at = said.before.rfind(verb.word)
    other = _OTHER_WAY.get(verb.word)
    if other is None:
        return Shown(None, reason="升降与原句相反，原句要改")
    between = said.before[at + len(verb.word) :]
    return Shown(f"{other}{between}{digits}", len(said.before) - at)


def _changed(claim: Claim, said: Said, digits: str, regions: Regions) -> Shown:
    """加快, 回落, 收窄, 扩大: which of them holds follows from the two growths."""
    verb = claim.verb
    now = replace(claim, other=None, form=Form.STANDS).answer(regions).one
    if now is None or claim.other is None or verb is None:
        return Shown(None, reason="前后两期的增速不全")
    then = replace(claim, one=claim.other, other=None, form=Form.STANDS).answer(regions).one
    if then is None:
        return Shown(None, reason="前后两期的增速不全")
    turn = turned(then.value, now.value)
    fits = _TURNED.get(turn)
    if fits is None:
        return Shown(None, reason=f"{turn.label}，原句要改")
    word, says = fits
    if says == verb.says:
        return Shown(digits)
    if said.before.endswith(verb.word):
        return Shown(word.removeprefix(claim.of) + digits, len(verb.word))
    return Shown(None, reason="升降与原句相反，原句要改")
