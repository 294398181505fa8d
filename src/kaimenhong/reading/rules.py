"""What the codes of `Why` and `Unread` say, from `data/rules.csv`."""

from __future__ import annotations

from functools import cache

from kaimenhong.reading import lexicon


@cache
def _told() -> dict[str, str]:
    return {row["code"]: row["told"] for row in lexicon.rows("rules")}


def told(code: str, words: str = "") -> str:
    """Put a rule into words for a person; `words` are those of the document that decided.

    >>> told("figure.blank", "XX")
    '“XX”是待填的空白'
    """
    return _told()[code].format(words=words)
