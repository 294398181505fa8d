"""Names of which one character was taken for another: 社会消费晶零售总额."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kaimenhong.reading import lookalike

# In a shorter name one character of another shape may well be another name.
SHORTEST = 4
SHORTEST_BY_SOUND = 6
_ANY = "\0"


@cache
def _masks(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Every name under each of its forms with one character left open."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        for at in range(len(name)):
            found.setdefault(_masked(name, at), []).append(name)
    return {mask: tuple(meant) for mask, meant in found.items()}


def meant(written: str, names: frozenset[str]) -> str | None:
    """Give the one name that differs from what is written in one character that looks alike.

    In a long name the character may also sound alike. None where no name or several are meant.

    >>> meant("社会消费晶零售总额", frozenset({"社会消费品零售总额"}))
    '社会消费品零售总额'
    >>> meant("出口总额", frozenset({"进口总额"})) is None
    True
    """
    if len(written) < SHORTEST:
        return None
    found = {
        name
        for at in range(len(written))
        for name in _masks(names).get(_masked(written, at), ())
        if _alike(written[at], name[at], len(written))
    }
    return found.pop() if len(found) == 1 else None


def _masked(name: str, at: int) -> str:
    return name[:at] + _ANY + name[at + 1 :]


def _alike(sign: str, other: str, length: int) -> bool:
    how = lookalike.why(sign, other)
    return how == "形近" or (how is not None and length >= SHORTEST_BY_SOUND)


def worth_mending(names: Iterable[str]) -> frozenset[str]:
    """Give the names that are long enough for one character not to make another of them."""
    return frozenset(name for name in names if len(name) >= SHORTEST)
