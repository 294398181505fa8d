"""By how many places a rank moved: 比上半年后移XX位."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kaimenhong.terms.codelists import Measure, Role
from kaimenhong.writing.checking.claim import Claim, Form
from kaimenhong.writing.checking.context import base_period
from kaimenhong.writing.checking.judged import Judged
from kaimenhong.writing.filling.spots import Spot

_MOVES = re.compile(
    "(?:[比较](?P<than>[^，；。]{1,12}?))?(?P<verb>前移|后移|上升|下降|前进|后退|提升|进位|退位)(?:了)?$"
)
_BACK = ("后移", "下降", "后退", "退位")
_PLACES = re.compile(r"\s*(?:个)?(?:位|名)")


def moved(spot: Spot, earlier: Sequence[Judged]) -> Claim | None:
    """Give the claim of a move of the rank that the sentence told last; None where it is none."""
    said = _MOVES.search(spot.before) if is_move(spot) else None
    ranks = [one.question for one in earlier if one.question and one.question.measure in _RANKS]
    if said is None or not ranks:
        return None
    now = ranks[-1]
    if now.period is None:
        return None
    then = base_period(said["than"] or "上年同期", now.period)
    if then is None:
        return None
    one = replace(now, role=Role.ACTUAL)
    sign = -1 if said["verb"] in _BACK else 1
    return Claim(Form.MOVED, one, replace(one, period=then), sign=sign)


def is_move(spot: Spot) -> bool:
    """Tell whether the words are of a move by places."""
    return bool(_MOVES.search(spot.before) and _PLACES.match(spot.behind))


_RANKS = (Measure.GROWTH_RANK, Measure.LEVEL_RANK)
