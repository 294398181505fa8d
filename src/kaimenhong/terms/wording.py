"""One spelling for words that people type in many ways; used wherever words are compared."""

from __future__ import annotations

import re
import unicodedata

_IGNORED = re.compile(r"[\s\u200b\ufeff“”‘’\"'「」『』《》]+")
# Most words that are looked up are Chinese and nothing else, of which nothing changes.
_FOLDED = re.compile("[\u4e00-\u9fff0-9A-Z]*+")
_DASHES = re.compile(r"[—–−‐‑―~〜]+")


def folded(text: str) -> str:
    """Give the text in half width and capitals, without blanks and quotes: equal means the same.

    >>> folded("“ＧＤＰ” ％"), folded("固定资产投资（不含农户）")
    ('GDP%', '固定资产投资(不含农户)')
    """
    if _FOLDED.fullmatch(text):
        return text
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).upper()


def dashed(text: str) -> str:
    """Fold the text and write every dash and wave as `-`; the words 至 and 到 stay.

    >>> dashed("１—２月"), dashed("1～11 月份")
    ('1-2月', '1-11月份')
    """
    return _DASHES.sub("-", folded(text))
