"""Which blanks are a shortfall: 要实现正增长，还有XX亿元缺口."""

from __future__ import annotations

import re

from kaimenhong.writing.filling.spots import Spot

_SHORT = re.compile(
    "(?:缺口|差额)(?:就|将|则|仍|还)?(?:扩大|增加|上升|缩小|收窄|减少)?(?:还有|约|为|达|有|仍有|到|至)*$"
)
_HAVE = re.compile("(?:还|尚|仍)?(?:有|存在|差|缺)(?:约|近)?$")
_GAP_BEHIND = re.compile("[^，。；]{0,4}?的?缺口")


def is_gap(spot: Spot) -> bool:
    """Tell whether the blank is a shortfall in the unit of a level."""
    said = spot.said
    if said is None or said.unit in ("%", "个百分点", "位"):
        return False
    if _SHORT.search(said.before):
        return True
    return bool(_HAVE.search(said.before) and _GAP_BEHIND.match(spot.behind[len(said.unit) :]))
