"""Which of the ledger's indicators the words of a text mean: the facts' own names come first.

全社会固定资产投资 is what the facts call so, and only where they do not, what the catalogue says.
A name outside the catalogue is compared after both sides have lost the words of
`data/name_words.csv`; one that merely resembles another is never taken for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources

from kaimenhong.terms import indicator as indicators
from kaimenhong.terms.indicator import catalogue
from kaimenhong.terms.wording import folded
from kaimenhong.writing.ledger.entry import spelled

MOST_NEAR = 3
NEAR = 0.6  # of difflib: what is offered to a person, and never taken


@dataclass(frozen=True, slots=True)
class Meant:
    """The indicators that words may mean, one where it is clear; `near` only resemble it."""

    indicators: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def meant(words: Sequence[str], known: Sequence[str]) -> Meant:
    """Give which of the `known` indicators (as the ledger has them) the words of a text mean.

    `words` are spellings of one thing, the most literal first: the text's own, then the standard
    name.

    >>> meant(["全社会固定资产投资", "固定资产投资"], ["FAI", "FAI_ALL"]).indicators
    ('FAI_ALL',)
    >>> meant(["集中开工重大项目"], ["集中开工项目数", "签约项目"]).indicators
    ('集中开工项目数',)
    >>> meant(["在库项目固定资产投资"], ["FAI"]).indicators
    ()
    """
    return _meant(tuple(words), tuple(known))


@lru_cache(maxsize=4096)
def _meant(words: tuple[str, ...], known: tuple[str, ...]) -> Meant:
    for word in words:
        if found := _own(word, known) or _catalogued(word, known):
            return Meant(found)
    for word in words:
        if indicators.find(word) is None and (found := _plainly(word, known)):
            return Meant(found)
    several = tuple(one.code for word in words for one in indicators.meanings(word))
    choices = tuple(code for code in known if code in several)
    return Meant(near=choices or _near(words, known))


def _own(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give what the facts call by this very word."""
    text = _without_amount(folded(word))
    return tuple(one for one in known if text in map(_without_amount, _titles(one)))


@lru_cache(maxsize=4096)
def _titles(indicator: str) -> tuple[str, ...]:
    one = catalogue().get(indicator)
    return (folded(one.name), folded(one.short_name)) if one else (folded(indicator),)


def _without_amount(text: str) -> str:
    """固定资产投资额 is 固定资产投资; 总额 is part of a name."""
    return text[:-1] if text.endswith("投资额") else text


def _catalogued(word: str, known: Iterable[str]) -> tuple[str, ...]:
    found = indicators.find(word) or indicators.find(_without_amount(folded(word)))
    return tuple(one for one in known if found is not None and one == found.code)


def _plainly(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give the names outside the catalogue that are the word once both are plain."""
    text = plain(word)
    return tuple(one for one in known if one not in catalogue() and plain(one) == text)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Give a name without the words by which texts and ledgers differ.

    >>> plain("第一批项目集中开工项目"), plain("集中开工项目数"), plain("新增入库项目总投资")
    ('集中开工项目', '集中开工项目', '入库项目投资')
    """
    text = folded(name)
    for pattern, word in _words():
        text = pattern.sub(word, text)
    return text


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = resources.files("kaimenhong.writing").joinpath("data", "name_words.csv")
    lines = table.read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple((re.compile(row["pattern"]), row["plain"]) for row in rows)


def _near(words: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    names = {spelled(one): one for one in known}
    found = [name for word in words for name in get_close_matches(word, names, MOST_NEAR, NEAR)]
    return tuple(names[name] for name in dict.fromkeys(found))[:MOST_NEAR]
