"""The fact whose name the words around a blank say in pieces: 总投资XX亿元的…集中开工."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from kaimenhong.writing.checking.agreeing import in_unit
from kaimenhong.writing.checking.context import Context
from kaimenhong.writing.checking.said import Said
from kaimenhong.writing.ledger import names
from kaimenhong.writing.ledger.entry import spelled
from kaimenhong.writing.ledger.looking import look_up
from kaimenhong.writing.ledger.question import Question

COVERED = 0.75  # of the name's pairs of signs, that the words must have
APART = 0.15  # by which the best name must lead the next
SHORTEST = 4  # signs of a name that may stand in pieces; a shorter one leads right to its figure
NEARLY = COVERED - APART
_COUNT = re.compile("数$")
_CLAUSES = re.compile("[；。]")
_NEXT = re.compile("[X×]+|[*_]{2,}|[，；。]")


def pieced(
    question: Question, said: Said, behind: str, context: Context, besides: Collection[str]
) -> Question | None:
    """Give the question with the one indicator whose name the words cover, None without one.

    Only names of facts that have a figure of this period, role, measure and unit count, and none of
    `besides`. Of names that the sentence covers alike, the one that the clause covers more.
    """
    after = _NEXT.split(behind)[0]
    sentence = after + _CLAUSES.split(said.sentence)[-1]
    clause = after + said.before
    ranked: list[tuple[float, float, Question]] = []
    for indicator in context.regions.ledger.indicators_of(question.subject):
        name = spelled(indicator)
        asked = replace(question, indicator=indicator)
        share, here = _best(name, sentence), _best(name, clause)
        if indicator not in besides and here and share >= NEARLY and _has(asked, said, context):
            ranked.append((share, here, asked))
    return _clear(ranked)


def _clear(ranked: list[tuple[float, float, Question]]) -> Question | None:
    ranked.sort(key=lambda one: (-one[0] - one[1], one[2].indicator))
    if not ranked or ranked[0][0] < COVERED:
        return None
    if len(ranked) == 1:
        return ranked[0][2]
    best, second = ranked[0], ranked[1]
    ahead = best[0] + best[1] - second[0] - second[1]
    return best[2] if ahead >= APART else None


def _best(name: str, words: str) -> float:
    """The facts' own name, or what is left of it without the words by which names differ."""
    return max(_covered(name, words), _covered(names.plain(name), words))


def _covered(name: str, words: str) -> float:
    """Give which share of the name's pairs of signs stands in the words.

    项目 may be left out, and what enters the register (入库) is always new.

    >>> _covered("集中开工项目总投资", "重大项目集中开工，总投资") > COVERED
    True
    """
    plain = _COUNT.sub("", name.replace("新增入库", "入库")) or name
    core = plain.replace("项目", "")
    if len(core) < SHORTEST:
        return 1.0 if core and words.rstrip("了共约").endswith(core) else _share(plain, words)
    return max(_share(plain, words), _share(core, words))


def _share(name: str, words: str) -> float:
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return sum(pair in words for pair in pairs) / len(pairs) if pairs else 0.0


def _has(question: Question, said: Said, context: Context) -> bool:
    found = look_up(context.regions.ledger, question).answers
    return any(in_unit(one, said.unit) is not None for one in found)
