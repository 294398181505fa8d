"""What the words before a figure hold it against: 高于全市平均, 比上年全年加快, 距目标还差."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_OF = "增速|增幅|涨幅|降幅|跌幅|降速"
_FALLS = ("降幅", "跌幅", "降速")
_OTHER = "[^，；。！？（(\n]{1,28}?"
_FILLED = re.compile("(?:了|近|约|达|为|仅|至少|将|到|不足|超过|[-−])+$")
# 由6.1%回落到5.2%: what it came to, and no distance.
_REACHES = re.compile("(?:回落|回升|提高|上升|下降|扩大|收窄|加快|放缓|降|升)(?:到|至)了?$")
# What a verb of two figures is not: 高于 in 提高于, 超 in 超额.
_STARTS_NO_VERB = re.compile("超(?=额|前|长|声|出年)")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that compares; `sign` is the side that it puts the figure on."""

    word: str
    sign: int
    says: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The other side of a comparison in words, and the verb; `of` is 增速, 降幅 or nothing.

    `other` is empty where the words name no other side (增速加快1.2个百分点). `at` is where the
    phrase starts in the words that were searched.
    """

    other: str
    verb: Verb
    of: str
    at: int

    @property
    def of_fall(self) -> bool:
        """Whether the words speak of a fall: 降幅."""
        return self.of in _FALLS


@cache
def _verbs() -> dict[str, Verb]:
    table = resources.files("kaimenhong.writing").joinpath("data", "comparing_verbs.csv")
    lines = table.read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["verb"]: Verb(row["verb"], int(row["sign"]), row["says"]) for row in rows}


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """The three orders of words: 比A高, 高于A, and a verb alone."""
    by_length = sorted(_verbs(), key=len, reverse=True)
    verbs = "|".join(by_length)
    before = "|".join(
        one for one in by_length if _verbs()[one].says == "side" and (len(one) > 1 or one == "超")
    )
    alone = "|".join(one for one in by_length if len(one) > 1)
    return (
        re.compile(
            rf"(?P<of>{_OF})?(?:同比|环比)?(?:(?<![同环])比|较|距离?|与)(?P<other>{_OTHER})"
            rf"(?:的?(?P<of2>{_OF}))?(?P<verb>{verbs})$"
        ),
        re.compile(rf"(?P<of>{_OF})?(?:分别|均|仍|也)?(?P<verb>{before})(?P<other>{_OTHER})$"),
        re.compile(rf"(?P<of>{_OF})?(?P<other>同比|环比)?(?:进一步|继续|有所)?(?P<verb>{alone})$"),
    )


def compared(before: str) -> Compared | None:
    """Give what the words right before a figure hold it against, None where they do not.

    >>> one = compared("降幅比上年全年收窄")
    >>> one.other, one.verb.says, one.of
    ('上年全年', 'narrowed', '降幅')
    >>> compared("但低于全市平均").other, compared("但距市下达目标仍差").other
    ('全市平均', '市下达目标')
    >>> compared("社会消费品零售总额")
    """
    if _REACHES.search(before):
        return None
    words = _FILLED.sub("", before)
    for shape in _shapes():
        found = [one for at in range(len(words)) if (one := shape.match(words, at))]
        kept = [one for one in found if not _STARTS_NO_VERB.match(words, one.start("verb"))]
        if kept:
            # The last that fits is the nearest to the figure; a verb alone takes 同比 along.
            last = kept[0] if shape is _shapes()[-1] else kept[-1]
            named = last.groupdict()
            of = named["of"] or named.get("of2") or _of_before(words, last.start())
            return Compared(named["other"] or "", _verbs()[named["verb"]], of, last.start())
    return None


def _of_before(words: str, at: int) -> str:
    """增速 or 降幅 may open the clause: 投资降幅，较1—2月收窄."""
    found = re.findall(_OF, words[:at])
    return found[-1] if found else ""
