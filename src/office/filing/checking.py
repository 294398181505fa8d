"""What is odd about the answers of a return: each by itself, and all beside what the ledger has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from kaimenhong import engine
from kaimenhong.analysis import doubt
from kaimenhong.analysis.vintage import holding
from kaimenhong.facts import FACTS
from kaimenhong.returns.checks import Odd, check, doubted
from kaimenhong.returns.forms.answers import Answer
from kaimenhong.terms import indicator as terms_indicator
from kaimenhong.terms.codelists import Measure
from kaimenhong.writing import signs as words
from office import warehouse
from office.filing import entered
from office.filing.lines import SheetLine
from office.people.models import Person
from office.returns.models import Return

# Two figures that stand side by side are no doubt: the page of the indicator shows them.
_NO_DOUBT = "caliber_difference"


def checked(
    person: Person, row: Return, lines: Sequence[SheetLine], at: datetime
) -> list[SheetLine]:
    """Return the lines with what is odd about each answer, as of a moment."""
    found = defaultdict(list, {line.row.pk: list(alone(line)) for line in lines})
    for key, odd in beside_history(person, row, lines, at):
        found[key].append(odd)
    return [replace(line, odd=tuple(found[line.row.pk])) for line in lines]


def alone(line: SheetLine) -> Iterator[Odd]:
    """Yield what is odd about one answer: not understood, or odd beside the period before."""
    if not isinstance(line.answer, Answer):
        told = f"{line.answer.code.meaning}：应为{line.answer.expected}。{line.answer.remedy}"
        yield Odd(line.answer.code.value, True, told)
    elif line.answer.value is not None:
        yield from check(line.line, line.answer.value, line.before)


def beside_history(
    person: Person, row: Return, lines: Sequence[SheetLine], at: datetime
) -> list[tuple[int, Odd]]:
    """Return the doubts about the answers, by line; computed once for the same answers."""
    answered = [line for line in lines if line.value is not None]
    if not answered:
        return []
    said = [(line.row.pk, str(line.value)) for line in answered]
    about = (row.pk, at.date(), said)
    mark = f"doubts:{warehouse.revision(person)}:{sha256(repr(about).encode()).hexdigest()}"
    known: list[tuple[int, Odd]] | None = cache.get(mark)
    if known is None:
        known = [
            (int(one["fact"].removeprefix(entered.MARK)), doubted(one, in_words(one)))
            for one in doubts(person, answered, at)
        ]
        cache.set(mark, known)
    return known


def doubts(person: Person, answered: Sequence[SheetLine], at: datetime) -> list[dict[str, Any]]:
    """Run `analysis.doubt` over what the ledger has and the answers as if they were accepted."""
    with engine.duckdb() as session:
        table = session.table(entered.facts(person, answered, at), FACTS)
        held = session.table(session.arrow(holding(table)), FACTS)
        found = session.rows(doubt.doubts(held))
    return [
        one
        for one in found
        if str(one["fact"]).startswith(entered.MARK) and one["doubt"] != _NO_DOUBT
    ]


def in_words(row: dict[str, Any]) -> str:
    """Return a doubt as a sentence."""
    known = terms_indicator.find(row["indicator"])
    unit = known.unit_of(Measure.LEVEL) if known else ""
    return f"{doubt.RULES[row['doubt']]['name']}：{words.doubted(row, unit=unit)}"
