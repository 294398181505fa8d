"""Phrases of the integrity guard in a draft: words that ask to arrange figures."""

from __future__ import annotations

from collections.abc import Iterator

from kaimenhong.terms import integrity
from kaimenhong.writing.checking.verdict import Checked, Kind, Verdict


def listed(text: str) -> Iterator[Checked]:
    """Give the phrases that a draft must not carry; nothing can stand in their place."""
    for one in integrity.phrases(text):
        yield Checked(
            start=one.start,
            end=one.end,
            text=one.text,
            verdict=Verdict.WRONG,
            kind=Kind.PHRASE,
            reason=one.why,
        )
