"""Whether an answer says the same as the paragraph; whatever changes a figure is refused."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from kaimenhong.facts import Reading
from kaimenhong.terms import integrity
from kaimenhong.writing.polishing.locking import CLOSE, COUNTS, OPEN, TOKEN, Locked, reading_of

MOST_LONGER, ALWAYS_LONGER = 1.5, 40  # times the paragraph, and signs


class Refusal(StrEnum):
    """Why an answer is not taken; the value is kept, the label is told."""

    EMPTY = "empty"
    LINES = "lines"
    LONG = "long"
    TOKENS = "tokens"
    ORDER = "order"
    DIGITS = "digits"
    COUNTS = "counts"
    STATED = "stated"
    TASKS = "tasks"
    PHRASE = "phrase"

    @property
    def label(self) -> str:
        """What a person is told."""
        return _LABELS[self]


_LABELS = {
    Refusal.EMPTY: "没有给出文字",
    Refusal.LINES: "不是一段话",
    Refusal.LONG: "比原文长出太多",
    Refusal.TOKENS: "丢了、添了或改了数字的位置",
    Refusal.ORDER: "调换了数字的先后",
    Refusal.DIGITS: "自己写了数字",
    Refusal.COUNTS: "改了数量",
    Refusal.STATED: "读出来的指标、数值或口径与原文不同",
    Refusal.TASKS: "改了任务或责任单位",
    Refusal.PHRASE: "添了不该写的话",
}


@dataclass(frozen=True, slots=True)
class Polished:
    """The paragraph as it may stand: `text` is the original's where `refusal` says why not."""

    text: str
    refusal: Refusal | None = None


def verified(before: str, locked: Locked, answer: str) -> Polished:
    """Give the polished paragraph, or why the answer is refused and the original stays."""
    refusal = _of_tokens(locked, answer)
    if refusal is None:
        after = locked.opened(answer)
        refusal = _of_meaning(before, after)
    if refusal is not None:
        return Polished(before, refusal)
    return Polished(after)


def _of_tokens(locked: Locked, answer: str) -> Refusal | None:
    """Look at the answer with its tokens: each once, in order, and no other figure."""
    if not answer:
        return Refusal.EMPTY
    if any(not sign.isprintable() for sign in answer):
        return Refusal.LINES
    if len(answer) > MOST_LONGER * len(locked.text) + ALWAYS_LONGER:
        return Refusal.LONG
    found = [int(one[1]) for one in TOKEN.finditer(answer)]
    wanted = list(range(1, len(locked.pieces) + 1))
    bare = TOKEN.sub("", answer)
    if sorted(found) != wanted or OPEN in bare or CLOSE in bare:
        return Refusal.TOKENS
    if found != wanted:
        return Refusal.ORDER
    return Refusal.DIGITS if any(map(_is_digit, bare)) else None


def _is_digit(sign: str) -> bool:
    """Whether a sign is a numeral of any script but the Chinese words: 5, ５, ⑤, Ⅴ, ½."""
    return unicodedata.category(sign) in ("Nd", "Nl", "No")


def _of_meaning(before: str, after: str) -> Refusal | None:
    """Look at what both say: counts in words, statements, tasks, phrases of the guard."""
    if COUNTS.findall(before) != COUNTS.findall(after):
        return Refusal.COUNTS
    was, now = reading_of(before), reading_of(after)
    left_out = [[one.text for one in read.unread] for read in (was, now)]
    if _stated(was) != _stated(now) or left_out[0] != left_out[1]:
        return Refusal.STATED
    if _tasked(was) != _tasked(now):
        return Refusal.TASKS
    phrases = Counter(one.text for one in integrity.phrases(after))
    return Refusal.PHRASE if phrases - Counter(map(_words, integrity.phrases(before))) else None


def _words(one: integrity.Phrase) -> str:
    return one.text


def _stated(read: Reading) -> list[tuple[object, ...]]:
    return [
        (
            one.role, one.indicator, one.area, one.period, one.measure, one.comparator, one.value,
            one.value_high, one.unit, one.reference, one.placeholder,
        )
        for one in read.statements
    ]  # fmt: skip


def _tasked(read: Reading) -> list[tuple[object, ...]]:
    return [(one.leaders, one.lead_units, one.units, one.deadline) for one in read.tasks]
