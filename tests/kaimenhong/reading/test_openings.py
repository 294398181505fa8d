"""What is asked before a slow search leaves out nothing that the search would find.

Many patterns say with `(?=[...])` what they begin with, so that they are tried nowhere else; others
are searched only in texts that hold a word. Whoever widens a pattern must widen that too.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import kaimenhong.reading
from kaimenhong.reading import (
    cleaned,
    figures,
    names,
    notes,
    own_area,
    parties,
    peeling,
    places,
    plans,
    times,
    unitless,
)
from kaimenhong.reading.sentence import sentences

TUNED = Path(__file__).parents[3] / "bench" / "quality" / "reading" / "tuned"
ANY_SIGN = frozenset({-1})
ZERO_WIDTH = {code.ASSERT, code.ASSERT_NOT, code.AT}
# 2026年|底前: these follow a year, with which the mention begins.
WITHIN = frozenset(map(ord, "底末"))
REPEATS = {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.iter_modules(kaimenhong.reading.__path__):
        found = vars(importlib.import_module(f"kaimenhong.reading.{module.name}"))
        for name, value in found.items():
            if isinstance(value, re.Pattern) and value.pattern.startswith("(?=["):
                yield f"{module.name}.{name}", value
    yield "figures._pattern", figures._pattern()


def of_class(items: Sequence[Any]) -> frozenset[int]:
    found: set[int] = set()
    for kind, value in items:
        if kind is code.LITERAL:
            found.add(value)
        elif kind is code.RANGE:
            found.update(range(value[0], value[1] + 1))
        else:
            return ANY_SIGN
    return frozenset(found)


def of_one(kind: Any, value: Any) -> tuple[frozenset[int], bool]:
    """What one part of a pattern can begin with, and whether it can be empty."""
    if kind in ZERO_WIDTH:
        return frozenset(), True
    if kind is code.LITERAL:
        return frozenset({value}), False
    if kind is code.IN:
        return of_class(value), False
    if kind is code.SUBPATTERN:
        return openings(value[-1])
    if kind is code.BRANCH:
        branches = [openings(one) for one in value[1]]
        return frozenset().union(*(s for s, _ in branches)), any(e for _, e in branches)
    if kind in REPEATS:
        signs, empty = openings(value[2])
        return signs, empty or value[0] == 0
    return ANY_SIGN, False


def openings(parts: Sequence[Any]) -> tuple[frozenset[int], bool]:
    """What a pattern can begin with, and whether it can be empty."""
    found: frozenset[int] = frozenset()
    for kind, value in parts:
        signs, empty = of_one(kind, value)
        found |= signs
        if not empty:
            return found, False
    return found, True


@pytest.mark.parametrize("pattern", [pytest.param(p, id=name) for name, p in patterns()])
def test_a_pattern_begins_with_nothing_but_what_it_says(pattern: re.Pattern[str]) -> None:
    first, *rest = parser.parse(pattern.pattern)
    said = of_class(first[1][1][0][1])
    can, empty = openings(rest)
    assert not empty
    unsaid = can - said - (WITHIN if pattern is times._MENTION else frozenset())
    assert "".join(map(chr, sorted(unsaid)[:20])) == ""


def test_the_openings_of_a_pattern_are_told() -> None:
    def told(pattern: str) -> str:
        return "".join(sorted(map(chr, openings(parser.parse(pattern))[0])))

    assert told("a?(?:b|[cd]e)f") == "abcd"
    assert told("(?<!x)(?P<one>a*b|(?=z)c)") == "abc"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The sentences of documents that nobody else needs, a heap of real ways to say things."""
    found = []
    for path in sorted(TUNED.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            text = cleaned.plain(line)
            found += [text[start:end] for start, end in sentences(text)]
    return found


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        (plans._MAY_PLAN, plans._INSIDE),
        (plans._MAY_PLAN, plans._BEFORE),
        (plans._MAY_PLAN, plans._WHOLE),
        (plans._MAY_PLAN, plans._SHORT),
        (plans._MAY_PLAN, plans._TASKED),
        (plans._MAY_PLAN, plans._STATED),
        (plans._MAY_PLAN, plans._LACKS),
        (plans._MAY_PLAN, plans._DONE_OF),
        (plans._MAY_PLAN, plans._BEYOND),
        (own_area._IN_LIST, places.LIST),
        (parties._MUST, parties._SAID),
        (re.compile("会同"), parties._TOGETHER),
        (re.compile("："), notes._label()),
        (re.compile("前"), unitless._TOP),
        (re.compile("第"), unitless._PLACE),
        (re.compile("收入比"), unitless._INCOMES),
        (re.compile("全部"), unitless._DONE),
        (re.compile("[年月季周]|[0-9]-[0-9]"), times._MENTION),
        *((cleaned._MAY_SLIP, slip) for slip, _ in cleaned._SLIPS),
    ],
)
def test_a_text_that_is_left_out_holds_nothing(
    asked: re.Pattern[str], searched: re.Pattern[str], texts: list[str]
) -> None:
    cut = [text[:end] for text in texts for end in (len(text), *range(4, len(text), 3))]
    assert [text for text in cut if searched.search(text) and not asked.search(text)] == []


def test_an_area_ends_where_one_is_looked_for(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spots = [(text, at) for text in texts for at in range(len(text))]
    told = [places.leading(text, at, len(text), ()) for text, at in spots]
    monkeypatch.setattr(places, "_ENDING", re.compile(""))
    assert told == [places.leading(text, at, len(text), ()) for text, at in spots]


def test_a_name_is_looked_for_where_one_opens(texts: list[str]) -> None:
    for text in texts:
        opens = {at - length + 1 for at, length in names._automaton().iter(text) if length}
        for start in opens:
            assert names.first_known(text, start, len(text)) is not None


def test_what_peels_a_basis_begins_and_ends_as_is_said(texts: list[str]) -> None:
    for pattern in (peeling._BASIS, peeling._WORKDAY):
        found = [m[0] for text in texts for m in pattern.finditer(text)]
        assert {words[0] for words in found} <= set(peeling._BASIS_BEGINS)
    cut = (text[:end] for text in texts for end in range(1, len(text)))
    ends = {text[-1] for text in cut if peeling._FROM.search(text)}
    assert ends <= set(peeling._FROM_ENDS)
