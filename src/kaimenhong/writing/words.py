"""The words that go with figures: which verb a growth takes, and how a change of it is told.

The words of statistical bulletins, as a table; which of them applies is decided by
`analysis.turn`, for pages and papers alike. The change in points is the difference of the two
growths as published, because readers check it against the printed figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaimenhong.analysis.turn import Turn, turned
from kaimenhong.writing.numerals import amount, number

POINTS = "个百分点"
PLACES = "位"
RATES = (POINTS, "%", "‰")


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among peers: `of` counts those that have a figure; ties share the place.

    `by` names what they are ranked by, such as 增速 or 总量: a place without it says nothing.
    `within` is the area that the peers make up, 全市, where they make up one.
    """

    place: int
    of: int
    peers: str
    by: str
    tied: bool = False
    before: int | None = None
    within: str = ""


# What each turn of a growth is told with; `{than}` is 比… or 与…, empty where no period is named.
TURNS = {
    Turn.FLAT: "{with_}均为持平",
    Turn.RISE_HELD: "增速{with_}持平",
    Turn.FALL_HELD: "降幅{with_}持平",
    Turn.FASTER: "增速{than}加快{points}",
    Turn.SLOWER: "增速{than}回落{points}",
    Turn.FALL_NARROWED: "降幅{than}收窄{points}",
    Turn.FALL_WIDENED: "降幅{than}扩大{points}",
    Turn.FALL_TO_RISE: "{than}由降转增",
    Turn.FALL_TO_FLAT: "{than}由降转平",
    Turn.RISE_TO_FALL: "{than}由增转降",
    Turn.FLAT_TO_FALL: "{than}由平转降",
}


def growth(value: Decimal) -> str:
    """Tell a growth in percent; a decline is 下降5.0%, never 增长−5.0%.

    >>> growth(Decimal("6.2")), growth(Decimal("-5.0")), growth(Decimal("0.0"))
    ('增长6.2%', '下降5.0%', '与上年同期持平')
    """
    if not value:
        return "与上年同期持平"
    return f"{'增长' if value > 0 else '下降'}{number(abs(value))}%"


def turn(before: Decimal, after: Decimal, *, than: str = "") -> str:
    """Tell how a growth moved, both as published (in percent); `than` names the earlier period.

    >>> turn(Decimal("-5.0"), Decimal("-3.2"), than="1—2月")
    '降幅比1—2月收窄1.8个百分点'
    """
    points = amount(after - before, POINTS)
    words = TURNS[turned(before, after)]
    return words.format(points=points, than=than and f"比{than}", with_=than and f"与{than}")


def against(
    gap: Decimal,
    of: str,
    *,
    target: str,
    difference: Decimal | None = None,
    behind: bool | None = None,
) -> str:
    """Tell how a figure stands to its target.

    `gap` is below zero when behind and says how much. `difference` is the figure less its goal and
    says which side it is on: where less is better, or where both sides bind, the two signs differ.
    Without it no side is told. `behind` tells a figure that is even with what it should exceed.

    >>> against(Decimal("-1.3"), "个百分点", target="一季度目标", difference=Decimal("-1.3"))
    '比一季度目标低1.3个百分点'
    >>> against(Decimal("-1.0"), "个百分点", target="控制目标", difference=Decimal("1.0"))
    '比控制目标高1.0个百分点'
    >>> against(Decimal("-0.39"), "亿元", target="一季度目标", difference=Decimal("-0.39"))
    '距一季度目标还差0.39亿元'
    """
    if not gap:
        return f"与{target}持平{'，尚未达到' if behind else ''}"
    much, short = amount(gap, of), gap < 0
    if of == PLACES:
        return f"比{target}{'落后' if short else '靠前'}{much}"
    if not difference:
        return f"与{target}相差{much}" if short else f"优于{target}{much}"
    below = difference < 0
    if of in RATES or "/" in of:
        return f"比{target}{'低' if below else '高'}{much}"
    if short is not below:
        return f"比{target}{'少' if below else '多'}{much}"
    return f"距{target}还差{much}" if short else f"超过{target}{much}"


def standing(rank: Rank, *, than: str = "") -> str:
    """Tell a rank and how it moved; from 9th to 6th is 前移3位, though the number fell.

    >>> standing(Rank(3, 6, "县（市、区）", "增速", tied=True, before=5), than="1—2月")
    '增速居6个县（市、区）第3位（并列），比1—2月前移2位'
    """
    among = rank.within or f"{rank.of}个{rank.peers}"
    place = f"{rank.by}居{among}第{rank.place}位{'（并列）' if rank.tied else ''}"
    if rank.before is None:
        return place
    moved = rank.before - rank.place
    if not moved:
        return f"{place}，{than and f'与{than}相比'}位次不变"
    return f"{place}，{than and f'比{than}'}{'前移' if moved > 0 else '后移'}{abs(moved)}位"
