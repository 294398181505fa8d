"""Characters taken for one another: by their shape when copied, by their sound when typed."""

from __future__ import annotations

from functools import cache

from kaimenhong.reading import lexicon

# What tells two names apart on purpose: 一中 and 二中, 东城 and 西城, 大河 and 小河.
TELLING = frozenset("零一二三四五六七八九十百千万上下左右东西南北中前后内外大小甲乙丙丁新老")
_RARE_FROM = b"\xd8"


def why(a: str, b: str) -> str | None:
    """Say how two characters are alike, 形近 or 音近, or None.

    >>> why("未", "末"), why("涛", "淘"), why("鹄", "鹞"), why("财", "民")
    ('形近', '音近', '形近', None)
    >>> why("一", "医"), why("东", "冬")
    (None, None)
    """
    if a in TELLING or b in TELLING or a == b:
        return None
    if b in shaped_like(a):
        return "形近"
    return "音近" if same_sound(a, b) else None


def same_sound(a: str, b: str) -> bool:
    """Whether the two are typed alike, tones left aside; rare characters have no sound here."""
    return _sounds().get(a, a) == _sounds().get(b, b)


def shaped_like(sign: str) -> frozenset[str]:
    """Give the characters that are written much like this one."""
    return _shapes().get(sign, frozenset())


def like(sign: str) -> frozenset[str]:
    """Give every character that this one may be taken for."""
    sound = _sounds().get(sign)
    return shaped_like(sign) | (_signs()[sound] if sound else frozenset())


def is_rare(sign: str) -> bool:
    """Whether the character is of the second level of GB 2312, or of neither.

    >>> is_rare("鹄"), is_rare("国"), is_rare("堃")
    (True, False, True)
    """
    return (
        not sign.encode("gb2312", "replace") < _RARE_FROM
        or sign.encode("gb2312", "replace") == b"?"
    )


@cache
def _shapes() -> dict[str, frozenset[str]]:
    """The table has each pair once; here both find each other."""
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("lookalikes"):
        for other in row["alike"]:
            found.setdefault(row["sign"], set()).add(other)
            found.setdefault(other, set()).add(row["sign"])
    return {sign: frozenset(others) for sign, others in found.items()}


@cache
def _signs() -> dict[str, frozenset[str]]:
    return {row["sound"]: frozenset(row["signs"]) for row in lexicon.rows("sounds")}


@cache
def _sounds() -> dict[str, str]:
    return {sign: sound for sound, signs in _signs().items() for sign in signs}
