"""The word tables of reading: each a CSV in data/ whose header says what its columns mean."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of `data/{name}.csv`; lines that begin with `#` explain them."""
    text = resources.files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


class Words:
    """Words with their tags, found at the edge of a text: the longest wins.

    >>> words = Words({"力争": "target", "力争实现": "target"})
    >>> words.at("力争实现增长", 0), words.before("全市力争", 4)
    (('力争实现', 'target'), ('力争', 'target'))
    """

    def __init__(self, tags: Mapping[str, str]) -> None:
        self.tags = dict(tags)
        self._from = _lengths(tags, 0)
        self._to = _lengths(tags, -1)

    def at(self, text: str, start: int, end: int | None = None) -> tuple[str, str] | None:
        """Find the longest word that begins at `start` and ends by `end`."""
        limit = len(text) if end is None else end
        for length in self._from.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if start + length <= limit and word in self.tags:
                return word, self.tags[word]
        return None

    def before(self, text: str, end: int) -> tuple[str, str] | None:
        """Find the longest word that ends at `end`."""
        for length in self._to.get(text[end - 1 : end], ()):
            if length <= end and text[end - length : end] in self.tags:
                word = text[end - length : end]
                return word, self.tags[word]
        return None


def _lengths(words: Iterable[str], edge: int) -> dict[str, tuple[int, ...]]:
    """How long the words are that have a sign at their edge, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[edge], set()).add(len(word))
    return {sign: tuple(sorted(lengths, reverse=True)) for sign, lengths in found.items()}


@cache
def words(name: str) -> Words:
    """Load the table with the columns `word` and `tag`."""
    return Words({row["word"]: row["tag"] for row in rows(name)})


@cache
def listed(name: str, tag: str) -> tuple[str, ...]:
    """Give the words of one tag, the longest first."""
    found = (row["word"] for row in rows(name) if row["tag"] == tag)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def slips() -> dict[str, str]:
    """Misread or misspelt words and what they mean; both have the same length."""
    return {row["written"]: row["meant"] for row in rows("slips")}


def any_of(options: tuple[str, ...]) -> str:
    """Give a pattern that matches any of the words, the longest first.

    Words that begin alike are tried together: of two hundred units one look leaves a few.

    >>> any_of(("亿元", "亿", "个", "亿立方米"))
    '(?:个|亿(?:元|立方米|))'
    """
    return f"(?:{_together(sorted(set(options)))})"


def _together(words: list[str]) -> str:
    """The alternatives of sorted words, each first sign once; nothing more comes last."""
    empty = [""] if "" in words else []
    groups = itertools.groupby(filter(None, words), key=lambda word: word[0])
    return "|".join(
        [*(_begun(sign, [word[1:] for word in group]) for sign, group in groups), *empty]
    )


def _begun(sign: str, rests: list[str]) -> str:
    rest = re.escape(rests[0]) if len(rests) == 1 else f"(?:{_together(rests)})"
    return re.escape(sign) + rest
